"""The adaptive brand: it turns quality, price, capacity or cover, and keeps what earns, by UCB1 (Auer et al. 2002).

It goes by what it can see: the margin on goods (income from sales, less their cost), and complaints, which are returns
(deliveries that broke their promise) and warnings. Each complaint counts like a loss of `complaint`, as it costs sales
that a window does not show (Fornell & Wernerfelt 1987, Journal of Marketing Research: defensive marketing).
"""

from __future__ import annotations

import numpy as np

from sim.core.bandit import Bandit, arms
from sim.core.parameters import par, parameters

FACTORS = {"quality": (1.15, 0.87), "price": (1.15, 0.87), "capacity": (1.5, 0.67), "cover": (1.5, 0.67)}
OFF = {"window": 90}  # no window has ended
TRIED = {"run": {"days": 60}, "communities": {"circle": {"channels": {"shop": {"walk_in": True}}}}}


@parameters
class AdaptiveBrand:
    window: int = par(28, unit="days", low=7, high=90, source="assumption", says="Days for which one option is tried.",
                      moves=("changes", "profit"))
    curiosity: float = par(1.4, low=0, high=10, source="Auer et al. 2002: √2",
                           says="Exploration constant (UCB1): higher values try rarely used options more often.",
                           moves=("changes", "profit"))
    levers: tuple = par(("quality", "price"), items=str, choices=tuple(FACTORS), live=False, source="choice",
                        says="Levers that are tried: quality, capacity or cover of all goods, or prices of the shops. "
                             "Each is raised and lowered.")
    complaint: float = par(20.0, unit="¥", low=0, high=1e6, source="assumption",
                           says="Loss that the brand sees in a broken promise or a warning.",
                           moves=("changes", "profit"))
    switching: float = par(100.0, unit="¥", low=0, high=1e7, source="assumption", extensive=1,
                           says="Cost of changing to another option.", moves=("-", "profit"))


class Policy(Bandit):
    """Plays one arm per window and learns from margin and complaints."""

    def __init__(self, economy, community, p):
        super().__init__(p, arms(p.levers, FACTORS))
        self.community, self.warned = community, 0

    def act(self, economy, day: int) -> None:
        """Count today's warnings; decide when a window ends."""
        self.warned += warnings(economy.world, self.community.index)
        super().act(economy, day)

    def stream(self) -> str:
        """The name of its stream of random numbers."""
        return f"brand policy.{self.community.name}"

    def earned(self, economy) -> float:
        """Margin so far, less what complaints count, in cents."""
        sides = economy.ledger.sides(self.community.account)
        return sides["income"] + sides["goods"] - self.p.complaint * (self.community.returned + self.warned)

    def holders(self, lever: str) -> list:
        """The shops, or those who make the goods."""
        if lever == "price":
            return [channel for channel in self.community.channels if channel.stocks]
        return self.community.makers()

    def pay(self, day: int) -> None:
        """The community pays for the change."""
        self.community.spend(day, "running costs", "switching", self.p.switching)


def warnings(world, community: int) -> int:
    """Members who warn against a community today."""
    who = np.flatnonzero(world.e.warns)
    rows = world.rows_of(who, community)
    who, rows = who[rows >= 0], rows[rows >= 0]
    return int(((world.e.warns[who].astype(np.int64) >> (rows - world.r.first[who])) & 1).sum())
