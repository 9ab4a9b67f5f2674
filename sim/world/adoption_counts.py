"""Count, for each member, how many of the people it listens to have adopted each community, incrementally.

`count[k, i]` is that number for community k and member i (int32). Members who begin or cease to count are noted in the
evening. In the morning only those who listen to them are updated, through the reverse index of the ties. If ties have
changed, everything is counted again. The counts are exact for any number of communities.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.compile import loop
from sim.world.stages import COCREATOR, FOLLOWER


class People(NamedTuple):
    """What a classical conversion rule reads about other people, and where it notes who adopts."""

    count: np.ndarray  # type: ignore[assignment]  # [community, member]: people listened to who adopted (last night)
    share: np.ndarray  # float64, by community: share of the population that has adopted
    open: np.ndarray  # int64: numbers of the communities that exist
    stranger: float  # trust in the host of somebody whom nobody has told about the community
    traits: np.uint64  # key of the random numbers that stay the same for a member's whole life
    begins: np.ndarray  # uint8, by member: stage at which somebody without a membership begins tonight; 0: none
    slots: int  # number of communities one member can belong to
    scratch: np.ndarray  # int32, one per member: members that a rule notes, from the first member it looks at


def inside(stage) -> np.ndarray:
    """Which stages count as adopted."""
    return (stage >= FOLLOWER) & (stage <= COCREATOR)


class Adopters:
    """The counts of one economy. With `new`, only members who adopted last night count, and only for one day.

    At the start, everybody who has adopted counts as new.
    """

    def __init__(self, world, new: bool):
        self.new, self.day = new, -1
        self.count = np.zeros((0, world.members), np.int32)
        self.inside = np.zeros(world.communities.alive.size, np.int64)
        self.begins = np.zeros(world.members, np.uint8)
        self.scratch = np.zeros(world.members, np.int32)
        self.latest: tuple = (np.zeros(0, np.int64), np.zeros(0, np.int64))  # with `new`: who counts today, and where
        self.turned: list[tuple] = []
        self.note(*adopted(world), True)

    def note(self, who: np.ndarray, community: np.ndarray, now: bool) -> None:
        """Note that members have begun (`now`) or ceased to count."""
        self.turned.append((who.astype(np.int64), community.astype(np.int64), now))

    def note_moves(self, world, rows: np.ndarray) -> None:
        """Note changes of stage in these rows; call it before `stage_next` is applied."""
        before, after = inside(world.r.stage[rows]), inside(world.r.stage_next[rows])
        for selected, now in ((after & ~before, True), (before & ~after, False)):
            self.note(world.r.member[rows[selected]], world.r.community[rows[selected]], now)

    def update(self, world, day: int, ties_changed: bool) -> None:
        """Bring the counts up to this morning. A second call on the same day does nothing."""
        if day == self.day:
            return
        self.day = day
        self._ensure_capacity(1 + int(np.flatnonzero(world.communities.alive).max(initial=0)))
        gained, lost = self._turned(True), self._turned(False)
        self.turned.clear()
        np.add.at(self.inside, gained[1], 1)
        np.add.at(self.inside, lost[1], -1)
        if ties_changed:
            world.index_listeners()
            self.count[:] = 0
        self._count(world, gained, lost, anew=ties_changed)

    def _count(self, world, gained, lost, anew: bool) -> None:
        """Update the counts of those who listen to members that have changed, or count everything `anew`."""
        before, self.latest = self.latest, gained
        if anew:
            reach(*(gained if self.new else adopted(world)), 1, *world.audiences, self.count)
        else:
            reach(*gained, 1, *world.audiences, self.count)
            reach(*(before if self.new else lost), -1, *world.audiences, self.count)

    def _turned(self, now: bool) -> tuple[np.ndarray, np.ndarray]:
        changes = [(who, community) for who, community, begins in self.turned if begins == now]
        nobody = np.zeros(0, np.int64)
        return (np.concatenate([nobody, *(who for who, _ in changes)]),
                np.concatenate([nobody, *(community for _, community in changes)]))

    def _ensure_capacity(self, communities: int) -> None:
        more = communities - len(self.count)
        if more > 0:
            self.count = np.concatenate([self.count, np.zeros((more, self.count.shape[1]), np.int32)])

    def nbytes(self) -> int:
        """Bytes held."""
        return sum(array.nbytes for array in (self.count, self.inside, self.begins, self.scratch, *self.latest))


def adopted(world) -> tuple[np.ndarray, np.ndarray]:
    """Everybody who has adopted, as arrays of members and communities."""
    rows = np.flatnonzero(inside(world.r.stage[:world.rows]))
    return world.r.member[rows].astype(np.int64), world.r.community[rows].astype(np.int64)


@loop
def reach(who, community, change, first, listener, count):
    for n in range(who.size):
        k = community[n]
        for position in range(first[who[n]], first[who[n] + 1]):
            count[k, int(listener[position])] += change
