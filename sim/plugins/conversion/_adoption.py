"""What the classical rules share: unaware or aware → fan (→ lapsed), in each community independently.

Adoption takes effect at night, so that everybody reads yesterday's state. A member with the maximum number of
communities cannot adopt another one: nothing is displaced, and the opportunity of that day is lost. Nobody adopts two
communities on one day.
"""

from __future__ import annotations

from sim.core.compile import rule
from sim.world.derived import row_of
from sim.world.stages import EMPTY, FAN

NOWHERE = -2


@rule(inline=True)
def place_for(i, k, memberships, slots):
    """The row of member `i`'s membership in community `k`; -1 if there is none yet, NOWHERE if there cannot be one."""
    row = row_of(i, k, memberships)
    return NOWHERE if row < 0 and int(memberships.count[i]) >= slots else row


@rule(inline=True)
def stage_in(row, memberships):
    """The stage of a membership, EMPTY if there is none; -1 if a shock has already decided today's move."""
    if row < 0:
        return EMPTY
    return int(memberships.stage[row]) if int(memberships.stage_next[row]) == int(memberships.stage[row]) else -1


@rule(inline=True)
def trust_of(row, memberships, stranger):
    """Trust in the host; `stranger` if there is no membership."""
    return float(memberships.trust[row]) if row >= 0 else stranger


@rule
def adopt(i, row, k, memberships, events, people):
    """Make member `i` a fan tonight. Whoever brought the news today is its introducer."""
    if row >= 0:
        memberships.stage_next[row] = FAN
    elif people.begins[i] == EMPTY:
        if int(events.new_community[i]) != k:
            events.new_community[i], events.introducer[i] = k, -1
            events.initial_trust[i], events.referral_depth[i] = people.stranger, 0
        people.begins[i] = FAN
