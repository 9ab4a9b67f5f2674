"""Constant trust, as a control. Set its level to the mean of another run, so that only the dynamics differ."""

from __future__ import annotations

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.world.stages import EMPTY

NO_ZERO = "it is the control itself, and sets all trust to one level"


@parameters
class Frozen:
    level: float = par(0.5, low=0, high=1, source="mean trust of the run compared with",
                       says="Constant trust of every member; newcomers have it from their second day.",
                       moves=("+", "trust"))


@rule
def trust(row, memberships, p):
    """Clear today's evidence and leave trust unchanged."""
    memberships.trust[row] = p.level
    memberships.evidence_for[row] = 0.0
    memberships.evidence_against[row] = 0.0


@loop
def step(memberships, fading, scratch, p, day, lo, hi):
    for row in range(lo, hi):
        if int(memberships.stage[row]) != EMPTY:
            trust(row, memberships, p)
