"""Ranking and selection: which scenarios may still be the best, and how many seeds would settle it.

The procedure of Kim & Nelson (2001, ACM TOMACS 11(3):251–273) allows common random numbers, as it rests on the spread
of paired differences. Its first stage is the seeds that were run. If the best is better than all others by what matters
or more, it is selected with a probability of at least 95%.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.core.intervals import LEVEL


@dataclass(frozen=True)
class Selection:
    """`kept`: the scenarios that may still be the best; `seeds`: how many seeds in all settle it for certain.

    `matters` is the difference from which on the best must be found. With fewer seeds than `seeds`, the procedure often
    ends earlier: run more and ask again.
    """

    kept: tuple[str, ...]
    seeds: int
    matters: float


def boundary(spread, first: int, rival_count: int, matters: float, seeds):
    """How far a sum of paired differences may fall behind before a scenario is out; 0 once `seeds` are enough.

    `spread` is the variance of the paired difference in the `first` seeds. Kim & Nelson's W(r) with c = 1, times r.
    """
    start = _h_square(first, rival_count) * np.asarray(spread, float) / (2 * matters)
    return np.maximum(0.0, start - matters * seeds / 2)


def _h_square(first: int, rival_count: int) -> float:
    """h² = 2·η·(n₀ − 1) with η = ½·((2α/(k − 1))^(−2/(n₀ − 1)) − 1), for k − 1 rivals and n₀ first seeds; α = 5%."""
    eta = 0.5 * ((2 * (1 - LEVEL) / rival_count) ** (-2 / (first - 1)) - 1)
    return 2 * eta * (first - 1)


def selected(wide: pd.DataFrame, matters: float) -> Selection | None:
    """What is known after the seeds of `wide` (a row per seed; higher is better); None where it cannot be said."""
    first, names = len(wide), list(wide.columns)
    if first < 2 or len(names) < 2 or not matters > 0 or wide.isna().any(axis=None):
        return None
    spread = _spreads(wide)
    sums = wide.to_numpy(float).sum(axis=0)
    reach = boundary(spread, first, len(names) - 1, matters, first)
    kept = (sums[:, None] >= sums[None, :] - reach).all(axis=1)
    # A pair is settled once its boundary has come down to 0. Only pairs of what is kept are still open.
    most = _h_square(first, len(names) - 1) * spread[np.ix_(kept, kept)].max() / matters**2
    seeds = first if kept.sum() == 1 else max(first, math.floor(most) + 1)
    return Selection(tuple(np.array(names, object)[kept]), int(seeds), float(matters))


def _spreads(wide: pd.DataFrame) -> np.ndarray:
    """Variances of the paired differences of all columns."""
    values = wide.to_numpy(float)
    return (values[:, :, None] - values[:, None, :]).var(axis=0, ddof=1)
