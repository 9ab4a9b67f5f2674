"""The default network: most people know a few others, a few know many, and similar people know each other.

Numbers of ties are lognormal, which describes acquaintance networks better than a power law (Mitzenmacher 2004,
Internet Mathematics 1:226; Broido & Clauset 2019, Nature Communications 10:1017). Part of the ties are inside
clusters, small sets of people of one town with similar taste: friends of friends are often friends (Newman 2003,
SIAM Review 45:167), and friends are alike (McPherson, Smith-Lovin & Cook 2001, Annual Review of Sociology 27:415).
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.parameters import par, parameters
from sim.core.rng import uniforms
from sim.plugins.networks import _clusters

NO_ZERO = "a median is above zero; networks without ties are those of none"


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
    clustering: float = par(0.7, low=0, high=1, live=False,
                            source="Newman 2003, table II (clustering .1 to .7 in social networks); share assumed",
                            says="Share of a person's ties that are inside clusters (people of one town who are near "
                                 "in taste).", moves=("changes", "joins_by_word_of_mouth"))
    cluster: int = par(12, unit="people", low=2, high=1_000, live=False, source="assumption",
                       says="Number of people in a cluster, each of whom knows at most half of the others; who knows "
                            "more is in several.", moves=("changes", "joins_by_word_of_mouth"))
    taste_range: float = par(0.5, unit="of the circle", low=0, high=1, live=False, source="assumption",
                             says="Width of the range of tastes that meet in a cluster; 1: taste does not matter.",
                             moves=("changes", "joins_by_word_of_mouth"))


def edges(count: int, p: Lognormal, key, people=None) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (a, b), int32, a < b: a simple, clustered graph with the degrees drawn by `degrees`.

    `people` are the town (int) and the taste (0 to 1, around a circle) of each member; without them similarity is
    ignored.
    """
    town, taste = people or (np.zeros(count, np.int16), uniforms(key, np.arange(count), 3))
    return _clusters.edges(degrees(count, p, key), p, key, town, taste)


def degrees(count: int, p: Lognormal, key) -> np.ndarray:
    """The number of ties of each member, int64[count]: lognormal, rounded, at most `most`; their sum is even."""
    drawn = np.searchsorted(_shares_up_to(count, p), uniforms(key, np.arange(count)), side="right")
    if drawn.sum() % 2:
        drawn[np.argmax(drawn)] -= 1
    return drawn


def mean_degree(count: int, p: Lognormal) -> float:
    """Expected mean number of ties among `count` members."""
    return float(sum(1.0 - share for share in _shares_up_to(count, p)))


def _shares_up_to(count, p):
    """The share of members with at most k ties, for k from 0 to one below the largest number."""
    return np.array([0.5 * math.erfc(-math.log((k + 0.5) / p.median) / p.sigma / math.sqrt(2.0))
                     for k in range(min(p.most, max(count - 1, 0)))])
