"""Trust by hearsay: T ← (1 − w)·T + w · the mean trust of the people listened to.

Those who have a membership in the same community count, weighted by tie strength, all as of yesterday. A member's own
evidence has no effect and stays unused. If everybody can be reached from everybody and ties keep their proportions,
all converge to the same trust: the mean of the initial trust, weighted by the left eigenvector of the averaging matrix
(DeGroot 1974, J. Am. Stat. Assoc. 69:118).
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.world.stages import EMPTY

OFF = {"hearsay": 0.0}


@parameters
class Degroot:
    hearsay: float = par(0.1, unit="per day", low=0, high=1, source="DeGroot 1974 (form); size assumed",
                         says="Share of the gap to the mean trust of the people listened to that closes per day (w).",
                         moves=("-", "trust_spread"))


NUMBERS = np.arange(256.0)  # reading a strength from a table is faster than converting it


class Yesterday:
    """Everybody's trust as of one morning: trust_yesterday[k, i] is member i's in community k's host; below 0: none."""

    def __init__(self, world):
        self.day = -1
        self.trust_yesterday = np.zeros((0, world.members), np.float32)
        self.even = bool((world.t.last == 0).all())
        held = world.t.strength[world.t.target >= 0]
        self.alike = bool((held == held[:1]).all())

    def of(self, world, day: int) -> np.ndarray:
        """The trust as of the morning of a day; repeated calls on that day return the same."""
        if day != self.day:
            self.day = day
            communities = 1 + int(np.flatnonzero(world.communities.alive).max(initial=0))
            if len(self.trust_yesterday) < communities:
                self.trust_yesterday = np.empty((communities, world.members), np.float32)
            if one_row_each(world) and communities == 1:
                self.trust_yesterday[0] = world.r.trust[:world.rows]
            else:
                self.trust_yesterday.fill(-1.0)
                note(world.rows, world.r, self.trust_yesterday)
        return self.trust_yesterday

    def plain(self, economy) -> int:
        """1 if no tie was ever renewed, so that all have faded alike, and everybody belongs to the only community; 2
        if, in addition, all ties were equally strong at the start; else 0."""
        w = economy.world
        moved = economy.flows.get("ties_formed", 0) + economy.flows.get("ties_dropped", 0)
        self.even = self.even and not (economy.parameters.ties.contact or w.visitors.size or moved)
        return (1 + self.alike) * int(self.even and len(self.trust_yesterday) == 1 and one_row_each(w))


def one_row_each(w) -> bool:
    """Whether row i is the only membership of member i."""
    return w.in_order and w.rows == w.members and w.slots == 1


def reads(economy, day: int):
    """The ties, everybody's trust as of this morning, strengths as numbers, and which simple case applies."""
    w = economy.world
    if w.yesterday is None:
        w.yesterday = Yesterday(w)
    return w.t, w.yesterday.of(w, day), NUMBERS, w.yesterday.plain(economy)


@loop
def note(rows, memberships, trust_yesterday):
    for row in range(rows):
        if int(memberships.stage[row]) != EMPTY:
            trust_yesterday[int(memberships.community[row]), int(memberships.member[row])] = memberships.trust[row]


@rule(inline=True)
def hearsay(i, trust_yesterday, ties, number, day):
    """Mean trust of the people member `i` listens to who belong, weighted by tie strength; -1 if nobody does."""
    total = weight = 0.0
    first = ties.start[i]
    for slot in range(np.uint64(first), np.uint64(first + int(ties.count[i]))):  # indexing without a sign is faster
        trust_of_other = float(trust_yesterday[np.uint32(ties.target[slot])])
        if trust_of_other >= 0.0:
            strength = number[ties.strength[slot]] * ties.fading[day - int(ties.last[slot])]
            total += strength * trust_of_other
            weight += strength
    return total / weight if weight > 0.0 else -1.0


@rule(inline=True)
def plain_hearsay(i, trust_yesterday, ties, number):
    """The same if everybody belongs and all ties have faded alike, so that fading cancels."""
    total = weight = 0.0
    first = ties.start[i]
    for slot in range(np.uint64(first), np.uint64(first + int(ties.count[i]))):
        strength = number[ties.strength[slot]]
        total += strength * float(trust_yesterday[np.uint32(ties.target[slot])])
        weight += strength
    return total / weight if weight > 0.0 else -1.0


@rule(inline=True)
def plainest_hearsay(i, trust_yesterday, ties):
    """The same if all ties are equally strong."""
    total = 0.0
    first, count = ties.start[i], int(ties.count[i])
    for slot in range(np.uint64(first), np.uint64(first + count)):
        total += float(trust_yesterday[np.uint32(ties.target[slot])])
    return total / count if count > 0 else -1.0


@rule(inline=True)
def trust(row, mean_trust, memberships, w):
    """Move trust a little towards `mean_trust`."""
    if mean_trust >= 0.0:
        memberships.trust[row] = (1.0 - w) * float(memberships.trust[row]) + w * mean_trust


@loop
def step(memberships, fading, scratch, p, ties, trust_yesterday, number, plain, day, lo, hi):
    if plain == 2:
        for i in range(lo, hi):
            trust(i, plainest_hearsay(i, trust_yesterday[0], ties), memberships, p.hearsay)
        return
    if plain == 1:
        for i in range(lo, hi):
            trust(i, plain_hearsay(i, trust_yesterday[0], ties, number), memberships, p.hearsay)
        return
    for row in range(lo, hi):
        if int(memberships.stage[row]) != EMPTY:
            trust(row, hearsay(int(memberships.member[row]), trust_yesterday[int(memberships.community[row])], ties,
                               number, day), memberships, p.hearsay)
