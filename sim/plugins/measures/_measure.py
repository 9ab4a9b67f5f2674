"""What a file of measures is made of: `@daily`, `@final` and `@per_community` around functions that only read."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass

from sim.core.plugin_error import PluginError

OVER_RUN = ("last", "sum", "mean")  # how daily values become one for the run

# The least difference that matters, for measures that do not declare their own: a number in their unit, or a share of
# the larger of the two values that are compared. Two points of a share, a week, one step of a scale.
BY_UNIT: dict[str, float | str] = {"share": 0.02, "0 to 1": 0.02, "-1 to 1": 0.04, "replies per message": 0.02,
                                   "day": 7, "days": 7, "stage": 1, "phase": 1}
OTHERWISE = "5%"


@dataclass(frozen=True)
class Measure:
    """One measure: its unit, its meaning, and how a daily one is summarised over the run: last, sum or mean.

    `undefined` says briefly when it has no value (NaN); it is empty if it always has one. `matters` is the least
    difference between two scenarios that matters: a number in the unit of the measure, or a share of the larger of the
    two values, as text (`5%`).
    """

    function: Callable
    unit: str
    says: str
    when: str
    over_run: str = ""
    undefined: str = ""
    matters: float | str = OTHERWISE

    def __call__(self, *arguments):
        return self.function(*arguments)


def daily(unit: str, says: str, over_run: str = "last", matters: float | str | None = None):
    """Declare a daily measure: `function(economy) -> number`. Without `matters`, its unit determines it."""
    return lambda function: _declared(Measure(function, unit, says, "daily", over_run,
                                              matters=_matters(unit, matters)), 1)


def final(unit: str, says: str, undefined: str = "", matters: float | str | None = None):
    """Declare a measure of a whole run: `function(economy, series) -> number`; `series` holds the daily ones."""
    return lambda function: _declared(Measure(function, unit, says, "final", undefined=undefined,
                                              matters=_matters(unit, matters)), 2)


def _matters(unit: str, matters: float | str | None) -> float | str:
    return BY_UNIT.get(unit, OTHERWISE) if matters is None else matters


def least(matters: float | str) -> tuple[float, bool]:
    """What matters as a number, and whether it is a share of the larger value. Raises ValueError for anything else."""
    share = isinstance(matters, str) and matters.endswith("%")
    number = float(str(matters).removesuffix("%")) / (100 if share else 1)
    if isinstance(matters, bool) or not 0 < number < math.inf or isinstance(matters, str) and not share:
        raise ValueError(matters)
    return number, share


def per_community(unit: str, says: str):
    """A daily measure of each community: `function(economy, numbers) -> array`, a value for each of `numbers` (int64).

    They are the numbers of `economy.communities`, in that order.
    """
    return lambda function: _declared(Measure(function, unit, says, "per community"), 2)


def _declared(measure: Measure, arguments: int) -> Measure:
    """The measure, or PluginError where its function takes other arguments or it is summarised in no known way."""
    where = f"{measure.function.__module__.replace('.', '/')}.py: the measure {measure.function.__name__}"
    taken = inspect.signature(measure.function).parameters
    if len(taken) != arguments:
        wanted = {"daily": "economy", "final": "economy, series", "per community": "economy, numbers"}[measure.when]
        raise PluginError(f"{where} takes ({', '.join(taken)}); a {measure.when} measure takes ({wanted})")
    if measure.when == "daily" and measure.over_run not in OVER_RUN:
        raise PluginError(f"{where} has over_run={measure.over_run!r}; it is one of {', '.join(OVER_RUN)}")
    try:
        least(measure.matters)
    except ValueError:
        raise PluginError(f"{where} has matters={measure.matters!r}; it is a number above 0 in the unit of the "
                          "measure, or a share of the larger value such as '5%'") from None
    return measure


def mean_of(economy, name: str) -> float:
    """Mean over followers of something that the census sums in millionths."""
    counted = economy.counted
    followers = counted["follower"] + counted["fan"] + counted["core"] + counted["cocreator"]
    return counted[name] / 1e6 / followers if followers else 0.0


def declared_rows(economy):
    """Rows of memberships in the communities of the scenario, without those that members founded."""
    import numpy as np

    community = economy.world.r.community[:economy.world.rows]
    return np.flatnonzero((community >= 0) & (community < economy.declared))


def gini(values) -> float:
    """Gini coefficient of non-negative integers or cents, 0 (equal) to 1; 0 if all are 0."""
    import numpy as np

    ordered = np.sort(np.asarray(values, np.float64))
    total = float(ordered.sum())
    if ordered.size == 0 or total == 0.0:
        return 0.0
    rank = np.arange(1, ordered.size + 1)
    return float((2.0 * (rank * ordered).sum() / total - ordered.size - 1) / ordered.size)


def top_share(values, part: float) -> float:
    """Share of the total that the largest `part` of the values hold, 0 to 1."""
    import numpy as np

    ordered = np.sort(np.asarray(values, np.float64))[::-1]
    total = float(ordered.sum())
    return float(ordered[:max(1, round(part * ordered.size))].sum()) / total if total else 0.0
