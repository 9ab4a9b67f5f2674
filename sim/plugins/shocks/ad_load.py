"""The host advertises more (or less) than planned, for good or for some days."""

from __future__ import annotations

from sim.core.parameters import par, parameters
from sim.plugins.shocks._turn import Lasting, turn
from sim.plugins.shocks._turn import overlaps as contradictions

__all__ = ["OFF", "AdLoad", "contradictions", "strike"]
OFF = {"load": 0.1}  # the share of advertising by default


@parameters
class AdLoad(Lasting):
    load: float = par(0.5, low=0, high=1, live=False, source="scenario",
                      says="Share of the host's posts that are hard advertising (硬广) from then on.",
                      moves=("-", "trust"))


def strike(economy, day: int, community, p) -> None:
    """Set the share of advertising of the host, if there is one."""
    if community.host is not None:
        turn(economy, day, community.host, "p", {"ad_load": p.load}, p.days)
