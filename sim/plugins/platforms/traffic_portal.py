"""The traffic portal (Taobao, JD, portals): bought impressions and a ranking, and no ties: what communities replace.

Visitors see what ranks high and what is paid for. There are no groups, and a purchase is hardly ever talked about.
"""

from __future__ import annotations

import math

from sim.core.compile import part, rule
from sim.core.parameters import par, parameters
from sim.core.rng import chance, poisson

MUTUAL = 0  # whether ties need two


@parameters
class TrafficPortal:
    sharing: float = par(0.1, low=0, high=5, source="assumption",
                         says="Ease of telling others, relative to a group chat (1).",
                         moves=("+", "recommendations"))
    half_life: float = par(1.0, unit="days", low=0.1, high=365, source="assumption",
                           says="Time after which half of the listings are no longer visible.",
                           moves=("+", "seen_recommended"))
    ranking: float = par(0.5, low=0, high=3, source="assumption",
                         says="Exponent of popularity in the ranking: higher values favour popular communities more.",
                         moves=("-", "seen_recommended"))
    listings: float = par(5.0, unit="listings a visit", low=0, high=100, source="assumption",
                          says="Listings on offer per visit if everybody follows the community; fewer at lower "
                               "popularity.",
                          moves=("+", "seen_recommended"))


@part
def offers(n, row, r, e, v, c, g, t, shown, p, day, key):
    """Ranked listings, by popularity, and bought impressions."""
    k, i = int(v.community[n]), int(v.member[n])
    there = 1.0 if c.first_offer[k] < c.last_offer[k] else min(1.0, c.posts[k])  # goods, or posts, to be ranked
    listed = there * p.listings * math.exp(p.ranking * math.log(max(1e-9, c.popularity[k])))
    v.recommended[n] = min(255, poisson(chance(key, i, 4 * k), min(200.0, listed)))
    if c.promoted[k] > 0.0:
        v.paid[n] = min(255, poisson(chance(key, i, 4 * k + 1), min(200.0, c.promoted[k])))


@rule
def step(on_it, r, e, v, c, g, t, shown, p, day, key, lo, hi):
    for n in range(lo, hi):
        if on_it[int(v.community[n])] == 1:
            offers(n, int(v.row[n]), r, e, v, c, g, t, shown, p, day, key)
