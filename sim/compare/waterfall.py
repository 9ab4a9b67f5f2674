"""The bridge as a picture: a bar for each strategy's profit, and between them a floating bar for each step."""

from __future__ import annotations

from sim.compare import draw, figures, marks
from sim.compare.bridge import Bridge, Step
from sim.compare.format import with_unit
from sim.compare.plots import styled
from sim.system.words import translated

ROW, LABELS, NUMBERS = 33, 130, 78  # pixels


@styled
def waterfall(c, one: Bridge, title: str, width: int):
    """Rows from the second's profit to the leader's; a sign stands beside each step, so that colour is not needed."""
    canvas = draw.Canvas(c, width, 30 + ROW * (len(one.steps) + 2), f"bridge {width}")
    axes, rows, at = canvas.axes, len(one.steps) + 1, one.start / 100
    _end(axes, c, rows, one.second, at)
    for place, step in enumerate(one.steps):
        row = rows - 1 - place
        axes.barh(row, step.yuan, left=at, color=marks.ADDS if step.yuan >= 0 else marks.TAKES, height=0.62)
        axes.plot([at, at], [row - 0.31, row + 1.31], color=marks.AXIS, linewidth=0.8)
        _number(axes, row, max(at, at + step.yuan), money(step.yuan, sign=True))
        at += step.yuan
    axes.plot([at, at], [-0.31, 1.31], color=marks.AXIS, linewidth=0.8)
    _end(axes, c, 0, one.leader, one.end / 100)
    _labels(axes, c, one, rows)
    draw.money_axis(axes, "¥", 4 if width >= draw.DESK else 2, "x")
    canvas.framed(max(LABELS, draw.name_space([one.leader, one.second])), NUMBERS, top=6, bottom=24)
    return canvas.done(title)


def _end(axes, c, row: int, name: str, profit: float) -> None:
    axes.barh(row, profit, color=marks.mark(c, name).colour, height=0.62)
    _number(axes, row, max(0.0, profit), money(profit))


def _number(axes, row: int, at: float, text: str) -> None:
    axes.annotate(text, (at, row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=draw.LABEL,
                  fontweight="bold", annotation_clip=False)


def _labels(axes, c, one: Bridge, rows: int) -> None:
    """Names of the strategies and steps on the left; below a step's name, its mean on both sides."""
    ends = {rows: one.second, 0: one.leader}
    last, first = (draw.stand_in(c.names.index(name)) for name in (one.leader, one.second))
    texts = [last, *(f"{translated(step.name)}\n{change(step)}" for step in reversed(one.steps)), first]
    axes.set_yticks(range(rows + 1), texts, fontsize=draw.LABEL, linespacing=1.25)
    for row, name in ends.items():
        axes.get_yticklabels()[row].set(color=marks.mark(c, name).text, fontweight="bold")
    axes.set_ylim(-0.6, rows + 0.6)


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
