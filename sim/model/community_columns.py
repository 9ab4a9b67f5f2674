"""What Python asks of every community on every day, in columns: hundreds of communities cost little more than one."""

from __future__ import annotations

import numpy as np

from sim.core.rng import stream_base

SPARE = 16  # numbers more than there are communities


class CommunityColumns:
    """One entry for each number of a community; filled when what a community plans changes (`plans`)."""

    def __init__(self):
        self.plans: dict[int, tuple] = {}  # by number: what the record of a community speaks of
        self.awareness = np.zeros(0)  # a stranger's daily chance to hear of it, unpaid
        self.discovery = np.zeros(0)  # the same by the platform's own means, if everybody followed it
        self.platform = np.zeros(0, np.int64)  # the number of its platform
        self.publishing = np.zeros(0, np.uint64)  # the base of its stream of random numbers for posts

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
