"""The host leaves: the star falls silent for good, or for some days."""

from __future__ import annotations

from sim.rule import par, parameters


@parameters
class HostLeaves:
    days: int = par(0, unit="days", low=0, high=10_000, live=False, source="scenario",
                    says="after how many days the host comes back; 0: never", moves=("-", "active_members"))


def strike(economy, day: int, community, p) -> None:
    """From today on nobody is at the centre."""
    if community.host is not None:
        community.host.present = False
        if p.days:
            economy.later(day + p.days, lambda: setattr(community.host, "present", True))
