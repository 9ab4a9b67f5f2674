"""When the first goes ahead for good: the day of the crossing, where the bands of both do not hide it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.compare import names
from sim.compare.decision import Decision

BLUR = 0.15  # a crossing is drawn if the bands overlap around it for at most this share of the run
THROUGHOUT, CROSSES, LATE, NEVER, ALONE = "throughout", "crosses", "late", "never", "alone"


class Crossing(NamedTuple):
    """`kind`, the day it speaks of (or −1), and who was ahead before it (or nobody).

    `crosses`: `before` led until that day, the first from then on. `late`: they are not told apart until that day.
    `throughout`: the first leads from the start, or from the first day on which bands part. `never`: the bands overlap
    at the end. With `late`, another one may have been clearly ahead before, until the day `until`.
    """

    kind: str
    day: int
    before: str
    until: int = -1


def course(c, made: Decision) -> Crossing:
    """How the lead of the first came about, against whichever of the others was ahead of it last."""
    if not made.second:
        return Crossing(ALONE, -1, "")
    found = [_against(c, made.first, other) for other in made.order[1:]]
    kinds = {one.kind for one in found}
    for kind in (NEVER, CROSSES, LATE):
        if kind in kinds:
            return max((one for one in found if one.kind == kind), key=lambda one: one.day)
    return Crossing(THROUGHOUT, -1, "")


def _against(c, first: str, other: str) -> Crossing:
    mean, low, high = (_lines(c, first, other, column) for column in ("mean", "low", "high"))
    turn = -1.0 if c.lowest else 1.0
    gap = turn * (mean[0] - mean[1])
    ahead = (low[0] > high[1]) if not c.lowest else (high[0] < low[1])
    behind = (high[0] < low[1]) if not c.lowest else (low[0] > high[1])
    if not ahead.size or not ahead[-1]:
        return Crossing(NEVER, -1, "")
    apart_from = int(np.flatnonzero(~ahead)[-1]) + 1 if not ahead.all() else 0
    behind_days = np.flatnonzero(behind & _gained(c, mean[1]))
    if behind_days.size:
        last = int(np.flatnonzero(gap < 0)[-1])
        clear = apart_from - int(behind_days[-1]) <= BLUR * gap.size and (gap[:last + 1] <= 0).mean() > 0.9
        return Crossing(CROSSES, last, other, last) if clear else Crossing(LATE, apart_from, other,
                                                                           int(behind_days[-1]))
    return Crossing(LATE, apart_from, "") if apart_from > BLUR * gap.size else Crossing(THROUGHOUT, -1, "")


def _gained(c, line: np.ndarray) -> np.ndarray:
    """Days on which being ahead is worth something: with profit, to have lost less is no lead to pay back from."""
    return line > 0 if c.measure == "profit" and not c.lowest else np.ones(line.size, bool)


def _lines(c, first: str, other: str, column: str) -> list[np.ndarray]:
    lines = [c.series[(c.series.scenario == name) & (c.series.measure == c.measure)][column].to_numpy()
             for name in (first, other)]
    size = min(line.size for line in lines)
    return [line[:size] for line in lines]


def counts_so_far(c) -> bool:
    """Whether the daily line of the measure is what the run would have ended with on that day."""
    return names.declared(c.measure).over_run == "last" and bool((c.series.measure == c.measure).any())
