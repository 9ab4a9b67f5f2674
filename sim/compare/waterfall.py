"""The bridge as a picture: a bar for each strategy's profit, and between them a floating bar for each step.

On a desk the bars stand side by side, on a phone they lie one below the other.
"""

from __future__ import annotations

import re

from sim.compare import draw, figures, marks
from sim.compare.bridge import Bridge, Step
from sim.compare.data import Amount, Column, Data
from sim.compare.format import with_unit
from sim.compare.plots import styled
from sim.system.text import shortened, width, wrapped
from sim.system.words import say, translated

ROW, LABELS, NUMBERS = 33, 130, 78  # pixels
WIDE, TALL, LINE = 660, 190, 15  # pixels: the picture for a desk, its plot, and a line of text below it
BAR = 0.62  # of the room of a step


@styled
def rows(c, one: Bridge, title: str, wide: int = draw.PHONE):
    """Rows from the second's profit to the leader's; a sign stands beside each step, so that colour is not needed."""
    canvas = draw.Canvas(c, wide, 30 + ROW * (len(one.steps) + 2), f"bridge {wide}")
    axes, last, at = canvas.axes, len(one.steps) + 1, one.start / 100
    _end(axes, c, last, one.second, at)
    for place, step in enumerate(one.steps):
        row = last - 1 - place
        axes.barh(row, step.yuan, left=at, color=marks.ADDS if step.yuan >= 0 else marks.TAKES, height=BAR)
        axes.plot([at, at], [row - 0.31, row + 1.31], color=marks.AXIS, linewidth=0.8)
        _number(axes, row, max(at, at + step.yuan), money(step.yuan, sign=True))
        at += step.yuan
    axes.plot([at, at], [-0.31, 1.31], color=marks.AXIS, linewidth=0.8)
    _end(axes, c, 0, one.leader, one.end / 100)
    _labels(axes, c, one, last)
    draw.money_axis(axes, "¥", 2, "x")
    canvas.framed(max(LABELS, draw.name_space([one.leader, one.second])), NUMBERS, top=6, bottom=24)
    return canvas.done(title)


def _end(axes, c, row: int, name: str, profit: float) -> None:
    axes.barh(row, profit, color=marks.mark(c, name).colour, height=BAR)
    _number(axes, row, max(0.0, profit), money(profit))


