"""L22: retention rises with tenure although nobody becomes more loyal, because those who leave easily leave early."""

from __future__ import annotations

from sim.validation.levers._read import level, on, per
from sim.validation.levers._row import CHECK, Row, between, up

YEAR = 365


def _renewal(year: int):
    """Share of those there at the beginning of a year who are still there at its end."""
    return level(per(on("followers", YEAR * year - 1), on("followers", max(0, YEAR * (year - 1) - 1))), "cohort")


ROW = Row(
    title="Tenure",
    does="People differ in how easily they leave; who leaves easily does so early.",
    costs="Nothing; early losses say little about later ones.",
    sources="R3",
    kind=CHECK,
    settings={"communities.circle.growth.seed_share": 0.5, "communities.circle.baseline_awareness": 0,
              "conversion.returning": 0,
              "word_of_mouth.hearing": 0},
    arms={"cohort": {}},
    targets=(
        between("share that stay in the first year", _renewal(1), 0.53, 0.73),
        between("in the second", _renewal(2), 0.66, 0.82),
        between("in the third", _renewal(3), 0.74, 0.88),
        between("in the fourth", _renewal(4), 0.78, 0.92),
        up("the fourth year above the first", lambda arms: _renewal(4)(arms) - _renewal(1)(arms), least=0.02),
    ),
    days=4 * YEAR,
    off={"members.frailty_shape": 50, "members.frailty_days": 20_000},
)
