"""The generators without igraph, for populations that it cannot hold; all random numbers are keyed.

igraph avoids a duplicate tie by drawing again; these functions drop it (the "erased" variants). Among millions of
members, less than one tie in ten thousand is lost. Tests compare the degrees with igraph's at a smaller size.
Draw 0 of a key belongs to the generators, which use it for numbers of ties.
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop
from sim.core.rng import uniform
from sim.plugins.networks._build import pairs

# Above this many members igraph needs many gigabytes; compiled, ten million take twelve seconds.
LIBRARY_UP_TO = 5_000_000


def uniform_pairs(count: int, ties: int, key) -> tuple[np.ndarray, np.ndarray]:
    """`ties` pairs, or a few less, drawn uniformly: the random graph G(n, m) of Erdős & Rényi (1959)."""
    a, b = np.empty(ties, np.int32), np.empty(ties, np.int32)
    _draw_pairs(count, a, b, key)
    return pairs(count, a, b)


def rewired(count: int, a, b, rewiring: float, key) -> tuple[np.ndarray, np.ndarray]:
    """The pairs, each end moved to a random member with chance `rewiring` (Watts & Strogatz 1998, as in igraph)."""
    a, b = a.copy(), b.copy()
    _rewire(count, a, b, rewiring, key)
    return pairs(count, a, b)


def preferential(each: np.ndarray, key) -> tuple[np.ndarray, np.ndarray]:
    """Member v joins with up to `each[v]` ties to earlier members, by their number of ties (Barabási & Albert 1999).

    Each is drawn as a uniformly chosen end of an earlier tie (Batagelj & Brandes 2005).
    """
    ends = np.empty(2 * int(each.sum()), np.int32)
    size = _attach(each, ends, key)
    return pairs(each.size, ends[0:size:2], ends[1:size:2])


@loop
def shuffle(stubs, key):
    """Shuffle stubs (Fisher & Yates) with draw 1."""
    for k in range(stubs.size - 1, 0, -1):
        other = int(uniform(key, k, 1) * (k + 1))
        stubs[k], stubs[other] = stubs[other], stubs[k]


@loop
def _draw_pairs(count, a, b, key):
    for k in range(a.size):
        a[k] = int(uniform(key, k, 1) * count)
        b[k] = int(uniform(key, k, 2) * count)


@loop
def _rewire(count, a, b, rewiring, key):
    for k in range(a.size):
        if uniform(key, k, 1) < rewiring:
            a[k] = int(uniform(key, k, 2) * count)
        if uniform(key, k, 3) < rewiring:
            b[k] = int(uniform(key, k, 4) * count)


@loop
def _attach(each, ends, key):
    size = 0
    for v in range(1, each.size):
        before = size
        for n in range(min(each[v], v)):
            for attempt in range(50):
                position = int(uniform(key, v, 1 + 50 * n + attempt) * before)
                other = ends[position] if before else 0
                new = True
                for k in range(before + 1, size, 2):
                    if ends[k] == other:
                        new = False
                if new:
                    ends[size], ends[size + 1] = v, other
                    size += 2
                    break
    return size
