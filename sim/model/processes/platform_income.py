"""What platforms with users of their own earn: fees from users, and what advertisers pay for being shown there."""

from __future__ import annotations

import math

import numpy as np

from sim.core.calendar import MONTH
from sim.world.ledger import MEMBERS


def sell_display(economy, platform, day: int) -> None:
    """Advertisers pay the platform for its own advertisements seen today: by their share in all that is paid for."""
    w = economy.world
    if platform.users.advertisements > 0.0:
        here = w.use.platform[w.v.community] == platform.index
        own = platform.users.advertisements
        share = own / (own + np.minimum(200.0, w.c.promoted[w.v.community[here]]))
        platform.carried += float(math.fsum((w.v.paid[here] * share).tolist())) * platform.p.cost_per_thousand / 1000.0
        cents = int(platform.carried)
        platform.carried -= cents
        economy.ledger.move(day, "advertisers", platform.account, "display advertising", cents)


def charge(economy, platform, day: int, who: np.ndarray, cents: int, heading: str) -> None:
    """Members pay a fee to a platform; each of them has the money."""
    w = economy.world
    w.m.wallet[who] -= np.int32(cents)
    economy.ledger.move(day, MEMBERS, platform.account, heading, cents * who.size)
    economy.ledger.note(day, who.tolist(), platform.account, heading, np.full(who.size, -cents))


def settle_fees(economy, platform, day: int) -> None:
    """Newcomers pay the joining fee, and users their monthly fee, each on a day of its own; who cannot pay leaves."""
    use, m, bit = economy.world.use, economy.world.m, np.int32(1 << platform.index)
    if cents := int(platform.users.joining_fee):
        joined = np.flatnonzero(use.onto & ~use.on & bit)
        charge(economy, platform, day, joined, cents, "joining fees")
    if cents := int(platform.users.usage_fee):
        due = np.arange(-day % MONTH, economy.world.members, MONTH)
        due = due[use.onto[due] & bit != 0]
        use.onto[due[m.wallet[due] < cents]] &= ~bit
        charge(economy, platform, day, due[m.wallet[due] >= cents], cents, "usage fees")
