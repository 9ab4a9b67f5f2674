"""The pre-order (C2B): collect orders first, produce later. Members pay at once; delay reduces trust."""

from __future__ import annotations

import math

import numpy as np

from sim.core.parameters import par, parameters
from sim.plugins.channels._base import Channel as Base
from sim.plugins.channels._base import Goods, Offer


@parameters
class Preorder(Goods):
    price: float = par(120.0, unit="¥", low=0.01, high=1e7, source="scenario", says="Price per unit.",
                       moves=("∩", "profit"))
    reference: float = par(120.0, unit="¥", low=0.01, high=1e7, source="assumption",
                           says="Reference price: the price that members find normal.", moves=("+", "orders"))
    round: int = par(30, unit="days", low=1, high=365, source="Xiaomi (小米) 2011: sales in rounds",
                     says="Length of a round: days of collecting orders before production starts.",
                     moves=("changes", "profit"))
    places: int = par(1_000_000_000, unit="orders", low=0, high=10**9, source="scenario", extensive=1,
                      says="Maximum number of orders per round (scarcity).", moves=("+", "orders"))
    appeal: float = par(-1.5, low=-20, high=10, source="assumption",
                        says="Baseline appeal of the offer (constant of the utility).",
                        moves=("+", "orders"))
    delay_harm: float = par(0.05, unit="broken purchases a day", low=0, high=1, source="assumption",
                            says="Evidence against trust per day of delay.", moves=("-", "trust"))


class Channel(Base):
    """Orders are paid at once and made at the end of their round. Limited capacity causes delay."""

    def __init__(self, economy, community, name: str, p):
        super().__init__(economy, community, name, p)
        self.left = self.busy_until = 0
        self.waiting: list = []  # (members, offer, platform's share, members' surplus) of this round

    def offered(self, day: int) -> list[Offer]:
        """The product, as long as places are left in the round."""
        if (day - self.p.opens) % self.p.round == 0:
            self.left = int(self.p.places)
        if self.left <= 0:
            return []
        return self.standing() or [Offer(terms=self.p, price=self.p.price, reference=self.p.reference,
                                         appeal=self.p.appeal, category=self.category, stage=self.least_stage())]

    def settle(self, economy, day: int, offer: Offer, members) -> None:
        """Add orders to the round, by lot if places are scarce."""
        served, missed = self.lottery(day, members, self.left)
        self.left -= served.size
        if served.size:
            rows = self.charge(day, served, np.full(served.size, int(offer.price)))
            self.bought(rows)
            self.waiting.append((served, offer, self.fee, self.surplus))
        if missed.size:
            self.disappoint(missed)

    def earn(self, economy, day: int) -> None:
        """At the end of a round, produce the orders: few cost more per unit, many take longer than promised."""
        if (day + 1 - self.p.opens) % self.p.round or not self.waiting:
            return
        ordered, self.waiting = self.waiting, []
        self.produce(economy, day, ordered)

    def produce(self, economy, day: int, ordered: list) -> None:
        """Make what was `ordered`, as far as the money goes, and refund the others. Each entry is (members, offer,
        platform's share, members' surplus)."""
        brand, units = self.community.brand, sum(members.size for members, *_ in ordered)
        cost = brand.unit_cost(units)
        units_left = self.makes(ordered, cost)
        brand.made += units_left
        spent = self.community.spend(day, "suppliers", "making", units_left * cost)
        due, late = self.schedule(day, units_left)
        for members, offer, fee, surplus in ordered:
            served, missed = self.lottery(day, members, units_left)
            price, share = int(offer.price), fee * served.size // members.size
            if served.size:
                goods = spent * served.size // units_left
                spent, units_left = spent - goods, units_left - served.size
                economy.deliver(due, self.community, served, brand.quality(), self.p.delay_harm * late)
                self.community.expect(due, self.heading, served.size * price, goods, share)
            self.community.expect(day, self.heading, 0, fee=fee - share)  # the platform refunds nothing
            economy.counts["surplus"] -= int(surplus[np.isin(members, missed)].sum())
            self.give_back(economy, day, missed, price)

    def makes(self, ordered: list, cost: float) -> int:
        """How many of the units ordered are made: the most that leave money to refund the others what they paid; if no
        number does, the one with which the least is missing."""
        paid = np.repeat([int(offer.price) for _, offer, *_ in ordered], [members.size for members, *_ in ordered])
        affordable = self.community.afford(paid.size, cost)
        if affordable == paid.size:
            return affordable
        made = np.arange(affordable + 1)  # whoever ordered first is served first
        left = self.community.treasury - cost * made - (paid.sum() - np.concatenate([[0], np.cumsum(paid)])[made])
        return int(np.flatnonzero(left >= min(0.0, left.max()))[-1])

    def schedule(self, day: int, units: int) -> tuple[int, int]:
        """The day on which `units` are finished, one order after the other, and how many days late that is."""
        brand = self.community.brand
        begun = max(day + 1, brand.resumes)
        self.busy_until = max(begun, self.busy_until) + math.ceil(units / max(1.0, brand.p.capacity))
        due = max(begun + brand.p.lead_time, self.busy_until)
        return due, due - (day + 1 + brand.p.lead_time)

    def give_back(self, economy, day: int, members, price: int) -> None:
        """Refund those who cannot be supplied, as far as the money goes; to the others a promise was broken."""
        paid_back = self.community.afford(members.size, price)
        lucky, unlucky = self.lottery(day, members, paid_back)
        if lucky.size:
            self.refund(day, lucky, price)
        rows = economy.world.rows_of(unlucky, self.community.index)
        rows = rows[rows >= 0]
        economy.world.r.evidence_against[rows] += np.float32(1.0)
        economy.world.r.arousal[rows] = economy.world.r.satisfaction[rows] = -1.0
        economy.world.r.own_experience[rows] = np.maximum(-5.0, economy.world.r.own_experience[rows] - 1.0)
        economy.counts["broken"] += unlucky.size
