"""Crowdfunding (众筹): members pledge for a reward; the project goes ahead only if the goal is reached in time.

Pledges lie in escrow. If the goal is missed, they are paid back in full, and the platform earns nothing. If it is
reached, the project pays for its tools and makes the rewards, one order after the other, so that much money means long
delays (Mollick 2014). A visible total persuades: each pledge makes the next one likelier until the goal is reached, and
support falls afterwards (Kuppuswamy & Bayus 2017).
"""

from __future__ import annotations

import numpy as np

from sim.core.parameters import par, parameters
from sim.plugins.channels._base import Offer, Selling
from sim.plugins.channels.preorder import Channel as Preorder
from sim.system.words import say
from sim.world.stages import FOLLOWER

TRIED = {"run": {"days": 36}, "members": {"budget": 100_000}, "communities": {"circle": {
    "brand": {"capacity": 2, "lead_time": 1}, "growth": {"investment": 1_000_000}, "channels": {"project": {
        "kind": "crowdfunding", "goal": 500, "window": 6, "every": 6, "appeal": 2, "considered": 0.5}}}}}


@parameters
class Crowdfunding(Selling):
    price: float = par(500.0, unit="¥", low=0.01, high=1e7, source="Kuppuswamy & Bayus: $75 a pledge",
                       says="Pledge for one reward.", moves=("changes", "funded_share"))
    reference: float = par(500.0, unit="¥", low=0.01, high=1e7, source="assumption",
                           says="Reference price: the pledge that members find normal.", moves=("+", "orders"))
    goal: float = par(60_000.0, unit="¥", low=0.01, high=1e10, source="Kuppuswamy & Bayus: mean goal $8,500",
                      extensive=1, says="Goal of a campaign.", moves=("-", "funded_share"))
    window: int = par(30, unit="days", low=1, high=365, source="Kickstarter: usually 30 days",
                      says="Length of a campaign.", moves=("+", "funded_share"))
    every: int = par(10_000, unit="days", low=1, high=10_000, source="scenario",
                     says="Days from the start of one campaign to that of the next.", moves=("-", "orders"))
    all_or_nothing: bool = par(True, source="scenario",
                               says="Whether pledges are paid back if the goal is missed; otherwise the project keeps "
                                    "them and tries.", moves=("+", "unmet_orders"))
    visible: bool = par(True, source="scenario", says="Whether members see how much has been pledged.",
                        moves=("changes", "orders"))
    proof: float = par(6.0, low=0, high=20, source="Kuppuswamy & Bayus 2017 (form); size assumed",
                       says="Rise in the appeal of a pledge between an empty account and a goal just reached, if the "
                            "total is visible.", moves=("+", "orders"))
    relief: float = par(6.0, low=0, high=20, source="Kuppuswamy & Bayus 2017 (form); size assumed",
                        says="Fall in the appeal once the goal is visibly reached, because help is no longer needed.",
                        moves=("-", "orders"))
    considered: float = par(0.15, unit="per visit", low=0, high=1, source="assumption",
                            says="Chance per visit that somebody considers a pledge.", moves=("+", "orders"))
    appeal: float = par(-3.0, low=-20, high=10, source="assumption",
                        says="Baseline appeal of the offer (constant of the utility).", moves=("+", "orders"))
    tools: float = par(20_000.0, unit="¥", low=0, high=1e10, source="assumption", extensive=1,
                       says="Fixed cost of making rewards, paid before the first one is made.", moves=("-", "profit"))
    delay_harm: float = par(0.05, unit="broken purchases a day", low=0, high=1, source="assumption",
                            says="Evidence against trust per day of delay.", moves=("-", "trust"))


def contradictions(values: dict, path: str, scenario: dict):
    """A campaign ends before the next one starts."""
    if values["window"] > values["every"]:
        yield f"{path}.window", say("is {window} days, longer than every = {every}", window=values["window"],
                                    every=values["every"])


class Channel(Preorder):
    """A project with its campaigns. `waiting` holds (members, offer, cents, members' surplus) of each day's pledges."""

    def __init__(self, economy, community, name: str, p):
        super().__init__(economy, community, name, p)
        self.escrow = f"escrow:{community.name}/{name}"
        self.campaigns: list = []  # (last day, cents pledged, goal) of each campaign that has ended
        self.pledged = 0  # cents
        self.equipped = True  # whether the tools could be paid for

    def days_on(self, day: int) -> int:
        """Days since the current campaign started."""
        return (day - self.p.opens) % self.p.every

    def offered(self, day: int) -> list[Offer]:
        """The reward, as appealing as today's total makes it."""
        if self.days_on(day) >= self.p.window:
            return []
        appeal = self.p.appeal + self.encouragement()
        standing = self.standing()
        if standing and standing[0].appeal == appeal:
            return standing
        return [Offer(terms=self.p, price=self.p.price, reference=self.p.reference, appeal=appeal, needed=False,
                      considered=self.p.considered, stage=self.least_stage(FOLLOWER))]

    def encouragement(self) -> float:
        """What the visible total adds to the appeal."""
        if not self.p.visible:
            return 0.0
        reached = self.pledged / self.p.goal
        return self.p.proof * min(1.0, reached) - (self.p.relief if reached >= 1.0 else 0.0)

    def settle(self, economy, day: int, offer: Offer, members) -> None:
        """Put pledges into escrow, one for each member and campaign."""
        backers = [who for who, *_ in self.waiting]
        members = np.setdiff1d(members, np.concatenate(backers)) if backers else members
        if members.size == 0:
            return
        wallet = economy.world.m.wallet
        before = wallet[members].astype(np.int64)
        self.collect(day, members, np.full(members.size, int(offer.price)))
        self.waiting.append((members, offer, before - wallet[members], self.surplus))
        economy.ledger.move(day, self.community.account, self.escrow, self.heading, self.paid)
        self.pledged += self.paid

    def earn(self, economy, day: int) -> None:
        """On its last day, close the campaign: make the rewards, or pay back the pledges."""
        if not self.is_open(day) or self.days_on(day) != self.p.window - 1:
            return
        self.campaigns.append((day, self.pledged, self.p.goal))
        total, self.pledged = self.pledged, 0
        pledges, self.waiting = self.waiting, []
        economy.ledger.move(day, self.escrow, self.community.account, self.heading, total)
        if total >= self.p.goal or (total and not self.p.all_or_nothing):
            self.go_ahead(economy, day, pledges, total)
            return
        for members, _, cents, surplus in pledges:
            economy.counts["surplus"] -= int(surplus.sum())
            economy.counts["orders"] -= members.size
            self.refund(day, members, cents)

    def go_ahead(self, economy, day: int, pledges: list, total: int) -> None:
        """Buy the tools and make the rewards. If the tools cannot be paid for, nothing is made."""
        fee = self.platform_share(day, total)
        self.equipped = self.community.treasury >= self.p.tools
        if self.equipped:
            self.community.spend(day, "suppliers", "tools", self.p.tools)
        for members, *_ in pledges:
            rows = economy.world.rows_of(members, self.community.index)
            self.bought(rows[rows >= 0])
        self.produce(economy, day, [(members, offer, fee * int(cents.sum()) // total, surplus)
                                    for members, offer, cents, surplus in pledges])

    def makes(self, ordered: list, cost: float) -> int:
        """How many rewards are made: none without tools."""
        return super().makes(ordered, cost) if self.equipped else 0
