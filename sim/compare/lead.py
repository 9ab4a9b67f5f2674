"""Which scenario leads in one place of a sweep, such as one price or one day, and whether its lead is sure.

The lead of the best mean over the second is taken seed by seed. It is sure if a paired t-test excludes 0 after
Bonferroni's correction for all pairs of scenarios (the best was chosen after looking), and if it is no less than what
matters for the measure (see `sim.compare.matters`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtr

from sim.compare.matters import threshold
from sim.core.intervals import LEVEL, t_interval


@dataclass(frozen=True)
class Lead:
    """`first` leads `second` by `difference` on average; `low` to `high` is the 95% interval of that difference.

    `sure` is explained above. `seeds` is the number of seeds for which every scenario has a value. With one seed there
    is no interval, and no lead is sure.
    """

    first: str
    second: str
    difference: float
    low: float
    high: float
    seeds: int
    sure: bool


def lead(wide: pd.DataFrame, measure: str, lowest: bool = False) -> Lead | None:
    """The lead in `wide` (a row per seed, a column per scenario); None if no seed has a value for all of them.

    Higher is better, or lower with `lowest`. Of equal means, the first in the order of columns leads.
    """
    known = wide.dropna()
    if known.empty or known.shape[1] < 2:
        return None
    means = known.mean()
    order = means.sort_values(ascending=lowest, kind="stable").index
    first, second = order[0], order[1]
    apart = (known[first] - known[second]).to_numpy(float)
    low, high = t_interval(apart)
    pairs = known.shape[1] * (known.shape[1] - 1) // 2
    sure = p_value(apart) * pairs < 1 - LEVEL and abs(apart.mean()) >= threshold(measure, means[first], means[second])
    return Lead(str(first), str(second), float(apart.mean()), low, high, len(known), bool(sure))


def p_value(apart) -> float:
    """Two-sided p of a paired t-test on differences; 1 if they cannot be told from 0 (one seed, or all zero)."""
    apart = np.asarray(apart, float)
    if apart.size < 2 or not apart.any():
        return 1.0
    spread = apart.std(ddof=1) / np.sqrt(apart.size)
    return float(2.0 * stdtr(apart.size - 1, -abs(apart.mean()) / spread)) if spread else 0.0
