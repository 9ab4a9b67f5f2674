"""Decide how many seeds are enough: until the mean paired difference between cells is precise enough.

Every cell is compared with the first, with the same seeds (common random numbers), so that common chance cancels. The
half-width of the 95 % interval of the mean difference (Student's t) must be at most `width` times the size of the first
cell's mean. With a single cell, this holds for the mean itself.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from sim.core.intervals import half_width


def seeds_per_cell(measured: Mapping[int, Sequence[float]], width: float, most: int) -> dict[int, int]:
    """Number of seeds that each cell should have: cell → number.

    `measured[cell]` are its measures, in the order of seeds. A failed run is NaN and is not counted. Cell 0 gets as
    many as the cell that needs most.
    """
    aim = width * abs(_mean(np.asarray(measured[0], float)))
    needs = {cell: _needed(known, len(measured[cell]), aim, most) for cell, known in _compared(measured).items()}
    return {0: max(needs.values()), **needs}


def too_wide(measured: Mapping[int, Sequence[float]], width: float) -> int:
    """Number of cells that are not precise enough."""
    aim = width * abs(_mean(np.asarray(measured[0], float)))
    return sum(half_width(known) > aim for known in _compared(measured).values())


def _compared(measured: Mapping[int, Sequence[float]]) -> dict[int, np.ndarray]:
    """What must be precise for each cell, over the seeds for which both runs are done."""
    first = np.asarray(measured[0], float)
    both = {cell: _against(np.asarray(values, float), first, len(measured)) for cell, values in measured.items()
            if cell or len(measured) == 1}
    return {cell: values[np.isfinite(values)] for cell, values in both.items()}


def _against(values: np.ndarray, first: np.ndarray, cells: int) -> np.ndarray:
    """The differences from the first cell, seed by seed; with a single cell its values themselves."""
    both = min(values.size, first.size)
    return values if cells == 1 else values[:both] - first[:both]


def _needed(known: np.ndarray, count: int, aim: float, most: int) -> int:
    half = half_width(known)
    if half <= aim or count >= most or known.size < 2:  # further seeds of failing runs would fail too
        return count
    # The interval shrinks with the root of the number. At most double it, because the width is an estimate as well.
    grown = 2.0 if not aim else min(2.0, (half / aim) ** 2)
    return min(most, max(count + 1, math.ceil(count * grown)))


def _mean(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else 0.0
