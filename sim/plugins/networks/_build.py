"""From pairs to rows of ties: compressed sparse rows, their reverse, and pairs without loops or doubles.

All of it is counting sorts, so the cost is linear and the result depends on nothing but the pairs.
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import rule


def csr(count: int, a, b, directed: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Rows of ties: member i listens to `target[start[i]:start[i + 1]]`, in ascending order.

    `a`, `b` are equally long integer arrays with values in 0..count-1. Undirected pairs become two ties, one each
    way; `directed` ones are read as "a listens to b". `start` is int64[count + 1], `target` int32.
    ValueError when a pair names nobody.
    """
    a, b = _rows(count, a, b)
    owner, other = (a, b) if directed else (np.concatenate((a, b)), np.concatenate((b, a)))
    start, target = _bucket(count, owner, other)
    # Reversing a set of rows sorts them; reversing it twice gives it back, sorted.
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
    """The same pairs, each once, sorted; self-loops dropped. Two int32 arrays.

    Undirected pairs come with a < b; `directed` ones stay as they are. ValueError when a pair names a row outside
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
    # What must not be written to is copied, since compiled code would be another for it.
    return np.require(a, np.int32, ["C", "W"]), np.require(b, np.int32, ["C", "W"])


def _bucket(count, owner, other):
    start = np.zeros(count + 1, np.int64)
    _count(owner, start)
    target = np.empty(owner.size, np.int32)
    _scatter(owner, other, start[:-1].copy(), target)
    return start, target


@rule
def _count(owner, start):
    """Where each owner's row begins, given whose each tie is; `start` comes in as zeros."""
    for k in range(owner.size):
        start[owner[k] + 1] += 1
    for i in range(start.size - 1):
        start[i + 1] += start[i]


@rule
def _scatter(owner, other, free, target):
    for k in range(owner.size):
        place = free[owner[k]]
        target[place] = other[k]
        free[owner[k]] = place + 1


@rule
def _scatter_rows(start, target, free, owner):
    for i in range(start.size - 1):
        for k in range(start[i], start[i + 1]):
            place = free[target[k]]
            owner[place] = i
            free[target[k]] = place + 1


@rule
def _without_doubles(start, target, low, high):
    size = 0
    for i in range(start.size - 1):
        for k in range(start[i], start[i + 1]):
            if k == start[i] or target[k] != target[k - 1]:
                low[size] = i
                high[size] = target[k]
                size += 1
    return size
