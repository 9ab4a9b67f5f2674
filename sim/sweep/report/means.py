"""The numbers of a sweep: means and intervals of its cells, and which cells do as well as the best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from sim.compare.comparison import BOUNDED
from sim.compare.lead import p_value
from sim.compare.matters import threshold
from sim.compare.names import unit
from sim.core.intervals import LEVEL, t_interval
from sim.sweep.report.axes import POINT, Axis, labels
from sim.sweep.report.stored import Stored


def cells(found: Stored, measures) -> pd.DataFrame:
    """A row for each cell that has runs: scenario, seeds, and for each measure its mean over seeds, `low` and `high`.

    Columns of a measure are named m, m_low and m_high; `low` to `high` is the 95% interval of the mean (Student's t);
    intervals of shares stay within 0 and 1.
    Runs in which a measure has no value do not count; the index is the number of the cell.
    """
    runs = found.outcomes
    grouped = runs.groupby("cell")
    table = grouped.agg(scenario=("scenario", "first"), seeds=("seed", "size"))
    for measure in measures:
        own = grouped[measure]
        many, means = own.count(), own.mean()
        with np.errstate(invalid="ignore", divide="ignore"):
            half = stdtrit(many - 1.0, 0.5 + LEVEL / 2) * own.std(ddof=1) / np.sqrt(many)
        table[measure], table[f"{measure}_low"], table[f"{measure}_high"] = means, means - half, means + half
        if unit(measure) in BOUNDED:
            ends = [f"{measure}_low", f"{measure}_high"]
            table[ends] = table[ends].clip(0.0, 1.0)
    return table


def points(found: Stored, paths) -> pd.DataFrame:
    """What varies in each cell that has runs: a column for each path, the index is the number of the cell."""
    chosen, names = {}, labels(found) if found.plan.design == "points" else ()
    for number in dict.fromkeys(found.outcomes.cell):
        point = {POINT: names[number % len(names)]} if names else found.plan.cells[number].point
        chosen[number] = [point.get(path) for path in paths]
    return pd.DataFrame.from_dict(chosen, orient="index", columns=list(paths))


def places(found: Stored, axis: Axis) -> pd.Series:
    """For each cell that has runs, which of the values of a parameter it has: its place among them.

    NaN for a point that does not set it; null is a value like any other (it takes a part of a scenario away).
    """
    if axis.source is not None:
        return places(found, axis.source).map(lambda place: axis.groups[int(place)], na_action="ignore")
    order, names = {_key(value): place for place, value in enumerate(axis.values)}, axis.path == POINT
    numbers = list(dict.fromkeys(found.outcomes.cell))
    if names:
        own = [float(number % len(found.plan.rows)) for number in numbers]
    else:
        own = [order[_key(point[axis.path])] if axis.path in point else np.nan
               for point in (found.plan.cells[number].point for number in numbers)]
    return pd.Series(own, index=numbers, dtype=float)


def _key(value):
    return repr(value) if isinstance(value, (dict, list, tuple)) else value


def wide(found: Stored, measure: str) -> pd.DataFrame:
    """One measure: a row for each seed, a column for each cell."""
    return found.outcomes.pivot(index="seed", columns="cell", values=measure)


@dataclass(frozen=True)
class Best:
    """The cell with the best mean of a measure, and those that do as well.

    `alike` are the other cells whose difference from it is not sure: a paired t-test does not exclude 0 after
    Bonferroni's correction for all pairs of cells (the best was chosen after looking), or the difference is below what
    matters. `second` is the cell with the next best mean, `gap` the paired difference from it, with its interval.
    """

    cell: int
    alike: tuple[int, ...]
    second: int | None
    gap: float
    low: float
    high: float


def best(table: pd.DataFrame, runs: pd.DataFrame, measure: str, lowest: bool = False) -> Best | None:
    """The best of the cells in `table` (see `cells`), judged by `runs` (see `wide`); None if no cell has a value."""
    means = table[measure].dropna()
    if means.empty:
        return None
    order = means.sort_values(ascending=lowest, kind="stable").index.tolist()
    first, pairs = order[0], len(order) * (len(order) - 1) // 2
    alike = tuple(cell for cell in order[1:]
                  if not _worse(runs[first] - runs[cell], means[first], means[cell], measure, pairs))
    if len(order) < 2:
        return Best(first, alike, None, np.nan, np.nan, np.nan)
    apart = (runs[first] - runs[order[1]]).dropna().to_numpy(float)
    gap = float(apart.mean()) if apart.size else np.nan
    return Best(first, alike, order[1], gap, *t_interval(apart))


def _worse(apart: pd.Series, a: float, b: float, measure: str, pairs: int) -> bool:
    known = apart.dropna().to_numpy(float)
    return known.size > 1 and p_value(known) * pairs < 1 - LEVEL and abs(known.mean()) >= threshold(measure, a, b)
