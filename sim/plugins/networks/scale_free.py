"""Growth with preferential attachment, which gives a power law of exponent 3 (Barabási & Albert 1999).

Members with low numbers are the oldest and have the most ties. Science 286:509.
"""

from __future__ import annotations

import numpy as np

from sim.core.parameters import par, parameters
from sim.core.rng import uniforms
from sim.plugins.networks import _compiled
from sim.plugins.networks._igraph import edges_of, keyed

OFF = {"mean": 0.0}


@parameters
class ScaleFree:
    """How many ties there are."""

    mean: float = par(10.0, unit="ties", low=0, high=1_000, live=False, source="assumption",
                      says="Mean number of ties per member.", moves=("+", "ties"))


def edges(count: int, p: ScaleFree, key, people=None) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (a, b), int32, a < b: each member is tied to `mean` / 2 earlier ones, in proportion to their ties."""
    each = _ties_on_joining(count, p, key)
    if count > _compiled.LIBRARY_UP_TO:
        return _compiled.preferential(each, key)
    with keyed(key) as igraph:
        return edges_of(igraph.GraphBase.Barabasi(count, each.tolist(), zero_appeal=0, implementation="psumtree"))


def mean_degree(count: int, p: ScaleFree) -> float:
    """Expected mean number of ties among `count` members; the first members have few others to be tied to."""
    each = p.mean / 2
    return sum(min(each, v) for v in range(min(count, int(each) + 1))) * 2 / max(count, 1) \
        + each * 2 * max(count - int(each) - 1, 0) / max(count, 1)


def _ties_on_joining(count, p, key):
    rows = np.arange(count)
    whole = int(p.mean / 2)
    each = whole + (uniforms(key, rows) < p.mean / 2 - whole)
    return np.minimum(each, rows)
