"""Know-how: courses on how to succeed like the community, sold as long as its success is in fashion.

Who visits may consider a course. It is the more attractive the faster the community has grown in the last 30 days,
which everybody sees; what it is worth, participants find out only at its end (Dulleck & Kerschbamer 2006 on credence
goods). Nobody takes the same course twice, so that sales need growth and end with it.
"""

from __future__ import annotations

import math
from collections import deque

import numpy as np

from sim.core.calendar import MONTH
from sim.core.parameters import par, parameters
from sim.plugins.channels._base import Channel as Base
from sim.plugins.channels._base import Offer, Selling


@parameters
class KnowHow(Selling):
    price: float = par(300.0, unit="¥", low=0.01, high=1e6, source="assumption", says="Price of the course.",
                       moves=("∩", "income_know_how"))
    reference: float = par(300.0, unit="¥", low=0.01, high=1e6, source="assumption",
                           says="Reference price: the price that members find normal.", moves=("+", "orders"))
    considered: float = par(0.02, unit="per visit", low=0, high=1, source="assumption",
                            says="Chance per visit that a member considers the course.", moves=("+", "orders"))
    appeal: float = par(-3.0, low=-20, high=10, source="assumption",
                        says="Baseline appeal of the course (constant of the utility), without any growth.",
                        moves=("+", "orders"))
    fashion: float = par(3.0, low=0, high=20, source="assumption; form: Bikhchandani et al. 1992",
                         says="Rise in the appeal of the course if the community has grown to e times its size in 30 "
                              "days.", moves=("+", "orders"))
    usefulness: float = par(0.4, low=0, high=1, source="assumption", says="Quality of the course, seen at its end.",
                            moves=("+", "trust"))
    length: int = par(30, unit="days", low=1, high=365, source="assumption", says="Length of the course.",
                      moves=("-", "income_know_how"))
    teaching: float = par(20.0, unit="¥", low=0, high=1e6, source="assumption",
                          says="Cost of teaching one participant.", moves=("-", "profit"))
    places: int = par(1_000_000_000, unit="members a day", low=0, high=10**9, source="scenario", extensive=1,
                      says="Participants who can begin on one day.", moves=("+", "orders"))


class Channel(Base):
    """Courses; each member takes one at most."""

    def __init__(self, economy, community, name: str, p):
        super().__init__(economy, community, name, p)
        self.seen: deque = deque(maxlen=MONTH)  # followers on the last days
        self.taken = np.zeros(economy.values["members"]["count"], np.bool_)

    def make_offers(self, day: int) -> list[Offer]:
        """Note the size of the community, also before the channel opens; then as for every channel."""
        self.seen.append(int(self.economy.world.communities.followers[self.community.index]))
        return super().make_offers(day)

    def offered(self, day: int) -> list[Offer]:
        """The course, more attractive after growth."""
        growth = math.log((self.seen[-1] + 1) / (self.seen[0] + 1))
        return [Offer(price=self.p.price, reference=self.p.reference, appeal=self.p.appeal + self.p.fashion * growth,
                      needed=False, considered=self.p.considered, stage=self.least_stage())]

    def settle(self, economy, day: int, offer: Offer, members) -> None:
        """Draw places by lot among those who can be taught; they pay at once, and the course counts when it ends."""
        members = members[~self.taken[members]]
        served, missed = self.lottery(day, members, min(int(self.p.places), self.teachable(members.size, offer.price)))
        if missed.size:
            self.disappoint(missed)
        if served.size:
            self.charge(day, served, np.full(served.size, int(offer.price)))
            self.taken[served] = True
            self.community.spend(day, "running costs", "teaching", served.size * self.p.teaching)
            economy.deliver(day + self.p.length, self.community, served, self.p.usefulness)
            self.community.expect(day + self.p.length, self.heading, self.paid, fee=self.fee)

    def teachable(self, count: int, price: float) -> int:
        """How many of `count` participants can be taught: all of them, unless teaching costs more than they bring."""
        left = price * (1.0 - self.community.platform.p.take_rate) - self.p.teaching
        return count if left >= 0.0 else self.community.afford(count, -left)
