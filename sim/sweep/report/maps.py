"""Heat maps of two parameters, and phase maps of which scenario leads where."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.compare import names as measures
from sim.compare import plots, svg
from sim.compare.lead import Lead
from sim.plot import maps, tiles
from sim.runs.store import StoreError
from sim.sweep.report import ink
from sim.sweep.report.axes import Axis, gathered
from sim.sweep.report.curves import response
from sim.sweep.report.means import places
from sim.sweep.report.stored import Stored
from sim.system.words import say

ROW = 30  # points of a row of tiles
LONG = 3000  # runs up to which the daily series of a sweep are read


def pair(found: Stored, axes: Sequence[Axis]) -> tuple[Axis, Axis] | None:
    """The two parameters of a map: those over which the compared measure ranges most; None if there are not two.

    The one with more values lies along x. Of more numbers than a map has room for, neighbours are gathered.
    """
    few = [one for axis in axes if (one := gathered(axis))]
    if len(few) < 2 or found.plan.design not in ("grid", "points"):
        return None
    spans = {axis.path: _span(response(found, axis.source or axis, found.measure)) for axis in few}
    two = sorted(few, key=lambda axis: -spans[axis.path])[:2] if len(few) > 2 else few
    return tuple(sorted(two, key=lambda axis: -len(axis.values)))  # type: ignore[return-value]


def _span(table: pd.DataFrame) -> float:
    means = table.groupby("scenario")["mean"]
    return float((means.max() - means.min()).max())


def placed(found: Stored, axes: Sequence[Axis]) -> pd.DataFrame:
    """The runs with the place of each axis's value among its values, in columns 0, 1, …; runs without one are left
    out.
    """
    runs = found.outcomes[["cell", "scenario", "seed", *found.drawn]]
    for number, axis in enumerate(axes):
        runs = runs.assign(**{f"_{number}": runs.cell.map(places(found, axis))})
    return runs.dropna(subset=[f"_{number}" for number in range(len(axes))])


def means(found: Stored, x: Axis, y: Axis, measure: str) -> dict[str, np.ndarray]:
    """For each scenario the means of a measure: rows by the values of `y`, columns by those of `x`."""
    runs, found_means = placed(found, (x, y)), {}
    for scenario in found.scenarios:
        table = np.full((len(y.values), len(x.values)), np.nan)
        own = runs[runs.scenario == scenario].groupby(["_1", "_0"])[measure].mean()
        for (row, column), value in own.items():
            table[int(row), int(column)] = value
        found_means[scenario] = table
    return found_means


@plots.styled
def heat(found: Stored, scenario: str, x: Axis, y: Axis, measure: str, tables: dict[str, np.ndarray]):
    """The heat map of one scenario; `tables` has those of all, which share one scale."""
    every = np.concatenate([table.ravel() for table in tables.values()])
    known, names = every[np.isfinite(every)], ink.Names(found.scenarios)
    fig, ax = ink.canvas(height=62 + ROW * len(y.values))
    tiles.heat(ax, tables[scenario], measures.unit(measure), *_scale(known, measures.unit(measure)),
               _fontsize(len(x.values)))
    tiles.dot(ax, x.place(scenario), y.place(scenario))
    return _finished(fig, ax, x, y, names, f"heat {scenario} {measure}",
                     say("{scenario}: {measure} by {x} and {y}", scenario=scenario, measure=measures.called(measure),
                         x=x.name, y=y.name))


def _scale(known: np.ndarray, unit: str) -> tuple[float, float]:
    """The ends of the scale: 0 and 1 for shares, else with 0, so that noise does not look like a finding."""
    if unit in ("share", "0 to 1"):
        return 0.0, 1.0
    return min(0.0, known.min(initial=0.0)), max(0.0, known.max(initial=0.0))


def _fontsize(columns: int) -> float:
    return 9.0 if columns <= 5 else 7.5 if columns <= 8 else 6.0


def _finished(fig, ax, x: Axis, y: Axis, names: ink.Names, salt: str, title: str):
    ink.along(ax, x, x.values, names)
    ink.up(ax, y, y.values, names)
    svg.framed(fig, ink.beside(y, y.values), 8, top=8, bottom=36)
    return ink.inline(fig, names, salt, title)


def by_two(found: Stored, x: Axis, y: Axis, lowest: bool) -> dict[tuple[int, int], Lead | None]:
    """(row, column) → who leads there."""
    runs, table = placed(found, (x, y)), {}
    for (row, column), part in runs.groupby(["_1", "_0"]):
        table[int(row), int(column)] = maps.lead(maps._wide(part, part[found.measure]), found.measure, lowest)
    return table


def by_one(found: Stored, axis: Axis, lowest: bool) -> dict[int, Lead | None]:
    """Place of each value of a parameter → who leads there."""
    runs = placed(found, (axis,))
    return {int(place): maps.lead(maps._wide(part, part[found.measure]), found.measure, lowest)
            for place, part in runs.groupby("_0")}


@plots.styled
def phase(found: Stored, x: Axis, y: Axis, lowest: bool):
    """The phase map of two parameters."""
    table, names = by_two(found, x, y, lowest), ink.Names(found.scenarios)
    fig, ax = ink.canvas(height=62 + ROW * len(y.values))
    shape = (len(y.values), len(x.values))
    tiles.leads(ax, table, found.scenarios, measures.unit(found.measure), shape, _fontsize(len(x.values)))
    tiles.dot(ax, x.place(), y.place())
    return _finished(fig, ax, x, y, names, "phase", say("Who leads in {measure}, by {x} and {y}",
                                                        measure=measures.called(found.measure), x=x.name, y=y.name))


def horizon(found: Stored, axis: Axis, lowest: bool) -> tuple[list[int], dict] | None:
    """Days, and who leads up to each: (row, column) → lead; None if series are missing, too many, or not of a measure
    that is taken daily."""
    if len(found.outcomes) > LONG or measures.declared(found.measure).when != "daily":
        return None
    try:
        series = found.store.series(found.sweep_id, found.measure)
    except StoreError:
        return None
    runs = placed(found, (axis,)).rename(columns={"_0": "_place"})
    return maps.over_days(runs, series, "_place", found.measure, lowest)


@plots.styled
def over_time(found: Stored, axis: Axis, days, table):
    """The phase map of one parameter and the horizon."""
    names = ink.Names(found.scenarios)
    fig, ax = ink.canvas(height=62 + ROW * len(axis.values))
    tiles.leads(ax, table, found.scenarios, measures.unit(found.measure), (len(axis.values), len(days)))
    tiles.dot(ax, len(days) - 1.0, axis.place())
    at = range(0, len(days), max(1, len(days) // 5))
    ax.set_xticks(list(at), [f"{days[n]:,}" for n in at])
    ax.set_xlabel(say("Day up to which it is counted"))
    ink.up(ax, axis, axis.values, names)
    svg.framed(fig, ink.beside(axis, axis.values), 12, top=8, bottom=36)
    return ink.inline(fig, names, "horizon",
                      say("Who leads in {measure}, by {name} and horizon", measure=measures.called(found.measure),
                          name=axis.name))
