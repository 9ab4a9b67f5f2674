"""Arms: what the treated and the control of an A/B test do, per person, from the day of the treatment on.

They exist in runs with a treatment only. Of all communities in which something is tested they speak together.
"""

from __future__ import annotations

import math

import numpy as np

from sim import arms
from sim.measures._measure import daily, final
from sim.processes.choice import chances
from sim.world.stages import COCREATOR, FOLLOWER

OF_TESTS = True  # these measures exist in runs with a treatment only


def _people(economy, arm: int) -> int:
    return int(economy.arms.members()[arm]) if economy.arms is not None else 0


def _per_person(economy, arm: int, total) -> float:
    many = _people(economy, arm)
    return float(total(economy.arms)[arm]) / many if many else 0.0


def _visits(economy, weights=None):
    def total(of):
        v = economy.world.v
        here = of.tested(v.community)
        said = v.said[here].astype(np.int64) if weights else None
        return np.bincount(of.of[v.member[here]], weights=said, minlength=3)
    return total


def _followers(economy):
    def total(of):
        r, rows = economy.world.r, economy.world.rows
        stage = r.stage[:rows]
        here = (stage >= FOLLOWER) & (stage <= COCREATOR) & of.tested(r.community[:rows])
        return np.bincount(of.of[r.member[:rows][here]], minlength=3)
    return total


def _measures(name: str, arm: int, who: str) -> dict:
    """The measures of one arm."""
    def taken(unit, says, over_run, total):
        return daily(unit, f"{says} {who}.", over_run)(
            lambda economy: _per_person(economy, arm, total(economy)))

    return {
        f"{name}_members": daily("people", f"A/B test: people {who}.")(
            lambda economy: _people(economy, arm)),
        f"{name}_visits": taken("visits per person", "A/B test: visits per person", "sum", _visits),
        f"{name}_posts": taken("messages per person", "A/B test: messages per person", "sum",
                               lambda economy: _visits(economy, True)),
        f"{name}_orders": taken("orders per person", "A/B test: orders per person", "sum",
                                lambda economy: lambda of: of.orders),
        f"{name}_spending": taken("¥ per person", "A/B test: spending per person", "sum",
                                  lambda economy: lambda of: of.cents / 100.0),
        f"{name}_followers": taken("followers per person", "A/B test: followers and above, per person", "last",
                                   _followers),
    }


globals().update(_measures("treated", arms.TREATED, "treated"))
globals().update(_measures("control", arms.CONTROL, "in the control"))


@final("share", "A/B test, contamination: share of the control who listen to somebody who is treated.")
def control_exposed(economy, series):
    if economy.arms is None:
        return 0.0
    return arms.exposed(economy.arms.of, economy.world.t) / max(1, _people(economy, arms.CONTROL))


def _difference(what: str, unit: str):
    """Treated minus control of a measure, over the run; 0 where there is only one of them."""
    def difference(economy, series):
        if not (_people(economy, arms.TREATED) and _people(economy, arms.CONTROL)):
            return 0.0
        last = what == "followers"
        treated, control = ((one.iloc[-1] if last else math.fsum(one)) for one in
                            (series[f"treated_{what}"], series[f"control_{what}"]))
        return float(treated - control)

    return final(unit, f"A/B test: {what} per person, treated minus control.")(difference)


globals().update({f"{what}_effect": _difference(what, unit) for what, unit in (
    ("visits", "visits per person"), ("orders", "orders per person"), ("spending", "¥ per person"),
    ("followers", "followers per person"), ("posts", "messages per person"))})


def _choice(arm: int, half: int, who: str, which: str):
    """The chance to choose the community's goods, in one arm, of the half that was less likely to, or more."""
    def taken(economy, series):
        if economy.arms is None:
            return float("nan")
        r, of = economy.world.r, economy.arms
        rows = np.flatnonzero(of.tested(r.community[:economy.world.rows]))
        likely = of.likely[r.member[rows]]
        rows, likely = rows[likely > 0.0], likely[likely > 0.0]  # NaN is not above 0
        if not rows.size:
            return float("nan")
        rows = rows[((likely > np.median(likely)) == half) & (of.of[r.member[rows]] == arm)]
        return float(chances(economy, rows).mean()) if rows.size else float("nan")

    return final("share", f"A/B test: chance on the last day to choose the community's goods when something is bought, "
                          f"mean of those {who} who could buy and were {which} likely to than most when it began.",
                 undefined="nobody there could buy goods when the test began")(taken)


globals().update({f"{name}_choice_{half}": _choice(arm, above, who, which)
                  for name, arm, who in (("treated", arms.TREATED, "treated"),
                                         ("control", arms.CONTROL, "in the control"))
                  for half, above, which in (("low", 0, "less"), ("high", 1, "more"))})
