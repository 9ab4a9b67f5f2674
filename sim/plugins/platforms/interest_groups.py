"""Interest groups (Douban): many small, open groups about a topic, which people find by taste.

A visitor is now and then shown some of the other groups, and looks at the one that suits best. Founding is cheap, and
the founders need not know anybody. Nothing is broadcast beyond the group, and moderators let only part of bought
messages stand.

It differs from its siblings in the fit of those who hear of a community other than from members: here they are people
whom it suits, and a niche is found as easily as a giant. Elsewhere what is popular is shown to everybody.
"""

from __future__ import annotations

import math

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.rng import climb, uniform
from sim.plugins.platforms import _base as base
from sim.plugins.platforms._feed import promoted
from sim.world.derived import away, fit

MUTUAL = 1  # whether both sides must agree to a tie
TRIED = {"run": {"days": 30}, "platforms": {"wechat": {"kind": "traffic_portal"}},  # so that somebody founds a group
         "communities": {"circle": {"width": 0.05}},
         "organisation": {"founding": 1, "patience": 7, "founders": 1, "most_founded": 2}}


@parameters
class InterestGroups:
    sharing: float = base.sharing(0.7)
    half_life: float = base.half_life(14.0)
    room_size: int = base.room_size(2_000, "Number of members who share a list of topics.")
    browsing: float = par(0.1, unit="per visit", low=0, high=1, source="assumption",
                          says="Chance per visitor and day to look at other groups.", moves=("+", "news_outside"))
    listed: int = par(5, unit="groups", low=1, high=100, source="assumption",
                      says="Groups, drawn at random, among which a visitor who looks around picks.",
                      moves=("changes", "news_outside"))
    popularity: float = par(0.0, low=0, high=3, source="assumption",
                            says="Exponent of popularity, beside fit, in what a visitor picks: 0 is taste alone.",
                            moves=("changes", "news_outside"))
    founding_cost: float = par(0.1, low=0, high=10, source="assumption",
                               says="Fee and time of founding a group, relative to founding one elsewhere.",
                               moves=("changes", "communities"))
    commerce: float = base.commerce(0.3)


@rule
def offers(n, row, tables, shown, p, day, key):
    """What is new in the group: posts of the host and of members, and yesterday's talk."""
    memberships, visits, communities, groups = tables.memberships, tables.visits, tables.communities, tables.groups
    k, i = int(visits.community[n]), int(visits.member[n])
    absent = away(row, memberships, shown, day)
    if communities.posts[k] > 0.0:
        visits.host[n] = climb(uniform(key, i, 4 * k), shown[0, k, absent])
    if communities.ugc[k] > 0.0:
        visits.ugc[n] = climb(uniform(key, i, 4 * k + 1), shown[1, k, absent])
    if int(memberships.group[row]) >= 0:
        visits.groups[n] = min(255, int(groups.messages[int(memberships.group[row])]))
    visits.paid[n] = promoted(i, 4 * k + 2, p.commerce, k, communities, key)


step = base.over_visits(offers)


@rule
def picked(i, homes, tables, p, key):
    """The community that member `i` picks among some that are drawn for it."""
    members, communities = tables.members, tables.communities
    best = -1.0
    pick = -1
    for draw in range(p.listed):
        k = homes[int(uniform(key, i, 1 + draw) * homes.size)]
        worth = fit(i, k, members, communities)
        worth *= math.exp(p.popularity * math.log(max(1e-6, communities.popularity[k])))
        if worth > best:
            best = worth
            pick = int(k)
    return pick


@loop
def browse(who, first, on_it, homes, found, tables, p, key, lo, hi):
    visits = tables.visits
    for n in range(lo, hi):
        here = on_it[int(visits.community[first[n]])] == 1
        if here and uniform(key, int(who[n]), 0) < p.browsing:
            found[n] = picked(int(who[n]), homes, tables, p, key)
