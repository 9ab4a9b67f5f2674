"""Trust by hearsay: T ← (1 − w)·T + w · the mean trust of the people listened to.

Heard are those who hold a membership in the same community, each by the strength of the tie, all as of yesterday.
Own evidence counts for nothing, and is left lying. Where everybody can be reached from everybody and ties keep their
proportions, all come to trust alike: the mean of what they trusted at first, weighed by the left eigenvector of the
averaging matrix (DeGroot 1974, J. Am. Stat. Assoc. 69:118).
"""

from __future__ import annotations

import numpy as np

from sim.rule import par, parameters, part, rule


@parameters
class Degroot:
    hearsay: float = par(0.1, unit="per day", low=0, high=1, source="DeGroot 1974 (form); size assumption",
                         says="how far trust moves in a day to that of the people listened to (w)",
                         moves=("-", "trust_spread"))


NUMBERS = np.arange(256.0)  # looking a strength up is faster than converting it


class Yesterday:
    """Everybody's trust as of one morning: told[k, i] that of member i in the host of community k; below 0: none."""

    def __init__(self, world):
        self.day = -1
        self.told = np.zeros((0, world.members), np.float32)
        self.even = bool((world.t.last == 0).all())

    def of(self, world, day: int) -> np.ndarray:
        """The trust of the morning of a day; asked again on that day, the same."""
        if day != self.day:
            self.day = day
            communities = 1 + int(np.flatnonzero(world.described.alive).max(initial=0))
            if len(self.told) < communities:
                self.told = np.empty((communities, world.members), np.float32)
            if communities == 1 and world.held.size == world.r.trust.size:
                self.told[0] = world.r.trust
            else:
                self.told.fill(-1.0)
                note(world.held, world.slots, world.r.community, world.r.trust, self.told)
        return self.told

    def plain(self, economy) -> bool:
        """Whether no tie was ever renewed, so that all have faded alike, and everybody belongs to the one community."""
        w = economy.world
        moved = economy.flows.get("ties_formed", 0) + economy.flows.get("ties_dropped", 0)
        self.even = self.even and not (economy.parameters.ties.contact or w.visitors.size or moved)
        return self.even and len(self.told) == 1 and w.held.size == w.r.trust.size


def reads(economy, day: int):
    """The ties, everybody's trust as of this morning, strengths as numbers, and whether the simple case is given."""
    w = economy.world
    if w.yesterday is None:
        w.yesterday = Yesterday(w)
    return w.t, w.yesterday.of(w, day), NUMBERS, w.yesterday.plain(economy)


@rule
def note(held, slots, community, trust, told):
    i = 0
    for n in range(held.size):
        row = int(held[n])
        while row >= (i + 1) * slots:
            i += 1
        told[int(community[row]), i] = trust[row]


@part(inline=True)
def hearsay(i, told, t, number, day):
    """The mean trust of the people member `i` listens to who belong, by the strength of the ties; -1: nobody does."""
    total = weight = 0.0
    first = t.start[i]
    for place in range(np.uint64(first), np.uint64(first + int(t.count[i]))):  # without a sign indexing is faster
        said = float(told[np.uint32(t.target[place])])
        if said >= 0.0:
            strength = number[t.strength[place]] * t.fading[day - int(t.last[place])]
            total += strength * said
            weight += strength
    return total / weight if weight > 0.0 else -1.0


@part(inline=True)
def plain_hearsay(i, told, t, number):
    """The same where everybody belongs and all ties have faded alike, which then makes no difference."""
    total = weight = 0.0
    first = t.start[i]
    for place in range(np.uint64(first), np.uint64(first + int(t.count[i]))):
        strength = number[t.strength[place]]
        total += strength * float(told[np.uint32(t.target[place])])
        weight += strength
    return total / weight if weight > 0.0 else -1.0


@part(inline=True)
def trust(row, said, r, w):
    """Trust moves a little towards what is said."""
    if said >= 0.0:
        r.trust[row] = (1.0 - w) * float(r.trust[row]) + w * said


@rule
def step(held, r, e, fading, slots, p, t, told, number, plain, day, lo, hi):
    i = int(held[lo]) // slots if lo < hi else 0
    for n in range(lo, hi):
        row = int(held[n])
        while row >= (i + 1) * slots:  # rows ascend, and dividing takes longer than the rule
            i += 1
        if plain:
            trust(row, plain_hearsay(i, told[0], t, number), r, p.hearsay)
        else:
            trust(row, hearsay(i, told[int(r.community[row])], t, number, day), r, p.hearsay)
