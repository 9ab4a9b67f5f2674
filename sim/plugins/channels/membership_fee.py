"""The membership fee: members pay to belong for a period. Places and the window for joining may be limited.

Several such channels make tiers. When a paid period ends, the member considers renewing, by how content it was.
"""

from __future__ import annotations

import numpy as np

from sim.core.parameters import par, parameters
from sim.plugins.channels._base import Channel as Base
from sim.plugins.channels._base import Offer, Selling
from sim.system.words import say
from sim.world.stages import FAN

ALL = 1_000_000_000  # places for everybody


@parameters
class MembershipFee(Selling):
    price: float = par(200.0, unit="¥ a period", low=0.01, high=1e6, source="罗辑思维 2013: ¥200",
                       says="Membership fee per period.", moves=("∩", "revenue"))
    reference: float = par(200.0, unit="¥ a period", low=0.01, high=1e6, source="assumption",
                           says="Reference price: the fee that members find normal.", moves=("+", "orders"))
    period: int = par(365, unit="days", low=1, high=10_000, source="Luojisiwei (罗辑思维) 2013",
                      says="Period that one fee covers.", moves=("-", "orders"))
    window: int = par(1, unit="days", low=1, high=10_000, source="scenario", says="Length of the joining window.",
                      moves=("+", "orders"))
    every: int = par(1, unit="days", low=1, high=10_000, source="scenario",
                     says="Days from one opening of the window to the next; equal to `window`: always open.",
                     moves=("-", "orders"))
    places: int = par(ALL, unit="members", low=0, high=ALL, source="scenario", extensive=1,
                      says="Maximum number of members who can join or renew per window.", moves=("+", "orders"))
    considered: float = par(0.0038, unit="per visit", low=0, high=1, source="calibrated: 2.5% of monthly users pay",
                            says="Chance per visit that a fan considers joining.", moves=("+", "orders"))
    contagion: float = par(1.0, low=0, high=10, source="Bapna & Umyarov 2015: odds × 1.6 for a friend who pays",
                           says="Largest rise in the appeal of membership for somebody who listens to paying members.",
                           moves=("+", "orders"))
    renewal: int = par(7, unit="days", low=0, high=365, source="assumption",
                       says="Days after expiry during which every visiting member considers renewing.",
                       moves=("+", "orders"))
    judged: int = par(30, unit="days", low=1, high=365, source="assumption",
                      says="Days after payment at which members compare content with expectation.",
                      moves=("changes", "trust"))
    appeal: float = par(-4.0, low=-20, high=10, source="assumption; 2.5% of monthly users pay",
                        says="Baseline appeal of the offer (constant of the utility).", moves=("+", "orders"))


def contradictions(values: dict, path: str, scenario: dict):
    """A window may not be longer than the time between two openings."""
    if values["window"] > values["every"]:
        yield f"{path}.window", say("is {window} days, longer than every = {every}", window=values["window"],
                                    every=values["every"])


class Channel(Base):
    """A club with a fee."""

    left, rests = 0, True

    def __init__(self, economy, community, name: str, p):
        super().__init__(economy, community, name, p)
        self.running: list = []  # (first day, days, cents, platform's share) of fees for periods that are running
        self.counted = (0, 0)  # the part of these earned so far, and the platform's share of it

    def offered(self, day: int) -> list[Offer]:
        """The club, if its window is open and places are left."""
        since = day - self.p.opens
        self.steady = self.p.window == self.p.every and self.p.places >= ALL
        if since % self.p.every == 0:
            self.left = int(self.p.places)
        if since % self.p.every >= self.p.window or self.left <= 0:
            return []
        return self.standing() or [Offer(
            terms=self.p, price=self.p.price, reference=self.p.reference, appeal=self.p.appeal, needed=False,
            considered=self.p.considered, contagion=self.p.contagion, renewal=self.p.renewal, club=True,
            stage=self.least_stage(FAN))]

    def settle(self, economy, day: int, offer: Offer, members) -> None:
        """Draw places by lot. Later, members judge the fee by the content published by then."""
        if members.size == 0:
            return
        served, missed = self.lottery(day, members, self.left)
        self.left -= served.size
        if served.size:
            rows = self.charge(day, served, np.full(served.size, int(offer.price)))
            economy.world.r.paid_until[rows] = min(32_000, day + self.p.period)
            self.running.append((day, self.p.period, self.paid, self.fee))
            self.rests = False
            economy.deliver(day + self.p.judged, self.community, served, None)
        if missed.size:
            self.disappoint(missed)

    def earn(self, economy, day: int) -> None:
        """Recognise fees day by day over the periods they pay for."""
        earned = [(fee_of(fee, 2, day), fee_of(fee, 3, day)) for fee in self.running]
        recognised = [sum(pair[k] for pair in earned) for k in (0, 1)]
        self.community.expect(day, self.heading, recognised[0] - self.counted[0], fee=recognised[1] - self.counted[1])
        ended = [fee for fee in self.running if day - fee[0] + 1 >= fee[1]]
        self.running = [fee for fee in self.running if day - fee[0] + 1 < fee[1]]
        self.rests = not self.running
        self.counted = (recognised[0] - sum(fee[2] for fee in ended), recognised[1] - sum(fee[3] for fee in ended))


def fee_of(fee: tuple, which: int, day: int) -> int:
    """The part, in cents, of a fee (first day, days, cents, platform's share) for the days up to `day`."""
    first, days = fee[:2]
    return fee[which] * min(days, day - first + 1) // days
