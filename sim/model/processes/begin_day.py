"""The day begins: what was settled for today happens: shocks, deliveries, paydays, traffic. Offers are frozen."""

from __future__ import annotations

import math

import numpy as np

from sim.model import ab_test
from sim.model.processes import delivery, wallets
from sim.world import tables


def run(economy, day: int) -> None:
    """Prepare the records that compiled rules read today."""
    w = economy.world
    if w.events_dirty:
        w.forget_the_day()
    w.events_dirty = False
    economy.counts.clear()
    for act in economy.due(day):
        act()
    for event in economy.events_of(day):
        economy.happen(event, day)
    w.judge_by(economy.parameters.experience)
    ab_test.dawn(economy, day)
    wallets.pay_budgets(economy, day)
    for community in economy.communities:
        if community.brand is not None:
            community.brand.receive(day)
        describe(economy, community, day)
    freeze_offers(economy, day)


def describe(economy, community, day: int) -> None:
    """The record of one community for today."""
    c, k = economy.world.communities, community.index
    host, platform, hosted = community.host, community.platform, community.hosted
    plans = (community.name, hosted, community.p, community.growth, platform.kind_p, economy.parameters.word_of_mouth,
             host and host.p, community.brand and community.brand.p)
    if economy.recorded_plans.get(k) != plans:
        describe_plans(economy, community)
        economy.recorded_plans[k] = plans
    c.breach_day[k], c.breach[k] = community.breach_day, community.breach
    c.repair_day[k], c.repair[k] = community.repair_day, community.repair
    if community.reviews > 0.0:
        delivery.let_reviews_age(economy, community)
        c.reviews[k], c.reviewed[k] = community.reviews, community.reviewed / max(1e-9, community.reviews)
    popularity = c.popularity[k] = c.followers[k] / economy.world.members
    bought = buy_traffic(economy, community, day) if day >= 0 else 0.0
    c.promoted[k] = bought + sum(one.p.messages for one in community.partners if one.inside)
    charisma = host.p.charisma if hosted else 1.0
    discovered = platform.discovery() * popularity
    c.reach[k] = min(0.9, community.p.baseline_awareness * charisma + bought * platform.p.click + discovered)


def describe_plans(economy, community) -> None:
    """What of the record follows from parameters alone, which seldom change."""
    c, k, growth, platform = economy.world.communities, community.index, community.growth, community.platform
    c.alive[k], c.hosted[k] = 1, int(community.hosted)
    c.mutual[k], c.sharing[k] = platform.kind.MUTUAL, platform.kind_p.sharing
    c.taste[k], c.values[k], c.width[k] = community.p.taste, community.p.values, community.p.width
    c.charter[k] = community.p.charter
    c.claims_posts[k], c.claims_goods[k] = community.claims()
    c.hype[k], c.reposts[k] = growth.hype, getattr(platform.kind_p, "repost", 0.0)
    p = economy.parameters.word_of_mouth
    c.reward_pull[k] = p.reward_pull * math.log1p(growth.reward / p.reward_scale)
    c.suspicion[k] = growth.reward / (growth.reward + p.bought_at)


def buy_traffic(economy, community, day: int) -> float:
    """Spend on bought impressions what the plan, its budget and the account allow; impressions per person."""
    growth, platform = community.growth, community.platform
    left = growth.traffic_budget - community.traffic_spent
    economy.counts["paid_impressions"] += 0.0
    if growth.traffic <= 0.0 or left <= 0.0:
        return 0.0
    most = min(growth.traffic, left, community.growth_left())
    paid = community.spend(day, platform.account, "traffic", most)
    community.traffic_spent += paid
    impressions = 1000.0 * paid / platform.p.cost_per_thousand
    economy.counts["paid_impressions"] += impressions
    return impressions / economy.world.members


def freeze_offers(economy, day: int) -> None:
    """The offers of today, in one table, sorted by community; they do not change until tomorrow."""
    w = economy.world
    rows: list[tuple] = []
    ends = [0]
    for community in economy.communities:
        for channel in community.channels:
            channel.offers = channel.make_offers(day) if channel.sells else []
            for offer in channel.offers:
                offer.index = len(rows)
                rows.append((community.index, int(offer.needed), int(offer.club), float(offer.price),
                             float(offer.reference), offer.appeal, offer.considered,
                             offer.contagion, offer.renewal, offer.stage))
        ends.append(len(rows))
    k = [one.index for one in economy.communities]
    w.communities.first_offer[k], w.communities.last_offer[k] = ends[:-1], ends[1:]
    w.o = np.array(rows, tables.OFFER).view(np.recarray)
