"""The bridge as a picture: a bar for each strategy's profit, and between them a floating bar for each step."""

from __future__ import annotations

from sim.compare import plots, svg
from sim.compare.bridge import Bridge, Step, said
from sim.compare.format import chinese, figures, on_axis, with_unit, yuan
from sim.system.words import translated

ADDS, TAKES = "#AEB7C2", "#5B6674"
WIDTH, ROW, LABELS, NUMBERS = 340, 27, 112, 62  # points, readable on a phone


@plots.styled
def waterfall(c, one: Bridge, title: str):
    """Rows from the second's profit to the leader's; a sign stands beside each step, so that colour is not needed."""
    fig, axes = svg.figure(WIDTH, 30 + ROW * (len(one.steps) + 2))
    rows = len(one.steps) + 1
    _end(axes, c, rows, one.second, one.start / 100)
    at = one.start / 100
    for place, step in enumerate(one.steps):
        row = rows - 1 - place
        axes.barh(row, step.yuan, left=at, color=ADDS if step.yuan >= 0 else TAKES, height=0.62)
        axes.plot([at, at], [row - 0.31, row + 1.31], color="#8B95A1", linewidth=0.7)
        _number(axes, row, max(at, at + step.yuan), said(step))
        at += step.yuan
    axes.plot([at, at], [-0.31, 1.31], color="#8B95A1", linewidth=0.7)
    _end(axes, c, 0, one.leader, one.end / 100)
    _labels(axes, c, one, rows)
    svg.framed(fig, LABELS, NUMBERS, top=6, bottom=22)
    return svg.inline(fig, c.names, f"bridge {one.second} {one.leader}", title)


def _end(axes, c, row: int, name: str, profit: float) -> None:
    axes.barh(row, profit, color=svg.colour(c.names.index(name)), height=0.62)
    _number(axes, row, max(0.0, profit), money(profit))


def _number(axes, row: int, at: float, text: str) -> None:
    axes.annotate(text, (at, row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=9,
                  annotation_clip=False)


def _labels(axes, c, one: Bridge, rows: int) -> None:
    """Names of the strategies and steps on the left; below a step's name, its mean on both sides."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    ends = {rows: c.names.index(one.second), 0: c.names.index(one.leader)}
    texts = [svg.stand_in(ends[0]), *(f"{translated(step.name)}\n{change(step)}" for step in reversed(one.steps)),
             svg.stand_in(ends[rows])]
    axes.set_yticks(range(rows + 1), texts, fontsize=9, linespacing=1.0)
    for row, k in ends.items():
        axes.get_yticklabels()[row].set_color(svg.colour(k))
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.6, rows + 0.6)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: on_axis(value, "¥")))
    axes.grid(axis="x", color=svg.FAINT, linewidth=0.6)
    axes.axvline(0, color="#888888", linewidth=0.9)


def change(step: Step) -> str:
    """A factor's mean with the second and with the leader: `498 → 3,068`."""
    return f"{_figure(step.before, step.unit)} → {_figure(step.after, step.unit)}"


def _figure(value: float, unit: str) -> str:
    if unit == "¥":
        return money(value)
    return with_unit(value, unit, abs(value) / 10 if value else 0.0)


def money(value: float) -> str:
    """An amount with three figures, as on the axes: ¥1.02 M, −¥500 k."""
    if chinese():
        return f"{'−' if value < 0 else ''}{yuan(abs(value), min(0, figures(abs(value))))}"
    size, word = (1e6, " M") if abs(value) >= 999_500 else (1e3, " k") if abs(value) >= 9_995 else (1.0, "")
    text = with_unit(value / size, "" if word else "¥", abs(value) / size / 10 if value else 0.0)
    return f"{'−' if value < 0 else ''}¥{text.removeprefix('−').removeprefix('¥')}{word}"
