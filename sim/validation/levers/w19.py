"""W19: if popularity is visible, popular communities become more popular, by merit or by chance."""

from __future__ import annotations

from sim.plugins.measures._measure import gini
from sim.validation.levers._row import PREDICTION, Row, up

NAMES = [f"c{n}" for n in range(6)]
_ONE = {"platform": "square", "taste": 0.5, "width": 2, "baseline_awareness": 0.002, "growth": {"seeds": 60}}


def _inequality(arm: str):
    """Gini coefficient of the followers of communities that started alike."""
    def contrast(arms) -> float:
        last = arms[arm].communities
        last = last[(last["day"] == last["day"].max()) & last["community"].isin(NAMES)]
        return gini(last["followers"].to_numpy())
    return contrast


ROW = Row(
    title="Showing popularity",
    does="The platform shows what many have joined, and conformists join it.",
    costs="Nothing; it makes success less predictable.",
    sources="W19",
    kind=PREDICTION,
    settings={"communities.circle": None, "members.slots": 1, "+platforms.square": {"kind": "microblog"},
              **{f"+communities.{name}": _ONE for name in NAMES}},
    arms={"hidden": {"conversion.popularity": 0, "platforms.square.discovery": 0},
          "shown": {"conversion.popularity": 2, "platforms.square.discovery": 0.05}},
    targets=(up("inequality of followers among six communities that began alike",
                lambda arms: _inequality("shown")(arms) - _inequality("hidden")(arms), least=0.01),),
    members=2000,
    seeds=60,
)
