"""The platform that subsidises: a share of each month's income goes back to communities, the small ones first.

The money is paid to them, and buys traffic for them in the following month. A share is in proportion to followers to
the power of `evenly`: at 1 the large get most, at 0 all get the same, and below 0 the small get most (a platform that
feeds its second side to win the first: Rochet & Tirole 2003; Caillaud & Jullien 2003).
"""

from __future__ import annotations

import math

from sim.core.calendar import MONTH
from sim.core.parameters import par, parameters, within

OFF = {"share": 0.0}
TRIED = {"run": {"days": 66}, "platforms": {"wechat": {"take_rate": 0.5}}, "communities": {
    "circle": {"channels": {"shop": {"walk_in": True}}}, "small": {"platform": "wechat", "growth": {"seeds": 10}}}}


@parameters
class Subsidise:
    share: float = par(0.3, low=0, high=1, source="assumption",
                       says="Share of the platform's income of the month that goes to its communities.",
                       moves=("-", "platform_income"))
    evenly: float = par(-0.5, low=-2, high=2, source="assumption",
                        says="Exponent of followers in what a community gets: 0 gives all the same.",
                        moves=("changes", "growth_spending"))


class Policy:
    """Pays at the end of each month."""

    def __init__(self, economy, platform, p):
        self.platform, self.p = platform, p
        self.opening = 0  # balance at the beginning of this month, in cents
        self.granted: dict[str, int] = {}  # community → cents that it got last month

    def act(self, economy, day: int) -> None:
        """At the end of a month, share its income."""
        if day % MONTH != MONTH - 1:
            return
        balance = economy.ledger.balances.get(self.platform.account, 0)
        given, followers = max(0.0, self.p.share * (balance - self.opening)), economy.world.communities.followers
        there = [one for one in economy.communities if one.platform is self.platform and not one.waiting]
        weights = {one.name: math.pow(1.0 + int(followers[one.index]), self.p.evenly) for one in there}
        before, self.granted = self.granted, {}
        for one in there:
            paid = int(given * weights[one.name] / math.fsum(weights.values()))
            economy.ledger.move(day, self.platform.account, one.account, "grant", paid)
            self.granted[one.name] = paid
            one.growth = one.growth._replace(**within(
                one.growth, traffic=one.growth.traffic + (paid - before.get(one.name, 0)) / MONTH,
                traffic_budget=one.growth.traffic_budget + paid))
        self.opening = economy.ledger.balances.get(self.platform.account, 0)
