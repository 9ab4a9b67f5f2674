"""The platform changes its algorithm: it recommends more or less by itself, and shows posts for longer or shorter.

It concerns every community on the platform. How much that is depends on the kind: chat groups recommend nothing.
"""

from __future__ import annotations

from sim.core.parameters import par, parameters, within
from sim.plugins.shocks._turn import Lasting, turn
from sim.plugins.shocks._turn import overlaps as contradictions

__all__ = ["OFF", "TRIED", "AlgorithmChange", "contradictions", "strike"]
OFF = {"recommended": 1.0, "visibility": 1.0}
TRIED = {"platforms": {"square": {"kind": "microblog"}}, "communities": {"circle": {"platform": "square"}}}
RECOMMENDING = ("discovery", "trending", "listings", "search", "suggesting", "browsing", "lobby")
"""Parameters of platforms by which they show people what they do not follow."""


@parameters
class AlgorithmChange(Lasting):
    recommended: float = par(0.2, low=0, high=10, live=False, source="assumption",
                             says="Recommendations by the platform itself, as a multiple of those before.",
                             moves=("+", "aware"))
    visibility: float = par(0.5, low=0, high=10, live=False, source="assumption",
                            says="Visibility of posts: their half-life, as a multiple of the one before.",
                            moves=("+", "seen_host"))


def strike(economy, day: int, community, p) -> None:
    """Turn the parameters of the platform on which the community is."""
    before = community.platform.kind_p
    values = {name: p.recommended * getattr(before, name) for name in RECOMMENDING if name in before._fields}
    if "half_life" in before._fields:
        values["half_life"] = p.visibility * before.half_life
    turn(economy, day, community.platform, "kind_p", within(before, **values), p.days)
