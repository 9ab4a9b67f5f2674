"""A breach of integrity: whoever is in touch with the community from today on hears of it once."""

from __future__ import annotations

from sim.rule import par, parameters


@parameters
class Breach:
    severity: float = par(0.5, low=0, high=1, live=False, source="scenario",
                          says="how bad the breach is; 1 weighs as much as ten broken purchases",
                          moves=("-", "trust"))


def strike(economy, day: int, community, p) -> None:
    """The news is out; a breach of no severity is none."""
    if p.severity > 0.0:
        community.breach_day, community.breach = day, p.severity
