"""A delay of the product: the factory stands still. What it has not finished comes later; what is on its way arrives.

Stock on order comes later, so that shops run out. Pre-orders come later than promised, and whoever waits minds each day
of it as the channel says (`delay_harm`).
"""

from __future__ import annotations

from sim.core.parameters import par, parameters

OFF = {"days": 0}


@parameters
class ProductDelay:
    days: int = par(30, unit="days", low=0, high=365, live=False, source="scenario",
                    says="Days for which the factory stands still.", moves=("-", "trust"))


def strike(economy, day: int, community, p) -> None:
    """Let everything that the factory has not finished come later."""
    if p.days:
        for maker in community.makers():
            maker.resumes = max(day, maker.resumes) + p.days
            maker.coming, maker.coming_worth = later(maker.coming, day, p.days), later(maker.coming_worth, day, p.days)
        makers = [channel for channel in community.channels if hasattr(channel.p, "delay_harm")]
        for channel in (maker for maker in makers if hasattr(maker, "busy_until")):
            channel.busy_until += p.days * (channel.busy_until > day)
        if makers:
            parcels(economy, day, community, makers, p.days)


def later(calendar: dict, day: int, days: int) -> dict:
    """A calendar whose entries from today on are so many days later."""
    return {due + days * (due >= day): entry for due, entry in calendar.items()}


def parcels(economy, day: int, community, makers: list, days: int) -> None:
    """Orders in the making come later, and so does their income. What shops have sent off before is on its way."""
    under_way = [channel.p.delivery for channel in community.channels if hasattr(channel.p, "delivery")]
    sent = day + max(under_way, default=0)
    harm = max(channel.p.delay_harm for channel in makers)
    for due in sorted((due for due in economy.deliveries if due > sent), reverse=True):
        ours = [parcel for parcel in economy.deliveries[due] if parcel[0] is community and parcel[2] is not None]
        economy.deliveries[due] = [parcel for parcel in economy.deliveries[due]
                                   if not any(parcel is other for other in ours)]
        for _, members, quality, late in ours:
            economy.deliver(due + days, community, members, quality, late + harm * days)
    headings = {channel.heading for channel in makers}
    for due in sorted((due for due in community.arrivals if due > sent), reverse=True):
        moved = [entry for entry in community.arrivals[due] if entry[0] in headings]
        community.arrivals[due] = [entry for entry in community.arrivals[due] if entry[0] not in headings]
        for entry in moved:
            community.expect(due + days, *entry)
