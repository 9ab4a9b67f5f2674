"""The phase map: who leads by horizon and by one assumption. The horizon comes free from the daily lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy as np

from sim.compare import draw, marks, names
from sim.compare.data import Column, Data
from sim.compare.decision import Decision
from sim.compare.explore import ASSUMPTION, Tried, words
from sim.compare.plots import styled
from sim.system.words import say

HORIZONS = 12


def section(c, made: Decision) -> dict | None:
    """Both maps with their sentence; None if no assumption was swept."""
    tried = _swept(c, made)
    if len(tried) < 3:
        return None
    days, shares = shared(c, made, tried)
    title = _title(made, shares, [one.trial.factor for one in tried])
    return {"title": title, "names": [made.first, made.second],
            **{kind: chart(c, made, tried, days, shares, title, width) for kind, width in draw.WIDTHS.items()},
            "data": data(made, tried, days, shares),
            "says": say("Who leads on {measure}, by horizon and by: {what}. Dark: in each of {n} seeds; pale: not in "
                        "all. White line: the leader changes. Dot: as planned.", measure=names.called(c.measure),
                        what=words.assumption(tried[0].trial), n=len(tried[0].seeds))}


def data(made: Decision, tried: list[Tried], days: np.ndarray, shares: np.ndarray) -> Data:
    """What the map shows: for each value and horizon the share of seeds in which the first leads."""
    columns = [Column(words.assumption(tried[0].trial)),
               *(Column(say("day {number}", number=day + 1), "share") for day in days)]
    return Data("phases.csv", say("Share of seeds in which {first} leads, by value and horizon", first=made.first),
                columns, [(words.amount(one.trial), *map(float, row)) for one, row in zip(tried, shares, strict=True)])


def _swept(c, made: Decision) -> list[Tried]:
    """The trials of the assumption that was swept, from the lowest to the highest, each factor once."""
    if not c.explored or not c.explored.swept or not made.second:
        return []
    found = {round(one.trial.factor, 6): one for one in c.explored.of(ASSUMPTION)
             if one.trial.key == c.explored.swept and {made.first, made.second} <= set(one.lines)}
    return [found[factor] for factor in sorted(found)]


def shared(c, made: Decision, tried: list[Tried]) -> tuple[np.ndarray, np.ndarray]:
    """The horizons, and for each trial and horizon the share of seeds in which the first leads the second."""
    size = min(one.lines[name].shape[1] for one in tried for name in (made.first, made.second))
    days = np.unique(np.linspace(size / HORIZONS, size, HORIZONS).round().astype(int)) - 1
    turn = -1.0 if c.lowest else 1.0
    leads = [turn * (one.lines[made.first][:, days] - one.lines[made.second][:, days]) for one in tried]
    return days, np.array([(lead > 0).mean(axis=0) for lead in leads])


def _title(made: Decision, shares: np.ndarray, factors: list[float]) -> str:
    """Where the second leads on most seeds: at shorter horizons, with another value of the assumption, or nowhere."""
    here = int(np.argmin(np.abs(np.array(factors) - 1.0)))
    shorter, other = bool((shares[here] < 0.5).any()), bool((shares[:, -1] < 0.5).any())
    values = {"first": made.first, "second": made.second}
    if shorter and other:
        return say("A shorter horizon or another value of this assumption hands it to {second}", **values)
    if shorter:
        return say("Only a shorter horizon hands it to {second}", **values)
    if other:
        return say("Another value of this assumption hands it to {second}", **values)
    return say("{first} leads at each horizon and value that was run", **values) if (shares >= 0.5).all() else say(
        "Only a shorter horizon with another value of this assumption hands it to {second}", **values)


@styled
def chart(c, made: Decision, tried: list[Tried], days: np.ndarray, shares: np.ndarray, title: str, width: int):
    """Tiles in the colour of who leads, a white line where that changes, and a dot where the plan is."""
    canvas = draw.Canvas(c, width, 74 + 26 * len(tried), f"phases {width}")
    axes, rows = canvas.axes, len(tried)
    for row in range(rows):
        looks = [(made.first if share >= 0.5 else made.second, share in (0.0, 1.0)) for share in shares[row]]
        for (name, sure), start, size in _alike(looks):
            axes.add_patch(_tile(start, row, size, marks.mark(c, name).colour, 1.0 if sure else 0.35))
    _line(axes, shares >= 0.5)
    here = [one.trial.factor for one in tried].index(1.0) if 1.0 in [one.trial.factor for one in tried] else -1
    if here >= 0:
        axes.plot([days.size - 0.5], [here + 0.5], "o", color="white", markeredgecolor=marks.INK, markeredgewidth=2,
                  markersize=9, clip_on=False, zorder=6)
    axes.set_xlim(0, days.size)
    axes.set_ylim(0, rows)
    amounts = [words.amount(one.trial) for one in tried]
    axes.set_yticks(np.arange(rows) + 0.5, amounts)
    some = range(2, days.size, 3 if width >= draw.DESK else 4)
    axes.set_xticks([column + 0.5 for column in some], [f"{days[column] + 1}" for column in some])
    axes.set_xlabel(say("horizon: day on which {measure} is counted", measure=names.called(c.measure)),
                    fontsize=draw.LABEL, color=marks.SECOND, loc="right")
    canvas.framed(14 + 6.9 * max(map(len, amounts)), 14, 8, 44)
    _named(canvas, made, shares)
    return canvas.done(title)


def _alike(looks: list) -> Iterator[tuple]:
    """Neighbours that look alike are one tile: what they look like, the first column, and how many they are."""
    start = 0
    for look, group in groupby(looks):
        size = len(list(group))
        yield look, start, size
        start += size


def _tile(column: int, row: int, size: int, colour: str, alpha: float):
    from matplotlib.patches import Rectangle

    return Rectangle((column, row), size, 1.0, facecolor=colour, alpha=alpha, linewidth=0)


def _line(axes, first: np.ndarray) -> None:
    """The white line between tiles of which the leaders differ."""
    for row, column in np.argwhere(first[:, 1:] != first[:, :-1]):
        axes.plot([column + 1, column + 1], [row, row + 1], color="white", linewidth=3, solid_capstyle="butt")
    for row, column in np.argwhere(first[1:] != first[:-1]):
        axes.plot([column, column + 1], [row + 1, row + 1], color="white", linewidth=3, solid_capstyle="butt")


def _named(canvas, made: Decision, shares: np.ndarray) -> None:
    """Who leads, in white inside the widest dark part of each field, if there is room; the page has a key besides."""
    c = canvas.c
    for name, held in ((made.first, shares == 1.0), (made.second, shares == 0.0)):
        row, start, size = _widest(held)
        text = say("{name} leads", name=draw.stand_in(c.names.index(name)))
        room = size * canvas.inner[0] / shares.shape[1]
        if draw.name_space([name]) + draw.width(say("{name} leads", name="")) * 7.3 < room:
            canvas.axes.text(start + size / 2, row + 0.5, text, color="white", fontweight="bold", fontsize=13,
                             ha="center", va="center")


def _widest(held: np.ndarray) -> tuple[int, int, int]:
    """Row, first column and length of the longest row of tiles that are held; the middle one of several."""
    runs = []
    for row, line in enumerate(held):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], line.astype(int), [0]])))
        runs += [(row, int(start), int(end - start)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    longest = [run for run in runs if run[2] == max(size for _, _, size in runs)] if runs else []
    return longest[len(longest) // 2] if longest else (0, 0, 0)
