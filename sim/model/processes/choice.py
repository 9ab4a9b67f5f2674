"""The chance that members choose a community's goods when they buy in the category. Only measures read it."""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import loop, rule
from sim.model.processes._utility import ease_of, utility
from sim.world.stages import EMPTY, LAPSED


@rule
def chosen(i, k, tables, market, p):
    """Share of community `k` in what member `i` would buy of the category of its first offer: a logit over the goods of
    the member's communities and the rivals, whether or not the member has the money today."""
    members, memberships, communities, offers = tables.members, tables.memberships, tables.communities, tables.offers
    category = offers.category[max(0, communities.first_offer[k])] if offers.category.size else 0
    ease = ease_of(i, members, p)
    own, total = 0.0, p.rivals * math.exp(min(50.0, p.rival_appeal - ease * math.log(p.rival_price)))
    for row in range(int(memberships.first[i]), int(memberships.first[i]) + int(memberships.count[i])):
        community, stage = int(memberships.community[row]), int(memberships.stage[row])
        for offer in range(max(0, communities.first_offer[community]), communities.last_offer[community]):
            if offers.category[offer] != category:
                continue
            allowed = EMPTY < stage and offers.stage[offer] <= (1 if stage == LAPSED else stage)
            if offers.member_needs[offer] == 1 and allowed:
                liked = utility(i, row, community, offer, tables, market, ease, p)
                wish = math.exp(min(50.0, liked))
                total += wish
                own += wish if community == k else 0.0
    return own / total if total > 0.0 else 0.0


@loop
def choosing(rows, tables, market, p, result):
    memberships = tables.memberships
    for n in range(rows.size):
        result[n] = chosen(int(memberships.member[rows[n]]), int(memberships.community[rows[n]]), tables, market, p)


def chances(economy, rows: np.ndarray) -> np.ndarray:
    """For each membership, the chance that a purchase in the category is of the community's goods (float64)."""
    w, result = economy.world, np.zeros(rows.size)
    choosing(rows, w.tables, w.fade.market, economy.parameters.trade, result)
    return result
