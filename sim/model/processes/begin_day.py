"""The beginning of a day: shocks, deliveries, paydays and paid traffic take effect, and offers are frozen."""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import loop
from sim.model import ab_test
from sim.model.processes import delivery, wallets
from sim.world import tables

MOST_REACHED = 0.9  # highest chance per day that a stranger hears of one community


def run(economy, day: int) -> None:
    """Apply what is due today and fill the records that compiled rules read."""
    w = economy.world
    if w.events_dirty:
        w.forget_the_day()
    w.events_dirty = False
    economy.counts.clear()
    economy.counts["paid_impressions"] = 0.0
    for act in economy.due(day):
        act()
    for event, plugin in zip(economy.timeline, economy.plugins.events, strict=True):
        if event["day"] == day:
            economy.happen(event, plugin, day)
    w.judge_by(economy.parameters.experience)
    ab_test.dawn(economy, day)
    wallets.pay_budgets(economy, day)
    for community in economy.communities:
        if community.brand is not None:
            for maker in community.makers():
                maker.receive(day)
    describe(economy, economy.communities, day)
    freeze_offers(economy, day)


def describe(economy, communities: list, day: int) -> None:
    """Fill the records of some communities for today. Before the first day (-1) nobody buys traffic."""
    w, columns = economy.world, economy.community_columns
    paid = np.zeros((3, w.communities.alive.size))
    bought, clicked, partners = paid
    for community in communities:
        if columns.plans.get(community.index) != (plans := plans_of(economy, community)):
            describe_plans(economy, community)
            columns.plans[community.index] = plans
        if community.reviews > 0.0:
            describe_reviews(economy, community)
        if day >= 0 and community.growth.traffic > 0.0:
            bought[community.index] = buy_traffic(economy, community, day)
            clicked[community.index] = bought[community.index] * community.platform.p.click
        if community.partners:
            partners[community.index] = sum(partner.p.messages for partner in community.partners if partner.inside)
    audience = np.array([max(1, platform.audience(economy)) for platform in economy.platforms], np.int64)
    closed = np.array([platform.users is not None for platform in economy.platforms], np.uint8)
    make_known(np.array([community.index for community in communities], np.int64), columns.platform, columns.awareness,
               columns.discovery, paid, audience, closed, w.c, w.use)


@loop
def make_known(numbers, platforms, awareness, discovery, paid, audience, closed, communities, use):
    """How strangers hear of communities today: from outside, from what is paid for, and on the platform itself.

    What a platform with users of its own (`closed`) shows, only they see.
    """
    for k in numbers:
        bought, clicked, partners = paid[0, k], paid[1, k], paid[2, k]
        communities.popularity[k] = communities.followers[k] / audience[platforms[k]]
        communities.promoted[k] = bought + partners
        discovered = discovery[k] * communities.popularity[k]
        if closed[platforms[k]] == 1:
            use.inside[k] = min(MOST_REACHED, clicked + discovered)
            communities.reach[k] = min(MOST_REACHED, awareness[k])
        else:
            use.inside[k] = 0.0
            communities.reach[k] = min(MOST_REACHED, awareness[k] + clicked + discovered)


def plans_of(economy, community) -> tuple:
    """Everything on which `describe_plans` depends. It seldom changes, and comparing is cheaper than writing."""
    host, brand = community.host, community.brand
    return (community.name, host and host.p, host and host.present, brand and brand.p, community.p, community.growth,
            community.platform.kind_p, economy.parameters.word_of_mouth, community.breach_day, community.breach,
            community.repair_day, community.repair)


def describe_plans(economy, community) -> None:
    """Fill the fields of a community's record that seldom change."""
    c, k, growth, platform = economy.world.communities, community.index, community.growth, community.platform
    c.alive[k], c.hosted[k] = 1, int(community.hosted)
    c.mutual[k], c.sharing[k] = platform.kind.MUTUAL, platform.kind_p.sharing
    c.taste[k], c.values[k], c.width[k] = community.p.taste, community.p.values, community.p.width
    c.charter[k], c.locality[k] = community.p.charter, community.p.locality
    c.town[k], c.towns[k] = community.p.town, economy.parameters.members.towns
    c.claims_posts[k], c.claims_goods[k] = community.claims()
    c.hype[k], c.reposts[k] = growth.hype, getattr(platform.kind_p, "repost", 0.0)
    c.breach_day[k], c.breach[k] = community.breach_day, community.breach
    c.repair_day[k], c.repair[k] = community.repair_day, community.repair
    p = economy.parameters.word_of_mouth
    c.reward_pull[k] = p.reward_pull * math.log1p(growth.reward / p.reward_scale)
    c.suspicion[k] = growth.reward / (growth.reward + p.bought_at)
    economy.world.use.platform[k] = platform.index
    economy.community_columns.describe(economy.seed, community)


def describe_reviews(economy, community) -> None:
    """Fill in the reviews of a community's goods; older ones count less."""
    c, k = economy.world.communities, community.index
    delivery.let_reviews_age(economy, community)
    c.reviews[k], c.reviewed[k] = community.reviews, community.reviewed / max(1e-9, community.reviews)


def buy_traffic(economy, community, day: int) -> float:
    """Buy paid traffic within the plan, its budget and the account; returns impressions per person."""
    growth, platform = community.growth, community.platform
    budget_left = growth.traffic_budget - community.traffic_spent
    if budget_left <= 0.0:
        return 0.0
    most = min(growth.traffic, budget_left, community.growth_left())
    if most <= 0.0:
        return 0.0
    paid = community.spend(day, platform.account, "traffic", most)
    community.traffic_spent += paid
    impressions = 1000.0 * paid / platform.p.cost_per_thousand
    economy.counts["paid_impressions"] += impressions
    return impressions / max(1, platform.audience(economy))


def freeze_offers(economy, day: int) -> None:
    """Write today's offers into one table, sorted by community; they do not change during the day."""
    w, k, ends = economy.world, economy.numbers(), [0]
    rows: list[tuple] = []
    for community in economy.communities:
        for channel in community.channels:
            if channel.sells:
                if not (channel.steady and channel.standing()):
                    channel.offers = channel.make_offers(day)
                for offer in channel.offers:
                    offer.index = len(rows)
                    rows.append(offer.row(community.index))
        ends.append(len(rows))
    if (k, rows) != economy.offered:  # mostly they are the same as yesterday
        w.communities.first_offer[k], w.communities.last_offer[k] = ends[:-1], ends[1:]
        w.o, economy.offered = tables.offers(rows), (k, rows)
