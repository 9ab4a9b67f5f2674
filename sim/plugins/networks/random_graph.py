"""Ties between random members: the random graph, with Poisson numbers of ties (Erdős & Rényi 1959)."""

from __future__ import annotations

import numpy as np

from sim.core.parameters import par, parameters
from sim.plugins.networks import _compiled
from sim.plugins.networks._igraph import edges_of, keyed

OFF = {"mean": 0.0}


@parameters
class RandomGraph:
    """How many ties there are."""

    mean: float = par(10.0, unit="ties", low=0, high=1_000, live=False, source="assumption",
                      says="Mean number of ties per member.", moves=("+", "ties"))


def edges(count: int, p: RandomGraph, key, people=None) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (a, b), int32, a < b: `mean` · count / 2 of them; all sets of pairs are equally likely."""
    ties = round(mean_degree(count, p) * count / 2)
    if count > _compiled.LIBRARY_UP_TO:
        return _compiled.uniform_pairs(count, ties, key)
    with keyed(key) as igraph:
        return edges_of(igraph.GraphBase.Erdos_Renyi(n=count, m=ties))


def mean_degree(count: int, p: RandomGraph) -> float:
    """Expected mean number of ties among `count` members."""
    return min(p.mean, max(count - 1.0, 0.0))
