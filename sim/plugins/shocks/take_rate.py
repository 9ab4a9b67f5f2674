"""The platform takes another share of all sales, fees and advertising on it, for good or for some days."""

from __future__ import annotations

from sim.core.parameters import par, parameters
from sim.plugins.shocks._turn import Lasting, turn
from sim.plugins.shocks._turn import overlaps as contradictions

__all__ = ["OFF", "TakeRate", "contradictions", "strike"]
OFF = {"rate": 0.05}  # what the platform takes by default


@parameters
class TakeRate(Lasting):
    rate: float = par(0.3, low=0, high=1, live=False, source="Apple and Google 2008: 30%",
                      says="Share that the platform takes from then on.", moves=("+", "platform_income"))


def strike(economy, day: int, community, p) -> None:
    """Set the take rate of the platform on which the community is; all others on it pay it, too."""
    turn(economy, day, community.platform, "p", {"take_rate": p.rate}, p.days)
