"""Whether paired runs say that something moves, and which way."""

from __future__ import annotations

import numpy as np
from scipy import stats

AGREE = 0.8  # share of seeds in which the difference must have the promised sign


def up(apart: np.ndarray) -> bool:
    """Whether paired differences are above nought: nearly all of them, and their mean by its 95 % interval."""
    if not apart.any():
        return False
    spread = apart.std(ddof=1) / np.sqrt(apart.size)
    return bool((apart > 0).mean() >= AGREE and apart.mean() - stats.t.ppf(0.975, apart.size - 1) * spread > 0)


def holds(direction: str, values: np.ndarray) -> bool:
    """Whether a measure, one row a seed and one column a point, moves in a direction from point to point."""
    low, high = values[:, 0], values[:, -1]
    if direction in "+-":
        return up(high - low if direction == "+" else low - high)
    middle = values[:, 1]
    sign = 1 if direction == "∩" else -1
    return up(sign * (middle - low)) and up(sign * (middle - high))
