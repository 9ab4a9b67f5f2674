"""The marketplace (Taobao's shops, 微店, Airbnb): sellers and buyers who come for each other, and a search.

Who needs something searches. Of the sellers with something on sale, some are drawn for a page of results, in
proportion to (1 + reviews)^ranking, and the searcher looks at the one that suits best, by taste, reviews and price.
It becomes known to the searcher, who considers its goods on the next day. So a seller is found without publishing
anything, and more sellers make better pages. In the other direction, buyers bring sellers: with a `livelihood`, all but
the first wait, and as many open as last month's sales can feed (two-sided markets: Rochet & Tirole 2003; free entry).
Sellers compete for each other's searches, and buyers help each other by what they write about goods. Who has no reviews
is shown less often (cold start). Bought places are as welcome as others, and nobody meets anybody: there are no groups.

It differs from its siblings in how many people hear of a community whose host publishes nothing: as many as of any
other that sells as well. Elsewhere silence is not found, or what is bought and popular is shown to all.
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.rng import climb, uniform
from sim.plugins.platforms import _base as base
from sim.plugins.platforms._feed import promoted
from sim.world.derived import away, fit

MUTUAL = 0  # whether both sides must agree to a tie
TRIED = {"communities": {"circle": {"channels": {"shop": {"walk_in": True}}}, "second": {
    "platform": "tried", "growth": {"seeds": 0}, "channels": {"shop": {"walk_in": True, "price": 60}}}}}


@parameters
class Marketplace:
    sharing: float = base.sharing(0.5)
    half_life: float = base.half_life(30.0)
    commerce: float = base.commerce(1.0, "Share of paid messages that the platform lets stand.")
    searching: float = par(0.3, low=0, high=1, source="assumption",
                           says="Chance that a user who needs something searches the platform for it.",
                           moves=("+", "searches"))
    page: int = par(5, unit="sellers", low=1, high=100, source="assumption",
                    says="Sellers on the page of results from which a searcher picks.", moves=("changes", "orders"))
    ranking: float = par(0.5, low=0, high=3, source="assumption",
                         says="Exponent of a seller's reviews in the ranking of results: 0 gives all the same chance.",
                         moves=("changes", "orders"))
    stars: float = par(3.0, low=0, high=20, source="Tadelis 2016 (form); size assumed",
                       says="Weight of mean reviews above the norm in what a searcher picks.",
                       moves=("changes", "orders"))
    bargains: float = par(1.0, low=0, high=10, source="assumption",
                          says="Weight of a searcher's price sensitivity in what it picks.",
                          moves=("changes", "revenue"))
    sellers: int = par(1, unit="sellers", low=0, high=10_000, live=False, source="scenario",
                       says="Sellers who are there from the start, in the order of the scenario, if the others wait.",
                       moves=("+", "sellers"))
    livelihood: float = par(0.0, unit="¥ a month", low=0, high=1e9, live=False, source="scenario", extensive=1,
                            says="Monthly sales of the platform, for each seller, for which another one opens a shop; "
                                 "0: all are there from the start.",
                            moves=("-", "sellers"))


def waits(p, number: int) -> bool:
    """Whether the seller of this number (from 0, in the order of the scenario) waits until it is worth coming."""
    return p.livelihood > 0 and number >= p.sellers


@rule
def offers(n, row, tables, shown, p, day, key):
    """News from the seller, and bought places."""
    memberships, visits, communities = tables.memberships, tables.visits, tables.communities
    k, i = int(visits.community[n]), int(visits.member[n])
    absent = away(row, memberships, shown, day)
    if communities.posts[k] > 0.0:
        visits.host[n] = climb(uniform(key, i, 4 * k), shown[0, k, absent])
    if communities.ugc[k] > 0.0:
        visits.ugc[n] = climb(uniform(key, i, 4 * k + 1), shown[1, k, absent])
    visits.paid[n] = promoted(i, 4 * k + 2, p.commerce, k, communities, key)


step = base.over_visits(offers)


def weights(p, reviews: np.ndarray) -> np.ndarray:
    """How likely sellers are drawn for a page of results, relative to each other, by the numbers of their reviews."""
    return np.exp(p.ranking * np.log1p(reviews))


def feeds(p, sold: int) -> int:
    """How many sellers the sales of a month, in cents, can feed."""
    return int(sold / p.livelihood)


@rule
def picked(i, listed, upto, dear, tables, p, market, key):
    """The seller that member `i` picks from a page of results."""
    members, communities, (norm, level_ease) = tables.members, tables.communities, market
    ease = p.bargains * float(members.sensitivity[i]) * (1.0 + level_ease * (0.5 - float(members.level[i])))
    best, pick = -math.inf, -1
    for draw in range(p.page):
        u, at = uniform(key, i, 1 + draw) * upto[upto.size - 1], 0
        while at < upto.size - 1 and u >= upto[at]:
            at += 1
        k = int(listed[at])
        reviews = communities.reviews[k]
        worth = fit(i, k, members, communities) - ease * dear[at]
        worth += p.stars * (communities.reviewed[k] - norm) * reviews / (1.0 + reviews)
        if worth > best:
            best, pick = worth, k
    return pick


@loop
def search(who, listed, upto, dear, found, tables, p, market, key, lo, hi):
    for n in range(lo, hi):
        if uniform(key, int(who[n]), 0) < p.searching:
            found[n] = picked(int(who[n]), listed, upto, dear, tables, p, market, key)
