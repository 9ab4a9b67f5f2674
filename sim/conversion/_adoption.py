"""What the classical rules share: unaware or aware → fan (→ lapsed), each community on its own.

Who adopts takes a free slot and begins at stage fan tonight, so that everybody reads yesterday's state. A member
whose slots are all taken cannot adopt another community: nothing is displaced, and the chance is lost for the day.
"""

from __future__ import annotations

from sim.rule import part
from sim.world.stages import FAN


@part(inline=True)
def place_for(i, k, r, slots):
    """The row of member `i`'s membership in community `k`, else a free one, else -1."""
    free = -1
    for row in range(i * slots, i * slots + slots):
        there = int(r.community[row])
        if there == k:
            return row
        if there < 0 and free < 0:
            free = row
    return free


@part(inline=True)
def trust_of(row, k, r, stranger):
    """Trust in the host of community `k`, of which somebody without a membership has heard nothing."""
    return float(r.trust[row]) if int(r.community[row]) == k else stranger


@part
def adopt(i, row, k, r, e, c, stranger, day):
    """Member `i` becomes a fan tonight; whoever brought the news of it today has introduced it."""
    if int(r.community[row]) != k:
        begin(i, row, k, r, e, c, stranger, day)
    r.stage_next[row] = FAN


@part
def begin(i, row, k, r, e, c, stranger, day):
    """A free slot is taken; nobody reads it before tonight, for its stage is still that of an empty one."""
    told = int(e.news[i]) == k
    r.community[row] = k
    r.group[row] = r.paid_until[row] = -1
    r.introducer[row] = int(e.bearer[i]) if told else -1
    r.generation[row] = int(e.depth[i]) if told else 0
    r.prior[row] = r.trust[row] = min(1.0, max(0.0, float(e.lent[i]))) if told else stranger
    r.kept[row] = r.broken[row] = r.own[row] = 0.0
    e.good[row] = e.bad[row] = e.surprise[row] = 0.0
    r.trusted_on[row] = r.seen_on[row] = day
    r.expectation[row] = c.claim[k] + c.hype[k]
    r.engagement[row] = r.familiarity[row] = 0.4
    r.belonging[row] = 0.2
    r.buyer[row] = r.organiser[row] = 0
    r.spent[row] = r.earned[row] = 0
    if told:
        e.news[i] = -1
