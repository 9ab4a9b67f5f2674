"""The charts of the report: small SVGs that are readable on a phone, with one colour per scenario throughout."""

from __future__ import annotations

import functools

import numpy as np

from sim.compare import names, svg
from sim.compare.format import on_axis
from sim.compare.svg import FAINT, colour, dash, figure, framed, name_width, stand_in
from sim.system.text import width
from sim.system.words import say

WIDTH, HEIGHT = 430, 250
POINTS = 190  # points of a line; more could not be seen


def styled(draw):
    """Draw with the report's style, whatever the caller has set."""
    @functools.wraps(draw)
    def drawn(*arguments, **more):
        import matplotlib

        with matplotlib.rc_context(svg.style()):
            return draw(*arguments, **more)
    return drawn


@styled
def lines(c, measure: str):
    """A measure over time: the mean over seeds, and the band that contains the middle 80% of them."""
    fig, axes = figure(WIDTH, HEIGHT)
    ends = []
    for k, name in enumerate(c.names):
        curve = c.series[(c.series.scenario == name) & (c.series.measure == measure)]
        curve = curve.iloc[thinned(len(curve))]
        axes.fill_between(curve.day, curve.low, curve.high, color=colour(k), alpha=0.16 if len(c.names) < 4 else 0.08,
                          linewidth=0)
        axes.plot(curve.day, curve["mean"], color=colour(k), linestyle=dash(k), linewidth=1.8)
        ends.append((curve.day.iloc[-1], curve["mean"].iloc[-1]))
    ticks(axes, names.unit(measure))
    axes.set_xlabel(say("Day"))
    axes.set_xlim(0, max(day for day, _ in ends) or 1)
    framed(fig, left(axes), name_width(c.names))
    _end_labels(axes, ends)
    return svg.inline(fig, c.names, f"lines {measure}",
                      say("{measure} over time, by scenario", measure=names.heading(measure)))


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


def _end_labels(axes, ends) -> None:
    """Names at the ends of their lines, moved apart if they would overlap."""
    height = HEIGHT * (axes.get_position().y1 - axes.get_position().y0)
    low, high = axes.get_ylim()
    at = np.array([(value - low) / (high - low) * height for _, value in ends])
    for k, y in enumerate(_apart(at, 12.0, height)):
        axes.annotate(stand_in(k), (1.0, y / height), xycoords="axes fraction", xytext=(6, 0),
                      textcoords="offset points", color=colour(k), va="center", annotation_clip=False)


def _apart(at: np.ndarray, least: float, height: float) -> np.ndarray:
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


@styled
def differences(c):
    """Each seed's difference from the leader as a dot, with the mean and its interval as a bar."""
    order = c.ranking()
    others = order[1:]
    fig, axes = figure(WIDTH, 58 + 44 * len(others))
    wide = c.wide()
    for row, name in enumerate(reversed(others)):
        k, pair = c.names.index(name), c.pair(name, order[0])
        apart = (wide[name] - wide[order[0]]).to_numpy()
        axes.plot(apart, row + _swarm(apart.size), "o", color=colour(k), alpha=0.35, markersize=3.5,
                  markeredgewidth=0)
        _bar(axes, row, pair.difference, pair.low, pair.high, k)
    axes.axvline(0, color="#555555", linewidth=1)
    return _rows(fig, axes, c, [c.names.index(name) for name in reversed(others)], c.measure,
                 say("Difference to the leader in {measure}, seed by seed", measure=names.called(c.measure)))


def _swarm(size: int) -> np.ndarray:
    """Small vertical offsets, so that dots with the same value do not hide each other."""
    return 0.13 + 0.06 * (np.arange(size) % 4)


def _bar(axes, row: float, mean: float, low: float, high: float, k: int) -> None:
    if np.isfinite(low):
        axes.plot([low, high], [row, row], color=colour(k), linewidth=3, solid_capstyle="butt")
    axes.plot([mean], [row], "o", color="white", markeredgecolor=colour(k), markeredgewidth=2, markersize=7)


@styled
def dots(c, measure: str):
    """One measure of every scenario: mean and interval, side by side."""
    fig, axes = figure(300, 46 + 24 * len(c.names))
    table = c.statistics(measure)
    for row, (k, name) in enumerate(reversed(list(enumerate(c.names)))):
        statistics = table.loc[name]
        _bar(axes, row, statistics["mean"], statistics.low, statistics.high, k)
    return _rows(fig, axes, c, list(reversed(range(len(c.names)))), measure,
                 say("{measure}, by scenario", measure=names.heading(measure)))


def _rows(fig, axes, c, which, measure: str, title: str):
    """Finish a chart with one row for each scenario."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.set_ylim(-0.6, len(which) - 0.4)
    axes.set_yticks(range(len(which)), [stand_in(k) for k in which])
    for tick, k in zip(axes.get_yticklabels(), which, strict=True):
        tick.set_color(colour(k))
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: on_axis(value, names.unit(measure))))
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    framed(fig, name_width(c.names), 26, top=8, bottom=24)
    return svg.inline(fig, c.names, title, title)


@styled
def money(c, columns: dict[str, str], table):
    """Stacked bars, one for each scenario: what was spent on what, or where revenue came from."""
    fig, axes = figure(WIDTH, 40 + 30 * len(c.names))
    shades = ("#4C78A8", "#B8C9DC", "#8A8A8A", "#D8D8D8", "#6B9080", "#C9B79C", "#A3788F", "#E3C567")
    for row, name in enumerate(reversed(c.names)):
        left = 0.0
        for n, column in enumerate(columns):
            size = max(0.0, float(table.loc[name, column]))
            axes.barh(row, size, left=left, color=shades[n % len(shades)], height=0.62)
            left += size
    return _rows(fig, axes, c, list(reversed(range(len(c.names)))), "profit", say("Spending by scenario")), shades
