"""The album of a run: the picture of every day, kept as what changed, so that a day that is over can be shown again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from sim.classroom.layout import Layout
from sim.classroom.picture import Shot

Hosts = Mapping[int, tuple[str, bool]]


class Leaf(NamedTuple):
    """The picture at the end of a day: the stage and the slot of everybody, in a layout, and the hosts by community."""

    day: int
    stage: np.ndarray
    slot: np.ndarray
    layout: Layout
    hosts: Hosts


class Change(NamedTuple):
    """Who changed stage or slot on a day, and to what."""

    who: np.ndarray
    stage: np.ndarray
    slot: np.ndarray
    hosts: Hosts


class Album:
    """One run. Days of one layout follow each other from a whole picture on, each with what changed."""

    def __init__(self) -> None:
        self.whole: list[Leaf] = []
        self.changes: list[list[Change]] = []  # of the days after each whole picture

    def keep(self, day: int, shot: Shot, hosts: Hosts) -> None:
        """Keep the picture of the day after the last one kept."""
        if not self.whole or self.whole[-1].layout is not shot.layout:
            self.whole.append(Leaf(day, shot.stage, shot.slot, shot.layout, hosts))
            self.changes.append([])
            return
        who = np.flatnonzero(shot.changed == shot.version)
        self.changes[-1].append(Change(who.astype(np.int32), shot.stage[who], shot.slot[who], hosts))

    def on(self, day: int) -> Leaf:
        """The picture at the end of a day that was kept."""
        at = max(n for n, leaf in enumerate(self.whole) if leaf.day <= day)
        first = self.whole[at]
        stage, slot, hosts = first.stage.copy(), first.slot.copy(), first.hosts
        for change in self.changes[at][:day - first.day]:
            stage[change.who], slot[change.who], hosts = change.stage, change.slot, change.hosts
        return Leaf(day, stage, slot, first.layout, hosts)
