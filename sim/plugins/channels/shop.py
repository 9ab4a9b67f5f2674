"""The shop: goods from the brand's stock, bought when a need or an occasion arises, delivered after some days."""

from __future__ import annotations

import math

import numpy as np

from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, uniforms
from sim.plugins.channels._base import Channel as Base
from sim.plugins.channels._base import Goods, Offer
from sim.world.members import scaled_exp
from sim.world.stages import LAPSED


@parameters
class Shop(Goods):
    price: float = par(120.0, unit="¥", low=0.01, high=1e7, source="scenario", says="Price per unit.",
                       moves=("∩", "profit"))
    reference: float = par(120.0, unit="¥", low=0.01, high=1e7, source="assumption",
                           says="Reference price: the price that members find normal.", moves=("+", "orders"))
    delivery: int = par(3, unit="days", low=1, high=365, source="assumption", says="Delivery time.",
                        moves=("changes", "trust"))
    appeal: float = par(-1.5, low=-20, high=10, source="assumption",
                        says="Baseline appeal of the offer (constant of the utility).",
                        moves=("+", "orders"))
    basket_spread: float = par(0.8, low=0, high=2, source="CDNOW",
                               says="Spread of spending per order (standard deviation of its logarithm); 0: one unit "
                                    "per order.",
                               moves=("changes", "revenue"))


class Channel(Base):
    """Own or commissioned goods."""

    stocks = queues = True
    bundled = 0  # orders of bundles since the last restocking

    def __init__(self, economy, community, name: str, p):
        super().__init__(economy, community, name, p)
        self.wanted = 0
        self.owing = 0.0  # units paid for that have not left the stock
        self.ordered_at = 0.0  # yesterday's price

    @property
    def maker(self):
        """Who makes its goods: the line of their category, or the brand."""
        return self.community.maker(self.p.category)

    def offered(self, day: int) -> list[Offer]:
        """The product, in stock or not."""
        self.steady = True
        return self.standing() or [Offer(terms=self.p, price=self.p.price, reference=self.p.reference,
                                         appeal=self.p.appeal, category=self.category, stage=self.least_stage())]

    def settle(self, economy, day: int, offer: Offer, members) -> None:
        """Serve those who have waited, then today's orders. Scarce stock is rationed by lot; the others wait."""
        if members.size == 0 and self.backlog.size == 0:
            self.wanted, self.ordered_at = 0, offer.price
            return
        waiting, fresh = self.still_wanting(economy, offer), members  # ascending, each once
        if self.backlog.size:
            fresh = np.setdiff1d(members, self.backlog, assume_unique=True)
        self.wanted = fresh.size
        unserved = []
        for queue, new in ((waiting, False), (fresh, True)):
            served, missed = self.lottery(day, queue, self.maker.inventory)
            self.serve(economy, day, served, offer)
            unserved.append(missed)
            if new and missed.size:
                self.disappoint(missed)
        self.backlog = np.union1d(*unserved)

    def still_wanting(self, economy, offer: Offer) -> np.ndarray:
        """Those in the backlog who still know the community and can pay. Nobody waits if the price has risen."""
        w, dearer, self.ordered_at = economy.world, offer.price > self.ordered_at, offer.price
        if dearer or self.backlog.size == 0:
            return self.backlog[:0]
        rows = w.rows_of(self.backlog, self.community.index)
        able = (rows >= 0) & (w.r.stage[rows] != LAPSED) & (w.m.wallet[self.backlog] >= offer.price)
        return self.backlog[able]

    def serve(self, economy, day: int, members, offer: Offer) -> None:
        """Charge members for baskets of different sizes; as many goods leave the stock as were paid for."""
        if members.size == 0:
            return
        brand = self.maker
        cents = self.baskets(day, members, offer.price)
        rows = self.charge(day, members, cents)
        self.owing += self.worth / offer.price
        units, goods = brand.take(int(self.owing))
        self.owing -= units  # fractions, and what the stock could not cover, remain owing
        self.bought(rows)
        economy.deliver(day + self.p.delivery, self.community, members, brand.quality())
        self.community.expect(day + self.p.delivery, self.heading, self.paid, goods, self.fee)

    def baskets(self, day: int, members, price: float) -> np.ndarray:
        """What each buyer spends, in cents: lognormal around the price, with the price as mean."""
        from scipy.special import ndtri

        spread = self.p.basket_spread
        draws = uniforms(stream_key(self.economy.seed, f"baskets.{self.community.name}", day), members)
        z = ndtri(np.clip(draws, 1e-9, 1 - 1e-9))
        return np.maximum(1, np.rint(scaled_exp(z, spread, price * math.exp(-0.5 * spread * spread)))).astype(np.int64)

    def earn(self, economy, day: int) -> None:
        """After the last shop has sold what a maker makes, tell it what was wanted in all of them, and restock."""
        brand = self.maker
        shops = [shop for shop in self.community.channels if shop.stocks and shop.maker is brand]
        if self is not shops[-1]:
            return
        brand.sold(sum(shop.wanted + shop.bundled for shop in shops))
        brand.owed = sum(shop.backlog.size for shop in shops)
        for shop in shops:
            shop.wanted = 0
            if shop.bundled:
                shop.bundled = 0
        units, cost = brand.restock(day, self.community.treasury)
        brand.paid_for(day, units, self.community.spend(day, "suppliers", "making", units * cost))
