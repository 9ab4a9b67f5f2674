"""The brand: makes and stocks what a community sells."""

from __future__ import annotations

import math

import mesa

from sim.rule import par, parameters


@parameters
class Brand:
    quality: float = par(0.6, low=0, high=1, source="assumption", says="Quality of the product.",
                         moves=("+", "orders"))
    claimed_quality: float = par(0.6, low=0, high=1, source="assumption",
                                 says="Quality that the brand claims for its product. Nobody sees the true quality "
                                      "beforehand.", moves=("changes", "orders"))
    unit_cost: float = par(60.0, unit="¥ per unit", low=0, high=1e7, source="assumption",
                           says="Cost of making one unit.", moves=("-", "profit"))
    capacity: float = par(500.0, unit="units a day", low=0, high=1e8, source="assumption", extensive=1,
                          says="Production capacity.", moves=("+", "orders"))
    lead_time: int = par(7, unit="days", low=0, high=365, source="assumption",
                         says="Production lead time.", moves=("changes", "revenue"))
    stock: int = par(200, unit="units", low=0, high=10**9, live=False, source="assumption", extensive=1,
                     says="Units in stock at the start.", moves=("+", "orders"))
    cover: float = par(14.0, unit="days of sales", low=0, high=365, source="assumption",
                       says="Target stock, in days of recent sales.", moves=("+", "inventory"))
    share: float = par(0.3, low=0, high=1, source="assumption",
                       says="Share of the community's monthly profit that goes to the brand.",
                       moves=("+", "brand_income"))


class BrandAgent(mesa.Agent):
    """Makes the product of a community; restocks to cover some days of recent sales."""

    def __init__(self, model, community: str, p):
        super().__init__(model)
        self.community, self.p = community, p
        self.account = f"brand:{community}"
        self.inventory = int(p.stock)
        self.coming: dict[int, int] = {}  # day of arrival → units
        self.daily_sales = 0.0  # exponential mean over about two weeks
        self.owed = 0  # orders that wait for goods

    def receive(self, day: int) -> None:
        """Units whose making is done today enter the stock."""
        self.inventory += self.coming.pop(day, 0)

    def take(self, units: int) -> int:
        """Hand out up to `units` from stock; returns how many there were."""
        given = min(units, self.inventory)
        self.inventory -= given
        return given

    def sold(self, units: int) -> None:
        """Learn from the wanted units of today how much is sold a day."""
        self.daily_sales += (units - self.daily_sales) / 14.0

    def restock(self, day: int, afford: int) -> int:
        """Order up to the cover, within capacity and what the community can pay; returns the units ordered."""
        want = self.p.cover * self.daily_sales + self.p.lead_time * self.daily_sales
        missing = math.ceil(want) + self.owed - self.inventory - sum(self.coming.values())
        units = max(0, min(missing, int(self.p.capacity), afford))
        if units:
            due = day + max(1, self.p.lead_time)
            self.coming[due] = self.coming.get(due, 0) + units
        return units
