"""Wallets: once a month, on a day of its own, each member receives its budget; what is not saved is spent elsewhere.

A member who is offered nothing therefore has a full wallet, and so does everybody at the start.
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop
from sim.core.threads import BLOCK
from sim.world.ledger import MEMBERS

PAYDAYS = 30  # each member has one payday in so many days


@loop
def payday(budget, wallet, saving, day, sums):
    """Pay their budget to members whose payday is today; what exceeds their wallet limit is spent elsewhere."""
    for block in range(-(-budget.size // BLOCK)):
        if (block + day) % PAYDAYS == 0:
            for i in range(BLOCK * block, min(budget.size, BLOCK * block + BLOCK)):
                sums[0] += budget[i]
                most = int(saving * budget[i])
                balance = int(wallet[i]) + int(budget[i])
                sums[1] += max(0, balance - most)
                wallet[i] = min(balance, most)


def pay_budgets(economy, day: int) -> None:
    """Pay budgets to members whose payday is today, and book what leaves their wallets."""
    m, ledger, sums = economy.world.m, economy.ledger, np.zeros(2, np.int64)
    tracked = np.array([member for member in sorted(ledger.tracked)
                        if member < m.wallet.size and (member // BLOCK + day) % PAYDAYS == 0], np.int64)
    before = m.wallet[tracked].astype(np.int64)
    payday(m.budget, m.wallet, economy.parameters.members.saving, day, sums)
    if tracked.size:
        ledger.note(day, tracked, "income", "budget", m.budget[tracked])
        ledger.note(day, tracked, "elsewhere", "other spending", m.wallet[tracked] - before - m.budget[tracked])
    ledger.move(day, "income", MEMBERS, "budget", int(sums[0]))
    ledger.move(day, MEMBERS, "elsewhere", "other spending", int(sums[1]))
