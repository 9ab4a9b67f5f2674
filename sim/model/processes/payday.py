"""Payment: the channels settle today's orders, in the order of offers; then daily charges are made."""

from __future__ import annotations

import numpy as np

from sim.model import ab_test


def settle(economy, day: int, rows: np.ndarray, spare: np.ndarray) -> None:
    """Settle the orders in these rows of memberships; `spare` is how much more each would have paid, as a share."""
    w, nobody = economy.world, rows[:0]
    if rows.size:
        order = np.argsort(w.r.member[rows], kind="stable")
        rows, spare = rows[order], spare[order]
    buyers, offers = w.r.member[rows].astype(np.int64), w.r.order[rows]
    chosen = {offer: np.flatnonzero(offers == offer) for offer in set(offers.tolist())}
    sellers = set(w.o.community[list(chosen)].tolist())
    for community in economy.communities:
        for channel in community.channels:
            if channel.queues or community.index in sellers:
                for offer in channel.offers:
                    which = chosen.get(offer.index, nobody)
                    if which.size or channel.queues:
                        serve(economy, day, channel, offer, buyers[which], spare[which])
            if not channel.rests:
                channel.earn(economy, day)
        if community.arrivals:
            community.deliver(day)


def serve(economy, day: int, channel, offer, members: np.ndarray, spare: np.ndarray) -> None:
    """Settle the orders of one offer."""
    channel.value(members, spare)
    if members.size:  # somebody who has just been served from a backlog may not be able to pay any more
        members = members[economy.world.m.wallet[members] >= offer.price * ab_test.factor(economy, channel, members)]
    channel.settle(economy, day, offer, members)
