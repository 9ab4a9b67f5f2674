"""SIR, an epidemic: each day, each fan infects each listener with some chance, and may recover (lapse).

n fans listened to infect with 1 − (1 − β)ⁿ. Recovery is geometric with chance γ, and final unless members can return.
γ = 0 is SI (Kermack & McKendrick 1927; on networks Newman 2002, Phys. Rev. E 66:016128). A new fan infects from the
next day on, including the day of its recovery. The transmissibility over a tie is
T = β / (1 − (1 − β)(1 − γ)).
"""

from __future__ import annotations

import math

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.rng import uniform
from sim.plugins.conversion._adoption import NOWHERE, adopt, place_for, stage_in
from sim.world.stages import AWARE, EMPTY, FOLLOWER, LAPSED

OFF = {"infection": 0.0, "recovery": 0.0, "returning": 0.0}


@parameters
class Sir:
    infection: float = par(0.02, unit="per tie and day", low=0, high=1, source="choice",
                           says="Daily chance that a fan infects a listener (β).", moves=("+", "fans"))
    recovery: float = par(0.0, unit="per day", low=0, high=1, source="choice",
                          says="Daily chance that a fan recovers, that is lapses (γ).", moves=("+", "lapses"))
    returning: float = par(0.0, unit="per day", low=0, high=1, source="choice",
                           says="Daily chance that a lapsed member becomes susceptible again.", moves=("+", "fans"))


UNIT = "members"
NEW = False


def rates(p, communities):
    """Rates: (logarithm of the chance to escape one fan, recovery, returning)."""
    return ((math.log1p(-p.infection) if p.infection < 1.0 else -1e9, p.recovery, p.returning),)


@rule(inline=True)
def conversion(i, k, tables, people, rates, day, key):
    """Member `i` is infected by community `k`, recovers, becomes susceptible again, or stays."""
    memberships, events = tables.memberships, tables.events
    row = place_for(i, k, memberships, people.slots)
    stage = stage_in(row, memberships)
    if row == NOWHERE or stage < EMPTY:
        return  # no free slot, or a shock has already decided
    escape, recovery, returning = rates
    if stage == LAPSED:
        if returning > 0.0 and uniform(key, i, k) < returning:
            memberships.stage_next[row] = AWARE
    elif stage >= FOLLOWER:
        if recovery > 0.0 and uniform(key, i, k) < recovery:
            memberships.stage_next[row] = LAPSED
    else:
        fans = int(people.count[k, i])
        if fans > 0 and uniform(key, i, k) < 1.0 - math.exp(fans * escape):
            adopt(i, row, k, memberships, events, people)


@loop
def step(tables, people, rates, day, key, lo, hi):
    for k in people.open:
        for i in range(lo, hi):
            conversion(i, int(k), tables, people, rates, day, key)
