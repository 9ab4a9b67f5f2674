"""Advertising: third parties pay per thousand views of their hard advertising among the host's posts.

Advertising for the community's own goods (`own_adverts`) earns nothing; it makes members think of these goods.
"""

from __future__ import annotations

from sim.core.compile import loop
from sim.core.parameters import par, parameters
from sim.plugins.channels._base import Channel as Base
from sim.plugins.channels._base import Opening


@parameters
class Advertising(Opening):
    rate: float = par(30.0, unit="¥ per thousand views", low=0, high=1e5, source="assumption",
                      says="Payment by advertisers per 1,000 views of hard advertising.", moves=("+", "revenue"))


@loop
def posts_seen(visits, k):
    """The posts of the host that visitors of community `k` have seen today, recommended ones among them."""
    seen = 0
    for n in range(visits.row.size):
        posts = int(visits.host[n]) + int(visits.recommended[n])
        seen += posts if int(visits.community[n]) == k else 0
    return seen


class Channel(Base):
    """Counts views exactly: posts seen today times the share of hard advertising."""

    sells = False

    def earn(self, economy, day: int) -> None:
        """Charge advertisers for today's views; fractions of a cent are carried over."""
        if not self.is_open(day):
            return
        w = economy.world
        seen = posts_seen(w.v, self.community.index)
        own = self.community.host.p.own_adverts if self.community.hosted else 0.0
        views = seen * float(w.communities.adverts[self.community.index]) * (1.0 - own)
        self.carried = getattr(self, "carried", 0.0) + views * self.p.rate / 1000.0
        cents = int(self.carried)
        self.carried -= cents
        economy.ledger.move(day, "advertisers", self.community.account, self.heading, cents)
        platform = self.community.platform
        fee = self.community.spend(day, platform.account, "take rate", cents * platform.p.take_rate)
        self.community.expect(day, self.heading, cents, fee=fee)
