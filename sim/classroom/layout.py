"""Lay the map out: which places there are, their wedges, and a slot for everybody."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from sim.classroom import geometry
from sim.classroom.geometry import HEIGHT, WIDTH, Disc
from sim.classroom.whereabouts import OUTSIDE, Whereabouts, is_inside
from sim.world.stages import COCREATOR, FOLLOWER

MOST_PLACES = 9  # that are drawn apart; members of further communities share one place
MOST_WEDGES = 20
LEAST_WEDGE = 0.015  # share of a place's members from which a group has a wedge of its own
SECTORS = 40  # parts of the outside, by angle
OTHERS = -1  # key of the place of all further communities
BANDS = (COCREATOR, 4, 3, FOLLOWER)  # from the centre outwards


@dataclass
class Place:
    """A disc with its wedges: `wedge_of` gives the wedge of a group, and the last wedge is that of all others."""

    disc: Disc
    count: int
    edges: list[float]
    wedges: list[tuple[float, float]]
    wedge_of: dict[int, int]
    first_cell: int

    def cells(self, stage: np.ndarray, group: np.ndarray) -> np.ndarray:
        """The numbers of the cells of members at these stages in these groups."""
        table = np.full(max(1, int(group.max(initial=-1)) + 1, *(n + 1 for n in self.wedge_of)), len(self.wedges) - 1)
        for number, at in self.wedge_of.items():
            table[number] = at
        wedge = np.where(group >= 0, table[group], len(self.wedges) - 1)
        return self.first_cell + 4 * wedge + COCREATOR - stage.astype(np.int64)


@dataclass
class Layout:
    """All places and slots. Slots `first[c]` to `first[c + 1]` are those of cell c; the cells of the outside, by angle,
    come after those of the places, with the slots next to a wall first."""

    places: list[Place]
    slots: np.ndarray
    first: np.ndarray
    outside: int  # number of the first cell outside
    sector: np.ndarray  # of each member, its cell outside less `outside`
    version: int = 0
    by_key: dict[int, Place] = field(default_factory=dict)

    def neighbours(self, cell: int) -> list[int]:
        """Other cells for the same stage at the same place, or other cells outside, the next by angle first."""
        if cell >= self.outside:
            low, size, step = self.outside, self.first.size - 1 - self.outside, 1
        else:
            place = next(place for place in reversed(self.places) if place.first_cell <= cell)
            low, size, step = place.first_cell + (cell - place.first_cell) % 4, len(place.wedges), 4
        at = (cell - low) // step
        return [low + step * ((at + turn) % size) for n in range(1, size // 2 + 1) for turn in (n, -n)]

    def cells(self, where: Whereabouts) -> np.ndarray:
        """The cell of every member; -1 for members of a community that has no place yet."""
        result = self.outside + self.sector.astype(np.int64)
        inside = is_inside(where.stage)
        result[inside] = -1
        for place in self.places:
            who = np.flatnonzero(inside & (where.community == place.disc.key if place.disc.key != OTHERS else
                                           ~np.isin(where.community, list(self.by_key))))
            result[who] = place.cells(where.stage[who], where.group[who])
        return result


def lay_out(where: Whereabouts, taste: np.ndarray, tastes: dict[int, float], declared: int) -> Layout:
    """A new layout for where everybody is. `tastes` has the taste of each community, of which the first `declared` are
    the scenario's."""
    counted = np.bincount(where.community[is_inside(where.stage)], minlength=max(tastes, default=0) + 1)
    drawn = _drawn(counted, tastes, declared)
    discs = _discs(counted, drawn, tastes, declared, where.stage.size)
    places: list[Place] = []
    blocks: list[np.ndarray] = []
    for disc in discs:
        member = np.flatnonzero(is_inside(where.stage) & (where.community == disc.key if disc.key >= 0 else ~np.isin(
            where.community, drawn)))
        places.append(_place(disc, where.stage[member], where.group[member], len(blocks), blocks))
    free = int((~is_inside(where.stage)).sum())
    points = geometry.outside(discs, int(1.15 * free) + SECTORS * 2)
    inside, (around, sector) = len(blocks), _around(points, discs, taste)
    sizes = [len(block) for block in (*blocks, *around)]
    return Layout(places, np.concatenate([*blocks, *around]), np.concatenate([[0], np.cumsum(sizes)]), inside, sector,
                  by_key={place.disc.key: place for place in places})


