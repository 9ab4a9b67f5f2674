"""Scenario discovery by PRIM, the patient rule induction method (Friedman & Fisher 1999, Statistics and Computing
9:123).

From all cases, a box is peeled: again and again, a small part of the cases at one end of one dimension is left out, the
one that raises the mean of `y` within the box most for each case lost (the criterion by which peels of unequal size are
compared; Kwakkel & Jaxa-Rozen 2016). Of all boxes on the way, one is chosen. Ends are pasted on to it again as long as
that does not lower the mean, limits that may be chance are taken away, its cases are removed, and the next box is
sought among the rest (covering).

`y` is 1 for a case of interest and 0 for others, or a share. Density is the mean of `y` in a box, coverage the share of
all of `y` that lies in it (Bryant & Lempert 2010, Technological Forecasting and Social Change 77:34).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import bdtrc

from sim.core.rng import stream_key, uniforms

PEEL, PASTE = 0.05, 0.05  # shares of the cases in a box that a step leaves out, or takes in
LEAST = 0.05  # share of all cases that a box has at least
DENSE = 0.8  # density from which on a box is dense enough; of those, the one with most coverage is chosen
CHANCE = 0.05  # a limit, or a box, that comes about by chance more often is none
SHUFFLES = 99

Limit = tuple[float, float] | frozenset  # of a number: lowest and highest, ±inf if open; of anything else: the values
Limits = Mapping[str, Limit]


@dataclass(frozen=True)
class Box:
    """A box: the limits of the dimensions that it restricts, and its density, coverage and share of the cases (`mass`).

    `p` has for each limit the chance that as many draws from the box without it are as dense (Bryant & Lempert's
    quasi-p, a binomial tail). `chance` is the share of shuffled data in which the same search finds a box that stands
    out as much.
    """

    limits: dict[str, Limit]
    inside: np.ndarray
    density: float
    coverage: float
    mass: float
    p: dict[str, float]
    chance: float


def boxes(cases: pd.DataFrame, y, most: int = 3) -> list[Box]:
    """Up to `most` boxes, each sought among the cases that no earlier one contains.

    A box is returned only if it is denser than all cases together, and if no more than 5% of 99 shuffles of `y` give
    one that stands out as much. Coverage and mass are those of all cases. Raises ValueError if `y` is not as long as
    `cases`.
    """
    y = np.asarray(y, float)
    if len(y) != len(cases):
        raise ValueError(f"{len(y)} values for {len(cases)} cases")
    table, left = _Table(cases), np.ones(len(cases), bool)
    found: list[Box] = []
    while len(found) < most and y[left].sum() > 0:
        part = table.part(left)
        limits = search(part, y[left])
        inside = table.within(limits) & left
        if not limits or y[inside].mean() <= y.mean() or (chance := _shuffled(part, y[left], limits)) > CHANCE:
            break
        found.append(Box(dict(limits), inside, float(y[inside].mean()), float(y[inside].sum() / y.sum()),
                         float(inside.mean()), {one: _by_chance(part, y[left], limits, one) for one in limits}, chance))
        left = left & ~inside
    return found


def within(cases: pd.DataFrame, limits: Limits) -> np.ndarray:
    """Which cases lie within all limits."""
    return _Table(cases).within(limits)


class _Table:
    """The cases as arrays by dimension: numbers, or anything else as it is."""

    def __init__(self, cases: pd.DataFrame | Mapping[str, np.ndarray]):
        self.columns = {str(name): _array(cases[name]) for name in cases}
        self.size = len(next(iter(self.columns.values()), ()))

    def part(self, which: np.ndarray) -> _Table:
        """Some of the cases."""
        return _Table({name: column[which] for name, column in self.columns.items()})

    def within(self, limits: Limits) -> np.ndarray:
        """Which cases lie within all limits."""
        inside = np.ones(self.size, bool)
        for name, limit in limits.items():
            column = self.columns[name]
            inside &= (np.isin(column, list(limit)) if isinstance(limit, frozenset)
                       else (column >= limit[0]) & (column <= limit[1]))
        return inside


def _array(column) -> np.ndarray:
    values = np.asarray(column)
    return values.astype(float) if values.dtype.kind in "iuf" else np.asarray(list(map(str, values)), dtype=str)


def search(table: _Table, y: np.ndarray) -> Limits:
    """The limits of one box: peel, choose, paste, and take away limits that may be chance; empty if none is left."""
    limits = _pasted(table, y, _chosen(_path(table, y), table, y))
    while limits:
        chances = {name: _by_chance(table, y, limits, name) for name in limits}
        weakest = max(chances, key=lambda name: chances[name])
        if chances[weakest] <= CHANCE / len(table.columns):  # as many limits could have been found
            break
        limits = {name: limit for name, limit in limits.items() if name != weakest}
    return limits


def _shuffled(table: _Table, y: np.ndarray, limits: Limits) -> float:
    """The share of shuffles of `y` (the data as they are among them) with a box that stands out as much."""
    found, many = _stands_out(table, y, limits), 1
    for draw in range(SHUFFLES):
        other = y[np.argsort(uniforms(stream_key(0, "prim.shuffle", draw), np.arange(y.size)))]
        many += _stands_out(table, other, search(table, other)) >= found
    return many / (SHUFFLES + 1)


def _stands_out(table: _Table, y: np.ndarray, limits: Limits) -> float:
    """How many standard errors the mean of `y` in the box is above that of all cases; 0 without a box."""
    inside = table.within(limits)
    spread = y.std() / np.sqrt(inside.sum())
    return float((y[inside].mean() - y.mean()) / spread) if limits and spread else 0.0


def _by_chance(table: _Table, y: np.ndarray, limits: Limits, name: str) -> float:
    """The binomial tail: as many of interest or more in as many draws from the box without this limit."""
    inside = table.within(limits)
    wider = table.within({key: limit for key, limit in limits.items() if key != name})
    hits, size = int(np.ceil(y[inside].sum() - 1e-9)), int(inside.sum())
    return 1.0 if hits == 0 else float(bdtrc(hits - 1, size, min(1.0, float(y[wider].mean()))))


def _path(table: _Table, y: np.ndarray) -> list[Limits]:
    """The boxes on the way: all cases, and the box after each peel."""
    way: list[Limits] = [{}]
    while (following := _peeled(table, y, way[-1], max(1.0, LEAST * table.size))) is not None:
        way.append(following)
    return way


def _chosen(way: list[Limits], table: _Table, y: np.ndarray) -> Limits:
    """Of the boxes on the way, the one with most coverage among those with a density of `DENSE` or more.

    If none is so dense, the densest.
    """
    insides = [table.within(limits) for limits in way]
    density = np.array([y[inside].mean() for inside in insides])
    covered = np.array([y[inside].sum() for inside in insides])
    dense = density >= min(DENSE, density.max()) - 1e-12
    return way[int(np.lexsort((-density, -np.where(dense, covered, -1.0)))[0])]


def _peeled(table: _Table, y, limits: Limits, least: float) -> Limits | None:
    """The box after the best peel; None if every peel leaves too few cases or does not raise the mean."""
    inside = table.within(limits)
    mean, size = y[inside].mean(), int(inside.sum())
    best, gained = None, 0.0
    for name, limit in _peels(table, inside, limits):
        left = inside & table.within({name: limit})
        many = int(left.sum())
        if least <= many < size and (gain := (y[left].mean() - mean) / (size - many)) > gained + 1e-15:
            best, gained = {**limits, name: limit}, gain
    return best


def _peels(table: _Table, inside: np.ndarray, limits: Limits) -> Iterator[tuple[str, Limit]]:
    """Every dimension with its limit after one peel."""
    for name, column in table.columns.items():
        values = np.sort(column[inside])
        if values.dtype.kind != "f":
            known = set(values.tolist())
            yield from ((name, frozenset(known - {value})) for value in sorted(known) if len(known) > 1)
            continue
        low, high = limits.get(name, (-np.inf, np.inf))
        cut = max(1, int(PEEL * values.size))
        above, below = values[values > values[cut - 1]], values[values < values[-cut]]
        if above.size:
            yield name, (float(above[0]), high)
        if below.size:
            yield name, (low, float(below[-1]))


def _pasted(table: _Table, y, limits: Limits) -> Limits:
    """The box with ends pasted on again, as long as that does not lower the mean."""
    while True:
        mean, best = y[table.within(limits)].mean(), None
        for following in _pastes(table, limits):
            wider = y[table.within(following)].mean()
            if wider >= mean - 1e-12:
                mean, best = wider, following
        if best is None:
            return limits
        limits = best


def _pastes(table: _Table, limits: Limits) -> Iterator[Limits]:
    """All boxes with one more step of one dimension; the last step leaves its end open."""
    size = max(1, int(PASTE * table.within(limits).sum()))
    for name, limit in limits.items():
        column = table.columns[name][table.within({key: other for key, other in limits.items() if key != name})]
        if isinstance(limit, frozenset):
            yield from ({**limits, name: limit | {value}} for value in sorted(set(column.tolist()) - limit))
            continue
        below, above = np.sort(column[column < limit[0]])[::-1], np.sort(column[column > limit[1]])
        if np.isfinite(limit[0]):
            yield {**limits, name: (float(below[size - 1]) if size < below.size else -np.inf, limit[1])}
        if np.isfinite(limit[1]):
            yield {**limits, name: (limit[0], float(above[size - 1]) if size < above.size else np.inf)}
