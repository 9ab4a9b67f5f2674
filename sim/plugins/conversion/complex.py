"""Complex contagion: one adopter is not enough; several different people must have adopted.

If at least that many of the people listened to are fans, a member adopts with a daily chance (Centola & Macy 2007,
Am. J. Sociol. 113:702). Nobody lapses by this rule.
"""

from __future__ import annotations

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.rng import uniform
from sim.plugins.conversion._adoption import NOWHERE, adopt, place_for, stage_in
from sim.world.stages import AWARE, EMPTY

OFF = {"adoption": 0.0}


@parameters
class Complex:
    sources: int = par(2, unit="people", low=1, high=100, source="Centola & Macy 2007",
                       says="Minimum number of people listened to who must have adopted.", moves=("-", "fans"))
    adoption: float = par(0.5, unit="per day", low=0, high=1, source="assumption",
                          says="Daily chance to adopt once enough of the people listened to have adopted.",
                          moves=("+", "fans"))


UNIT = "members"
NEW = False


def rates(p, communities):
    """(sources, daily chance)."""
    return (p.sources, p.adoption)


@rule(inline=True)
def conversion(i, k, tables, people, sources, adoption, day, key):
    """Member `i` adopts community `k` if enough people listened to have, by chance."""
    memberships, events = tables.memberships, tables.events
    if int(people.count[k, i]) < sources:
        return
    row = place_for(i, k, memberships, people.slots)
    if row == NOWHERE or not EMPTY <= stage_in(row, memberships) <= AWARE:
        return  # no free slot, or already an adopter
    if uniform(key, i, k) < adoption:
        adopt(i, row, k, memberships, events, people)


@loop
def step(tables, people, sources, adoption, day, key, lo, hi):
    for k in people.open:
        for i in range(lo, hi):
            conversion(i, int(k), tables, people, sources, adoption, day, key)
