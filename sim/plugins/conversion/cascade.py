"""Independent cascade: each new adopter has one chance, on the next day, to win each listener who has not adopted.

At least one of n new fans listened to succeeds with 1 − (1 − c)ⁿ (Kempe, Kleinberg & Tardos 2003, KDD). Seed users
count as new on the first day. Nobody lapses by this rule.
"""

from __future__ import annotations

import math

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.rng import uniform
from sim.plugins.conversion._adoption import NOWHERE, adopt, place_for, stage_in
from sim.world.stages import AWARE, EMPTY

OFF = {"activation": 0.0}


@parameters
class Cascade:
    activation: float = par(0.1, unit="per tie", low=0, high=1, source="Kempe, Kleinberg & Tardos 2003 (0.01 and 0.1)",
                            says="Chance that a new fan wins over a listener; one attempt per tie.",
                            moves=("+", "fans"))


UNIT = "members"
NEW = True


def rates(p, communities):
    """Logarithm of the chance that one new fan does not succeed."""
    return (math.log1p(-p.activation) if p.activation < 1.0 else -1e9,)


@rule(inline=True)
def conversion(i, k, tables, people, escape, day, key):
    """Member `i` is convinced by new fans of community `k`, or not."""
    memberships, events = tables.memberships, tables.events
    fans = int(people.count[k, i])
    if fans == 0:
        return
    row = place_for(i, k, memberships, people.slots)
    if row == NOWHERE or not EMPTY <= stage_in(row, memberships) <= AWARE:
        return  # no free slot, or already an adopter
    if uniform(key, i, k) < 1.0 - math.exp(fans * escape):
        adopt(i, row, k, memberships, events, people)


@loop
def step(tables, people, escape, day, key, lo, hi):
    for k in people.open:
        for i in range(lo, hi):
            conversion(i, int(k), tables, people, escape, day, key)
