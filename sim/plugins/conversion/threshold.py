"""Threshold: a member adopts as soon as a certain share of the people listened to has.

The share is the member's own for life, spread evenly around the mean (Granovetter 1978, Am. J. Sociol. 83:1420; with
one share for all: Watts 2002, PNAS 99:5766). Whose share is nought or less adopts unasked. Nobody lapses by this rule.
"""

from __future__ import annotations

from sim.core.compile import part, rule
from sim.core.parameters import par, parameters
from sim.core.rng import chance
from sim.plugins.conversion._adoption import NOWHERE, adopt, place_for, stage_in
from sim.world.stages import AWARE, EMPTY


@parameters
class Threshold:
    share: float = par(0.18, low=0, high=1, source="Watts 2002",
                       says="Mean adoption threshold (φ): share of the people listened to who must have adopted.",
                       moves=("-", "fans"))
    spread: float = par(0.0, low=0, high=1, source="Granovetter 1978 (form)",
                        says="Largest deviation of a member's own threshold from the mean, either way.",
                        moves=("+", "fans"))


OVER = "members"
NEW = False
SLACK = 1e-9  # 3 of 10 are a share of .3, whatever binary fractions make of it


def ready(p, c):
    """(mean share, spread)."""
    return (p.share, p.spread)


@part(inline=True)
def conversion(i, k, r, e, c, t, people, share, spread, day):
    """Member `i` adopts community `k` when enough of the people listened to have, or does not."""
    row = place_for(i, k, r, people.slots)
    if row == NOWHERE or not EMPTY <= stage_in(row, r) <= AWARE:
        return  # no room, or adopted before
    if spread > 0.0:
        share += spread * (2.0 * chance(people.traits, i, k) - 1.0)
    if int(people.count[k, i]) >= share * int(t.count[i]) - SLACK and (share <= 0.0 or int(people.count[k, i]) > 0):
        adopt(i, row, k, r, e, people)


@rule
def step(r, e, c, t, people, share, spread, day, key, lo, hi):
    for k in people.open:
        for i in range(lo, hi):
            conversion(i, int(k), r, e, c, t, people, share, spread, day)
