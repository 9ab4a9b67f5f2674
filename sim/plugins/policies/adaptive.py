"""The adaptive policy: act, observe, adjust, by UCB1 over declared levers (Auer, Cesa-Bianchi & Fischer 2002).

In every window one arm is played: the plan, or one of the declared levers raised or lowered. The reward is the profit
of the window, scaled to 0..1 by the best and worst so far; switching costs money. The host knows only its own accounts.
"""

from __future__ import annotations

from sim.core.bandit import Bandit, arms
from sim.core.parameters import par, parameters

FACTORS = {  # by which a lever is raised, and lowered
    "cadence": (1.5, 0.67), "ad_load": (1.5, 0.5), "price": (1.15, 0.87), "quality": (1.15, 0.87),
    "claimed_quality": (1.15, 0.87), "own_adverts": (1.5, 0.5), "traffic": (1.5, 0.67), "reward": (1.5, 0.67),
    "hype": (1.5, 0.5), "brand.quality": (1.15, 0.87), "brand.cover": (1.5, 0.67)}

OFF = {"window": 90}  # no window has ended
TRIED = {"run": {"days": 60}, "communities": {"circle": {"policy": {"rule": "adaptive", "window": 7}}}}


@parameters
class Adaptive:
    window: int = par(28, unit="days", low=7, high=90, source="assumption", says="Days for which one option is tried.",
                      moves=("changes", "profit"))
    curiosity: float = par(1.4, low=0, high=10, source="Auer et al. 2002: √2",
                           says="Exploration constant (UCB1): higher values try rarely used options more often.",
                           moves=("changes", "profit"))
    levers: tuple = par(("cadence", "ad_load", "price"), items=str, choices=tuple(FACTORS), live=False, source="choice",
                        says="Levers that are tried: of the host, of the growth plan, prices, and brand.quality or "
                             "brand.cover. Each is raised and lowered.")
    switching: float = par(100.0, unit="¥", low=0, high=1e7, source="assumption", extensive=1,
                           says="Cost of changing to another option.", moves=("-", "profit"))


class Policy(Bandit):
    """Plays one arm per window and learns from the community's own accounts."""

    def __init__(self, economy, community, p):
        super().__init__(p, arms(p.levers, FACTORS))
        self.community = community

    def stream(self) -> str:
        """The name of its stream of random numbers."""
        return f"policy.{self.community.name}"

    def earned(self, economy) -> int:
        """The community's profit so far, in cents."""
        return economy.profit_so_far(self.community)

    def holders(self, lever: str) -> list:
        """Host, growth plan, channels or brand."""
        return self.community.holders(lever)

    def pay(self, day: int) -> None:
        """The community pays for the change."""
        self.community.spend(day, "running costs", "switching", self.p.switching)
