"""The chart of goals: profit against trust, with growth as the size of the mark."""

from __future__ import annotations

import numpy as np

from sim.compare import names, svg
from sim.compare.format import on_axis
from sim.compare.plots import HEIGHT, WIDTH, _apart, left, styled, ticks
from sim.compare.svg import FAINT, colour, framed, name_width, stand_in
from sim.system.words import say

LARGEST = 15.0  # diameter of the mark of the scenario with the most followers, in points


@styled
def front(c, table):
    """Each scenario at its mean profit and trust, filled if it is on the front; its seeds as faint dots."""
    from matplotlib.ticker import FuncFormatter

    fig, axes = svg.figure(WIDTH, HEIGHT)
    profit, trust = c.wide("profit"), c.wide("trust")
    most = max(table.followers.max(), 1e-9)
    for k, name in enumerate(c.names):
        axes.plot(profit[name], trust[name], "o", color=colour(k), alpha=0.3, markersize=3, markeredgewidth=0)
        row = table.loc[name]
        axes.plot([row.profit], [row.trust], "o", markersize=max(5.0, LARGEST * np.sqrt(row.followers / most)),
                  color=colour(k) if row.front else "none", markeredgecolor=colour(k), markeredgewidth=2)
    _bounds(axes, profit.to_numpy())
    ticks(axes, names.unit("trust"))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: on_axis(value, "¥")))
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.set_xlabel(say("Profit"))
    framed(fig, left(axes), name_width(c.names))
    _labels(axes, table)
    return svg.inline(fig, c.names, "goals",
                      say("Profit against trust, by scenario; the size of a mark is its followers"))


def _bounds(axes, profits) -> None:
    """Trust from 0 to 1, and profit with 0 in sight, so that small differences look small."""
    low, high = min(0.0, profits.min()), max(0.0, profits.max())
    room = 0.06 * ((high - low) or 1.0)
    axes.set_xlim(low - room, high + room)
    axes.set_ylim(0, 1)


def _labels(axes, table) -> None:
    """Names beside their marks, moved apart if they would overlap."""
    height = HEIGHT * (axes.get_position().y1 - axes.get_position().y0)
    at = _apart(table.trust.to_numpy(float) * height, 12.0, height)
    for k, (profit, y) in enumerate(zip(table.profit, at, strict=True)):
        axes.annotate(stand_in(k), (profit, y / height), xytext=(12, 0), textcoords="offset points", color=colour(k),
                      va="center", annotation_clip=False)
