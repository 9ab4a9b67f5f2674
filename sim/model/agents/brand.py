"""The brand, which makes and stocks the product that a community sells through all its channels.

Quality raises unit cost; cumulative output lowers it (learning curve, Wright 1936). Cocreators raise or lower the
quality of what is made. Stock is valued at average cost.
"""

from __future__ import annotations

import math

from sim.core.parameters import par, parameters
from sim.model.mesa_lightly import mesa

STATED = 0.6  # quality to which a stated cost refers


@parameters
class Brand:
    quality: float = par(0.6, low=0, high=1, source="assumption", says="Quality of the product.",
                         moves=("+", "orders"))
    claimed_quality: float = par(0.6, low=0, high=1, source="assumption",
                                 says="Quality that the brand claims for its product. Nobody sees the true quality "
                                      "beforehand.", moves=("changes", "orders"))
    unit_cost: float = par(60.0, unit="¥ per unit", low=0, high=1e7, source="assumption",
                           says="Cost of making one unit of quality 0.6.", moves=("-", "profit"))
    quality_cost: float = par(1.0, low=0, high=5, source="assumption",
                              says="Cost of quality: exponent with which unit cost grows with quality ÷ 0.6; "
                                   "0: all qualities cost the same.",
                              moves=("-", "profit"))
    scale: float = par(0.85, low=0.3, high=1, source="Wright 1936 (learning curves): 80% to 90%",
                       says="Learning curve: unit cost is multiplied by this each time cumulative output grows "
                            "tenfold.", moves=("-", "profit"))
    first_units: float = par(100.0, unit="units", low=0.001, high=1e9, source="assumption", extensive=1,
                             says="Cumulative output up to which the stated unit cost applies.",
                             moves=("-", "profit"))
    cocreation: float = par(0.15, low=-1, high=1, source="assumption",
                            says="Maximum change in product quality through cocreators; below 0, many cooks spoil "
                                 "the product.", moves=("-", "promises_broken"))
    cocreators: float = par(20.0, unit="members", low=0.001, high=1e6, source="assumption", extensive=1,
                            says="Number of cocreators that gives 63% of the maximum change in quality.",
                            moves=("+", "promises_broken"))
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


@parameters
class Line:
    quality: float = par(0.6, low=0, high=1, source="assumption", says="Quality of the goods of the line.",
                         moves=("+", "orders"))
    unit_cost: float = par(60.0, unit="¥ per unit", low=0, high=1e7, source="assumption",
                           says="Cost of making one unit of the line at quality 0.6.", moves=("-", "profit"))
    capacity: float = par(500.0, unit="units a day", low=0, high=1e8, source="assumption", extensive=1,
                          says="Production capacity of the line.", moves=("+", "orders"))
    stock: int = par(200, unit="units", low=0, high=10**9, live=False, source="assumption", extensive=1,
                     says="Units of the line in stock at the start.", moves=("+", "orders"))


class BrandAgent(mesa.Agent):
    """Makes the product of a community and restocks to cover some days of recent sales.

    A *line* of goods of another `category` is made like the brand's product, with stock, costs and quality of its own.
    """

    resumes = 0  # day on which a factory that stands still goes on
    category = ""  # of the goods of a line

    def __init__(self, model, community: str, p):
        super().__init__(model)
        self.community, self.p = community, p
        self.account = f"brand:{community}"
        self.inventory = int(p.stock)
        self.worth = 0  # cost of the goods in stock, in cents
        self.made = 0  # units so far, including those on order
        self.coming: dict[int, int] = {}  # day of arrival → units
        self.coming_worth: dict[int, int] = {}  # day of arrival → their cost, in cents
        self.daily_sales = 0.0  # exponential mean over about two weeks
        self.owed = 0  # orders waiting for goods

    def quality(self) -> float:
        """Quality of what is made now: the brand's own, plus what cocreators add with diminishing returns."""
        owner = next(community for community in self.model.communities if community.name == self.community)
        cocreators = self.model.stage_count(owner, "cocreator")
        added = self.p.cocreation * (1.0 - math.exp(-cocreators / self.p.cocreators))
        return min(1.0, max(0.0, self.p.quality + added))

    def unit_cost(self, units: int) -> float:
        """Cost of each of `units` more units, in cents; it rises with quality and falls with output (Wright 1936)."""
        tens = math.log10(max(1.0, (self.made + units) / self.p.first_units))
        return dearer(self.p.unit_cost, self.p.quality, self.p.quality_cost) * self.p.scale ** tens

    def stocked(self, cents: int) -> None:
        """Book the cost of the first stock."""
        self.worth, self.made = cents, self.inventory

    def paid_for(self, day: int, units: int, cents: int) -> None:
        """Note units ordered and paid for on a day; they arrive after the lead time."""
        if units:
            due = max(day, self.resumes) + max(1, self.p.lead_time)
            self.coming[due] = self.coming.get(due, 0) + units
            self.coming_worth[due] = self.coming_worth.get(due, 0) + cents
            self.made += units

    def receive(self, day: int) -> None:
        """Add the units that arrive today to the stock."""
        self.inventory += self.coming.pop(day, 0)
        self.worth += self.coming_worth.pop(day, 0)

    def take(self, units: int) -> tuple[int, int]:
        """Hand out up to `units` from stock; returns how many there were, and their cost in cents."""
        given = min(units, self.inventory)
        cents = self.worth * given // self.inventory if given else 0
        self.inventory, self.worth = self.inventory - given, self.worth - cents
        return given, cents

    def sold(self, units: int) -> None:
        """Update the daily sales with the units wanted today."""
        self.daily_sales += (units - self.daily_sales) / 14.0

    def restock(self, day: int, treasury: int) -> tuple[int, float]:
        """Units to order, up to the cover, within capacity and the treasury (in cents), and the cost of each."""
        want = self.p.cover * self.daily_sales + self.p.lead_time * self.daily_sales
        missing = math.ceil(want) + self.owed - self.inventory - sum(self.coming.values())
        units = max(0, min(missing, int(self.p.capacity)))
        # A smaller order costs more per unit, so that even less can be afforded.
        while units > (most := int(max(0, treasury) // max(1.0, self.unit_cost(units)))):
            units = most
        return units, self.unit_cost(units)


class LineAgent(BrandAgent):
    """A line of goods of one category; what it does not say itself, it has from the brand."""

    def __init__(self, model, community: str, category: str, brand, p):
        self.category = category
        super().__init__(model, community, brand._replace(**p._asdict()))


def dearer(cost: float, quality: float, exponent: float) -> float:
    """Cost at a quality of something that costs `cost` at quality 0.6."""
    return cost * (quality / STATED) ** exponent
