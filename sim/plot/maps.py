"""Phase maps: which scenario leads at which values of two parameters, or of one parameter on which day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from sim.compare import names
from sim.compare.lead import Lead, lead
from sim.plot import figure, tiles
from sim.scenario import arguments

COLUMNS = 60  # of a map over time; more could not be seen


def phase_map(outcomes: pd.DataFrame, x: str, y: str | None = None, measure: str = "profit",
              series: pd.DataFrame | None = None, lowest: bool = False, filed: Mapping[str, Any] | None = None,
              ax=None):
    """Draw which scenario of a sweep leads where; returns the axes.

    `outcomes` is the frame of `sim.outcomes(sweep)`. With `y`, both `x` and `y` are columns of it that vary. Without
    `y`, rows are the values of `x` and columns are days: give `series`, the frame of `sim.series(sweep, measure)`. A
    measure that counts sums or means over days is summed or averaged up to each day. Dark tiles are sure leads, pale
    ones not (see `sim.compare.lead`); a white line is where the leader changes. `filed` gives values as the scenario
    has them, {"trust.negativity": 1.5}, for a dot. Higher is better, or lower with `lowest`. Where other things vary as
    well, runs are averaged over them, seed by seed. Raises ScenarioError for an unknown column or measure, and with one
    scenario.
    """
    _check(outcomes, [one for one in (x, y) if one], measure, series)
    ax, scenarios = figure.axes(ax), list(dict.fromkeys(outcomes.scenario))
    if series is None:
        columns, rows = levels(outcomes, x), levels(outcomes, str(y))
        table = over_two(outcomes, x, str(y), measure, lowest)
    else:
        rows, (columns, table) = levels(outcomes, x), over_days(outcomes, series, x, measure, lowest)
    tiles.leads(ax, table, scenarios, names.unit(measure), (len(rows), len(columns)))
    _labelled(ax, columns, rows, x if series is None else "Day", y if series is None else x)
    if filed:
        _dot(ax, columns, rows, filed, x, y)
    _named(ax, scenarios, measure, lowest)
    return ax


def levels(outcomes: pd.DataFrame, column: str) -> list:
    """The values of what varies, numbers ascending, others in the order of cells."""
    values = list(dict.fromkeys(outcomes[column].dropna()))
    return sorted(values) if all(tiles._number(value) for value in values) else values


def over_two(outcomes: pd.DataFrame, x: str, y: str, measure: str, lowest: bool = False) -> dict:
    """(row, column) → lead: `y` counts rows, and `x` columns, by `levels`."""
    columns, rows, table = levels(outcomes, x), levels(outcomes, y), {}
    for (across, up), part in outcomes.groupby([x, y], sort=False):
        table[rows.index(up), columns.index(across)] = lead(_wide(part, part[measure]), measure, lowest)
    return table


def over_days(outcomes: pd.DataFrame, series: pd.DataFrame, x: str, measure: str,
              lowest: bool = False) -> tuple[list[int], dict[tuple[int, int], Lead | None]]:
    """The days of the columns, and (row, column) → lead on that day, from daily series of every run."""
    table = so_far(series, names.declared(measure).over_run)
    days = [int(day) for day in table.index[_thinned(len(table))]]
    rows, found = levels(outcomes, x), {}
    for value, part in outcomes.groupby(x, sort=False):
        runs = part[[key in table.columns for key in zip(part.cell, part.seed, strict=True)]]
        own = table[list(zip(runs.cell, runs.seed, strict=True))]
        for column, day in enumerate(days):
            found[rows.index(value), column] = lead(_wide(runs, own.loc[day].to_numpy()), measure, lowest)
    return days, found


def so_far(series: pd.DataFrame, over_run: str) -> pd.DataFrame:
    """A daily measure as the run would have it, had it ended on each day."""
    if over_run == "sum":
        return series.cumsum()
    return series.expanding().mean() if over_run == "mean" else series


def _wide(part: pd.DataFrame, values) -> pd.DataFrame:
    """A row for each seed, a column for each scenario; several cells of one scenario are averaged."""
    runs = part[["seed", "scenario"]].assign(_value=values)
    order = list(dict.fromkeys(part.scenario))
    return runs.pivot_table(index="seed", columns="scenario", values="_value", aggfunc="mean")[order]


def _thinned(days: int):
    import numpy as np  # Imported where it is needed

    return np.unique(np.linspace(0, days - 1, min(days, COLUMNS)).round().astype(int))


def _check(outcomes: pd.DataFrame, columns: list[str], measure: str, series: pd.DataFrame | None) -> None:
    if not isinstance(outcomes, pd.DataFrame) or not {"cell", "scenario", "seed"} <= set(outcomes.columns):
        raise figure.refused(f"{arguments.brief(outcomes)} is not a frame of sim.outcomes of a sweep")
    varied = list(outcomes.columns[3:outcomes.columns.get_loc("seed")])
    for column in columns:
        figure.one_of(column, varied, "what varies in this sweep")
    figure.one_of(measure, outcomes.columns[outcomes.columns.get_loc("seconds") + 1:], "a measure of this sweep")
    if outcomes.scenario.nunique() < 2:
        raise figure.refused("a phase map compares scenarios; this sweep has one")
    if (series is None) == (len(columns) < 2):
        raise figure.refused("give either y=, a second parameter, or series=, the frame of sim.series(sweep, measure)")


def _labelled(ax, columns: list, rows: list, x: str | None, y: str | None) -> None:
    at = range(len(columns)) if len(columns) < tiles.WIDE else range(0, len(columns), max(1, len(columns) // 6))
    ax.set_xticks(list(at), [_said(columns[n]) for n in at])
    ax.set_yticks(range(len(rows)), [_said(value) for value in rows])
    ax.set_xlabel(x)
    ax.set_ylabel(y)


def _said(value) -> str:
    return f"{value:g}" if tiles._number(value) else str(value)


def _dot(ax, columns: list, rows: list, filed: Mapping[str, Any], x: str, y: str | None) -> None:
    if y is None:
        tiles.dot(ax, len(columns) - 1.0, tiles.place(rows, filed.get(x)))
    else:
        tiles.dot(ax, tiles.place(columns, filed.get(x)), tiles.place(rows, filed.get(y)))


def _named(ax, scenarios: list[str], measure: str, lowest: bool) -> None:
    from matplotlib.patches import Patch  # Imported where it is needed: reports name scenarios beside the picture

    handles = [Patch(color=figure.colour(k), label=f"{figure.sign(k)} {name}") for k, name in enumerate(scenarios)]
    ax.legend(handles=handles, frameon=False, fontsize="small", loc="upper left", bbox_to_anchor=(1, 1))
    ax.set_title(f"Who has the {'lowest' if lowest else 'highest'} {names.called(measure)}", loc="left")
