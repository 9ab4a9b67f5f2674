"""Platforms on which people search: who needs something today looks for it, and sellers come for those who search.

Searching is done before it is settled who visits. Who is found becomes known, and what it sells is considered on the
next day, whether or not it comes to mind by itself.
"""

from __future__ import annotations

import functools
import math

import numpy as np

from sim.core.calendar import MONTH
from sim.core.compile import loop
from sim.core.rng import stream_key, uniform
from sim.model.processes.platform_doors import finding
from sim.model.processes.wants import GOODS, NEED, occasions, wanting


@loop
def needing(platform, tables, trade, categories, chance, key, marked, lo, hi):
    """Mark the users of a platform who need something of any category today; the need is that of trade."""
    use, bit = tables.use, 1 << platform
    closed = use.closed[0] & bit != 0
    for i in range(lo, hi):
        most = wanting(i, tables.members, trade, chance)
        for category in range(categories):
            marked[i] |= uniform(key, i, NEED + 8 * category) < most
        if closed and use.on[i] & bit == 0:
            marked[i] = 0


def run(economy, platform, day: int) -> None:
    """Let people search, and at the beginning of each month let sellers come."""
    sellers = [one for one in economy.communities if one.platform is platform]
    if hasattr(platform.kind, "feeds") and day and day % MONTH == 0:
        let_come(economy, platform, sellers, day)
    listed = [one for one in sellers if one.hosted and any(channel.is_open(day) for channel in one.channels)]
    who = in_need(economy, platform, day) if listed else np.zeros(0, np.int64)
    if who.size:
        find(economy, platform, listed, who, day)


def in_need(economy, platform, day: int) -> np.ndarray:
    """Users of a platform who need something today."""
    w, marked = economy.world, np.zeros(economy.world.members, np.uint8)
    economy.parallel_for(w.members, needing, platform.index, w.tables, economy.parameters.trade,
                         max(1, len(economy.categories)), occasions(economy, day),
                         stream_key(economy.seed, "trade", day), marked)
    return np.flatnonzero(marked)


def find(economy, platform, listed: list, who: np.ndarray, day: int) -> None:
    """Some of those in need search, hear of the seller that they pick, and consider its goods tomorrow."""
    w, p, found = economy.world, economy.parameters, np.full(who.size, -1)
    k = np.array([one.index for one in listed], np.int64)
    upto = np.cumsum(platform.kind.weights(platform.kind_p, w.c.reviews[k]))
    market = float(p.experience.norm), float(p.trade.level_ease)
    economy.parallel_for(who.size, platform.kind.search, who, k, upto, dearness(listed), found, w.tables,
                         platform.kind_p, market, stream_key(economy.seed, f"searches.{platform.name}", day))
    economy.counts["searches"] += int(np.count_nonzero(found >= 0))
    economy.parallel_for(who.size, finding, who, found, w.tables, p.attention.familiarity_gain,
                         p.word_of_mouth.stranger, day)
    w.events_dirty = True
    for one in listed:
        if (searchers := who[found == one.index]).size:
            economy.invite(day + 1, one, searchers, GOODS)


def dearness(listed: list) -> np.ndarray:
    """For each seller, the logarithm of its lowest price relative to what members find normal; 0 without offers."""
    return np.array([min((math.log(offer.price / offer.reference) for channel in one.channels
                          for offer in channel.offers), default=0.0) for one in listed])


def let_come(economy, platform, sellers: list, day: int) -> None:
    """Open as many of the shops that wait as last month's sales feed, beside those that are open."""
    sold = sum(economy.ledger.revenue(one.account) for one in sellers)
    before, platform.sold_before = platform.sold_before, sold
    waiting = [one for one in sellers if one.waiting]
    more = platform.kind.feeds(platform.kind_p, sold - before) - (len(sellers) - len(waiting)) if waiting else 0
    for one in waiting[:max(0, more)]:
        economy.later(day + 1, functools.partial(economy.begin, one))
