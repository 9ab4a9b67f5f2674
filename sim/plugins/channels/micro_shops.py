"""Micro shops (微商): members pay to become sellers, recruit further sellers, and sell goods to their own friends.

A seller earns a margin on each sale to a friend, and rewards for recruits as in `joining_fee`. Who buys goods whose
friends include no seller buys from the brand itself. Goods are made to order. Early income comes from recruiting, later
income from repeat sales, if anybody buys again; a seller's friends are few, and other sellers are among them.
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop
from sim.core.parameters import par, parameters
from sim.plugins.channels import _recruiting
from sim.plugins.channels._base import Goods, Offer
from sim.plugins.channels._friends import GOODS, ask
from sim.plugins.channels._recruiting import Recruiting, Scheme
from sim.world.ties import strength_of

NO_SELLER = -1


@parameters
class MicroShops(Recruiting, Goods):
    goods_price: float = par(100.0, unit="¥", low=0.01, high=1e6, source="assumption", says="Price per unit of goods.",
                             moves=("changes", "orders"))
    goods_reference: float = par(100.0, unit="¥", low=0.01, high=1e6, source="assumption",
                                 says="Reference price: the price that members find normal for the goods.",
                                 moves=("+", "orders"))
    goods_appeal: float = par(-1.5, low=-20, high=10, source="assumption",
                              says="Baseline appeal of the goods (constant of the utility).", moves=("+", "orders"))
    margin: float = par(0.3, low=0, high=1, source="assumption",
                        says="Seller's margin, as a share of the price of goods.", moves=("-", "profit"))
    offering: float = par(0.01, unit="per day", low=0, high=1, source="assumption",
                          says="Daily chance that a seller offers goods to a friend over a tie of full strength (1).",
                          moves=("+", "orders"))
    delay_harm: float = par(0.05, unit="broken purchases a day", low=0, high=1, source="assumption",
                            says="Evidence against trust per day of delay.", moves=("-", "trust"))


def contradictions(values: dict, path: str, scenario: dict):
    """Rewards are paid out of the fee, and the margin out of the price, which the platform takes its share of."""
    yield from _recruiting.contradictions(values, path, scenario)


@loop
def nearest(buyers, sells, ties, day, sellers):
    """For each buyer, the seller it listens to over the strongest tie, or NO_SELLER."""
    for n in range(buyers.size):
        i, most = int(buyers[n]), -1.0
        for slot in range(ties.start[i], ties.start[i] + int(ties.count[i])):
            if sells[int(ties.target[slot])] and strength_of(slot, ties, day) > most:
                most = strength_of(slot, ties, day)
                sellers[n] = int(ties.target[slot])


class Channel(Scheme):
    """Sellers among friends. It has two offers: to become a seller (a club), and the goods."""

    def __init__(self, economy, community, name: str, p):
        super().__init__(economy, community, name, p)
        self.sold = np.zeros(economy.world.members, np.int32)  # units that each has sold to friends

    def offered(self, day: int) -> list[Offer]:
        """Entry and the goods."""
        if self.standing():
            return self.standing()
        goods = Offer(terms=self.p, price=self.p.goods_price, reference=self.p.goods_reference,
                      appeal=self.p.goods_appeal, category=self.category, stage=self.least_stage())
        return [*super().offered(day), goods]

    def settle(self, economy, day: int, offer: Offer, members) -> None:
        """Let members become sellers, or sell them goods."""
        if offer.club:
            super().settle(economy, day, offer, members)
        elif members.size:
            self.bought(self.charge(day, members, np.full(members.size, int(offer.price))))
            self.waiting.append((members, offer, self.fee, self.surplus))

    def earn(self, economy, day: int) -> None:
        """Make what was ordered today, pay the sellers their margin, and let them offer goods and recruit."""
        if not self.is_open(day):
            return
        ordered, self.waiting = self.waiting, []
        if ordered:
            self.commission(economy, day, np.sort(np.concatenate([members for members, *_ in ordered])))
            self.produce(economy, day, ordered)
        super().earn(economy, day)
        ask(economy, day, self.community, f"{self.name}.goods", np.flatnonzero(self.inside), self.p.offering, GOODS)

    def commission(self, economy, day: int, buyers: np.ndarray) -> None:
        """Pay each buyer's nearest seller its margin."""
        sellers = np.full(buyers.size, NO_SELLER, np.int64)
        nearest(buyers, self.inside, economy.world.t, day, sellers)
        sellers = np.sort(sellers[sellers >= 0])
        np.add.at(self.sold, sellers, 1)
        each = int(self.p.margin * self.p.goods_price)
        self.pay_out(economy, day, sellers, np.full(sellers.size, each), "commission")
