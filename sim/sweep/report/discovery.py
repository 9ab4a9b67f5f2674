"""Scenario discovery: in which boxes of what varied a condition is met, in words, numbers and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.compare import plots, svg
from sim.compare.format import listed
from sim.plot import figure
from sim.sweep.prim import Box, boxes
from sim.sweep.report import ink
from sim.sweep.report.axes import Axis
from sim.sweep.report.condition import Condition
from sim.sweep.report.means import points
from sim.sweep.report.stored import Stored
from sim.system.words import say

SCENARIO = "scenario"
FEWEST = 20  # cells below which no box is sought
MOST = 100_000  # of cells that are searched


@dataclass(frozen=True)
class Discovery:
    """What was found: the cases (a row per cell), the share of each cell's seeds that meet the condition, and the
    boxes.
    """

    condition: Condition
    axes: tuple[Axis, ...]
    cases: pd.DataFrame
    y: np.ndarray
    boxes: tuple[Box, ...]

    @property
    def share(self) -> float:
        """The share of all runs that meet the condition, each cell with the same weight."""
        return float(self.y.mean())


def discover(found: Stored, axes: Sequence[Axis], condition: Condition) -> Discovery:
    """Seek boxes among the cells of a sweep; a sweep of several scenarios has the scenario as one more dimension."""
    runs = found.outcomes
    y = condition.holds(runs[condition.measure]).groupby(runs.cell).mean()
    table = points(found, [axis.path for axis in axes]).loc[y.index]
    for axis in axes:
        if not axis.numeric:
            table[axis.path] = [axis.shown(value) for value in table[axis.path]]
    if len(found.scenarios) > 1:
        table[SCENARIO] = runs.groupby("cell").scenario.first()
    cases, values = table.reset_index(drop=True), y.to_numpy(float)
    enough = len(cases) >= FEWEST and 0 < values.sum() and len(cases) <= MOST and len(cases.columns)
    return Discovery(condition, tuple(axes), cases, values, tuple(boxes(cases, values)) if enough else ())


def limits(one: Discovery, box: Box) -> list[dict]:
    """The limits of a box as texts: name, limit, and quasi-p."""
    by_path = {axis.path: axis for axis in one.axes}
    return [{"name": by_path[path].name if path in by_path else say("scenario"), "path": path,
             "says": said(by_path.get(path), limit), "p": _p(box.p[path])} for path, limit in box.limits.items()]


def said(axis: Axis | None, limit) -> str:
    """A limit in words: `0.1 to 0.3`, `0.3 or less`, `random or hubs`."""
    if isinstance(limit, frozenset):
        return listed(sorted(map(str, limit)), say("or"))
    shown = axis.shown if axis else str
    low, high = limit
    if np.isinf(low):
        return say("{high} or less", high=shown(high))
    return say("{low} or more", low=shown(low)) if np.isinf(high) else say("{low} to {high}", low=shown(low),
                                                                           high=shown(high))


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.2g}"


def rule(one: Discovery, box: Box) -> str:
    """The limits of a box as one clause."""
    return say(", ").join(say("{name} {value}", name=limit["name"], value=limit["says"]) for limit in limits(one, box))


@plots.styled
def picture(found: Stored, one: Discovery, box: Box, number: int):
    """The cells by the two limits of a box that matter most, filled by the share that meets the condition."""
    columns = sorted(box.limits, key=lambda path: box.p[path])[:2]
    if len(columns) < 2:
        columns += [axis.path for axis in one.axes if axis.path not in columns][:1]
    if len(columns) < 2:
        return None
    names, (fig, ax) = ink.Names(found.scenarios), ink.canvas()
    x, y = (_along(one, columns[n], names, (ax.xaxis, ax.yaxis)[n]) for n in (0, 1))
    ax.scatter(x, y, s=22, c=[figure.mixed(figure.DARK, 0.08 + 0.92 * share) for share in one.y], linewidths=0.6,
               edgecolors=figure.DARK, zorder=3)
    _frame(ax, one, box, columns)
    svg.framed(fig, 30 + ink.POINT * _widest(one, columns[1]), 12, top=10, bottom=38)
    return ink.inline(fig, names, f"box {number}", say("Where {condition} is met", condition=one.condition))


def _along(one: Discovery, path: str, names: ink.Names, axis) -> np.ndarray:
    """The places of all cells along an axis of the picture, which gets its name and, for texts, its ticks."""
    column = one.cases[path]
    label = next((own.name for own in one.axes if own.path == path), SCENARIO)
    axis.set_label_text(names.text(label, 30))
    if pd.api.types.is_numeric_dtype(column):
        axis.get_major_locator().set_params(nbins=5)
        return column.to_numpy(float)
    values = sorted(set(column))
    axis.set_ticks(range(len(values)), [names.text(str(value)) for value in values])
    jitter = ((np.arange(len(column)) * 0.618) % 1 - 0.5) * 0.5  # so that cells do not hide each other
    return np.array([values.index(value) for value in column]) + jitter


def _widest(one: Discovery, path: str) -> int:
    column = one.cases[path]
    return 4 if pd.api.types.is_numeric_dtype(column) else min(ink.LONGEST, max(map(len, map(str, column))))


def _frame(ax, one: Discovery, box: Box, columns: Sequence[str]) -> None:
    """The box itself, to the edge of the picture where it is open."""
    spans = []
    for path, (low, high) in zip(columns, (ax.get_xlim(), ax.get_ylim()), strict=True):
        limit = box.limits.get(path)
        if isinstance(limit, frozenset):
            values = sorted(set(one.cases[path]))
            places = [values.index(value) for value in limit if value in values]
            spans.append((min(places) - 0.4, max(places) + 0.4) if _together(places) else (low, high))
        else:
            spans.append((low, high) if limit is None else (max(low, limit[0]), min(high, limit[1])))
    (x0, x1), (y0, y1) = spans
    ax.plot([x0, x1, x1, x0, x0], [y0, y0, y1, y1, y0], color="#8A5A00", linewidth=2, zorder=4)


def _together(places: Sequence[int]) -> bool:
    return bool(places) and max(places) - min(places) + 1 == len(places)
