"""Communities that open and close during a run: founded by members, or by the scenario on a day of the timeline."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model import builder
from sim.model.agents.community import CommunityAgent
from sim.model.agents.platform import PlatformAgent
from sim.model.processes import begin_day
from sim.world import tables


class Openings:
    """What an economy does when communities open and close."""

    communities: list
    platforms: list
    census: dict
    declared: int
    world: Any
    day: int
    counts: Any
    deliveries: Any

    def enough_founded(self, most: int) -> bool:
        """Whether the maximum of `most` founded communities has been reached."""
        return len(self.communities) - self.declared >= most

    def free_community(self, most: int) -> int | None:
        """A free number for a new community; None if there are `most` founded communities."""
        if self.enough_founded(most):
            return None
        stages = ("aware", "follower", "fan", "core", "cocreator", "lapsed")
        remembered = sum(self.census[stage] for stage in stages) if self.census else 0
        used = (self.world.c.alive == 1) | (remembered > 0)
        used[[community.index for community in self.communities]] = True
        if used.all():
            builder.more_communities(self)
            return used.size
        return int(np.argmin(used))

    def open_community(self, k: int, taste: float, values: float, day: int, plan,
                       platform=None) -> CommunityAgent:
        """Open a community that members have founded, without a host and a brand.

        It uses `platform`, or else the first platform with groups.
        """
        platform = platform or self.meeting_place()
        agent = builder.founded(self, k, platform, taste, values, day, plan)
        self.communities.append(agent)
        begin_day.describe(self, [agent], -1)
        return agent

    def meeting_place(self, member: int | None = None) -> PlatformAgent | None:
        """The platform on which a member would found a community, or None: of those it uses, the one with groups that
        most people use. Without groups anywhere, the first platform."""
        use, there = self.world.use, self.platforms
        if member is not None and use.closed[0]:
            there = [one for one in there if one.users is None or (use.on[member] & use.onto[member]) >> one.index & 1]
        with_groups = [one for one in there if one.room_size()] or there[:1]
        return max(with_groups, key=lambda one: one.audience(self), default=None)

    def begin(self, community) -> None:
        """Let a community that has waited begin at dawn of today, with its capital and first members."""
        if not community.waiting:
            return
        community.end_waiting(self.day)
        builder.endow(community, self.day)
        builder.seed_members(self, [community], self.day)

    def close_community(self, community) -> None:
        """Close and remove a community. Its money is spent on closing; its debts are lost."""
        for due in sorted(community.arrivals):
            community.deliver(due)
        for due, parcels in self.deliveries.items():
            self.deliveries[due] = [parcel for parcel in parcels if parcel[0] is not community]
        community.spend(self.day, "running costs", "closing", community.treasury)
        self.world.close_groups(np.flatnonzero(self.world.g.columns.community == community.index))
        self.world.forget(community.index)
        for column, empty in zip(self.world.c, tables.no_communities(1), strict=True):
            column[community.index] = empty[0]
        self.world.use.inside[community.index] = 0.0  # no platform shows it any more
        self.world.feed[:, community.index] = 0.0
        self.communities.remove(community)
        community.remove()
        self.counts["closed"] += 1
