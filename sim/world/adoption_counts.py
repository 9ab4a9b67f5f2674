"""Adopters: of the people whom each member listens to, how many have adopted each community; kept, and not recounted.

`count[k, i]` is that number for member i and community k, int32. Whoever begins or ceases to count is noted in the
evening; in the morning only those who listen to them are visited, through the reverse index of the ties. Where ties
have come or gone, all is counted anew. Exact for any number of communities.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.compile import loop
from sim.world.stages import COCREATOR, FOLLOWER


class People(NamedTuple):
    """What a classical conversion rule reads of other people, and where it notes who adopts."""

    count: np.ndarray  # type: ignore[assignment]  # [community, member]: those listened to who adopted (last night)
    share: np.ndarray  # float64, by community: the share of the population that has adopted
    open: np.ndarray  # int64: the numbers of the communities that exist
    stranger: float  # trust in the host of somebody whom nobody has told of the community
    traits: np.uint64  # the key of random numbers that is a member's for life
    begins: np.ndarray  # uint8, by member: the stage at which somebody without a membership begins tonight; else 0
    slots: int  # how many communities one member can belong to
    found: np.ndarray  # int32, one a member: where a rule may note members, from the first that it looks at


def inside(stage) -> np.ndarray:
    """Which stages count as adopted."""
    return (stage >= FOLLOWER) & (stage <= COCREATOR)


class Adopters:
    """The counts of one economy. With `new`, only those who adopted last night count, and only today.

    At first, all who have adopted by then are new.
    """

    def __init__(self, world, new: bool):
        self.new, self.day = new, -1
        self.count = np.zeros((0, world.members), np.int32)
        self.inside = np.zeros(world.communities.alive.size, np.int64)
        self.begins = np.zeros(world.members, np.uint8)
        self.found = np.zeros(world.members, np.int32)
        self.latest: tuple = (np.zeros(0, np.int64), np.zeros(0, np.int64))  # with `new`: who counts today, and where
        self.turned: list[tuple] = []
        self.note(*adopted(world), True)

    def note(self, who: np.ndarray, community: np.ndarray, now: bool) -> None:
        """Members have begun, or ceased, to count."""
        self.turned.append((who.astype(np.int64), community.astype(np.int64), now))

    def note_moves(self, world, rows: np.ndarray) -> None:
        """The stages of these rows are about to change."""
        before, after = inside(world.r.stage[rows]), inside(world.r.stage_next[rows])
        for some, now in ((after & ~before, True), (before & ~after, False)):
            self.note(world.r.member[rows[some]], world.r.community[rows[some]], now)

    def update(self, world, day: int, ties_changed: bool) -> None:
        """Bring the counts up to this morning; a second call on the same day does nothing."""
        if day == self.day:
            return
        self.day = day
        self._make_room(1 + int(np.flatnonzero(world.communities.alive).max(initial=0)))
        gained, lost = self._turned(True), self._turned(False)
        self.turned.clear()
        np.add.at(self.inside, gained[1], 1)
        np.add.at(self.inside, lost[1], -1)
        if ties_changed:
            world.index_listeners()
            self.count[:] = 0
        self._count(world, gained, lost, anew=ties_changed)

    def _count(self, world, gained, lost, anew: bool) -> None:
        """Those who listen to members that have turned hear of it; or all do, anew."""
        before, self.latest = self.latest, gained
        if anew:
            reach(*(gained if self.new else adopted(world)), 1, *world.audiences, self.count)
        else:
            reach(*gained, 1, *world.audiences, self.count)
            reach(*(before if self.new else lost), -1, *world.audiences, self.count)

    def _turned(self, now: bool) -> tuple[np.ndarray, np.ndarray]:
        some = [(who, community) for who, community, begins in self.turned if begins == now]
        nobody = np.zeros(0, np.int64)
        return (np.concatenate([nobody, *(who for who, _ in some)]),
                np.concatenate([nobody, *(community for _, community in some)]))

    def _make_room(self, communities: int) -> None:
        more = communities - len(self.count)
        if more > 0:
            self.count = np.concatenate([self.count, np.zeros((more, self.count.shape[1]), np.int32)])

    def nbytes(self) -> int:
        """Bytes held."""
        return sum(one.nbytes for one in (self.count, self.inside, self.begins, self.found, *self.latest))


def adopted(world) -> tuple[np.ndarray, np.ndarray]:
    """Everybody who has adopted: members and communities."""
    rows = np.flatnonzero(inside(world.r.stage[:world.rows]))
    return world.r.member[rows].astype(np.int64), world.r.community[rows].astype(np.int64)


@loop
def reach(who, community, change, first, listener, count):
    for n in range(who.size):
        k = community[n]
        for place in range(first[who[n]], first[who[n] + 1]):
            count[k, int(listener[place])] += change
