"""The shop: goods from the brand's stock, bought when a need or an occasion arises, delivered after some days."""

from __future__ import annotations

import math

import numpy as np

from sim.chance import key, uniforms
from sim.channels._base import Channel as Base
from sim.channels._base import Offer
from sim.rule import par, parameters
from sim.world.members import scaled_exp
from sim.world.stages import AWARE, FOLLOWER


@parameters
class Shop:
    price: float = par(12_000, unit="cents", low=1, high=1e9, source="scenario", says="the price of a unit",
                       moves=("∩", "profit"))
    reference: float = par(12_000, unit="cents", low=1, high=1e9, source="assumption",
                           says="the price that members find normal", moves=("+", "orders"))
    delivery: int = par(3, unit="days", low=1, high=365, source="assumption", says="days until goods arrive",
                        moves=("changes", "trust"))
    appeal: float = par(-1.5, low=-20, high=10, source="assumption", says="constant of the wish to buy",
                        moves=("+", "orders"))
    walk_in: bool = par(False, live=False, source="scenario",
                        says="whether people who only know of the community are sold to", moves=("+", "orders"))


class Channel(Base):
    """Own or commissioned goods."""

    stocks = True

    def make_offers(self, day: int) -> list[Offer]:
        """The product, as long as anything is in stock."""
        self.wanted = 0
        if self.community.brand.inventory <= 0:
            return []
        return [Offer(price=self.p.price, reference=self.p.reference, quality=self.community.goods_claim(),
                      appeal=self.p.appeal, stage=AWARE if self.p.walk_in else FOLLOWER)]

    def settle(self, economy, day: int, offer: Offer, members) -> None:
        """Stock is rationed by lot; baskets differ in size."""
        brand = self.community.brand
        self.wanted = members.size
        served, missed = self.lottery(day, members, brand.inventory)
        if served.size:
            brand.take(served.size)
            rows = self.charge(day, served, self.baskets(day, served, offer.price))
            self.bought(day, served, rows)
            economy.deliver(day + self.p.delivery, self.community, served, brand.p.quality, offer)
        if missed.size:
            self.disappoint(missed, 0.2)

    def baskets(self, day: int, members, price: float) -> np.ndarray:
        """What each buyer spends: around the price, in cents, lognormal with mean 1."""
        from scipy.special import ndtri

        spread = self.economy.parameters.trade.basket_spread
        luck = uniforms(key(self.economy.seed, f"baskets.{self.community.name}", day), members)
        z = ndtri(np.clip(luck, 1e-9, 1 - 1e-9))
        return np.maximum(1, np.rint(scaled_exp(z, spread, price * math.exp(-0.5 * spread * spread)))).astype(np.int64)

    def earn(self, economy, day: int) -> None:
        """The brand learns what was wanted today and restocks."""
        brand = self.community.brand
        brand.sold(self.wanted)
        cost = max(1.0, brand.p.unit_cost)
        units = brand.restock(day, int(max(0, self.community.treasury) // cost))
        self.community.spend(day, "suppliers", "making", units * brand.p.unit_cost)
