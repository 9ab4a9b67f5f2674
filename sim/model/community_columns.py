"""Columns of what Python needs from each community each day, so that hundreds cost little more than one."""

from __future__ import annotations

import numpy as np

from sim.core.rng import stream_base


class CommunityColumns:
    """One entry for each number of a community, filled when a community's plans change (`plans`). What has closed keeps
    its entry; the table of communities says which are alive."""

    def __init__(self):
        self.plans: dict[int, tuple] = {}  # by number: the plans from which a community's record was filled
        self.awareness = np.zeros(0)  # chance per day that a stranger hears of it without paid traffic
        self.discovery = np.zeros(0)  # the same on the platform itself, if everybody followed it
        self.platform = np.zeros(0, np.int64)  # number of its platform
        self.room = np.zeros(0, np.int64)  # capacity of one of its groups; 0 without groups
        self.publishing = np.zeros(0, np.uint64)  # base of its stream of random numbers for posts

    def describe(self, seed: int, community) -> None:
        """Fill the entry of a community."""
        k, hosted = community.index, community.hosted
        self.awareness[k] = community.p.baseline_awareness * (community.host.p.charisma if hosted else 1.0)
        self.discovery[k] = community.platform.discovery()
        self.platform[k], self.room[k] = community.platform.index, community.platform.room_size()
        self.publishing[k] = stream_base(seed, f"publishing.{community.name}")

    def grow(self, size: int) -> None:
        """Have as many entries as the table of communities."""
        for name in ("awareness", "discovery", "platform", "room", "publishing"):
            column = getattr(self, name)
            setattr(self, name, np.append(column, np.zeros(size - column.size, column.dtype)))
