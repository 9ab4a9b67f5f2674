"""The plane of the map: round places that do not overlap, the bands and wedges in them, and the slots of members.

A place's area is proportional to its members. Its radius is the stage (cocreators inmost), its angle the group. Slots
are fixed points, so that nobody moves unless something happened.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

WIDTH, HEIGHT = 702, 536  # of the map, in the pixels of the screen's design
MARGIN = 8
LARGEST = 232.0  # radius of the place of half of all people
SMALLEST = 20.0
HOST = 0.15  # radius of the host's disc, as a share of the place's
THINNEST = 0.07  # least thickness of a band, as a share of the radius
ROOM = np.array([3.2, 2.0, 1.4, 1.0])  # space that a cocreator, core fan, fan and follower need, relative to each other
SPARE = 1.35  # slots per member when a place is laid out
SQUEEZE = 60  # steps in which overlapping places push each other apart


@dataclass
class Disc:
    """A round place. `key` is the number of its community, or -1 for all small ones together."""

    key: int
    x: float
    y: float
    r: float
    founded: bool


def radius(members: int, people: int, most: float) -> float:
    """The radius of a place: its area is proportional to its members."""
    return max(SMALLEST, min(most, most * math.sqrt(members / max(1.0, 0.5 * people))))


def apart(discs: list[Disc], fixed: int) -> None:
    """Push places apart until none overlaps, and into the map; the first `fixed` ones stay where they are."""
    for _ in range(SQUEEZE):
        for n, one in enumerate(discs):
            for m in range(n + 1, len(discs)):
                _push(one, discs[m], n < fixed, m < fixed)
        for disc in discs[fixed:]:
            low = disc.r + MARGIN
            disc.x = min(max(disc.x, low), WIDTH - low)
            disc.y = min(max(disc.y, low), HEIGHT - low - 14)


def _push(one: Disc, other: Disc, first_stays: bool, second_stays: bool) -> None:
    dx, dy = other.x - one.x, other.y - one.y
    distance = math.hypot(dx, dy) or 1.0
    overlap = one.r + other.r + 14 - distance
    if overlap <= 0 or first_stays and second_stays:
        return
    ux, uy = dx / distance, dy / distance
    first = 0.0 if first_stays else 1.0 if second_stays else 0.5
    one.x, one.y = one.x - ux * overlap * first, one.y - uy * overlap * first
    other.x, other.y = other.x + ux * overlap * (1 - first), other.y + uy * overlap * (1 - first)


def bands(counts: np.ndarray, r: float) -> list[float]:
    """Radii that bound the bands from the host outwards: five values for cocreators, core, fans and followers."""
    inner, area = HOST * r, counts * ROOM
    whole = math.pi * (r * r - inner * inner)
    edges, here = [inner], inner
    for share in area[:3] / max(1.0, area.sum()):
        least = here + THINNEST * r
        here = max(least, math.sqrt(here * here + share * whole / math.pi))
        edges.append(here)
    most = [r * (1 - THINNEST * (4 - n)) for n in range(1, 4)]
    return [edges[0], *(min(edge, limit) for edge, limit in zip(edges[1:], most, strict=True)), r]


def cell(disc: Disc, low: float, high: float, start: float, end: float, capacity: int) -> np.ndarray:
    """`capacity` points spread evenly over the part of a ring: (x, y) each, ring by ring, by angle."""
    if capacity == 0:
        return np.zeros((0, 2))
    pad = min(5.0, (high - low) / 5)
    low, high = low + pad, high - pad
    arc = (end - start) * (low + high) / 2
    rings = max(1, min(capacity, round(math.sqrt(capacity * (high - low) / max(1e-6, arc)))))
    radii = low + (np.arange(rings) + 0.5) * (high - low) / rings
    share = np.floor(np.cumsum(radii) / radii.sum() * capacity + 0.5).astype(int)
    points = []
    for ring, count in enumerate(np.diff(share, prepend=0)):
        gap = min(0.04, 3.0 / radii[ring]) if end - start < 6.2 else 0.0
        angle = start + gap + (np.arange(count) + 0.5 + 0.25 * (ring % 2)) * (end - start - 2 * gap) / max(1, count)
        points.append(np.column_stack([disc.x + radii[ring] * np.cos(angle), disc.y + radii[ring] * np.sin(angle)]))
    return np.concatenate(points)


def outside(discs: list[Disc], capacity: int) -> np.ndarray:
    """At least `capacity` points outside all places, on a grid whose points are moved a little: (x, y) each."""
    free = WIDTH * HEIGHT - sum(math.pi * (disc.r + 8) ** 2 for disc in discs)
    spacing = math.sqrt(max(free, 0.08 * WIDTH * HEIGHT) / max(1, capacity))
    while True:
        x, y = (grid.ravel() for grid in np.meshgrid(np.arange(MARGIN, WIDTH - MARGIN, spacing),
                                                     np.arange(MARGIN, HEIGHT - MARGIN, spacing)))
        x = x + spacing * (0.5 * (np.round((y - MARGIN) / spacing) % 2) + 0.3 * _jitter(x.size, 1))
        y = y + spacing * 0.3 * _jitter(y.size, 2)
        keep = (x > 2) & (x < WIDTH - 2) & (y > 2) & (y < HEIGHT - 2)
        for disc in discs:
            keep &= np.hypot(x - disc.x, y - disc.y) > disc.r + min(8, spacing)
        if keep.sum() >= capacity:
            return np.column_stack([x[keep], y[keep]])
        spacing *= 0.97


def _jitter(count: int, which: int) -> np.ndarray:
    """Numbers from -1 to 1 that look irregular and are always the same."""
    return 2.0 * np.modf(np.abs(np.sin(np.arange(count) * 12.9898 + 78.233 * which) * 43758.5453))[0] - 1.0
