"""A breach of integrity: visitors, and members who are told of it, hear of it once and tell others."""

from __future__ import annotations

from sim.core.parameters import par, parameters

OFF = {"severity": 0.0}


@parameters
class Breach:
    severity: float = par(0.5, low=0, high=1, live=False, source="scenario",
                          says="Severity of the breach: its evidence against trust, as a share of "
                               "experience.breach_evidence.",
                          moves=("-", "trust"))


def strike(economy, day: int, community, p) -> None:
    """Publish the news. Severity 0 means no breach."""
    if p.severity > 0.0:
        community.breach_day, community.breach = day, p.severity
        community.repair_day, community.repair = -1, 0.0
