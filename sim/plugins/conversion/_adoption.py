"""What the classical rules share: unaware or aware → fan (→ lapsed), each community on its own.

Who adopts begins at stage fan tonight, so that everybody reads yesterday's state. A member who belongs to as many
communities as can be cannot adopt another: nothing is displaced, and the chance is lost for the day. Nobody begins
with two communities on one day.
"""

from __future__ import annotations

from sim.core.compile import rule
from sim.world.derived import row_of
from sim.world.stages import EMPTY, FAN

NOWHERE = -2


@rule(inline=True)
def place_for(i, k, memberships, slots):
    """The row of member `i`'s membership in community `k`, -1 when there is none yet, NOWHERE when none can be."""
    row = row_of(i, k, memberships)
    return NOWHERE if row < 0 and int(memberships.count[i]) >= slots else row


@rule(inline=True)
def stage_in(row, memberships):
    """The stage of a membership, or of having none; -1 when a shock has already decided about it today."""
    if row < 0:
        return EMPTY
    return int(memberships.stage[row]) if int(memberships.stage_next[row]) == int(memberships.stage[row]) else -1


@rule(inline=True)
def trust_of(row, memberships, stranger):
    """Trust in the host, of which somebody without a membership has heard nothing."""
    return float(memberships.trust[row]) if row >= 0 else stranger


@rule
def adopt(i, row, k, memberships, events, people):
    """Member `i` becomes a fan tonight; whoever brought the news of it today has introduced it."""
    if row >= 0:
        memberships.stage_next[row] = FAN
    elif people.begins[i] == EMPTY:
        if int(events.new_community[i]) != k:
            events.new_community[i], events.introducer[i] = k, -1
            events.initial_trust[i], events.referral_depth[i] = people.stranger, 0
        people.begins[i] = FAN
