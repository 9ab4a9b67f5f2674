"""The first chart: the measure so far, who is ahead when, and the day on which that turns."""

from __future__ import annotations

import pandas as pd

from sim.compare import crossing, draw, figures, marks, names
from sim.compare.crossing import Crossing
from sim.compare.data import Column, Data
from sim.compare.decision import Decision
from sim.compare.plots import styled
from sim.system.words import say


def title(c, made: Decision, course: Crossing) -> str:
    """The message of the chart."""
    values = {"first": made.first, "before": course.before, "day": course.day, "until": course.until}
    if not crossing.counts_so_far(c):
        return say("{measure}, day by day", measure=names.heading(c.measure))
    if course.kind == crossing.ALONE:
        return _alone(c, made)
    if len(c.seeds) < 2:
        return say("{first} ends first, with this seed", **values)
    if course.kind == crossing.CROSSES:
        return say("{before} leads until day {day}, {first} from then on", **values)
    if course.kind == crossing.LATE and course.before:
        return say("{before} leads until day {until}, {first} from day {day} on", **values)
    if course.kind == crossing.LATE:
        return say("Not told apart until day {day}; {first} leads from then on", **values)
    if course.kind == crossing.THROUGHOUT:
        return say("{first} leads throughout", **values)
    return say("The bands overlap at the end")


def _alone(c, made: Decision) -> str:
    if c.measure != "profit" or "break_even_day" not in set(c.outcomes.measure):
        return say("{measure} of {first} so far", measure=names.heading(c.measure), first=made.first)
    days = c.wide("break_even_day")[made.first]
    if days.isna().any():
        return say("{first} is not in profit for good in all runs", first=made.first)
    return say("{first} is in profit from day {day} on", first=made.first, day=round(float(days.mean())))


def subtitle(c) -> str:
    """Measure, unit, what line and band are, how many seeds."""
    what = names.heading(c.measure)
    so_far = say("{measure} so far", measure=what) if crossing.counts_so_far(c) else what
    if len(c.seeds) < 2:
        return say("{measure}. Line: one seed", measure=so_far)
    return say("{measure}. Line: mean of {n} seeds; band: middle eight tenths", measure=so_far, n=len(c.seeds))


@styled
def chart(c, made: Decision, course: Crossing, width: int, height: int, points: int):
    """Lines with bands; the lead before the crossing shaded, the crossing dashed."""
    turn = course if course.kind == crossing.CROSSES and len(c.seeds) > 1 and crossing.counts_so_far(c) else None
    return lines(c, c.measure, width, height, points, turn, made.first, title(c, made, course))


@styled
def lines(c, measure: str, width: int, height: int, points: int, turn: Crossing | None = None, first: str = "",
          says: str = "", top: float | None = None):
    """A measure over time, by strategy: a line of means, and a band of the middle eight tenths of the seeds."""
    canvas = draw.Canvas(c, width, height, f"lines {measure} {width}", points)
    axes, unit = canvas.axes, names.unit(measure)
    ends, last = [], 0
    for name in marks.order(c):
        curve = drawn(c, name, measure, points)
        mark = marks.mark(c, name)
        if len(c.seeds) > 1:
            axes.fill_between(curve.day, curve.low, curve.high, color=mark.colour, alpha=0.2, linewidth=0)
        axes.plot(curve.day, curve["mean"], color=mark.colour, linewidth=2.6 if name == first else 2)
        last = max(last, int(curve.day.iloc[-1]))
        if name in marks.shown(c):
            ends.append((name, float(curve["mean"].iloc[-1])))
    _range(axes, unit, top)
    draw.money_axis(axes, unit, 5)
    draw.day_axis(axes, last, turn.day if turn else None)
    canvas.framed(draw.tick_space(axes), draw.name_space([name for name, _ in ends]), 24 if turn else 10)
    if turn:
        _turn(canvas, turn, first)
    draw.end_labels(canvas, ends)
    return canvas.done(says or names.heading(measure))


def drawn(c, name: str, measure: str, points: int) -> pd.DataFrame:
    """The daily means of a measure of one strategy with their bands, on the days that are drawn."""
    own = c.series[(c.series.scenario == name) & (c.series.measure == measure)]
    return own.iloc[draw.kept(len(own), points)]


def data(c, measure: str, points: int) -> Data:
    """What `lines` draws: a row for each day, the mean and the band of each strategy."""
    ends = ["mean", "low", "high"] if len(c.seeds) > 1 else ["mean"]
    tables = [drawn(c, name, measure, points).set_index("day")[ends] for name in c.names]
    together = pd.concat(tables, axis=1).sort_index()  # runs may be of different lengths
    called = {"mean": "{name}", "low": say("{name}: lower end of the band", name="{name}"),
              "high": say("{name}: upper end of the band", name="{name}")}
    heads = [called[end].replace("{name}", name) for name in c.names for end in ends]
    columns = [Column(say("day, counted from 0")), *(Column(head, names.unit(measure)) for head in heads)]
    rows = [(str(day), *map(float, row)) for day, row in zip(together.index, together.to_numpy(), strict=True)]
    return Data(f"{measure}.csv", say("{measure} by day and strategy", measure=names.heading(measure)), columns, rows,
                few=True)


def _range(axes, unit: str, top: float | None) -> None:
    """Money and counts from 0 (or the lowest loss), shares and trust from 0 to 1."""
    low, high = axes.get_ylim()
    if unit in ("0 to 1", "share"):
        axes.set_ylim(0, 1)
    else:
        axes.set_ylim(min(0.0, low), max(high if top is None else top, 1e-9))


def _turn(canvas: draw.Canvas, turn: Crossing, first: str) -> None:
    """The time in which another one led, shaded; a dashed line where the first goes ahead."""
    axes, c = canvas.axes, canvas.c
    axes.axvspan(0, turn.day, color="#F5F7F9", zorder=0)
    axes.axvline(turn.day, color=marks.INK, linewidth=1.2, linestyle=(0, (3, 3)))
    share = turn.day / axes.get_xlim()[1]
    for name, x, side in ((turn.before, -6, "right"), (first, 6, "left")):
        room = canvas.inner[0] * (share if side == "right" else 1 - share)
        if draw.name_space([name]) + 40 < room + (0 if side == "right" else 60):
            axes.annotate(say("{name} ahead", name=draw.stand_in(c.names.index(name))), (share, 1.0),
                          xycoords="axes fraction", xytext=(x, 6), textcoords="offset points", ha=side,
                          fontsize=draw.LABEL, fontweight="bold", color=marks.mark(c, name).text, annotation_clip=False)


def payback(c, name: str) -> str:
    """The mean break-even day, or that it is not reached in all runs."""
    if "break_even_day" not in set(c.outcomes.measure):
        return ""
    days = c.wide("break_even_day")[name]
    if days.isna().all():
        return say("never")
    if days.isna().any():
        return say("in {k} of {n}", k=int(days.notna().sum()), n=len(days))
    return figures.day(float(days.mean()))


def payback_day(c, name: str) -> float:
    """The mean break-even day as a number; nan if it is not reached in all runs."""
    known = "break_even_day" in set(c.outcomes.measure)
    return float(c.wide("break_even_day")[name].mean(skipna=False)) if known else float("nan")
