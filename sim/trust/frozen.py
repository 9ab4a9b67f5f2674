"""Trust does not move: the control. Set its level to the mean of a treatment arm, so that only dynamics differ."""

from __future__ import annotations

from sim.rule import par, parameters, part, rule
from sim.world.stages import EMPTY


@parameters
class Frozen:
    level: float = par(0.5, low=0, high=1, source="the treatment arm's mean",
                       says="the trust that everybody has all the time", moves=("+", "trust"))


@part
def trust(i, r, e, fading, slots, p, day):
    """Evidence comes to member `i` and changes nothing."""
    for row in range(i * slots, i * slots + slots):
        if int(r.stage[row]) != EMPTY:
            r.trust[row] = p.level
            e.good[row] = 0.0
            e.bad[row] = 0.0


@rule
def step(r, e, fading, slots, p, day, lo, hi):
    for i in range(lo, hi):
        trust(i, r, e, fading, slots, p, day)