def _number(axes, row: int, at: float, text: str) -> None:
    axes.annotate(text, (at, row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=draw.LABEL,
                  fontweight="bold", annotation_clip=False)


def _labels(axes, c, one: Bridge, last: int) -> None:
    """Names of the strategies and steps on the left; below a step's name, its mean on both sides."""
    ends = {last: one.second, 0: one.leader}
    lowest, first = (draw.stand_in(c.names.index(name)) for name in (one.leader, one.second))
    texts = [lowest, *(f"{translated(step.name)}\n{change(step)}" for step in reversed(one.steps)), first]
    axes.set_yticks(range(last + 1), texts, fontsize=draw.LABEL, linespacing=1.25)
    for row, name in ends.items():
        axes.get_yticklabels()[row].set(color=marks.mark(c, name).text, fontweight="bold")
    axes.set_ylim(-0.6, last + 0.6)


@styled
def columns(c, one: Bridge, title: str):
    """Columns from the second's profit to the leader's, each step where the last one ends; its means stand below it."""
    labels = _below(c, one)
    bottom = 10 + LINE * max(map(len, labels))
    canvas = draw.Canvas(c, WIDE, TALL + 24 + bottom, "bridge columns")
    axes, last = canvas.axes, len(one.steps) + 1
    levels = [one.start / 100]
    for step in one.steps:
        levels.append(levels[-1] + step.yuan)
    _column(axes, 0, 0.0, levels[0], marks.mark(c, one.second).colour, money(levels[0]))
    for place, step in enumerate(one.steps, 1):
        _joined(axes, place, levels[place - 1])
        colour = marks.ADDS if step.yuan >= 0 else marks.TAKES
        _column(axes, place, levels[place - 1], step.yuan, colour, money(step.yuan, sign=True))
    _joined(axes, last, levels[-1])
    _column(axes, last, 0.0, one.end / 100, marks.mark(c, one.leader).colour, money(one.end / 100))
    _limits(axes, levels, last)
    canvas.framed(draw.tick_space(axes), 4, 24, bottom)
    _texts(canvas, labels, {0: one.second, last: one.leader})
    return canvas.done(title)


def _column(axes, place: int, at: float, size: float, colour: str, text: str) -> None:
    """A bar from a level on, with its amount above it."""
    axes.bar(place, size, bottom=at, color=colour, width=BAR)
    axes.annotate(text, (place, max(at, at + size)), xytext=(0, 4), textcoords="offset points", ha="center",
                  fontsize=draw.LABEL, fontweight="bold", annotation_clip=False)


def _joined(axes, place: int, level: float) -> None:
    """The line from the end of the bar before to the beginning of this one."""
    axes.plot([place - 1 + BAR / 2, place - BAR / 2], [level, level], color=marks.AXIS, linewidth=0.8)


def _limits(axes, levels: list[float], last: int) -> None:
    low, high = min(0.0, *levels), max(0.0, *levels)
    axes.set_ylim(low - (0.02 * (high - low) if low < 0 else 0), high or 1.0 if high > low else 1.0)
    axes.set_xlim(-0.5, last + 0.5)
    axes.set_xticks([])
    draw.money_axis(axes, "¥", 5)


def _below(c, one: Bridge) -> list[list[str]]:
    """The lines of text below each column: names in pieces that are narrow enough, then a factor's two means."""
    steps = [[*_pieces(translated(step.name), 11), *_means(step)] for step in one.steps]
    return [_pieces(one.second, 10), *steps, _pieces(one.leader, 10)]


def _means(step: Step) -> list[str]:
    """A factor's two means on one line, or on two if that is too wide."""
    text = change(step)
    return [text] if width(text) <= 11 else [part.strip() for part in text.replace("→", "→\n").split("\n")]


def _pieces(text: str, most: int) -> list[str]:
    """A name in at most three lines; it breaks behind blanks and low lines and between Chinese characters."""
    words = [part for word in re.findall(r"[^_\s-]*[_\s-]*", text) for part in wrapped(word.strip(), most)]
    lines = [""]
    for word in words:
        glue = "" if not lines[-1] or lines[-1][-1] in "_-" else " "
        if lines[-1] and width(lines[-1] + glue + word) > most:
            lines.append(word)
        else:
            lines[-1] += glue + word
    return [shortened(line, most) for line in lines[:2] + [" ".join(lines[2:])] if line]


def _texts(canvas: draw.Canvas, labels: list[list[str]], ends: dict[int, str]) -> None:
    """The lines below the columns; pieces of names are set by the browser."""
    for place, lines in enumerate(labels):
        name = ends.get(place)
        look = {"color": marks.mark(canvas.c, name).text, "fontweight": "bold"} if name else {"color": marks.INK}
        for row, text in enumerate(lines):
            canvas.axes.annotate(canvas.piece(text) if name else text, (place, 0.0), xycoords=("data", "axes fraction"),
                                 xytext=(0, -LINE * (row + 1)), textcoords="offset points", ha="center",
                                 fontsize=draw.LABEL, annotation_clip=False, **look)


def data(one: Bridge) -> Data:
    """What both pictures show: a row for the profit of each strategy, and one for each step between them."""
    columns = [Column(say("Step")), Column(one.second), Column(one.leader), Column(say("Part of the gap"), "¥")]
    steps = [(translated(step.name), Amount(step.before, step.unit), Amount(step.after, step.unit), step.yuan)
             for step in one.steps]
    return Data("bridge.csv", say("The gap, step by step"), columns,
                [(one.second, None, None, one.start / 100), *steps, (one.leader, None, None, one.end / 100)])


def change(step: Step) -> str:
    """A factor's mean with the second and with the leader: `498 → 3,068`."""
    return f"{_figure(step.before, step.unit)} → {_figure(step.after, step.unit)}"


def _figure(value: float, unit: str) -> str:
    if unit == "¥":
        return money(value)
    return with_unit(value, unit, abs(value) / 10 if value else 0.0)


def money(value: float, sign: bool = False) -> str:
    """An amount with three figures, as on the axes: ¥1.02 M, −¥500 k."""
    return figures.short(value, "¥", sign)
