"""Arms: what the treated and the control group of an A/B test do, per person, from the day of the treatment on.

These measures exist only in runs with a treatment. They cover all communities in which something is tested together.
"""

from __future__ import annotations

import math

import numpy as np

from sim.plugins.measures._measure import daily, final
from sim.world import arms

OF_TESTS = True  # these measures exist only in runs with a treatment


def _people(economy, arm: int) -> int:
    return int(economy.arms.members()[arm]) if economy.arms is not None else 0


def _per_person(economy, arm: int, total) -> float:
    people = _people(economy, arm)
    return float(total(economy.arms)[arm]) / people if people else 0.0


def _measures(name: str, arm: int, who: str) -> dict:
    """The measures of one arm."""
    def taken(unit, says, over_run, total):
        return daily(unit, f"{says} {who}.", over_run)(lambda economy: _per_person(economy, arm, total))

    return {
        f"{name}_members": daily("people", f"A/B test: people {who}.")(
            lambda economy: _people(economy, arm)),
        f"{name}_visits": taken("visits per person", "A/B test: visits per person", "sum", lambda of: of.visits),
        f"{name}_posts": taken("messages per person", "A/B test: messages per person", "sum", lambda of: of.messages),
        f"{name}_orders": taken("orders per person", "A/B test: orders per person", "sum", lambda of: of.orders),
        f"{name}_spending": taken("¥ per person", "A/B test: spending per person", "sum",
                                  lambda of: of.cents / 100.0),
        f"{name}_followers": taken("followers per person", "A/B test: followers and above, per person", "last",
                                   lambda of: of.followers),
    }


globals().update(_measures("treated", arms.TREATED, "treated"))
globals().update(_measures("control", arms.CONTROL, "in the control"))


@final("share", "A/B test, contamination: share of the control who listen to somebody who is treated.")
def control_exposed(economy, series):
    if economy.arms is None:
        return 0.0
    return arms.exposed(economy.arms.of, economy.world.t) / max(1, _people(economy, arms.CONTROL))


def _difference(what: str, unit: str):
    """Treated minus control of a measure, over the run; 0 if one of the two groups is empty."""
    def difference(economy, series):
        if not (_people(economy, arms.TREATED) and _people(economy, arms.CONTROL)):
            return 0.0
        last = what == "followers"
        treated, control = ((series_of_arm.iloc[-1] if last else math.fsum(series_of_arm)) for series_of_arm in
                            (series[f"treated_{what}"], series[f"control_{what}"]))
        return float(treated - control)

    return final(unit, f"A/B test: {what} per person, treated minus control.")(difference)


globals().update({f"{what}_effect": _difference(what, unit) for what, unit in (
    ("visits", "visits per person"), ("orders", "orders per person"), ("spending", "¥ per person"),
    ("followers", "followers per person"), ("posts", "messages per person"))})


def _half(economy, arm: int, half: int, before: str) -> np.ndarray:
    """Memberships in one arm with a value above 0 `before` the test: the lower half (0) or the upper half (1)."""
    if economy.arms is None:
        return np.zeros(0, np.int64)
    r, of = economy.world.r, economy.arms
    rows = np.flatnonzero(of.tested(r.community[:economy.world.rows]))
    held = getattr(of, before)[r.member[rows]]
    rows, held = rows[held > 0], held[held > 0]  # NaN is not above 0
    return rows[((held > np.median(held)) == half) & (of.of[r.member[rows]] == arm)] if rows.size else rows


def _choice(arm: int, half: int, before: str, who: str):
    """Chance of choosing the community's goods, in one arm, for one half of those split by `before`."""
    def taken(economy, series):
        rows = _half(economy, arm, half, before)
        return float(economy.chances(rows).mean()) if rows.size else float("nan")

    return final("share", "A/B test: mean chance on the last day to choose the community's goods, when something is "
                          f"bought, of those {who}.", undefined="nobody of them was there when the test began")(taken)


_HALVES = {"low": (0, "likely", "who could buy and were less likely to than most when it began"),
           "high": (1, "likely", "who could buy and were more likely to than most when it began"),
           "light": (0, "paid", "who had bought and paid no more than most buyers when it began"),
           "heavy": (1, "paid", "who had bought and paid more than most buyers when it began")}
globals().update({f"{name}_choice_{which}": _choice(arm, half, before, f"{who} {says}")
                  for name, arm, who in (("treated", arms.TREATED, "treated"),
                                         ("control", arms.CONTROL, "in the control"))
                  for which, (half, before, says) in _HALVES.items()})
