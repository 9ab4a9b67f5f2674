"""Charity (公益): the community gives money away once a month, and shows by that what it stands for.

A costly good deed is evidence of values and reliability. It reaches members on their next visit and counts with those
who share the values; where trust is established already, the same evidence moves it little (Elfenbein, Fisman &
McManus 2012). Cheap talk convinces nobody: what counts is the gift per follower. A form of giving loses its novelty,
and new forms, which cost money to devise, renew it.
"""

from __future__ import annotations

import numpy as np

from sim.core.calendar import MONTH
from sim.core.parameters import par, parameters
from sim.plugins.channels._base import Channel as Base
from sim.world.stages import COCREATOR, FOLLOWER

NEVER = -1


@parameters
class Charity:
    opens: int = par(0, unit="day", low=0, high=10_000, source="scenario", says="Day of the first gift.",
                     moves=("-", "trust"))
    gift: float = par(3000.0, unit="¥ a month", low=0, high=1e9, source="scenario", extensive=1,
                      says="Gift of the community to a good cause.", moves=("-", "profit"))
    cheap: float = par(2.0, unit="¥ per follower and month", low=0.001, high=1e5, source="assumption",
                       says="Gift per follower that is half as convincing as a very large one.", moves=("-", "trust"))
    evidence: float = par(0.5, unit="kept purchases", low=0, high=20,
                          source="Elfenbein & McManus 2010: +6% price (direction); size assumed",
                          says="Evidence for trust from a large gift in a new form, for whoever shares the values.",
                          moves=("+", "trust"))
    involvement: float = par(0.1, low=0, high=1, source="assumption",
                             says="Share of the missing engagement that such a gift adds.", moves=("+", "engagement"))
    novelty: float = par(90.0, unit="days", low=1, high=10_000, source="assumption",
                         says="Half-life of the novelty of a form of giving.", moves=("+", "trust"))
    renewal: int = par(180, unit="days", low=1, high=10_000, source="scenario",
                       says="Days after which a new form of giving replaces the old one.", moves=("-", "trust"))
    devising: float = par(500.0, unit="¥", low=0, high=1e8, source="assumption", extensive=1,
                          says="Cost of devising a new form of giving.", moves=("-", "profit"))


class Channel(Base):
    """Earns nothing. Gifts are made while there is money; members hear of the last one on their next visit."""

    sells = False

    def __init__(self, economy, community, name: str, p):
        super().__init__(economy, community, name, p)
        self.formed = NEVER  # day on which the present form of giving began
        self.gifts = 0  # number of gifts so far
        self.size = 0.0  # how convincing the last gift is, 0..1
        self.heard = np.zeros(economy.world.members, np.int16)  # number of the last gift each has heard of

    def earn(self, economy, day: int) -> None:
        """Renew the form and give, if it is time; then tell visitors of the last gift."""
        if not self.is_open(day):
            return
        since = day - self.p.opens
        if since % self.p.renewal == 0 and self.p.gift > 0.0 and self.community.treasury >= self.p.devising:
            self.community.spend(day, "running costs", "charity", self.p.devising)
            self.formed = day
        if since % MONTH == 0:
            paid = self.community.spend(day, "good causes", "charity", self.p.gift)
            each = paid / max(1.0, float(economy.world.communities.followers[self.community.index]))
            self.gifts, self.size = self.gifts + (paid > 0), each / (each + self.p.cheap)
        if self.gifts and self.formed != NEVER:
            self.tell(economy, self.size * 0.5 ** ((day - self.formed) / self.p.novelty))

    def tell(self, economy, strength: float) -> None:
        """Let today's visitors who have not heard of the last gift hear of it."""
        w, k = economy.world, self.community.index
        rows = w.v.row[w.v.community == k]
        who = w.r.member[rows]
        rows = rows[(self.heard[who] < self.gifts) & (w.r.stage[rows] >= FOLLOWER) & (w.r.stage[rows] <= COCREATOR)]
        who = w.r.member[rows]
        self.heard[who] = self.gifts
        moved = (strength * self.cares(who)).astype(np.float32)
        w.r.evidence_for[rows] += np.float32(self.p.evidence) * moved
        w.r.engagement[rows] += np.float32(self.p.involvement) * moved * (1.0 - w.r.engagement[rows])

    def cares(self, who: np.ndarray) -> np.ndarray:
        """How far members share the community's values: 1 wholly, 0 from a quarter of the circle on."""
        apart = np.abs(self.economy.world.m.values[who].astype(np.float64) - self.community.p.values)
        return np.maximum(0.0, 1.0 - 4.0 * np.minimum(apart, 1.0 - apart))
