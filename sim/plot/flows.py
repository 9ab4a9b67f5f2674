"""Where the money went, from the ledger."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from sim.compare import ledgers
from sim.compare.comparison import Comparison
from sim.compare.sankey import ADDED, DRAWN, Sides, sides, title
from sim.plot import figure
from sim.runs.outcome import Outcome
from sim.scenario import arguments
from sim.system.text import shortened

IN, OUT, LEFT = "#AEB7C2", "#8B95A1", "#C9D3DE"
LONGEST = 30  # of a label, in columns


def sankey(what, scenario: str | None = None, ax=None):
    """Draw who paid the scenario's communities (left) and whom they paid (right), in cash; returns the axes.

    `what` is an Outcome, or a Comparison, of which `scenario` names one (means over its seeds). A band is as thick as
    its share of the sum; what was left is added to cash, and what was missing is drawn from capital, so that both sides
    are equal to the cent. Raises ScenarioError for runs that were stored without their money flows.
    """
    name, one = _sides(what, scenario)
    ax = figure.axes(ax)
    ax.set_axis_off()
    ax.set_xlim(0, 1)
    ax.set_ylim(-0.04, 1.04)
    ax.bar(0.5, 1.0, width=0.03, color=figure.colour(0), zorder=3)
    _side(ax, one.left, one, -1)
    _side(ax, one.right, one, 1)
    ax.set_title(f"{name}: {title(*_shim(what, scenario))}", loc="left", fontsize="medium")
    return ax


def _shim(what, scenario: str | None):
    """A comparison and the name of one of its scenarios; an outcome is a comparison of one."""
    if isinstance(what, Comparison):
        names = what.names
        if scenario is None and len(names) > 1:
            raise figure.refused(f"this comparison has {len(names)} scenarios; name one: scenario={names[0]!r}")
        return what, figure.one_of(names[0] if scenario is None else scenario, names, "a scenario of this comparison")
    if not isinstance(what, Outcome):
        raise figure.refused(f"{arguments.brief(what)} is neither an Outcome nor a Comparison")
    key = (what.scenario, what.seed)
    return SimpleNamespace(flows=ledgers.flows([key], {key: what}), seeds=(what.seed,)), what.scenario


def _sides(what, scenario: str | None) -> tuple[str, Sides]:
    c, name = _shim(what, scenario)
    if ledgers.missing(c, name):
        raise figure.refused(f"{name} was stored by an earlier version, without who paid whom; run it again with "
                             "another store")
    return name, sides(c, name)


def _side(ax, nodes, one: Sides, way: int) -> None:
    """The bands of one side, from the middle to the labels; `way` is −1 for the left, 1 for the right."""
    sizes = np.array([node.cents for node in nodes], float) / max(1, one.total)
    tops = 1.0 - np.concatenate([[0.0], np.cumsum(sizes)])[:len(sizes)]
    for node, size, top in zip(nodes, sizes, tops, strict=True):
        shade = LEFT if node.party in (ADDED, DRAWN) else IN if way < 0 else OUT
        ax.bar(0.5 + 0.0825 * way, size, bottom=top - size, width=0.135, color=shade, edgecolor="white", linewidth=0.4)
    for node, middle, at in zip(nodes, tops - sizes / 2, _apart(tops - sizes / 2), strict=True):
        ax.plot([0.5 + 0.152 * way, 0.5 + 0.175 * way], [middle, at], color="#8B95A1", linewidth=0.5)
        ax.text(0.5 + 0.18 * way, at, f"{shortened(node.label, LONGEST)}\n"
                f"{figure.tick(node.cents / 100 / one.runs, '¥')}", fontsize="small", linespacing=1.0, va="center",
                ha="left" if way > 0 else "right")


def _apart(places: np.ndarray) -> np.ndarray:
    """Labels from top to bottom, moved apart if they would overlap."""
    least = min(0.1, 1.0 / max(1, len(places)))
    moved = places.astype(float).copy()
    for n in range(1, len(moved)):
        moved[n] = min(moved[n], moved[n - 1] - least)
    if len(moved) and moved[-1] < 0:
        moved[-1] = 0.0
    for n in range(len(moved) - 2, -1, -1):
        moved[n] = max(moved[n], moved[n + 1] + least)
    return moved
