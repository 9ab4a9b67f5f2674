"""The picture of the map as it changes: the stage and slot of every member, and when either changed last.

A member keeps its slot until its stage, community or group changes; then it gets the free slot nearest to where it was.
A new layout is made when a cell is full, or when places have grown, shrunk, opened or closed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.classroom import layout as layouts
from sim.classroom import whereabouts
from sim.classroom.layout import Layout
from sim.classroom.whereabouts import is_inside
from sim.world.stages import EMPTY, LAPSED

DRIFT = 0.2  # share by which a place's members may change before the map is laid out again
WEDGE = 0.04  # share of all heads from which a wedge is large; when it loses half of them, the map is laid out again
PATIENCE = 7  # least number of days between layouts, unless a cell is full


class Shot(NamedTuple):
    """The picture at the end of a day. Nobody changes the arrays of a shot."""

    version: int
    stage: np.ndarray
    slot: np.ndarray
    changed: np.ndarray  # version in which a member's stage or slot changed last
    layout: Layout


class Picture:
    """Follows an economy from day to day."""

    def __init__(self, economy):
        self.taste = economy.world.m.taste
        self.where = whereabouts.now(economy.world, whereabouts.nobody_yet(economy.world.members))
        people = self.taste.size
        self.version = self.layouts = 0
        self.slot, self.changed = np.zeros(people, np.uint32), np.zeros(people, np.int32)
        self.laid_out_on = -PATIENCE
        self.lay_out(economy)

    def lay_out(self, economy) -> None:
        """Make a new layout, and give everybody a slot in it."""
        tastes = {community.index: float(community.p.taste) for community in economy.communities}
        self.layout = layouts.lay_out(self.where, self.taste, tastes, economy.declared)
        self.layouts += 1
        self.layout.version, self.laid_out_on = self.layouts, economy.day
        self.cell = self.layout.cells(self.where)
        self.taken = np.zeros(len(self.layout.slots), bool)
        self.heads = self._heads(self.cell)
        self._spread()
        self.changed[:] = self.version

    def _spread(self) -> None:
        """Give slots to everybody: inside in the order of cells, outside from the wall outwards, unaware last."""
        first, outside = self.layout.first, self.layout.outside
        inside = np.flatnonzero(is_inside(self.where.stage))
        order = inside[np.argsort(self.cell[inside], kind="stable")]
        rank = np.arange(order.size) - np.searchsorted(self.cell[order], self.cell[order])
        self.slot[order] = first[self.cell[order]] + self._loosely(order, rank)
        self.taken[self.slot[order]] = True
        left = []
        free = layouts.order_outside(self.where.stage)
        free = free[~is_inside(self.where.stage[free])]
        for cell in range(outside, first.size - 1):
            left += self._spread_around(free[self.cell[free] == cell], int(first[cell]), int(first[cell + 1]))
        vacant = np.flatnonzero(~self.taken[first[outside]:]) + first[outside]
        self.slot[left] = vacant[:len(left)]
        self.taken[self.slot[left]] = True

    def _loosely(self, order: np.ndarray, rank: np.ndarray) -> np.ndarray:
        """Ranks within cells, spread over all slots of the cell so that those left free lie between."""
        cells = self.cell[order]
        size = self.layout.first[cells + 1] - self.layout.first[cells]
        heads = np.bincount(cells, minlength=self.layout.first.size)[cells]
        return rank * size // np.maximum(1, heads)

    def _spread_around(self, who: np.ndarray, first: int, last: int) -> list[int]:
        """Slots of one sector outside: the unaware from its far end, others from the wall. Returns who finds none."""
        unaware = self.where.stage[who] == EMPTY
        near, far = who[~unaware], who[unaware]
        fits = near[:last - first]
        self.slot[fits] = first + np.arange(fits.size)
        spread = far[:last - first - fits.size]
        self.slot[spread] = last - 1 - np.arange(spread.size)
        self.taken[self.slot[fits]] = self.taken[self.slot[spread]] = True
        return [*near[fits.size:].tolist(), *far[spread.size:].tolist()]

    def update(self, economy) -> np.ndarray:
        """Bring the picture to the end of the last day; returns the members whose stage or place changed."""
        where = whereabouts.now(economy.world, self.where)
        self.version += 1
        self.where, before = where, self.where
        cell = self.layout.cells(where)
        if cell.min() < 0 or self._outgrown(economy, cell):
            self.lay_out(economy)
        else:
            moved = np.flatnonzero((cell != self.cell) | (where.stage != before.stage))
            self.cell = cell
            self.taken[self.slot[moved]] = False
            if not all(self._settle(i) for i in moved.tolist()):
                self.lay_out(economy)
            self.changed[moved] = self.version
        return np.flatnonzero((where.stage != before.stage) | (where.community != before.community))

    def _settle(self, i: int) -> bool:
        """Give a member who moved the free slot nearest to where it was; False if there is none for its stage."""
        home = int(self.cell[i])
        for cell in (home, *self.layout.neighbours(home)):
            first, last = self.layout.first[cell:cell + 2].tolist()
            free = np.flatnonzero(~self.taken[first:last])
            if free.size:
                self.slot[i] = slot = first + int(free[self._nearest(i, first + free)])
                self.taken[slot] = True
                return True
        return False

    def _nearest(self, i: int, slots: np.ndarray) -> int:
        """Which of these slots a member takes: by its stage outside, else the nearest to where it was."""
        stage = self.where.stage[i]
        if stage == LAPSED or stage == EMPTY:
            return 0 if stage == LAPSED else -1
        away = self.layout.slots[slots] - self.layout.slots[self.slot[i]]
        return int(np.argmin(np.square(away).sum(axis=1)))

    def _outgrown(self, economy, cell: np.ndarray) -> bool:
        """Whether a place has grown or shrunk too much, or a community has opened or closed."""
        if economy.day - self.laid_out_on < PATIENCE:
            return False
        inside = is_inside(self.where.stage)
        counted = np.bincount(self.where.community[inside], minlength=1)
        for place in self.layout.places:
            if place.disc.key >= 0:
                heads = int(counted[place.disc.key]) if place.disc.key < counted.size else 0
                if abs(heads - place.count) > max(4, DRIFT * place.count) or heads == 0 < place.count:
                    return True
        now, total = self._heads(cell), max(40, int(self.heads.sum()))
        if np.abs(now - self.heads).sum() > DRIFT * 1.5 * total or \
                (now < self.heads / 2)[self.heads > WEDGE * total].any():
            return True
        opened = set(np.flatnonzero(counted).tolist()) - set(self.layout.by_key)
        return bool(opened) and len(self.layout.places) < layouts.MOST_PLACES + 1

    def _heads(self, cell: np.ndarray) -> np.ndarray:
        """How many members there are in each wedge of each place."""
        return np.bincount(cell[cell < self.layout.outside] // 4, minlength=self.layout.outside // 4)

    def shot(self) -> Shot:
        """The picture as it is now, which does not change any more."""
        return Shot(self.version, self.where.stage.copy(), self.slot.copy(), self.changed.copy(), self.layout)
