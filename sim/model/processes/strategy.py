"""Strategy: hosts, brands, partners and investors act. Costs are paid, profit is shared, plans change.

A host who earns too little for too long gives up.
"""

from __future__ import annotations

from sim.core.calendar import MONTH
from sim.model.processes import platform_prices


def run(economy, day: int) -> None:
    """The policies of hosts, brands and platforms act; partners come and go; months are closed."""
    for community in economy.communities:
        if community.policy is not None:
            community.policy.act(economy, day)
        if community.brand_policy is not None and not community.waiting:
            community.brand_policy.act(economy, day)
        if community.partners:
            partners(economy, community, day)
        if day % MONTH == MONTH - 1:
            close_month(economy, community, day)
    for platform in economy.platforms:
        platform.policy.act(economy, day)
        platform_prices.adjust(economy, platform, day)


def partners(economy, community, day: int) -> None:
    """Partners inside pay their fee, if necessary from their own capital; all count days of gain and loss."""
    everybody = int(economy.world.communities.active[community.index])
    for partner in community.partners:
        active = owners(economy, community) if partner.p.owners else everybody
        others = sum(other.inside for other in community.partners if other is not partner)
        if partner.inside:
            costs, fee = int(partner.p.fixed_cost), int(partner.p.fee)
            margin = int(partner.p.margin * active * max(0.0, 1.0 - partner.p.crowding * others))
            economy.ledger.move(day, "partners' income", partner.account, "margin", margin)
            economy.ledger.move(day, "partners' income", partner.account, "capital",
                                max(0, costs + fee - economy.ledger.balances[partner.account]))
            economy.ledger.move(day, partner.account, "running costs", "partner's costs", costs)
            economy.ledger.move(day, partner.account, community.account, "partner fee", fee)
            if share := float(getattr(community.platform.kind_p, "owner_share", 0.0)):
                community.spend(day, community.platform.account, "owner's share", share * fee)
            partner.net += margin - costs - fee
        partner.decide(active, others)


def owners(economy, community) -> int:
    """Today's visitors who have already ordered goods of the community."""
    w = economy.world
    return int((w.r.buyer[w.v.row[w.v.community == community.index]] > 0).sum())


def close_month(economy, community, day: int) -> None:
    """Pay for moderation, and give host and brand their shares of the month's profit."""
    followers = int(economy.world.communities.followers[community.index])
    community.spend(day, "running costs", "upkeep", community.p.upkeep * followers)
    gained = economy.profit_so_far(community) - community.month_opening
    if community.hosted:
        income = community.spend(day, community.host.account, "host's share", max(0, gained) * community.host.p.share)
        if not community.host.lives_on(income):
            community.give_up()
    if gained > 0:
        if community.brand is not None:
            community.spend(day, community.brand.account, "brand's share", gained * community.brand.p.share)
    community.month_opening = economy.profit_so_far(community)
