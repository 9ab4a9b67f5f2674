"""Threshold: a member adopts as soon as a certain share of the people listened to has adopted.

Each member has a share of its own for life, uniform around the mean (Granovetter 1978, Am. J. Sociol. 83:1420; with one
share for all: Watts 2002, PNAS 99:5766). A share of 0 or less means adopting at once. Nobody lapses by this rule.
"""

from __future__ import annotations

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.rng import uniform
from sim.plugins.conversion._adoption import NOWHERE, adopt, place_for, stage_in
from sim.world.stages import AWARE, EMPTY

NO_ZERO = "at the highest threshold, those still adopt all of whose people have adopted"


@parameters
class Threshold:
    share: float = par(0.18, low=0, high=1, source="Watts 2002",
                       says="Mean adoption threshold (φ): share of the people listened to who must have adopted.",
                       moves=("-", "fans"))
    spread: float = par(0.0, low=0, high=1, source="Granovetter 1978 (form)",
                        says="Largest deviation of a member's own threshold from the mean, either way.",
                        moves=("+", "fans"))


UNIT = "members"
NEW = False
SLACK = 1e-9  # so that 3 of 10 reach a share of 0.3 despite binary fractions


def rates(p, communities):
    """(mean share, spread)."""
    return (p.share, p.spread)


@rule(inline=True)
def conversion(i, k, tables, people, share, spread, day):
    """Member `i` adopts community `k` if enough of the people listened to have."""
    memberships, events, ties = tables.memberships, tables.events, tables.ties
    row = place_for(i, k, memberships, people.slots)
    if row == NOWHERE or not EMPTY <= stage_in(row, memberships) <= AWARE:
        return  # no free slot, or already an adopter
    if spread > 0.0:
        share += spread * (2.0 * uniform(people.traits, i, k) - 1.0)
    if int(people.count[k, i]) >= share * int(ties.count[i]) - SLACK and (share <= 0.0 or int(people.count[k, i]) > 0):
        adopt(i, row, k, memberships, events, people)


@loop
def step(tables, people, share, spread, day, key, lo, hi):
    for k in people.open:
        for i in range(lo, hi):
            conversion(i, int(k), tables, people, share, spread, day)
