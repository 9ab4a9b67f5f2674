"""The host stays, but publishes less, or nothing more; members go on as they can. What was published sinks."""

from __future__ import annotations

from sim.core.parameters import par, parameters, within
from sim.plugins.shocks._turn import Lasting, turn
from sim.plugins.shocks._turn import overlaps as contradictions

__all__ = ["OFF", "ContentStops", "contradictions", "strike"]
OFF = {"share": 0.0}


@parameters
class ContentStops(Lasting):
    share: float = par(1.0, low=0, high=1, live=False, source="scenario",
                       says="Share of the host's posts that are no longer written.", moves=("-", "seen_host"))


def strike(economy, day: int, community, p) -> None:
    """Turn the cadence of the host down, if there is one."""
    if community.host is not None:
        plan = community.host.p
        turn(economy, day, community.host, "p", within(plan, cadence=plan.cadence * (1.0 - p.share)), p.days)
