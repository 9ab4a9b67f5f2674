"""The pre-order (C2B): collect orders, then make. Cocreators raise quality, scale lowers cost, delay hurts trust."""

from __future__ import annotations

import math

import numpy as np

from sim.channels._base import Channel as Base
from sim.channels._base import Offer
from sim.rule import par, parameters
from sim.world.stages import FOLLOWER


@parameters
class Preorder:
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
    scale: float = par(0.85, low=0.3, high=1, source="Wright 1936 (learning curves): 80% to 90%",
                       says="Learning curve: unit cost is multiplied by this each time cumulative output grows "
                            "tenfold.", moves=("-", "profit"))
    cocreation: float = par(0.15, low=0, high=1, source="assumption",
                            says="Maximum rise in product quality through cocreators.", moves=("-", "promises_broken"))
    cocreators: float = par(20.0, unit="members", low=0.001, high=1e6, source="assumption", extensive=1,
                            says="Number of cocreators that gives 63% of the maximum rise in quality.",
                            moves=("+", "promises_broken"))
    delay_harm: float = par(0.05, unit="broken purchases a day", low=0, high=1, source="assumption",
                            says="Evidence against trust per day of delay.", moves=("-", "trust"))


class Channel(Base):
    """Orders are paid at once and made at the end of their round; capacity makes late."""

    def __init__(self, economy, community, name: str, p):
        super().__init__(economy, community, name, p)
        self.left = self.made = self.busy_until = 0
        self.waiting: list = []  # (members, offer) of the round

    def make_offers(self, day: int) -> list[Offer]:
        """The product to come, as long as the round has places."""
        if day % self.p.round == 0:
            self.left = int(self.p.places)
        if self.left <= 0:
            return []
        return [Offer(price=self.p.price, reference=self.p.reference, appeal=self.p.appeal, stage=FOLLOWER)]

    def settle(self, economy, day: int, offer: Offer, members) -> None:
        """Orders enter the round, by lot where places are few."""
        served, missed = self.lottery(day, members, self.left)
        self.left -= served.size
        if served.size:
            rows = self.charge(day, served, np.full(served.size, int(offer.price)))
            self.bought(rows)
            self.waiting.append((served, offer))
        if missed.size:
            self.disappoint(missed)

    def earn(self, economy, day: int) -> None:
        """At the end of a round, what was ordered is made: dearer in small numbers, later than promised in large."""
        if (day + 1) % self.p.round or not self.waiting:
            return
        ordered, self.waiting = self.waiting, []
        units = sum(members.size for members, _ in ordered)
        tens = math.log10(max(1.0, (self.made + units) / economy.parameters.trade.first_units))
        cost = self.community.brand.p.unit_cost * self.p.scale ** tens
        affordable = self.makes(units, cost, ordered[0][1].price)
        self.made += affordable
        self.community.spend(day, "suppliers", "making", affordable * cost)
        due, late = self.schedule(day, affordable)
        for members, offer in ordered:
            served, missed = self.lottery(day, members, affordable)
            affordable -= served.size
            economy.deliver(due, self.community, served, self.quality(economy), self.p.delay_harm * late)
            self.give_back(economy, day, missed, int(offer.price))

    def makes(self, units: int, cost: float, price: float) -> int:
        """How many of the units ordered are made: as many as can be paid, and where a unit costs more than it brought,
        only as many as leave the money to give the others theirs back."""
        affordable = self.community.afford(units, cost)
        if affordable == units or cost <= price:
            return affordable
        return max(0, min(affordable, int((self.community.treasury - units * price) // (cost - price))))

    def schedule(self, day: int, units: int) -> tuple[int, int]:
        """The day on which so many units are there, one order after the other, and how many days late that is."""
        brand = self.community.brand
        self.busy_until = max(day + 1, self.busy_until) + math.ceil(units / max(1.0, brand.p.capacity))
        promised = day + 1 + brand.p.lead_time
        return max(promised, self.busy_until), max(0, self.busy_until - promised)

    def give_back(self, economy, day: int, members, price: int) -> None:
        """Who cannot be supplied gets the money back, as far as it goes; to the others a promise was broken."""
        paid_back = self.community.afford(members.size, price)
        lucky, unlucky = self.lottery(day, members, paid_back)
        if lucky.size:
            self.refund(day, lucky, price)
        rows = economy.world.rows_of(unlucky, self.community.index)
        rows = rows[rows >= 0]
        economy.world.r.bad[rows] += np.float32(1.0)
        economy.world.r.arousal[rows] = economy.world.r.satisfaction[rows] = -1.0
        economy.world.r.own[rows] = np.maximum(-5.0, economy.world.r.own[rows] - 1.0)
        economy.counts["broken"] += unlucky.size

    def quality(self, economy) -> float:
        """The brand's quality, raised by cocreators with diminishing returns."""
        many = economy.stage_count(self.community, "cocreator")
        return min(1.0, self.community.brand.p.quality
                   + self.p.cocreation * (1.0 - math.exp(-many / self.p.cocreators)))
