"""The small world: neighbours know each other, and a few ties reach far (Watts & Strogatz 1998, Nature 393:440).

Members are on a ring and tied to their nearest neighbours. Then each end of each tie moves to a random member with a
small chance (igraph's variant moves both ends, so that `rewiring` 1 gives a random graph).
"""

from __future__ import annotations

import numpy as np

from sim.core.parameters import par, parameters
from sim.core.rng import uniforms
from sim.plugins.networks import _compiled
from sim.plugins.networks._igraph import edges_of, keyed

OFF = {"mean": 0.0}


@parameters
class SmallWorld:
    """How many neighbours, and how many of the ties reach far."""

    mean: float = par(10.0, unit="ties", low=0, high=1_000, live=False, source="assumption",
                      says="Mean number of ties per member.", moves=("+", "ties"))
    rewiring: float = par(0.1, unit="1", low=0, high=1, live=False, source="Watts & Strogatz 1998",
                          says="Share of tie ends that are moved from a neighbour to a random member.",
                          moves=("+", "joins_by_word_of_mouth"))


def edges(count: int, p: SmallWorld, key, people=None) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (a, b), int32, a < b: the ring with its ends rewired."""
    a, b = _ring(count, mean_degree(count, p) / 2, key)
    if count > _compiled.LIBRARY_UP_TO:
        return _compiled.rewired(count, a, b, p.rewiring, key)
    with keyed(key) as igraph:
        graph = igraph.GraphBase(count, list(zip(a.tolist(), b.tolist(), strict=True)))
        graph.rewire_edges(p.rewiring, allowed_edge_types="simple")
        return edges_of(graph)


def mean_degree(count: int, p: SmallWorld) -> float:
    """Expected mean number of ties among `count` members."""
    return min(p.mean, max((count - 1) // 2 * 2.0, 0.0))


def _ring(count, nearest, key):
    """Ties to the `nearest` members on one side; for a fraction of one, only some members have the last tie."""
    whole = int(nearest)
    rows = np.arange(count, dtype=np.int32)
    extra = rows[uniforms(key, rows) < nearest - whole]
    a = np.concatenate((np.tile(rows, whole), extra))
    step = np.concatenate((np.repeat(np.arange(1, whole + 1, dtype=np.int32), count), np.full(extra.size, whole + 1)))
    return a, ((a + step) % max(count, 1)).astype(np.int32)
