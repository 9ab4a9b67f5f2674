"""The traffic portal (Taobao, JD, portals): paid impressions and a ranking without ties, which communities replace.

Visitors see what ranks high and what is paid for. There are no groups, and purchases are hardly ever talked about.
"""

from __future__ import annotations

import math

from sim.core.compile import rule
from sim.core.parameters import par, parameters
from sim.core.rng import poisson, uniform
from sim.plugins.platforms import _base as base

MUTUAL = 0  # whether both sides must agree to a tie


@parameters
class TrafficPortal:
    sharing: float = base.sharing(0.1)
    half_life: float = base.half_life(1.0, "listings", ("+", "seen_recommended"))
    ranking: float = par(0.5, low=0, high=3, source="assumption",
                         says="Exponent of popularity in the ranking: higher values favour popular communities more.",
                         moves=("-", "seen_recommended"))
    listings: float = par(5.0, unit="listings a visit", low=0, high=100, source="assumption",
                          says="Listings on offer per visit if everybody follows the community; fewer at lower "
                               "popularity.",
                          moves=("+", "seen_recommended"))


@rule
def offers(n, row, tables, shown, p, day, key):
    """Listings ranked by popularity, and paid impressions."""
    visits, communities = tables.visits, tables.communities
    k, i = int(visits.community[n]), int(visits.member[n])
    sells = communities.first_offer[k] < communities.last_offer[k]
    rankable = 1.0 if sells else min(1.0, communities.posts[k])  # goods or posts that can be ranked
    listed = rankable * p.listings * math.exp(p.ranking * math.log(max(1e-9, communities.popularity[k])))
    visits.recommended[n] = min(255, poisson(uniform(key, i, 4 * k), min(200.0, listed)))
    if communities.promoted[k] > 0.0:
        visits.paid[n] = min(255, poisson(uniform(key, i, 4 * k + 1), min(200.0, communities.promoted[k])))


step = base.over_visits(offers)
