"""The world: every column and table of one economy, and the lists that save the day from visiting everybody."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.rule import rule
from sim.world import communities, groups, members, memberships, stages, ties
from sim.world.adopters import Adopters
from sim.world.contact import Fade

AGES = 32  # days after which a visitor has seen none of what is visible


class Groups:
    """The table of groups, which grows; `columns` is what rules read, the first `size_in_use` may be open."""

    def __init__(self, capacity: int = 64):
        self.columns = groups.none_yet(capacity)
        self.size_in_use = 0

    def make_room(self, more: int) -> None:
        """Have at least `more` closed rooms at the end of the table."""
        need = self.size_in_use + more
        if need > self.columns.size:
            larger = groups.none_yet(max(need, 2 * self.columns.size))
            larger[:self.columns.size] = self.columns
            self.columns = larger

    def open(self) -> np.ndarray:
        """The numbers of all open rooms."""
        return np.flatnonzero(self.columns.community[:self.size_in_use] >= 0)


class World:
    """Columns `m` (members), `r` (memberships), `e` (events), `t` (ties) and tables `c` (communities), `o` (offers),
    `g` (groups), as described in their files; `visiting` are the rows and `visitors` the members active today.
    `described` are the fields of `c` as plain arrays, which Python reads ten times as fast as those of records."""

    def __init__(self, p, most_communities: int, start, target, seed: int):
        count, slots, days = p.members.count, p.members.slots, p.run.days + 1
        self.members, self.slots = count, slots
        self.m = members.draw(p.members, start, target, seed)
        self.t = ties.lay_out(start, target, p.ties.slack, p.ties.strength, days, p.ties.half_life, seed)
        self.r = memberships.empty(count, slots)
        self.e = memberships.quiet(count, slots)
        self.c = communities.none_yet(most_communities)
        self.described = SimpleNamespace(**{name: np.asarray(self.c[name]) for name in self.c.dtype.names or ()})
        self.feed = np.zeros((most_communities, AGES))  # posts visible 0, 1, 2, … days ago
        self.shown = np.ones((most_communities, AGES, 256))  # see `publishing.sink`
        self.o = communities.none_yet(0, communities.OFFER)
        self.g = Groups()
        a = p.attention
        self.fade = Fade(ties.fading(a.engagement_half_life, days),
                         ties.fading(p.interaction.belonging_half_life, days),
                         ties.fading(a.familiarity_half_life, days), a.breach_evidence, p.interaction.newcomer)
        self.forgetting = ties.fading(getattr(p.trust, "half_life", 1e9), days)
        self.talk = np.zeros(6, np.int64)
        self.visiting = np.zeros(0, np.int64)
        self.visitors = np.zeros(0, np.int64)
        self.stirred = True  # whether anything may have been written to events or wishes for ties since dawn
        self._held: np.ndarray | None = None
        self.adopters: Adopters | None = None  # kept where the rule of conversion asks for it
        self.yesterday: Any = None  # and what the rule of trust remembers of yesterday
        self.index_listeners()

    def index_listeners(self) -> None:
        """Find out anew who listens to whom."""
        self.audiences = listeners_of(self.t.start, self.t.count, self.t.target)
        self.newer_ties = (np.zeros(0, np.int64), np.zeros(0, np.int64))

    def audience(self) -> np.ndarray:
        """How many members listen to each member, as of the last index."""
        return np.diff(self.audiences[0][:self.members + 1])

    def audience_of(self, member: int) -> np.ndarray:
        """Who listens to a member, ascending, as of the last index."""
        first, listener = self.audiences
        return listener[first[member]:first[member + 1]]

    @property
    def held(self) -> np.ndarray:
        """The rows that hold a membership, ascending, int32: two thirds of all are empty, and need not be looked at."""
        if self._held is None:
            self._held = np.flatnonzero(self.r.community >= 0).astype(np.int32)
        return self._held

    def slots_changed(self) -> None:
        """Memberships have begun or ended: which rows hold one has to be found anew."""
        self._held = None

    def nobody_visits(self) -> None:
        """Nobody is active today."""
        self.visiting = self.visitors = np.zeros(0, np.int64)

    def note_visits(self) -> None:
        """Collect who is active today, in the order of rows."""
        self.visiting = np.flatnonzero(self.e.active.view(np.bool_))
        who = self.visiting // self.slots
        self.visitors = who[np.flatnonzero(np.diff(who, prepend=-1))]
        mark_fans(self.visiting, self.slots, self.r.stage, self.e.fans)

    def ties_added(self, listener: np.ndarray, heard: np.ndarray) -> None:
        """Remember ties that are newer than the index of listeners; make it anew when there are many."""
        self.newer_ties = (np.append(self.newer_ties[0], listener), np.append(self.newer_ties[1], heard))
        if self.newer_ties[0].size > 1000 + self.audiences[1].size // 20:
            self.index_listeners()

    def rows_of(self, who: np.ndarray, community: int) -> np.ndarray:
        """The row of each member's membership in a community, or -1."""
        first = np.asarray(who, np.int64)[:, None] * self.slots + np.arange(self.slots)
        there = self.r.community[first] == community
        return np.where(there.any(axis=1), first[np.arange(len(first)), there.argmax(axis=1)], -1)

    def free_slots(self, members: np.ndarray) -> np.ndarray:
        """One free slot of each member that has one, as rows, in the order of `members`."""
        first = np.asarray(members, np.int64)[:, None] * self.slots + np.arange(self.slots)
        free = (self.r.community[first] < 0) & (self.e.news[first // self.slots] < 0)
        has = free.any(axis=1)
        return first[has, free[has].argmax(axis=1)]

    def forget(self, community: int) -> None:
        """Empty every slot that holds a community."""
        r, rows = self.r, np.flatnonzero(self.r.community == community)
        self.slots_changed()
        r.stage[rows] = r.stage_next[rows] = stages.EMPTY
        for name in ("community", "group", "joined", "introducer", "paid_until"):
            getattr(r, name)[rows] = -1
        r.buyer[rows] = r.organiser[rows] = 0

    def enrol(self, rows: np.ndarray, community: int, stage: int, day: int, trust) -> None:
        """Make free slots memberships of a community, at a stage; who is enrolled knows it well."""
        r = self.r
        self.slots_changed()
        r.community[rows] = community
        r.stage[rows] = r.stage_next[rows] = stage
        r.group[rows] = r.introducer[rows] = r.paid_until[rows] = -1
        for name in ("generation", "kept", "broken", "own", "buyer", "organiser", "spent", "earned"):
            getattr(r, name)[rows] = 0
        self.e.good[rows] = self.e.bad[rows] = self.e.surprise[rows] = 0.0
        r.joined[rows] = day if stage >= stages.FOLLOWER else -1
        r.prior[rows] = r.trust[rows] = trust
        r.trusted_on[rows] = r.seen_on[rows] = day
        r.expectation[rows] = self.c.claim[community] + self.c.hype[community]
        r.engagement[rows] = 0.2 + 0.1 * (stage - 1)
        r.belonging[rows] = 0.1 * (stage - 1)
        r.familiarity[rows] = 0.1 + 0.15 * (stage - 1)

    def open_rooms(self, community: np.ndarray, day: int) -> np.ndarray:
        """Open a group for each entry of `community`, under free numbers; returns their numbers."""
        closed = np.flatnonzero(self.g.columns.community[:self.g.size_in_use] == -1)[:community.size]
        more = community.size - closed.size
        self.g.make_room(more)
        rooms = np.concatenate([closed, np.arange(self.g.size_in_use, self.g.size_in_use + more)])
        self.g.size_in_use += more
        g = self.g.columns
        g[rooms] = np.zeros(1, groups.GROUP)
        g.community[rooms], g.born[rooms] = community, day
        g.splits_into[rooms] = g.moves_into[rooms] = -1
        return rooms

    def open_rooms_for(self, newcomers: np.ndarray, room_size: np.ndarray, day: int) -> None:
        """Open so many groups that `newcomers[k]` members of each community find a place."""
        g, open_ = self.g.columns, self.g.open()
        room = np.maximum(0, room_size[g.community[open_]] - g.heads[open_])
        places = np.bincount(g.community[open_], weights=room, minlength=newcomers.size)
        missing = np.maximum(0, newcomers - places).astype(np.int64)
        more = -(-missing // np.maximum(1, room_size))
        self.open_rooms(np.repeat(np.arange(more.size), more), day)

    def close_rooms(self, rooms: np.ndarray) -> None:
        """Close groups that everybody has left; their numbers are free again."""
        self.g.columns.community[rooms] = -1

    def rooms_with_place(self, room_size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Groups with places, by community and the fullest first: (rooms, where each community's begin)."""
        g, open_ = self.g.columns, self.g.open()
        open_ = open_[g.heads[open_] < room_size[g.community[open_]]]
        rooms = open_[np.lexsort((open_, -g.heads[open_], g.community[open_]))]
        return rooms, np.searchsorted(g.community[rooms], np.arange(room_size.size + 1))

    def count_organisers(self) -> None:
        """Count the organisers of every group."""
        rows = np.flatnonzero(self.r.organiser.view(np.bool_))
        n = self.g.size_in_use
        self.g.columns.organisers[:n] = np.bincount(self.r.group[rows], minlength=n)[:n]

    def askers(self) -> np.ndarray:
        """How many asked each community's host yesterday."""
        g, open_ = self.g.columns, self.g.open()
        return np.bincount(g.community[open_], weights=g.asked[open_], minlength=self.c.alive.size)

    def tally(self, sums: np.ndarray) -> None:
        """Keep what interaction counted today."""
        self.talk = sums

    def nbytes(self) -> dict[str, int]:
        """Bytes held by each part of the world."""
        total = memberships.nbytes
        return {"members": total(self.m), "memberships": total(self.r), "events": total(self.e),
                "ties": total(self.t), "listeners": memberships.nbytes(self.audiences),
                "tables": self.c.nbytes + self.shown.nbytes + self.o.nbytes + self.g.columns.nbytes,
                "lists": self.visiting.nbytes + self.visitors.nbytes + self.held.nbytes
                + (self.adopters.nbytes() if self.adopters else 0)
                + (self.yesterday.told.nbytes if self.yesterday else 0)}

    def digest(self) -> str:
        """SHA-256 over all columns and tables."""
        found = hashlib.sha256()
        for columns in (self.m, self.r, self.e, self.t):
            for name, column in zip(columns._fields, columns, strict=True):
                found.update(name.encode())
                found.update(column.tobytes())
        for table in (self.c, self.feed, self.o, self.g.columns[:self.g.size_in_use]):
            found.update(table.tobytes())
        return found.hexdigest()


@rule
def mark_fans(visiting, slots, stage, fans):
    for row in visiting:
        if stages.FAN <= int(stage[row]) <= stages.COCREATOR:
            fans[row // slots] = int(fans[row // slots]) | (1 << (row % slots))


@rule(allocates=True)
def listeners_of(start, count, target):
    """The reverse of the ties, by a counting sort: who listens to j is listener[first[j]:first[j + 1]]."""
    first = np.zeros(count.size + 2, np.int64)
    for i in range(count.size):
        for place in range(start[i], start[i] + count[i]):
            first[target[place] + 2] += 1
    for j in range(count.size):
        first[j + 2] += first[j + 1]
    listener = np.empty(first[count.size + 1], np.int32)
    for i in range(count.size):
        for place in range(start[i], start[i] + count[i]):
            j = target[place] + 1
            listener[first[j]] = i
            first[j] += 1
    return first, listener
