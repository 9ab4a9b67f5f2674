"""The adaptive platform: it turns fees, the price of impressions or advertisements, and keeps what earns, by UCB1.

It knows its own account only (Auer, Cesa-Bianchi & Fischer 2002 for the rule). Where `adjusts` climbs along one price,
this compares several, and returns to the plan if nothing is better.
"""

from __future__ import annotations

from sim.core.bandit import Bandit, arms
from sim.core.parameters import par, parameters
from sim.system.words import say

OF_USERS = ("joining_fee", "usage_fee", "advertisements")
FACTORS = dict.fromkeys(("take_rate", "cost_per_thousand", *OF_USERS), (1.25, 0.8))
OFF = {"window": 90}  # no window has ended
TRIED = {"run": {"days": 60}}


@parameters
class AdaptivePlatform:
    window: int = par(28, unit="days", low=7, high=90, source="assumption", says="Days for which one option is tried.",
                      moves=("changes", "platform_income"))
    curiosity: float = par(1.4, low=0, high=10, source="Auer et al. 2002: √2",
                           says="Exploration constant (UCB1): higher values try rarely used options more often.",
                           moves=("changes", "platform_income"))
    levers: tuple = par(("take_rate",), items=str, choices=tuple(FACTORS), live=False, source="choice",
                        says="Levers that are tried: take rate, price of impressions, or what users pay and are shown. "
                             "Each is raised and lowered.")


def contradictions(values: dict, path: str, scenario: dict):
    """Check that what is turned is there, and not 0."""
    platform = scenario["platforms"][path.split(".")[1]]
    for lever in values["levers"]:
        if lever in OF_USERS and platform["users"]["open"]:
            yield f"{path}.levers", say("has {lever}, but the platform is open to everybody; set users.open to false",
                                        lever=lever)
        elif not {**platform["users"], **platform}[lever]:
            yield f"{path}.levers", say("has {lever}, which is 0 and stays 0; give it a value to begin with",
                                        lever=lever)


class Policy(Bandit):
    """Plays one arm per window and learns from the platform's own account."""

    def __init__(self, economy, platform, p):
        super().__init__(p, arms(p.levers, FACTORS))
        self.platform = platform

    def stream(self) -> str:
        """The name of its stream of random numbers."""
        return f"platform policy.{self.platform.name}"

    def earned(self, economy) -> int:
        """What the platform owns, in cents."""
        return economy.ledger.balances.get(self.platform.account, 0)

    def holders(self, lever: str) -> list:
        """The prices of the platform, or of its users."""
        return [self.platform.holder(lever)]