def _drawn(counted: np.ndarray, tastes: dict[int, float], declared: int) -> list[int]:
    """Numbers of the communities with a place of their own: those of the scenario, then the largest founded ones."""
    founded = sorted((k for k in tastes if k >= declared and counted[k] > 0), key=lambda k: (-counted[k], k))
    own = sorted((k for k in tastes if k < declared), key=lambda k: (-counted[k], k))[:2 * MOST_PLACES]
    return [*own, *founded[:max(0, MOST_PLACES - len(own))]]


def _discs(counted, drawn, tastes, declared: int, people: int) -> list[Disc]:
    """The discs of all places; the first community of a scenario that has one is in the middle."""
    own = [k for k in drawn if k < declared]
    most = geometry.LARGEST * (1.0 if len(own) < 2 else 0.86 / math.sqrt(min(3, len(own) / 1.6)))
    discs = []
    for k in [*drawn, OTHERS]:
        count = int(counted[k]) if k >= 0 else int(counted.sum() - counted[drawn].sum())
        angle = 2 * math.pi * tastes.get(k, 0.125)
        middle = len(own) == 1 and k < declared and k >= 0
        far = 0.0 if middle else 0.62 if 0 <= k < declared else 0.98
        discs.append(Disc(k, WIDTH / 2 + far * WIDTH / 2 * math.cos(angle), HEIGHT / 2 + far * HEIGHT / 2 *
                          math.sin(angle), geometry.radius(count, people, most), not 0 <= k < declared))
    if discs[-1].key == OTHERS and counted.sum() == counted[drawn].sum():
        discs.pop()
    geometry.apart(discs, 1 if len(own) == 1 else 0)
    return discs


def _place(disc: Disc, stage: np.ndarray, group: np.ndarray, first_cell: int, blocks: list) -> Place:
    """A place with the slots of its cells, which are appended to `blocks`."""
    counts = np.array([(stage == band).sum() for band in BANDS], float)
    edges = geometry.bands(counts, disc.r)
    wedge_of, heads = _wedges(group)
    ends = 2 * math.pi * np.cumsum(heads) / max(1, sum(heads)) - math.pi / 2
    wedges = list(zip([-math.pi / 2, *ends[:-1]], ends, strict=True))
    place = Place(disc, stage.size, edges, wedges, wedge_of, first_cell)
    wedge = np.array([wedge_of.get(g, len(wedges) - 1) for g in group.tolist()], np.int64)
    for w, (start, end) in enumerate(wedges):
        for n, band in enumerate(BANDS):
            here = int(((stage == band) & (wedge == w)).sum())
            capacity = max(int(np.ceil(geometry.SPARE * here)), here + 2)
            blocks.append(geometry.cell(disc, edges[n], edges[n + 1], start, end, capacity))
    return place


def _wedges(group: np.ndarray) -> tuple[dict[int, int], list[float]]:
    """Wedges of the larger groups, in order of their numbers, and the heads in each; the last is for all others."""
    numbers, heads = np.unique(group[group >= 0], return_counts=True)
    large = np.sort(np.argsort(-heads, kind="stable")[:MOST_WEDGES])
    large = large[heads[large] >= max(2, LEAST_WEDGE * group.size)]
    own = {int(numbers[n]): at for at, n in enumerate(large)}
    rest = group.size - int(heads[large].sum())
    least = 0.04 * max(1, group.size)
    return own, [*heads[large].astype(float).tolist(), max(float(rest), least)]


def _around(points: np.ndarray, discs: list[Disc], taste: np.ndarray):
    """The points outside in sectors by angle, nearest to a wall first, and the sector of each member by its taste."""
    near = np.min([np.hypot(points[:, 0] - disc.x, points[:, 1] - disc.y) - disc.r for disc in discs], axis=0)
    angle = np.arctan2(points[:, 1] - HEIGHT / 2, points[:, 0] - WIDTH / 2)
    order = np.argsort(angle, kind="stable")
    around = [part[np.argsort(near[part], kind="stable")] for part in np.array_split(order, SECTORS)]
    place = np.argsort(np.argsort((taste + 0.5) % 1.0, kind="stable"), kind="stable")
    return [points[part] for part in around], (place * SECTORS // max(1, taste.size)).astype(np.int64)


def order_outside(stage: np.ndarray) -> np.ndarray:
    """Members in the order in which they get slots from the wall outwards."""
    rank = np.empty(8, np.int64)
    for n, which in enumerate(OUTSIDE):
        rank[which] = n
    return np.argsort(rank[stage], kind="stable")
