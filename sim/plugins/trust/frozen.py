"""Trust does not move: the control. Set its level to the mean of a treatment arm, so that only dynamics differ."""

from __future__ import annotations

from sim.core.compile import part, rule
from sim.core.parameters import par, parameters
from sim.world.stages import EMPTY


@parameters
class Frozen:
    level: float = par(0.5, low=0, high=1, source="mean trust of the run compared with",
                       says="Constant trust of every member; newcomers have it from their second day.",
                       moves=("+", "trust"))


@part
def trust(row, r, p):
    """Evidence comes and changes nothing."""
    r.trust[row] = p.level
    r.good[row] = 0.0
    r.bad[row] = 0.0


@rule
def step(r, fading, found, p, day, lo, hi):
    for row in range(lo, hi):
        if int(r.stage[row]) != EMPTY:
            trust(row, r, p)
