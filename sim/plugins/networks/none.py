"""No ties: members hear of a community only through its host and its channels."""

from __future__ import annotations

import numpy as np

NO_ZERO = "it is the network without ties"


def edges(count: int, p=None, key=None, people=None) -> tuple[np.ndarray, np.ndarray]:
    """Two empty int32 arrays."""
    return np.empty(0, np.int32), np.empty(0, np.int32)


def mean_degree(count: int, p=None) -> float:
    """Always 0."""
    return 0.0
