"""Build ties from pairs: compressed sparse rows, their reverse, and pairs without self-loops and duplicates.

All algorithms are counting sorts: the time is linear, and the result depends only on the pairs.
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop


def csr(count: int, a, b, directed: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Rows of ties: member i listens to `target[start[i]:start[i + 1]]`, in ascending order.

    `a`, `b` are integer arrays of equal length with values in 0..count-1. An undirected pair becomes two ties, one in
    each direction; a `directed` one means "a listens to b". `start` is int64[count + 1], `target` int32.
    Raises ValueError if a value is out of range.
    """
    a, b = _rows(count, a, b)
    owner, other = (a, b) if directed else (np.concatenate((a, b)), np.concatenate((b, a)))
    start, target = _bucket(count, owner, other)
    # Reversing sorts each row. Reversing twice restores the rows, sorted.
    start, target = reverse(start, target, count)
    return (start, target) if not directed else reverse(start, target, count)


def reverse(start: np.ndarray, target: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Who listens to i: `owner[rstart[i]:rstart[i + 1]]`, in ascending order; int64[count + 1] and int32."""
    rstart = np.zeros(count + 1, np.int64)
    _count(target, rstart)
    owner = np.empty(target.size, np.int32)
    _scatter_rows(start, target, rstart[:-1].copy(), owner)
    return rstart, owner


def pairs(count: int, a, b, directed: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """The same pairs, each once, sorted, without self-loops. Two int32 arrays.

    Undirected pairs are returned with a < b, `directed` ones unchanged. Raises ValueError if a row is outside
    0..count-1.
    """
    a, b = _rows(count, a, b)
    apart = a != b
    owner, other = (a, b) if directed else (np.minimum(a, b), np.maximum(a, b))
    start, high = csr(count, owner[apart], other[apart], directed=True)
    low, kept = np.empty(high.size, np.int32), np.empty(high.size, np.int32)
    size = _without_doubles(start, high, low, kept)
    return low[:size].copy(), kept[:size].copy()


def _rows(count, a, b):
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape or a.ndim != 1:
        raise ValueError(f"ties need two equally long lists of rows, not shapes {a.shape} and {b.shape}")
    for side in (a, b):
        wrong = side[(side < 0) | (side >= count)]
        if wrong.size:
            raise ValueError(f"a tie names row {wrong[0]}, outside 0 to {count - 1}")
    # Copy read-only arrays, for which numba would compile another version.
    return np.require(a, np.int32, ["C", "W"]), np.require(b, np.int32, ["C", "W"])


def _bucket(count, owner, other):
    start = np.zeros(count + 1, np.int64)
    _count(owner, start)
    target = np.empty(owner.size, np.int32)
    _scatter(owner, other, start[:-1].copy(), target)
    return start, target


@loop
def _count(owner, start):
    """Start of each owner's row, from the owner of each tie; `start` must be zeros."""
    for k in range(owner.size):
        start[owner[k] + 1] += 1
    for i in range(start.size - 1):
        start[i + 1] += start[i]


@loop
def _scatter(owner, other, free, target):
    for k in range(owner.size):
        slot = free[owner[k]]
        target[slot] = other[k]
        free[owner[k]] = slot + 1


@loop
def _scatter_rows(start, target, free, owner):
    for i in range(start.size - 1):
        for k in range(start[i], start[i + 1]):
            slot = free[target[k]]
            owner[slot] = i
            free[target[k]] = slot + 1


@loop
def _without_doubles(start, target, low, high):
    size = 0
    for i in range(start.size - 1):
        for k in range(start[i], start[i + 1]):
            if k == start[i] or target[k] != target[k - 1]:
                low[size] = i
                high[size] = target[k]
                size += 1
    return size
