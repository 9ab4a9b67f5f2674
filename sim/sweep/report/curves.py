"""Response curves: a measure over the values of one parameter, a line for each scenario."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.compare import names as measures
from sim.compare import plots, svg
from sim.plot import figure
from sim.sweep.report import ink
from sim.sweep.report.axes import Axis
from sim.sweep.report.means import places
from sim.sweep.report.stored import Stored
from sim.system.words import say

MOST = 12  # different values up to which each is drawn; more are gathered in groups
GROUPS = 8  # of equally many cells


def response(found: Stored, axis: Axis, measure: str) -> pd.DataFrame:
    """A row for each scenario and value of a parameter: mean, low and high of a measure, and how many `runs`.

    Other parameters are averaged over, seed by seed; `low` and `high` are the tenth and ninetieth percentile over
    seeds. Of a parameter with more than 12 values, equally large groups of cells are formed; there, percentiles are
    those over cells, and the value is the mean of the group.
    """
    runs = found.outcomes[["cell", "scenario", "seed", measure]]
    runs = runs.assign(place=runs.cell.map(places(found, axis))).dropna(subset=[measure, "place"])
    runs = runs.astype({"place": int})
    if axis.numeric and len(axis.values) > MOST:
        return _grouped(runs.assign(value=[float(axis.values[place]) for place in runs.place]), measure)
    each = runs.groupby(["scenario", "place", "seed"], sort=False)[measure].mean()
    table = _described(each.groupby(["scenario", "place"], sort=False))
    table["runs"] = runs.groupby(["scenario", "place"], sort=False).size()
    table = table.reset_index()
    return table.assign(value=[axis.values[place] for place in table.place]).sort_values("place", kind="stable")


def _grouped(runs: pd.DataFrame, measure: str) -> pd.DataFrame:
    cells = runs.groupby(["scenario", "cell"]).agg(value=("value", "first"), mean=(measure, "mean"),
                                                   runs=("seed", "size")).reset_index()
    cells["group"] = cells.groupby("scenario").value.transform(
        lambda own: pd.qcut(own.astype(float), min(GROUPS, own.nunique()), labels=False, duplicates="drop"))
    by_group = cells.groupby(["scenario", "group"])
    table = _described(by_group["mean"])
    table["value"], table["runs"] = by_group.value.mean(), by_group.runs.sum()
    table = table.reset_index()
    return table.assign(place=table.value).sort_values("value", kind="stable")


def _described(grouped) -> pd.DataFrame:
    return pd.DataFrame({"mean": grouped.mean(), "low": grouped.quantile(0.1), "high": grouped.quantile(0.9)})


@plots.styled
def curve(found: Stored, axis: Axis, measure: str):
    """The picture of one response."""
    table, names = response(found, axis, measure), ink.Names(found.scenarios)
    fig, ax = ink.canvas()
    numeric, ends = axis.numeric, []
    for k, scenario in enumerate(found.scenarios):
        own = table[table.scenario == scenario]
        x = own.value.astype(float).to_numpy() if numeric else own.place.to_numpy(float) + _offset(k, found)
        (_line if numeric else _bars)(ax, x, own, k)
        ends.append(float(own["mean"].iloc[-1]) if len(own) else 0.0)
    _filed(ax, axis)
    ink.grid(ax, measures.unit(measure))
    if numeric:
        _spread(ax, axis, names)
    else:
        ink.along(ax, axis, axis.values, names)
        ax.set_xlim(-0.6, len(axis.values) - 0.4)
    several = len(found.scenarios) > 1
    svg.framed(fig, ink.left(ax), svg.name_width(found.scenarios) if several else 16)
    if several:
        ink.end_names(ax, ends, ink.HEIGHT - 44)
    return ink.inline(fig, names, f"{axis.path} {measure}", say(
        "{measure} by {name}", measure=measures.heading(measure), name=axis.name))


def _offset(k: int, found: Stored) -> float:
    return (k - (len(found.scenarios) - 1) / 2) * min(0.18, 0.6 / len(found.scenarios))


def _line(ax, x, own: pd.DataFrame, k: int) -> None:
    ax.fill_between(x, own.low, own.high, color=figure.colour(k), alpha=0.16, linewidth=0)
    ax.plot(x, own["mean"], color=figure.colour(k), linewidth=1.8, marker=figure.mark(k).marker,
            markersize=4.5, linestyle=svg.dash(k))


def _bars(ax, x, own: pd.DataFrame, k: int) -> None:
    ax.vlines(x, own.low, own.high, color=figure.colour(k), linewidth=3, alpha=0.4)
    ax.plot(x, own["mean"], figure.mark(k).marker, color=figure.colour(k), markersize=6)


def _filed(ax, axis: Axis) -> None:
    """A dotted line at the value that all scenarios were filed with, if it is in sight."""
    filed = axis.filed_once
    if axis.numeric and isinstance(filed, (int, float)) and min(axis.values) <= filed <= max(axis.values):
        ax.axvline(float(filed), color="#8A5A00", linewidth=1.2, linestyle=(0, (2, 2)), zorder=1)


def _spread(ax, axis: Axis, names: ink.Names) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # Imported where it is needed

    values = np.asarray(axis.values, float)
    room = 0.03 * (values.max() - values.min() or 1.0)
    ax.set_xlim(values.min() - room, values.max() + room)
    if len(values) <= 5:
        ink.along(ax, axis, axis.values, names, values)
    else:
        ax.xaxis.set_major_locator(MaxNLocator(5))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: figure.tick(value, "¥" if axis.money else "")))
        ax.set_xlabel(names.text(axis.name, ink.LABEL))
