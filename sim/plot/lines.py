"""A measure over time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from sim.compare import names
from sim.compare.comparison import Comparison
from sim.plot import figure
from sim.runs.outcome import Outcome
from sim.scenario import arguments


class Curve(NamedTuple):
    """One line: its name, its days and values, and the band around it, if it is a mean over several seeds."""

    name: str
    days: np.ndarray
    mean: np.ndarray
    low: np.ndarray | None = None
    high: np.ndarray | None = None


def growth(what, measure: str = "followers", ax=None, labels: Mapping | None = None):
    """Draw a daily measure over time, by default followers; returns the axes.

    `what` is an Outcome or an Economy (one line), a Comparison (a line for each scenario: the mean over its seeds, and
    the band that contains the middle 80% of them), a frame of `sim.series(sweep, measure)` (the same for each cell;
    `measure` must be that of the frame, which does not name it), or a frame of `sim.series(run_id)`. `labels` gives
    cells other names: {0: "as filed"}. The unit is that of the measure. Raises ScenarioError for an unknown measure.

    >>> ax = sim.plot.growth(sim.run("base", seed=1), "trust")      # doctest: +SKIP
    """
    curves, ax = _curves(what, measure, labels or {}), figure.axes(ax)
    for k, curve in enumerate(curves):
        if curve.low is not None and curve.high is not None:
            ax.fill_between(curve.days, curve.low, curve.high, color=figure.colour(k), alpha=0.16, linewidth=0)
        ax.plot(curve.days, curve.mean, color=figure.colour(k), linewidth=1.8, label=curve.name,
                marker=figure.mark(k).marker, markevery=[-1], clip_on=False)
    _finish(ax, measure, len(curves) > 1)
    return ax


def _finish(ax, measure: str, several: bool) -> None:
    known = names.declared(measure)
    ax.set_xlabel("Day")
    ax.set_ylabel(known.unit)
    ax.set_title(names.heading(measure), loc="left")
    ax.set_xlim(left=0)
    if known.unit in ("share", "0 to 1"):
        ax.set_ylim(0, 1)
    elif ax.get_ylim()[0] > 0:
        ax.set_ylim(bottom=0)
    figure.spared(ax)
    figure.counted(ax, known.unit)
    if several:
        ax.legend(frameon=False)


def _curves(what, measure: str, labels: Mapping) -> list[Curve]:
    if isinstance(what, Comparison):
        figure.one_of(measure, dict.fromkeys(what.series.measure), "a daily measure of this comparison")
        return [_of_scenario(what, name, measure) for name in what.names]
    if isinstance(what, pd.DataFrame) and what.columns.names == ["cell", "seed"]:
        figure.one_of(measure, _daily(), "a daily measure")
        return [_of_cell(what[cell], labels.get(cell, f"cell {cell}"))
                for cell in dict.fromkeys(what.columns.get_level_values("cell"))]
    series = _series(what)
    figure.one_of(measure, series.columns, "a daily measure of this run")
    return [Curve(getattr(what, "scenario", measure), series.index.to_numpy(), series[measure].to_numpy(float))]


def _series(what) -> pd.DataFrame:
    """The daily measures of one run."""
    if isinstance(what, pd.DataFrame):
        return what
    if isinstance(what, Outcome):
        return what.series
    if callable(getattr(what, "series", None)):
        return what.series()
    raise figure.refused(f"{arguments.brief(what)} is neither an outcome nor a comparison, an economy or a frame of "
                         "sim.series")


def _daily() -> list[str]:
    from sim.model.recorder import known  # Imported where it is needed: comparisons bring their own names

    return [name for name, one in known().items() if one.when == "daily"]


def _of_scenario(c: Comparison, name: str, measure: str) -> Curve:
    own = c.series[(c.series.scenario == name) & (c.series.measure == measure)]
    return Curve(name, own.day.to_numpy(), own["mean"].to_numpy(), own.low.to_numpy(), own.high.to_numpy())


def _of_cell(runs: pd.DataFrame, name: str) -> Curve:
    low, high = runs.quantile([0.1, 0.9], axis=1).to_numpy()
    return Curve(name, runs.index.to_numpy(), runs.mean(axis=1).to_numpy(), low, high)
