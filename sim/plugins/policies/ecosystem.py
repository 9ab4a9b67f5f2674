"""The ecosystem: a share of each month's profit goes to partners and to other communities, so that they can live.

Partners who are inside get it day by day; one that would not pay for itself may enter for it. Other communities,
declared and founded ones alike, get it to be found: the money is paid to them, and buys traffic for them in the
following month.
"""

from __future__ import annotations

from sim.core.calendar import MONTH
from sim.core.parameters import par, parameters, within

OFF = {"share": 0.0}
TRIED = {"run": {"days": 66}, "trade": {"rivals": 0}, "communities": {
    "circle": {"policy": {"rule": "ecosystem"}, "host": {"post_cost": 0}, "growth": {"traffic": 0, "reward": 0},
               "partners": {"bank": {"margin": 1, "patience_in": 1, "fixed_cost": 1}}},
    "small": {"platform": "wechat", "growth": {"seeds": 10}}}}


@parameters
class Ecosystem:
    share: float = par(0.3, low=0, high=1, source="assumption",
                       says="Share of the month's profit that is reinvested in others.", moves=("-", "profit"))
    to_partners: float = par(0.5, low=0, high=1, source="assumption",
                             says="Share of the reinvestment for partners; the rest is for other communities.",
                             moves=("+", "partners"))


class Policy:
    """Shares at the end of each month, and supports partners on every day."""

    def __init__(self, economy, community, p):
        self.community, self.p = community, p
        self.opening = self.pot = 0  # profit up to the beginning of this month, and what is left for partners, in cents
        self.granted: dict[str, int] = {}  # community → cents that it got this month

    def act(self, economy, day: int) -> None:
        """Support partners; at the end of a month, share its profit."""
        for partner in self.community.partners if self.pot else ():
            if partner.inside:
                paid = self.community.spend(day, partner.account, "subsidy", min(self.pot, partner.support))
                self.pot -= paid
                partner.net += paid
        if day % MONTH == MONTH - 1:
            self._share(economy, day)

    def _share(self, economy, day: int) -> None:
        opening, self.opening = self.opening, economy.profit_so_far(self.community)
        given = max(0.0, self.p.share * (self.opening - opening))
        partners = self.community.partners
        self.pot += int(given * self.p.to_partners) if partners else 0
        for partner in partners:
            partner.support = self.pot / (MONTH * len(partners))
        self._grant(economy, day, given * (1.0 - self.p.to_partners))

    def _grant(self, economy, day: int, cents: float) -> None:
        """Pay other communities the same sum each, from which they buy traffic for a month."""
        others = [other for other in economy.communities if other is not self.community and not other.waiting]
        before, self.granted = self.granted, {}
        for other in others:
            paid = self.community.spend(day, other.account, "grant", cents / len(others))
            self.granted[other.name] = paid
            plan = other.growth
            other.growth = plan._replace(**within(
                plan, traffic=plan.traffic + (paid - before.get(other.name, 0)) / MONTH,
                traffic_budget=plan.traffic_budget + paid))
