"""Tiles: one measure of two parameters (a heat map), and who leads where (a phase map).

Tiles are equally large whatever the distance of their values, so that nothing is interpolated between what was run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.compare.lead import Lead
from sim.plot import figure

NOTHING = "#F5F7F9"  # where no run has a value
PALE = 0.35  # what is left of a scenario's colour where its lead is not sure
WIDE = 12  # columns from which on a tile has no room for text


def heat(ax, table: np.ndarray, unit: str, low: float, high: float, fontsize: float = 8.5) -> None:
    """Draw means as tiles: rows of `table` from bottom to top, darker for more, each with its number.

    `low` and `high` are the ends of the scale, which pictures side by side share.
    """
    span = (high - low) or 1.0
    for (row, column), value in np.ndenumerate(table):
        share = 0.0 if value != value else min(1.0, max(0.0, (value - low) / span))
        _tile(ax, column, row, NOTHING if value != value else shade(share))
        ax.text(column, row, figure.tick(value, unit), ha="center", va="center", fontsize=fontsize,
                color="white" if share > 0.45 and value == value else "#1C2430")
    _bounds(ax, table.shape)


def shade(share: float) -> str:
    """A colour on the scale of heat maps: 0 is its light end, 1 its dark one."""
    ends = [[int(end[at:at + 2], 16) for at in (1, 3, 5)] for end in (figure.PALE, figure.DARK)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in zip(*ends, strict=True))


def leads(ax, table: Mapping[tuple[int, int], Lead | None], names: Sequence[str], unit: str, shape: tuple[int, int],
          fontsize: float = 8.5) -> None:
    """Draw who leads in each tile: `table` maps (row, column) to a lead; `names` gives scenarios their colours.

    Dark: the lead is sure; pale: it is not. A white line lies between tiles with different leaders. Where there is
    room, a tile has the leader's mark and its lead; in a wide map, the mark stands in the middle of each stretch.
    """
    for row in range(shape[0]):
        for column in range(shape[1]):
            one = table.get((row, column))
            full = figure.colour(names.index(one.first)) if one else NOTHING
            _tile(ax, column, row, full if one is None or one.sure else figure.mixed(full, PALE))
    _flips(ax, table, shape)
    for row, column, one in _said(table, shape):
        amount = figure.tick(abs(one.difference), unit) if shape[1] < WIDE else ""
        ax.text(column, row, f"{figure.sign(names.index(one.first))} {amount}".rstrip(), ha="center", va="center",
                fontsize=fontsize, color="white" if one.sure else "#1C2430")
    _bounds(ax, shape)


def _said(table, shape):
    """The tiles that have a text: all of a small map, and the middle of each stretch of a wide one."""
    for row in range(shape[0]):
        if shape[1] < WIDE:
            yield from ((row, column, one) for column in range(shape[1]) if (one := table.get((row, column))))
            continue
        start = 0
        for column in range(1, shape[1] + 1):
            if column == shape[1] or _who(table, row, column) != _who(table, row, start):
                middle = (start + column - 1) // 2
                one = table.get((row, middle))
                if one and column - start >= shape[1] / 15:
                    yield row, middle, one
                start = column


def _who(table, row: int, column: int):
    one = table.get((row, column))
    return (one.first, one.sure) if one else None


def _flips(ax, table, shape: tuple[int, int]) -> None:
    """The white line between tiles with different leaders."""
    for x, y in flips(table, shape):
        ax.plot(x, y, color="white", linewidth=3.0, solid_capstyle="butt", zorder=3)


def flips(table: Mapping[tuple[int, int], Lead | None], shape: tuple[int, int]) -> list[tuple[list, list]]:
    """The edges between neighbouring tiles with different leaders, as ends of lines: ([x, x], [y, y])."""
    edges = []
    for (row, column), one in table.items():
        right, above = table.get((row, column + 1)), table.get((row + 1, column))
        if one and right and right.first != one.first:
            edges.append(([column + 0.5] * 2, [row - 0.5, row + 0.5]))
        if one and above and above.first != one.first:
            edges.append(([column - 0.5, column + 0.5], [row + 0.5] * 2))
    return edges


def dot(ax, column: float | None, row: float | None) -> None:
    """A dot at the filed values; nothing if they are outside of what was run."""
    if column is not None and row is not None:
        ax.plot([column], [row + 0.3], "o", markersize=8, color="white", markeredgecolor="#1C2430",
                markeredgewidth=1.8, zorder=5, clip_on=False)


def place(values: Sequence, filed) -> float | None:
    """Where a filed value lies among the values of an axis: its index, or between two; None if it is outside."""
    if filed in values:
        return float(list(values).index(filed))
    if not all(_number(value) for value in (*values, filed)) or not min(values) <= filed <= max(values):
        return None
    order = np.argsort(values)
    return float(np.interp(filed, np.asarray(values, float)[order], order.astype(float)))


def _number(value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _tile(ax, column: float, row: float, colour: str) -> None:
    # An edge of the same colour, so that no ground shines through between tiles.
    ax.bar(column, 1.0, bottom=row - 0.5, width=1.0, color=colour, edgecolor=colour, linewidth=0.4)


def _bounds(ax, shape: tuple[int, int]) -> None:
    ax.set_xlim(-0.5, shape[1] - 0.5)
    ax.set_ylim(-0.5, shape[0] - 0.5)
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
