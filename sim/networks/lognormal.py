"""Most members know a handful, a few know many: numbers of ties are lognormal, and otherwise ties are random.

Acquaintance networks are better described by a lognormal than by a power law (Mitzenmacher 2004, Internet
Mathematics 1:226; Broido & Clauset 2019, Nature Communications 10:1017).
"""

from __future__ import annotations

import math

import numpy as np

from sim.chance import uniforms
from sim.networks import _compiled
from sim.networks._igraph import edges_of, keyed
from sim.rule import par, parameters

# From here on numbers of ties are so small against the population that the library's fast method never gets stuck.
_SPARSE_FROM = 1_000
# Up to here the drawn numbers of ties are realised exactly; beyond, only on average, in a fifth of the time.
EXACT_UP_TO = 200_000


@parameters
class Lognormal:
    """How many ties members have."""

    median: float = par(8.0, unit="ties", low=0.1, high=1_000, live=False, source="assumption",
                        says="Median number of ties per member.", moves=("+", "ties"))
    sigma: float = par(0.8, unit="1", low=0.01, high=3, live=False, source="assumption",
                       says="Spread of the numbers of ties (standard deviation of their logarithm).",
                       moves=("+", "ties"))
    most: int = par(60, unit="ties", low=1, high=10_000, live=False, source="assumption",
                    says="Maximum number of ties per member.", moves=("+", "ties"))


def edges(count: int, p: Lognormal, key) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (a, b), int32, a < b: a simple graph whose degrees are the drawn ones (see `degrees`)."""
    wanted = degrees(count, p, key)
    if count > _compiled.LIBRARY_UP_TO:
        return _compiled.configuration(wanted, key)
    with keyed(key) as igraph:
        ties = wanted.tolist()
        if not igraph.is_graphical(ties):
            return _compiled.configuration(wanted, key)
        if count > EXACT_UP_TO:
            return edges_of(igraph.GraphBase.Chung_Lu(ties, loops=False))
        method = "fast_heur_simple" if count >= _SPARSE_FROM else "edge_switching_simple"
        return edges_of(igraph.GraphBase.Degree_Sequence(ties, method=method))


def degrees(count: int, p: Lognormal, key) -> np.ndarray:
    """The number of ties of each member, int64[count]: lognormal, rounded, at most `most`; their sum is even."""
    drawn = np.searchsorted(_shares_up_to(count, p), uniforms(key, np.arange(count)), side="right")
    if drawn.sum() % 2:
        drawn[np.argmax(drawn)] -= 1
    return drawn


def mean_degree(count: int, p: Lognormal) -> float:
    """The mean number of ties that `p` promises among `count` members."""
    return float(sum(1.0 - share for share in _shares_up_to(count, p)))


def _shares_up_to(count, p):
    """The share of members with at most k ties, for k from 0 to one below the largest number."""
    return np.array([0.5 * math.erfc(-math.log((k + 0.5) / p.median) / p.sigma / math.sqrt(2.0))
                     for k in range(min(p.most, max(count - 1, 0)))])
