"""A venture: investors pay, and the money buys traffic. Investors follow the profit that they saw last month.

They look at the best of all communities, and at what it earned before its spending on growth: whoever looks like the
next one gets a multiple of that. A venture may also wait until there is something to be seen, and enter only then. When
there is less to be seen, because many share the market, the money stops.
"""

from __future__ import annotations

import functools

from sim.core.calendar import MONTH
from sim.core.parameters import par, parameters, within

OFF = {"enthusiasm": 0.0, "burn": 0.0}
TRIED = {"run": {"days": 66}, "communities": {
    "circle": {"growth": {"traffic": 0, "traffic_budget": 0}}, "first": {
        "platform": "wechat", "growth": {"seeds": 100}, "host": {"post_cost": 0}, "channels": {"shop": {}}}}}


@parameters
class Venture:
    enters_at: float = par(0.0, unit="¥ a month", low=0, high=1e10, live=False, source="scenario", extensive=1,
                           says="Visible monthly profit of the best community at which the venture enters; 0: it is "
                                "there from the start.",
                           moves=("-", "growth_spending"))
    enthusiasm: float = par(1.0, unit="per month", low=0, high=100, source="assumption",
                            says="Capital from investors, as a multiple of the visible profit of the best community.",
                            moves=("+", "growth_spending"))
    burn: float = par(0.5, unit="per month", low=0, high=1, source="assumption",
                      says="Share of the money in the account that is planned for paid traffic in a month.",
                      moves=("+", "growth_spending"))


def waits(p) -> bool:
    """Whether the community waits until there is a profit to be seen."""
    return p.enters_at > 0


class Policy:
    """Enters, takes what investors give, and spends it."""

    def __init__(self, economy, community, p):
        self.community, self.p = community, p
        self.opening: dict[str, int] = {}  # account → profit before growth costs, up to the beginning of this month

    def act(self, economy, day: int) -> None:
        """At the end of each month, look at the market."""
        if day % MONTH == MONTH - 1:
            visible = self._visible(economy)
            if self.community.waiting and visible >= self.p.enters_at:
                economy.later(day + 1, functools.partial(economy.begin, self.community))
            elif self.community.hosted:
                self._fund(economy, day, visible)

    def _visible(self, economy) -> float:
        """What the best community has earned this month before its spending on growth, in cents."""
        accounts = [community.account for community in economy.communities if not community.founded_on]
        earned = {account: sum(cents for side, cents in economy.ledger.sides(account).items() if side != "growth")
                  for account in accounts}
        best = max(earned[account] - self.opening.get(account, 0) for account in accounts)
        self.opening = earned
        return max(0.0, float(best))

    def _fund(self, economy, day: int, visible: float) -> None:
        """Investors give a multiple of what they see, and the account is spent on traffic."""
        economy.ledger.move(day, "investors", self.community.account, "investment", int(self.p.enthusiasm * visible))
        daily = self.p.burn * max(0, self.community.treasury) / MONTH
        plan = self.community.growth
        if self.p.burn:
            self.community.growth = plan._replace(**within(plan, traffic=daily, traffic_budget=1e14))
