"""What the classical rules share: unaware or aware → fan (→ lapsed), each community on its own.

Who adopts begins at stage fan tonight, so that everybody reads yesterday's state. A member who belongs to as many
communities as can be cannot adopt another: nothing is displaced, and the chance is lost for the day. Nobody begins
with two communities on one day.
"""

from __future__ import annotations

from sim.core.compile import part
from sim.world.derived import row_of
from sim.world.stages import EMPTY, FAN

NOWHERE = -2


@part(inline=True)
def place_for(i, k, r, slots):
    """The row of member `i`'s membership in community `k`, -1 when there is none yet, NOWHERE when none can be."""
    row = row_of(i, k, r)
    return NOWHERE if row < 0 and int(r.many[i]) >= slots else row


@part(inline=True)
def stage_in(row, r):
    """The stage of a membership, or of having none; -1 when a shock has already decided about it today."""
    if row < 0:
        return EMPTY
    return int(r.stage[row]) if int(r.stage_next[row]) == int(r.stage[row]) else -1


@part(inline=True)
def trust_of(row, r, stranger):
    """Trust in the host, of which somebody without a membership has heard nothing."""
    return float(r.trust[row]) if row >= 0 else stranger


@part
def adopt(i, row, k, r, e, people):
    """Member `i` becomes a fan tonight; whoever brought the news of it today has introduced it."""
    if row >= 0:
        r.stage_next[row] = FAN
    elif people.begins[i] == EMPTY:
        if int(e.news[i]) != k:
            e.news[i], e.bearer[i], e.lent[i], e.depth[i] = k, -1, people.stranger, 0
        people.begins[i] = FAN
