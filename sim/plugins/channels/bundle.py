"""The bundle: goods of several shops of the community, sold together for less than apart.

Whoever needs one of them may take all (Adams & Yellen 1976, QJE; mixed bundling: apart they are still sold). What the
others are worth to somebody who does not need them now is the share `use` of their reference prices: in the choice, the
price of the bundle stands against the reference price of what is needed and that share of the others'. At `use` 1 the
price of a bundle without a discount is as good as that of what is needed alone, and below, only a discount makes it so.
Each member gets one unit of each; where one is out of stock, nobody waits. Sales are booked under the bundle, goods at
their cost. As in any logit, a further offer draws buyers from all others, those elsewhere among them.
"""

from __future__ import annotations

import numpy as np

from sim.core.parameters import par, parameters
from sim.plugins.channels._base import Channel as Base
from sim.plugins.channels._base import Offer, Selling
from sim.system.words import say

TRIED = {"communities": {"circle": {"lines": {"tea": {"stock": 50}}, "channels": {
    "shop": {"walk_in": True}, "tea": {"kind": "shop", "category": "tea", "price": 30, "reference": 30}}}}}


@parameters
class Bundle(Selling):
    goods: tuple = par(("shop", "tea"), items=str, live=False, source="scenario",
                       says="Names of the community's shops whose goods are sold together.")
    discount: float = par(0.15, low=0, high=0.95, source="assumption",
                          says="Discount of the bundle on the sum of the prices.", moves=("changes", "orders"))
    use: float = par(0.3, low=0, high=1, source="assumption; Adams & Yellen 1976 (form)",
                     says="Worth of the other goods to who needs one of them, as a share of their reference prices.",
                     moves=("+", "orders"))
    appeal: float = par(-1.0, low=-20, high=10, source="assumption",
                        says="Appeal of the bundle, beside that of what is needed (constant of the utility): fewer "
                             "think of a set than of one thing.", moves=("+", "orders"))


def contradictions(values: dict, path: str, scenario: dict):
    """Check that the bundle joins shops of its own community."""
    channels = scenario["communities"][path.split(".")[1]]["channels"]
    shops = [name for name, channel in channels.items() if channel["kind"] == "shop"]
    wrong = [name for name in values["goods"] if name not in shops]
    if wrong:
        known = say("its shops are {shops}", shops=say(", ").join(shops)) if shops else say("it has no shop")
        yield f"{path}.goods", say("names {name}, which is no shop of the community; {known}", name=wrong[0],
                                   known=known)
    elif len(set(values["goods"])) < max(2, len(values["goods"])):
        yield f"{path}.goods", say("must name at least two different shops")


class Channel(Base):
    """An offer for each category of goods in the bundle: any of them may be what is needed."""

    @property
    def shops(self) -> list:
        """The shops whose goods it joins."""
        return [shop for shop in self.community.channels if shop.name in self.p.goods]

    def offered(self, day: int) -> list[Offer]:
        """One offer for each category, at the same price, if all the shops are open."""
        shops = self.shops
        if not all(shop.is_open(day) for shop in shops):
            return []
        terms = (self.p, *(shop.p for shop in shops))
        if self.offers and self.offers[0].terms == terms:
            return self.offers
        price = (1.0 - self.p.discount) * sum(float(shop.p.price) for shop in shops)
        needed = {shop.category: shop for shop in shops}
        return [Offer(terms=terms, price=price, reference=self.reference(shop), appeal=shop.p.appeal + self.p.appeal,
                      category=category, stage=self.least_stage()) for category, shop in needed.items()]

    def reference(self, needed) -> float:
        """What members who need the goods of one shop find normal for all, in cents."""
        return needed.p.reference + self.p.use * sum(shop.p.reference for shop in self.shops if shop is not needed)

    def settle(self, economy, day: int, offer: Offer, members) -> None:
        """Serve as many as all the goods last for, by lot. They leave the stocks of those who make them."""
        shops = self.shops
        makers = [shop.maker for shop in shops]
        for shop in shops:
            shop.bundled += members.size
        served, missed = self.lottery(day, members, min(maker.inventory // makers.count(maker) for maker in makers))
        if missed.size:
            self.disappoint(missed)
        if served.size:
            self.bought(self.charge(day, served, np.full(served.size, offer.price)))
            self.send(economy, day, served)

    def send(self, economy, day: int, served) -> None:
        """Deliver each of the goods as its shop does; its part of the price, by the prices apart, counts then."""
        paid, fee, whole = self.paid, self.fee, sum(float(shop.p.price) for shop in self.shops)
        for shop in self.shops:
            due, (_, cost) = day + shop.p.delivery, shop.maker.take(served.size)
            economy.deliver(due, self.community, served, shop.maker.quality())
            part = min(1.0, float(shop.p.price) / whole)
            income, share, whole = int(paid * part), int(fee * part), whole - float(shop.p.price)
            self.community.expect(due, self.heading, income, cost, share)
            paid, fee = paid - income, fee - share
