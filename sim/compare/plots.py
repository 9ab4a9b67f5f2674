"""What charts share: the style, how many points a line has, ticks, labels that do not overlap."""

from __future__ import annotations

import functools

import numpy as np

from sim.compare import svg
from sim.compare.format import on_axis
from sim.compare.svg import FAINT
from sim.system.text import width

POINTS = 190  # points of a line; more could not be seen


def styled(draw):
    """Draw with the report's style, whatever the caller has set."""
    @functools.wraps(draw)
    def drawn(*arguments, **more):
        import matplotlib

        with matplotlib.rc_context(svg.style()):
            return draw(*arguments, **more)
    return drawn


def thinned(days: int) -> np.ndarray:
    """Which of so many days are enough for a line, including the last one; days are left out, not averaged."""
    return np.unique(np.linspace(0, days - 1, min(days, POINTS)).round().astype(int))


def ticks(axes, unit: str, count: int = 5) -> None:
    """A few ticks, written out (1,000 and ¥20 k rather than powers of ten), a faint grid, and a line at zero."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(count))
    axes.xaxis.set_major_locator(MaxNLocator(count + 1, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: on_axis(value, unit)))
    axes.grid(axis="y", color=FAINT, linewidth=0.6)
    low, high = axes.get_ylim()
    if low < 0 < high:
        axes.axhline(0, color="#888888", linewidth=0.9)


def left(axes) -> float:
    """Space for the numbers on the left, in points."""
    return 14 + 5.8 * max(width(axes.yaxis.get_major_formatter()(tick)) for tick in axes.get_yticks())


def apart(at: np.ndarray, least: float, height: float) -> np.ndarray:
    """Positions at least `least` apart, in the same order, close to the given ones, within the height."""
    order = np.argsort(at, kind="stable")
    moved = at[order].astype(float)
    for n in range(1, moved.size):
        moved[n] = max(moved[n], moved[n - 1] + least)
    moved -= max(0.0, moved[-1] - max(height, least * (moved.size - 1)))
    for n in range(moved.size - 2, -1, -1):
        moved[n] = min(moved[n], moved[n + 1] - least)
    positions = np.empty_like(moved)
    positions[order] = moved
    return positions
