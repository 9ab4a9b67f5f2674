"""Delivery: buyers judge what arrives, may tell others at once, and leave reviews."""

from __future__ import annotations

import math

from sim.core.compile import loop, rule
from sim.core.rng import stream_key, uniform
from sim.world.derived import approach
from sim.world.judgement import arousal, count, evidence, norm, satisfaction, taste


@rule
def goods(i, row, quality, late, tells, tables, p, key):
    """Deliver goods of quality `quality`, with harm `late` from delay. Returns the quality as experienced.

    A buyer who is moved may tell others at once. Some stop buying here (BG/NBD), fewer if they are more satisfied
    (Mittal & Kamakura 2001).
    """
    members, memberships, events = tables.members, tables.memberships, tables.events
    expected, usual = float(memberships.expects_goods[row]), norm(row, memberships.usual_goods, memberships, p.norm)
    x = max(0.0, min(1.0, quality + taste(i, 0, p.taste_goods, key)))
    memberships.satisfaction[row] = max(-1.0, satisfaction(x, expected, usual, p.zone_goods, p) - late)
    urge = float(memberships.arousal[row]) + arousal(x, expected, usual, p.zone_goods, p) - late
    memberships.arousal[row] = urge = max(-1.0, min(1.0, urge))
    if uniform(key, i, 3) < tells * abs(urge):
        column = events.praises if urge > 0.0 else events.warns
        column[i] = int(column[i]) | (1 << (row - int(memberships.first[i])))
    count(row, evidence(x, expected, usual, p.zone_goods, p.purchase_stake, p) - late, memberships, p)
    memberships.expects_goods[row] = expected + p.learning_goods * (x - expected)
    approach(memberships.usual_goods, row, p.norm_goods, x)
    if uniform(key, i,
               2) < float(members.churn_probability[i]) * math.exp(-p.loyalty * float(memberships.satisfaction[row])):
        memberships.buyer[row] = 2
    return x


@rule
def content(i, row, quality, memberships, p, key):
    """Judge what a paid membership has brought so far like a purchase, by its mean quality and the expected posts."""
    expected, usual = float(memberships.expects_posts[row]), norm(row, memberships.usual_posts, memberships, p.norm)
    x = max(0.0, min(1.0, quality + taste(i, 0, p.zone_posts, key)))
    count(row, evidence(x, expected, usual, p.zone_posts, p.purchase_stake, p), memberships, p)
    memberships.satisfaction[row] = satisfaction(x, expected, usual, p.zone_posts, p)
    return x


@loop
def receiving(rows, quality, late, is_content, tells, tables, p, key):
    """Deliver to several buyers; returns the number of promises kept, and the sum of the qualities as experienced."""
    memberships = tables.memberships
    kept, felt = 0, 0.0
    for n in range(rows.size):
        row = int(rows[n])
        i = int(memberships.member[row])
        if is_content:
            expected = float(memberships.expects_posts[row]) - p.zone_posts
            x = content(i, row, quality, memberships, p, key)
        else:
            expected = float(memberships.expects_goods[row]) - p.zone_goods
            x = goods(i, row, quality, late, tells, tables, p, key)
        kept += x >= expected
        felt += x
    return kept, felt


def deliver(economy, day: int) -> None:
    """Deliver goods: promises kept or broken, as the buyers expected them, become evidence today."""
    w, p, tells = economy.world, economy.parameters.experience, economy.parameters.word_of_mouth.buyer
    for n, (community, members, quality, late) in enumerate(economy.deliveries.pop(day, ())):
        rows = w.rows_of(members, community.index)
        rows = rows[rows >= 0]
        w.events_dirty |= rows.size > 0
        stream = stream_key(economy.seed, f"delivery.{community.name}.{n}", day)
        kept, felt = receiving(rows, community.content() if quality is None else float(quality), float(late),
                               quality is None, tells * float(w.communities.sharing[community.index]), w.tables, p,
                               stream)
        if quality is not None:
            community.reviews, community.reviewed = community.reviews + rows.size, community.reviewed + felt
            if community.brand_policy is not None and vars(community.brand_policy):  # a brand that looks
                community.returned += int(rows.size - kept)
        economy.counts["kept"] += int(kept)
        economy.counts["broken"] += int(rows.size - kept)


def let_reviews_age(economy, community) -> None:
    """Reduce the weight of a community's earlier reviews by one day."""
    share_left = 0.5 ** (1.0 / economy.parameters.experience.reviews_half_life)
    community.reviews, community.reviewed = share_left * community.reviews, share_left * community.reviewed
