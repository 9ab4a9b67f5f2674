"""The interval of a mean by Student's t, at 95%: the one that comparisons, sweeps and validation use."""

from __future__ import annotations

import math

import numpy as np

# Imported where it is needed, so that words are read and refused without scipy.

LEVEL = 0.95


def half_width(values) -> float:
    """Half of the interval of the mean of some values: t(n−1)·s/√n; infinite for fewer than two."""
    from scipy.special import stdtrit

    values = np.asarray(values, float)
    if values.size < 2:
        return math.inf
    return float(stdtrit(values.size - 1, 0.5 + LEVEL / 2) * values.std(ddof=1) / math.sqrt(values.size))


def t_interval(values) -> tuple[float, float]:
    """The interval of the mean of some values: x̄ ± t(n−1)·s/√n; (nan, nan) for fewer than two."""
    values = np.asarray(values, float)
    if values.size < 2:
        return math.nan, math.nan
    half = half_width(values)
    return float(values.mean() - half), float(values.mean() + half)
