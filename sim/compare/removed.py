"""What carries each strategy: the ranking measure as planned, and without one thing at a time, on the same seeds."""

from __future__ import annotations

from sim.compare import draw, figures, marks, names
from sim.compare.data import Column, Data
from sim.compare.decision import Decision
from sim.compare.explore import REMOVAL, Tried, words
from sim.compare.plots import styled
from sim.core.intervals import t_interval
from sim.system.text import shortened
from sim.system.words import say

MOST, ROW, LONGEST = 4, 26, 30
CARRIES = 0.5  # a removal that takes more than this share carries the strategy


def section(c, made: Decision) -> dict | None:
    """The chart with its sentence; None if nothing was removed."""
    rows = _rows(c, made) if c.explored else []
    if not any(one for _, one in rows):
        return None
    title = _title(c, made, rows)
    return {"title": title, "says": say("{measure} when one thing is taken away and all else stays; mean of the first "
                                        "{n} seeds. Pale: without it.", measure=names.heading(c.measure),
                                        n=len(c.explored.seeds)),
            "desk": chart(c, rows, title, 460), "phone": chart(c, rows, title, draw.PHONE), "data": data(c, rows)}


def data(c, rows) -> Data:
    """What the chart shows: a row for each bar."""
    columns = [Column(say("strategy")), Column(say("what is taken away")),
               Column(names.heading(c.measure), names.unit(c.measure))]
    return Data("removals.csv", say("{measure} without one thing at a time", measure=names.heading(c.measure)), columns,
                [(name, words.removal(one.trial) if one else say("nothing"), _value(c, name, one))
                 for name, one in rows])


def _value(c, name: str, one: Tried | None) -> float:
    return float(one.values[name].mean()) if one else _planned(c, name, c.explored.seeds)


def _rows(c, made: Decision) -> list[tuple[str, Tried | None]]:
    """Strategies with their removals, those that take most first."""
    rows: list[tuple[str, Tried | None]] = []
    for name in made.order[:2]:
        turn = -1.0 if c.lowest else 1.0
        tried = sorted(c.explored.of(REMOVAL, name), key=lambda one: turn * float(one.values[name].mean()))
        rows += [(name, None), *((name, one) for one in tried[:MOST])] if tried else []
    return rows


def _planned(c, name: str, seeds) -> float:
    return float(c.wide().loc[list(seeds), name].mean())


def _title(c, made: Decision, rows) -> str:
    """What carries the first most, if a removal takes more than half and is told from chance."""
    own = [one for name, one in rows if one and name == made.first]
    for one in own[:1]:
        planned = c.wide().loc[list(one.seeds), made.first].to_numpy(float)
        loss = (one.values[made.first] - planned) * (-1.0 if c.lowest else 1.0)
        values = {"what": words.removal(one.trial), "name": made.first,
                  "loss": figures.short(abs(float(loss.mean())), names.unit(c.measure))}
        if t_interval(loss)[1] < 0 and -loss.mean() > CARRIES * abs(planned.mean()):
            return say("{name} {what} is another strategy: {loss} less", **values)
        if t_interval(loss)[1] < 0:
            return say("{name} {what} has {loss} less", **values)
    return say("No removal that was tried takes anything from {name} for certain", name=made.first)


@styled
def chart(c, rows, title: str, width: int):
    """A bar for each strategy as planned, and pale ones without one thing."""
    canvas = draw.Canvas(c, width, 16 + ROW * len(rows), f"removed {width}")
    axes, unit, labels, values = canvas.axes, names.unit(c.measure), [], []
    for name, one in rows:
        labels.append(shortened(words.removal(one.trial), LONGEST) if one else draw.stand_in(c.names.index(name)))
        values.append(_value(c, name, one))
    heights = list(range(len(rows)))[::-1]
    for (name, one), y, value in zip(rows, heights, values, strict=True):
        axes.barh(y, value, height=0.66, color=marks.mark(c, name).colour, alpha=0.45 if one else 1.0)
        axes.annotate(figures.short(value, unit), (max(value, 0.0), y), xytext=(5, 0), textcoords="offset points",
                      va="center", fontsize=draw.LABEL, fontweight="bold", annotation_clip=False)
    axes.set_yticks(heights, labels)
    for label, (name, one) in zip(axes.get_yticklabels(), rows, strict=True):
        label.set(fontsize=draw.LABEL, color=marks.INK if one else marks.mark(c, name).text,
                  fontweight="normal" if one else "bold")
    axes.axvline(0, color=marks.AXIS, linewidth=1)
    axes.set_xlim(min(0.0, *values), max(0.0, *values) or 1.0)
    axes.set_xticks([])
    axes.set_ylim(-0.6, len(rows) - 0.4)
    removals = [14 + 6.5 * draw.width(label) for label, (_, one) in zip(labels, rows, strict=True) if one]
    canvas.framed(max(*removals, draw.name_space([name for name, _ in rows])), 76, 4, 4)
    return canvas.done(title)
