"""The utility of offers for a member, and the prices that members get used to (see `trade`)."""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import loop, rule
from sim.world.derived import fit
from sim.world.judgement import norm


@rule(inline=True)
def expected_above_norm(row, club, memberships, market):
    """Expected quality (of the goods, or of a club's posts) above what the member finds normal."""
    if club == 1:
        return float(memberships.expects_posts[row]) - norm(row, memberships.usual_posts, memberships, market)
    return float(memberships.expects_goods[row]) - norm(row, memberships.usual_goods, memberships, market)


@rule
def ease_of(i, members, p):
    """Price sensitivity of member `i`: weight of ln(price) in utility."""
    return float(members.sensitivity[i]) * (1.0 + p.level_ease * (0.5 - float(members.level[i])))


@rule
def ease_today(i, members, p, occasion):
    """Price sensitivity of member `i` today: on an occasion prices matter less."""
    return ease_of(i, members, p) * (1.0 - p.occasion_ease if occasion else 1.0)


@rule(inline=True)
def ratio_of(offer, offers):
    """The price of an offer as a multiple of its reference price, rounded to 32 bits as usual prices are, so that an
    unchanged price equals the usual one."""
    return np.float64(np.float32(offers.price[offer] / offers.reference[offer]))


@rule(inline=True)
def unusual(row, offer, memberships, offers, p):
    """How far a price is above what the member is used to paying for goods here, as a logarithm; losses count more.
    0 before any purchase."""
    usual = float(memberships.usual_price[row])
    if usual == 0.0 or p.price_habit == 0.0 or offers.club[offer] == 1:
        return 0.0
    distance = math.log(ratio_of(offer, offers) / usual)
    return distance * p.loss_aversion if distance > 0.0 else distance


@rule(inline=True)
def utility(i, row, k, offer, tables, market, ease, p):
    """Utility of an offer for member `i` of price sensitivity `ease`, without noise and the pull of an occasion."""
    members, memberships, communities, offers = tables.members, tables.memberships, tables.communities, tables.offers
    promised = expected_above_norm(row, offers.club[offer], memberships, market)
    wish = (offers.appeal[offer] + p.quality_weight * promised + p.fit_weight * fit(i, k, members, communities)
            + p.trust_weight * (float(memberships.trust[row]) - 0.5)
            - ease * math.log(offers.price[offer] / offers.reference[offer])
            - ease * p.price_habit * unusual(row, offer, memberships, offers, p))
    if int(memberships.buyer[row]) == 0 and int(memberships.paid_until[row]) < 0:
        wish += p.hype_trial * communities.hype[k]
    return wish


@loop
def getting_used(rows, tables, p):
    """Buyers get used to the prices that they have agreed to pay for goods."""
    memberships, offers = tables.memberships, tables.offers
    for row in rows:
        offer = int(memberships.order[row])
        if offers.club[offer] == 0:
            usual, paid = float(memberships.usual_price[row]), ratio_of(offer, offers)
            memberships.usual_price[row] = paid + p.price_memory * (usual - paid) if usual > 0.0 else paid
