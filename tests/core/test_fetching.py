"""Fetching ahead and screening: results are the same as without."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.compile import loop, plain
from sim.core.fetching import AHEAD, fetch
from sim.core.screening import passed


@loop
def added_up(column, rows):
    total = 0.0
    for n in range(rows.size):
        fetch(column, rows[min(rows.size - 1, n + AHEAD)])
        total += float(column[rows[n]])
    return total


@loop
def even(numbers, scratch, lo, hi):
    for row in range(lo, hi):
        scratch[row] = numbers[row] % 2 == 0
    return passed(scratch, lo, hi)


@pytest.mark.parametrize("kind", ["u1", "i2", "i4", "f4", "f8"])
def test_what_is_fetched_is_not_changed(kind):
    column, rows = np.arange(100).astype(kind), np.arange(99, -1, -3)
    assert added_up(column, rows) == plain(added_up)(column, rows) == float(rows.sum())
    assert column.tolist() == np.arange(100).astype(kind).tolist()


@pytest.mark.parametrize(("lo", "hi"), [(0, 9), (3, 9), (4, 4), (5, 6)])
def test_what_passes_is_listed_from_the_first_row_on(lo, hi):
    numbers, scratch = np.array([2, 1, 4, 7, 8, 8, 3, 5, 6]), np.zeros(9, np.int32)
    count = even(numbers, scratch, lo, hi)
    assert scratch[lo:lo + count].tolist() == [row for row in range(lo, hi) if numbers[row] % 2 == 0]
