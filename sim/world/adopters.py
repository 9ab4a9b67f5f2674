"""Adopters: of the people whom each member listens to, how many have adopted each community; kept, and not recounted.

`count[k, i]` is that number for member i and community k, int32. Which memberships count is remembered in one column,
`counted`; whatever has changed a stage since, one pass over the rows finds it, and only those who listen to the
members concerned are visited, through the reverse index of the ties. While ties come and go all is counted anew.
Exact for any number of communities.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.rule import part, rule
from sim.world.stages import COCREATOR, FOLLOWER


class People(NamedTuple):
    """What a classical conversion rule reads of other people."""

    count: np.ndarray  # type: ignore[assignment]  # [community, member]: those listened to who have adopted, or who have adopted last night
    share: np.ndarray  # float64, by community: the share of the population that has adopted
    open: np.ndarray  # int64: the numbers of the communities that exist
    stranger: float  # trust in the host of somebody whom nobody has told of the community
    traits: np.uint64  # the key of luck that is a member's for life


class Adopters:
    """The counts of one economy. With `new`, only those who adopted last night count, and only today."""

    def __init__(self, world, new: bool):
        self.new, self.day, self.exact = new, -1, True
        self.counted = np.zeros(world.r.stage.size, np.int16)  # 1 + the community in which a row counts; else 0
        self.count = np.zeros((0, world.members), np.int32)
        self.inside = np.zeros(world.described.alive.size, np.int64)
        self.latest = np.zeros(0, np.int32)  # with `new`: the rows that count today

    def update(self, world, day: int, ties_changed: bool) -> None:
        """Bring the counts up to this morning; a second call on the same day does nothing."""
        if day == self.day:
            return
        self.day = day
        self._make_room(1 + int(np.flatnonzero(world.described.alive).max(initial=0)))
        rows = changed_rows(world.r, self.counted)
        if ties_changed:
            self._anew(world, rows)
        else:
            if not self.exact:  # ties stand still again
                world.index_listeners()
            self._moved(world, rows)
        self.exact = not ties_changed

    def _make_room(self, communities: int) -> None:
        more = communities - len(self.count)
        if more > 0:
            self.count = np.concatenate([self.count, np.zeros((more, self.count.shape[1]), np.int32)])

    def _moved(self, world, rows) -> None:
        first, listener = world.audiences
        if self.new:
            silence(self.latest, world.slots, self.counted, first, listener, self.count)
        move(rows, world.slots, world.r, self.counted, self.inside, first, listener, self.count, self.new)
        self._remember(rows)

    def _anew(self, world, rows) -> None:
        first = np.zeros(world.members + 2, np.int64)  # nobody listens: only the memberships are brought up to date
        move(rows, world.slots, world.r, self.counted, self.inside, first, self.latest, self.count, self.new)
        self._remember(rows)
        speaks = self.counted
        if self.new:
            speaks = np.zeros_like(self.counted)
            speaks[self.latest] = self.counted[self.latest]
        self.count[:] = 0
        recount(world.t, world.slots, speaks, self.count)

    def _remember(self, rows) -> None:
        if self.new:
            self.latest = rows[self.counted[rows] > 0]

    def nbytes(self) -> int:
        """Bytes held."""
        return self.counted.nbytes + self.count.nbytes + self.inside.nbytes + self.latest.nbytes


@part(inline=True)
def counts_in(row, r):
    """1 + the community in which a membership counts as adopted, as of yesterday; else 0."""
    stage = int(r.stage[row])
    return int(r.community[row]) + 1 if (stage >= FOLLOWER) & (stage <= COCREATOR) else 0


def changed_rows(r, counted) -> np.ndarray:
    """The rows that count differently from what was counted, ascending."""
    rows = np.empty(1024 + counted.size // 16, np.int32)
    n = find_changed(r, counted, rows)
    if n > rows.size:
        rows = np.empty(n, np.int32)
        find_changed(r, counted, rows)
    return rows[:n]


@rule
def find_changed(r, counted, rows):
    n = 0
    for row in range(counted.size):
        if counts_in(row, r) != int(counted[row]):
            if n < rows.size:
                rows[n] = row
            n += 1
    return n


@rule
def move(rows, slots, r, counted, inside, first, listener, count, new):
    """What has changed reaches those who listen. With `new`, only who begins to count does."""
    for n in range(rows.size):
        row = int(rows[n])
        i, old, now = row // slots, int(counted[row]) - 1, counts_in(row, r) - 1
        if old >= 0:
            inside[old] -= 1
        if now >= 0:
            inside[now] += 1
        for place in range(first[i], first[i + 1]):
            j = int(listener[place])
            if old >= 0 and not new:
                count[old, j] -= 1
            if now >= 0:
                count[now, j] += 1
        counted[row] = now + 1


@rule
def silence(rows, slots, counted, first, listener, count):
    """Who was new yesterday is so no longer. A community may have been given up since: all its counts are nought."""
    for n in range(rows.size):
        i = int(rows[n]) // slots
        for place in range(first[i], first[i + 1]):
            for k in range(count.shape[0]):
                count[k, int(listener[place])] = 0


@rule
def recount(t, slots, speaks, count):
    for i in range(t.count.size):
        for place in range(t.start[i], t.start[i] + int(t.count[i])):
            j = int(t.target[place])
            for row in range(j * slots, j * slots + slots):
                if int(speaks[row]) > 0:
                    count[int(speaks[row]) - 1, i] += 1
