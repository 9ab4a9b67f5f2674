"""All columns and tables of one economy, and the lists that keep a day from looking at every member."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.core.columns import Columns, longer
from sim.core.compile import loop, plain
from sim.world import events, groups, judgement, members, memberships, platform_use, sums, tables, ties
from sim.world import row_allocator as rows
from sim.world.derived import Fade, at_first, row_of
from sim.world.stages import EMPTY, FOLLOWER

AGES = 32  # age in days from which a post is not shown any more


class Groups:
    """The growing table of groups. Rules read `columns`; groups from `size_in_use` on have never been open."""

    def __init__(self, capacity: int = 64):
        self.columns = groups.none_yet(capacity)
        self.size_in_use = 0

    def ensure_capacity(self, more: int) -> None:
        """Ensure that at least `more` closed groups follow those in use."""
        existing, need = self.columns.community.size, self.size_in_use + more
        if need > existing:
            self.columns = longer(self.columns, groups.none_yet(max(need, 2 * existing) - existing))

    def open(self) -> np.ndarray:
        """Numbers of all open groups."""
        return np.flatnonzero(self.columns.community[:self.size_in_use] >= 0)


class Tables(NamedTuple):
    """All tables of a world under the names that rules give them, for functions that read many."""

    members: Columns
    memberships: Columns
    events: Columns
    visits: Columns
    communities: Columns
    offers: Columns
    ties: Columns
    groups: Columns
    fade: Columns
    use: Columns


class World:
    """Columns `m` (members), `r` (memberships), `e` (events), `v` (visits), `t` (ties) and tables `c` (communities),
    `o` (offers), `g` (groups), as described in their files. The first `rows` rows of memberships are in use.
    `visitors` are the members active today; the visits of visitor n are first_visit[n] to first_visit[n + 1]."""

    def __init__(self, p, most_communities: int, start, target, seed: int, decay: np.ndarray):
        count, slots, days = p.members.count, p.members.slots, p.run.days + 1
        self.members, self.slots = count, slots
        self.m = Columns(members.draw(p.members, start, target, seed))
        self.t = Columns(ties.lay_out(start, target, p.ties, days, seed))
        self.forget_everybody()
        self.scratch = np.zeros(1, np.int32)  # buffer for rows that a rule notes, from the first row it looks at
        self.e = events.quiet(count)
        self.communities = tables.no_communities(most_communities)
        self.feed = np.zeros((2, most_communities, AGES))  # of hosts and cocreators: visible posts 0, 1, 2, … days old
        self.shown = np.zeros((2, most_communities, AGES, 256))  # of hosts and cocreators; see `publishing.sink`
        self.o = tables.offers([])
        self.g = Groups()
        self.use = platform_use.none_yet(most_communities)
        a = p.attention
        self.fade = Columns(Fade(ties.fading(a.engagement_half_life, days),
                         ties.fading(p.interaction.belonging_half_life, days),
                         ties.fading(a.familiarity_half_life, days), p.experience.breach_evidence,
                         p.interaction.newcomer, p.experience.norm))
        self.judging = p.experience
        self.passing = np.zeros(count, np.uint8)  # 1 for members who pass on what they have just heard, else 0
        self.trust_decay = decay  # what is left of evidence after so many days, by the rule of trust
        self.talk, self.waiting = np.zeros(len(events.TALLY), np.int64), groups.nobody_waits()
        self.events_dirty = True  # whether events may have been written since the day began
        self.adopters: Any = None  # set if the rule of conversion needs it
        self.yesterday: Any = None  # what the rule of trust remembers of yesterday
        self.offered: Any = None  # host posts on offer, per visit, on the day whose post is tracked
        self.founders: list[tuple] = []  # for `enrol` at the end of the day
        self.wishes: list[tuple] = []  # (who, with whom, whether both must agree)
        self.laid_down: Columns | None = None  # see `tables`
        self.visit_rows = events.no_visits(64)  # of which `v` are the first
        self.note_visits()
        self.index_listeners()

    @property
    def tables(self) -> Columns:
        """All tables behind one pointer (`Tables`); laid down anew when one of them is another."""
        laid = self.laid_down
        if laid is None or not (
                laid.memberships is self.r and laid.ties is self.t and laid.groups is self.g.columns and
                laid.offers is self.o and laid.fade is self.fade and laid.use is self.use and
                laid.communities is self.communities and laid.events is self.e and laid.members is self.m):
            laid = Columns(Tables(self.m, self.r, self.e, self.v, self.c, self.o, self.t, self.g.columns, self.fade,
                                  self.use))
        elif laid.visits is not self.v:  # others every day
            laid = laid.exchanged("visits", self.v)
        self.laid_down = laid
        return laid

    @property
    def c(self) -> Columns:
        """The table of communities."""
        return self.communities

    def forget_everybody(self) -> None:
        """Let nobody belong to any community, as before the first day."""
        self.r, self.vacated = memberships.none_yet(self.members), rows.Vacated(self.slots)
        self.rows = self.memberships = 0
        self.in_order = True  # whether rows are in the order of members, without a gap

    def fade_until(self, day: int, p, decay) -> None:
        """Extend the tables of fading up to this day, for runs longer than their scenario planned. `decay(days)` is the
        table of trust."""
        if day + 2 <= self.fade.engagement.size:
            return
        days, a = 2 * (day + 2), p.attention
        self.fade = self.fade._replace(engagement=ties.fading(a.engagement_half_life, days),
                                       belonging=ties.fading(p.interaction.belonging_half_life, days),
                                       familiarity=ties.fading(a.familiarity_half_life, days))
        self.t = self.t._replace(fading=ties.fading(p.ties.half_life, days))
        self.trust_decay = decay(days)

    def judge_by(self, p) -> None:
        """Use these parameters, which a timeline may have changed, for newcomers' expectations and the norm."""
        if p is not self.judging:
            self.judging, self.fade = p, self.fade._replace(market=p.norm)

    def index_listeners(self) -> None:
        """Rebuild the index of who listens to whom."""
        first, listener = ties.listeners_of(self.t.start, self.t.count, self.t.target)
        self.audiences = first.astype(ties.smallest(first[-1])), listener
        self.newer_ties = (np.zeros(0, np.int64), np.zeros(0, np.int64))

    def audience(self) -> np.ndarray:
        """Number of members who listen to each member, as of the last index."""
        return np.diff(self.audiences[0][:self.members + 1])

    def audience_of(self, member: int) -> np.ndarray:
        """Members who listen to a member, ascending, as of the last index."""
        first, listener = self.audiences
        return listener[first[member]:first[member + 1]]

    def nobody_visits(self) -> None:
        """Make nobody active today."""
        if self.visitors.size:
            self.r.active[:self.rows] = 0
            self.note_visits()

    def note_visits(self) -> None:
        """Collect today's visits in the order of rows."""
        count = rows.note_where(self.r.active[:self.rows], self.scratch)
        if count > self.visit_rows.row.size:
            self.visit_rows = events.no_visits(count + count // 4)
        self.v = self.visit_rows.head(count)
        first, visitors = np.empty(count + 1, np.int32), np.empty(count, np.int32)
        count = events.note_visits(self.scratch, self.r, self.v, first, visitors)
        self.first_visit, self.visitors = first[:count + 1], visitors[:count]

    def end_visits(self) -> None:
        """End today's visits, before rows move. The urge to tell others ends with a visit."""
        self.r.active[self.v.row] = 0
        self.r.arousal[self.v.row] = 0.0
        self.r.order[:self.rows] = -1

    def forget_the_day(self) -> None:
        """Clear yesterday's events."""
        for column in (self.e.visits, self.e.praises, self.e.warns, self.e.passes, self.e.overload):
            column.fill(0)
        self.e.new_community.fill(-1)

    def wish(self, rows: np.ndarray, partners: np.ndarray) -> None:
        """Note that members of these rows want a tie: a request if ties need both sides, else a new following."""
        mutual = self.communities.mutual[self.r.community[rows]] == 1
        self.wishes.append((self.r.member[rows].astype(np.int64), np.asarray(partners, np.int64), mutual))

    def ties_added(self, listener: np.ndarray, heard: np.ndarray) -> None:
        """Remember ties that are newer than the index of listeners; rebuild the index when there are many."""
        self.newer_ties = (np.append(self.newer_ties[0], listener), np.append(self.newer_ties[1], heard))
        if self.newer_ties[0].size > 1000 + self.audiences[1].size // 20:
            self.index_listeners()

    def rows_of(self, who: np.ndarray, community: int) -> np.ndarray:
        """The row of each member's membership in a community, or -1."""
        result = np.empty(len(who), np.int64)
        find_rows(np.asarray(who, np.int64), community, self.r, result)
        return result

    def with_free_slot(self, members: np.ndarray) -> np.ndarray:
        """Those of `members`, in order, who can join one more community and are not about to join one tonight."""
        members = np.asarray(members, np.int64)
        free = (self.r.count[members] < self.slots) & (self.e.new_community[members] < 0)
        if not self.founders:
            return members[free]
        taken = {member for who, *_ in self.founders for member in who.tolist()}
        return np.array([member for member in members[free].tolist() if member not in taken], np.int64)

    def forget(self, community: int) -> None:
        """End all memberships of a community tonight and empty its groups."""
        row = np.flatnonzero(self.r.community[:self.rows] == community)
        self.r.stage_next[row] = EMPTY
        self.r.group[row] = -1
        self.r.organiser[row] = 0

    def enrol(self, who: np.ndarray, community: int, stage: int, day: int, trust) -> None:
        """Make members (with free rows) members of a community at a stage. Call it at the end of a day."""
        row = rows.add(self, who)
        r = self.r
        r.community[row] = community
        r.stage[row] = r.stage_next[row] = stage
        r.joined[row] = day if stage >= FOLLOWER else -1
        r.initial_trust[row] = r.trust[row] = trust
        r.trust_day[row] = r.last_contact[row] = day
        judgement.first_expectations(row, np.full(row.size, -1), r, self.c, self.judging)
        r.engagement[row], r.belonging[row], r.familiarity[row] = plain(at_first)(float(stage))
        platform_use.enter(self.use, np.asarray(who), community)
        if stage >= FOLLOWER:
            r.followed[who] |= np.uint8(1 << community % 8)
            if self.adopters is not None:
                self.adopters.note(np.asarray(who), np.full(len(who), community), True)

    def open_groups(self, community: np.ndarray, day: int) -> np.ndarray:
        """Open a group for each entry of `community`; return their numbers."""
        closed = np.flatnonzero(self.g.columns.community[:self.g.size_in_use] == -1)[:community.size]
        more = community.size - closed.size
        self.g.ensure_capacity(more)
        opened = np.concatenate([closed, np.arange(self.g.size_in_use, self.g.size_in_use + more)])
        self.g.size_in_use += more
        for column in self.g.columns:
            column[opened] = 0
        g = self.g.columns
        g.community[opened], g.opened_on[opened] = community, day
        g.splits_into[opened] = g.moves_into[opened] = -1
        return opened

    def open_groups_for(self, newcomers: np.ndarray, capacity: np.ndarray, day: int) -> None:
        """Open enough groups for `newcomers[k]` new members of each community k."""
        places = np.zeros(capacity.size, np.int64)
        groups.count_places(self.g.columns, self.g.size_in_use, capacity, places)
        missing = newcomers - places
        if missing.max() > 0:
            more = -(-np.maximum(0, missing) // np.maximum(1, capacity))
            self.open_groups(np.repeat(np.arange(more.size), more), day)

    def close_groups(self, closed: np.ndarray) -> None:
        """Close empty groups; their numbers become free."""
        self.g.columns.community[closed] = -1

    def groups_with_space(self, capacity: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Groups with free space, by community and the fullest first: (groups, where each community's begin)."""
        g, open_ = self.g.columns, self.g.open()
        open_ = open_[g.head_count[open_] < capacity[g.community[open_]]]
        with_space = open_[np.lexsort((-g.head_count[open_], g.community[open_]))]  # of equals the first
        return with_space, np.searchsorted(g.community[with_space], np.arange(capacity.size + 1))

    def count_organisers(self) -> None:
        """Count the organisers of every group."""
        self.g.columns.organisers[:] = 0
        groups.count_organisers(self.rows, self.scratch, self.r, self.g.columns)

    def tally(self, sums: np.ndarray) -> None:
        """Store today's counts of talk."""
        self.talk = sums

    def nbytes(self) -> dict[str, int]:
        """Bytes held by each part of the world."""
        return sums.nbytes(self)

    def digest(self) -> str:
        """SHA-256 over all columns and tables."""
        return sums.digest(self)


@loop
def find_rows(who, community, memberships, result):
    for n in range(who.size):
        result[n] = row_of(who[n], community, memberships)
