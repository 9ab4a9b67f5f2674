"""What matters: the least difference on a measure that a decision should rest on, and what each pair amounts to.

Each measure declares it (`matters` in `sim.plugins.measures._measure`): a number in its unit, or a share of the larger
of the two means. With enough seeds any difference is separated from 0, however small; one below what matters has no
winner. It is the indifference zone of ranking and selection (Bechhofer 1954).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.compare.format import with_unit
from sim.compare.names import declared
from sim.plugins.measures._measure import least
from sim.system.words import say

APART, UNSURE, SMALL, EQUAL, OPEN, IDENTICAL, NO_VALUE = (
    "apart", "unsure", "small", "equal", "open", "identical", "no value")


Chosen = float | str | None  # what the comparison says instead of the measure, in the same form


def threshold(measure: str, a: float, b: float, chosen: Chosen = None) -> float:
    """The least difference that matters between two means of a measure, in its unit."""
    number, share = _least(measure, chosen)
    return number * max(abs(a), abs(b)) if share else number


def _least(measure: str, chosen: Chosen) -> tuple[float, bool]:
    return least(declared(measure).matters if chosen is None else chosen)


def judged(pairs: pd.DataFrame, wide: pd.DataFrame, measure: str, chosen: Chosen = None) -> pd.DataFrame:
    """The pairs with `matters`, the least difference that matters, and `standing`, what the difference amounts to.

    `standing` is one of: `apart` (separated from 0 after correction, and no less than what matters: `a` or `b` wins);
    `unsure` (separated only before the correction); `equal` (the whole interval is below what matters, in both
    directions: equivalence, whether or not it includes 0); `small` (the mean difference is below what matters, and the
    interval excludes 0 but reaches what matters); `open` (the interval includes 0 and reaches what matters);
    `identical` (equal with every seed); `no value`.
    """
    means = wide.mean(skipna=False)
    least_ = [threshold(measure, means[a], means[b], chosen) for a, b in zip(pairs.a, pairs.b, strict=True)]
    same = [bool((wide[a] == wide[b]).all()) for a, b in zip(pairs.a, pairs.b, strict=True)]
    found = pairs.assign(matters=least_, identical=same)
    return found.assign(standing=[_standing(row) for row in found.itertuples()]).drop(columns="identical")


def _standing(row) -> str:
    if not np.isfinite(row.difference):
        return NO_VALUE
    if row.identical:
        return IDENTICAL
    if max(abs(row.low), abs(row.high)) < row.matters:
        return EQUAL
    if not row.low > 0 and not row.high < 0:
        return OPEN
    if abs(row.difference) < row.matters:
        return SMALL
    return APART if row.told_apart else UNSURE


def amount(measure: str, value: float, chosen: Chosen = None) -> str:
    """What matters between two scenarios, as text: `¥51,000`, `2 percentage points`, `0.02`."""
    number, share = _least(measure, chosen)
    what = declared(measure).unit
    if share:
        return with_unit(value, what, value)
    if what == "share":
        return say("{number} percentage points", number=f"{100 * number:g}")
    if what in ("day", "days"):
        return say("{number} days", number=f"{number:g}")
    return with_unit(number, what) if what == "¥" else f"{number:g}"


def rule(measure: str, chosen: Chosen = None) -> str:
    """The declaration in words: `5% of the larger mean`, `2 percentage points`, `0.02`."""
    number, share = _least(measure, chosen)
    return say("{number}% of the larger mean", number=f"{100 * number:g}") if share else amount(measure, number, chosen)
