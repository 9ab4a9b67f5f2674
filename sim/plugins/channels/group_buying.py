"""Group buying (团购): the price falls with the number of orders, so that buyers ask their friends to join.

Orders of a round are collected. The price falls in equal steps; whoever has paid more gets the difference back when the
round ends. If not even the first step is reached, there is no deal, and everybody is paid back. A buyer asks friends
with a chance that grows with what it would still save if more joined, 1 − exp(−saving ÷ effort); without ties, it is
plain discounting. Deals are made like pre-orders, so that many orders take long.
"""

from __future__ import annotations

import math
import operator

import numpy as np

from sim.core.parameters import par, parameters
from sim.plugins.channels._base import Goods, Offer
from sim.plugins.channels._friends import GOODS, ask
from sim.plugins.channels.preorder import Channel as Preorder
from sim.system.words import say


@parameters
class GroupBuying(Goods):
    price: float = par(120.0, unit="¥", low=0.01, high=1e7, source="scenario", says="Price for one who buys alone.",
                       moves=("changes", "profit"))
    reference: float = par(120.0, unit="¥", low=0.01, high=1e7, source="assumption",
                           says="Reference price: the price that members find normal.", moves=("+", "orders"))
    discount: float = par(0.4, low=0, high=0.99, source="scenario",
                          says="Largest discount, as a share of the price.", moves=("changes", "orders"))
    heads: int = par(50, unit="orders", low=1, high=10**9, source="scenario", extensive=1,
                     says="Orders in a round at which the discount is largest.", moves=("-", "orders"))
    steps: int = par(3, low=1, high=100, source="scenario",
                     says="Equal steps in which the price falls; 1: the whole discount from `heads` orders on, or no "
                          "deal.", moves=("-", "orders"))
    window: int = par(7, unit="days", low=1, high=365, source="scenario", says="Length of a round.",
                      moves=("changes", "orders"))
    every: int = par(7, unit="days", low=1, high=10_000, source="scenario",
                     says="Days from the start of one round to that of the next.", moves=("-", "orders"))
    appeal: float = par(-1.5, low=-20, high=10, source="assumption",
                        says="Baseline appeal of the offer (constant of the utility).", moves=("+", "orders"))
    asking: float = par(0.5, low=0, high=1, source="assumption",
                        says="Chance that a buyer who could save very much asks a friend over a tie of full strength "
                             "(1).", moves=("+", "orders"))
    effort: float = par(20.0, unit="¥", low=0.01, high=1e6, source="assumption",
                        says="Saving for which a buyer asks friends with 63% of that chance.", moves=("-", "orders"))
    delay_harm: float = par(0.05, unit="broken purchases a day", low=0, high=1, source="assumption",
                            says="Evidence against trust per day of delay.", moves=("-", "trust"))


def contradictions(values: dict, path: str, scenario: dict):
    """A round ends before the next one starts."""
    if values["window"] > values["every"]:
        yield f"{path}.window", say("is {window} days, longer than every = {every}", window=values["window"],
                                    every=values["every"])


class Channel(Preorder):
    """Goods whose price depends on how many order. `waiting` holds (members, offer, cents, members' surplus)."""

    ordered = 0  # orders in this round

    def __init__(self, economy, community, name: str, p):
        super().__init__(economy, community, name, p)
        self.came = np.zeros(economy.world.members, bool)  # whether the first purchase here was a deal
        self.in_deals = np.zeros(economy.world.members, np.int32)  # paid for deals so far, less what came back [cents]

    def days_on(self, day: int) -> int:
        """Days since the current round started."""
        return (day - self.p.opens) % self.p.every

    def reached(self) -> int:
        """Steps of the discount reached by the orders so far."""
        return int(self.p.steps * min(1.0, self.ordered / self.p.heads))

    def price_after(self, steps: int) -> float:
        """The price after so many steps, in cents."""
        return self.p.price * (1.0 - self.p.discount * steps / self.p.steps)

    def offered(self, day: int) -> list[Offer]:
        """The goods, at the price reached; at first, at that of the first step, without which there is no deal."""
        if self.days_on(day) >= self.p.window:
            return []
        price = max(1, round(self.price_after(max(1, self.reached()))))
        standing = self.standing()
        return standing if standing and standing[0].price == price else [
            Offer(terms=self.p, price=price, reference=self.p.reference, appeal=self.p.appeal,
                  category=self.category, stage=self.least_stage())]

    def settle(self, economy, day: int, offer: Offer, members) -> None:
        """Take orders, and let the buyers ask their friends as long as they could save."""
        if members.size == 0:
            return
        before = economy.world.m.wallet[members].astype(np.int64)
        self.came[members] |= economy.world.r.spent[economy.world.rows_of(members, self.community.index)] == 0
        self.bought(self.collect(day, members, np.full(members.size, int(offer.price))))
        self.waiting.append((members, offer, before - economy.world.m.wallet[members], self.surplus))
        self.ordered += members.size
        saving = self.price_after(self.reached()) - self.price_after(self.p.steps)
        if saving > 0.0 and self.days_on(day) < self.p.window - 1:
            chance = self.p.asking * (1.0 - math.exp(-saving / self.p.effort))
            ask(economy, day, self.community, self.name, members, chance, GOODS)

    def earn(self, economy, day: int) -> None:
        """At the end of a round, pay back the difference and make the goods; or pay back everything."""
        if not self.is_open(day) or self.days_on(day) != self.p.window - 1:
            return
        steps, self.ordered = self.reached(), 0
        orders, self.waiting = self.waiting, []
        who = np.unique(np.concatenate([members for members, *_ in orders])) if orders else np.zeros(0, np.int64)
        rows = economy.world.rows_of(who, self.community.index)
        before = economy.world.r.spent[rows].astype(np.int64)
        self.conclude(economy, day, steps, orders)
        for members, _, cents, _ in orders:
            self.in_deals[members] += cents.astype(np.int32)
        self.in_deals[who] -= np.where(rows >= 0, before - economy.world.r.spent[rows], 0).astype(np.int32)

    def conclude(self, economy, day: int, steps: int, orders: list) -> None:
        """Pay back the difference to the price reached and make the goods; or pay back everything."""
        if steps == 0:
            self.no_deal(economy, day, orders)
            return
        final = max(1, round(self.price_after(steps)))
        for members, offer, *_ in orders:
            if offer.price > final:
                self.difference(economy, day, members, int(offer.price) - final)
        # Who ordered before a policy raised the price has paid less than the final one.
        paid = [min(int(offer.price), final) for _, offer, *_ in orders]
        sizes = [members.size for members, *_ in orders]
        fee, count = self.platform_share(day, sum(map(operator.mul, paid, sizes))), sum(sizes)
        self.produce(economy, day, [
            (members, Offer(price=price, reference=self.p.reference), fee * members.size // count, surplus)
            for price, (members, _, _, surplus) in zip(paid, orders, strict=True)])

    def no_deal(self, economy, day: int, orders: list) -> None:
        """Pay everybody back, as far as the money goes."""
        for members, offer, cents, surplus in orders:
            economy.counts["surplus"] -= int(surplus.sum())
            economy.counts["orders"] -= members.size
            if self.community.treasury >= int(cents.sum()):
                self.refund(day, members, cents)
            else:
                self.give_back(economy, day, members, int(offer.price))

    def difference(self, economy, day: int, members, cents: int) -> None:
        """Pay members what the price has fallen since their order, by lot if the money does not go round."""
        lucky, _ = self.lottery(day, members, self.community.afford(members.size, cents))
        self.pay_back(day, lucky, cents)
