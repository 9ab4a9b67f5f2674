"""Columns of what Python needs from each community each day, so that hundreds cost little more than one."""

from __future__ import annotations

import numpy as np

from sim.core.rng import stream_base

SPARE = 16  # spare entries beyond the number of communities


class CommunityColumns:
    """One entry for each number of a community, filled when a community's plans change (`plans`)."""

    def __init__(self):
        self.plans: dict[int, tuple] = {}  # by number: the plans from which a community's record was filled
        self.awareness = np.zeros(0)  # chance per day that a stranger hears of it without paid traffic
        self.discovery = np.zeros(0)  # the same on the platform itself, if everybody followed it
        self.platform = np.zeros(0, np.int64)  # number of its platform
        self.publishing = np.zeros(0, np.uint64)  # base of its stream of random numbers for posts

    def describe(self, seed: int, community) -> None:
        """Fill the entry of a community."""
        k, hosted = community.index, community.hosted
        if k >= self.platform.size:
            self._grow(k + SPARE)
        self.awareness[k] = community.p.baseline_awareness * (community.host.p.charisma if hosted else 1.0)
        self.discovery[k] = community.platform.discovery()
        self.platform[k] = community.platform.index
        self.publishing[k] = stream_base(seed, f"publishing.{community.name}")

    def _grow(self, size: int) -> None:
        for name in ("awareness", "discovery", "platform", "publishing"):
            column = getattr(self, name)
            setattr(self, name, np.append(column, np.zeros(size - column.size, column.dtype)))
