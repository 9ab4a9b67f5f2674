"""The tornado: by how much the first leads the second when one assumption is 20% lower or higher, the widest first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.compare import draw, figures, flips, marks, names
from sim.compare.data import Column, Data
from sim.compare.decision import Decision
from sim.compare.explore import ASSUMPTION, Tried, words
from sim.compare.explore.assumptions import WIDTH
from sim.compare.format import listed
from sim.compare.plots import styled
from sim.system.text import shortened
from sim.system.words import say

MOST, ROW = 8, 30


class Bar(NamedTuple):
    """One assumption: the trials below and above the plan (one may be out of range), and their mean leads."""

    low: Tried | None
    high: Tried | None
    ends: tuple[float, float]  # nan where there is none
    planned: float

    @property
    def width(self) -> float:
        """How far the lead moves."""
        ends = [end for end in (*self.ends, self.planned) if np.isfinite(end)]
        return max(ends) - min(ends)

    @property
    def any(self) -> Tried:
        """One of its trials."""
        one = self.low or self.high
        assert one is not None
        return one

    @property
    def turns(self) -> bool:
        """Whether the second leads at either end, on average."""
        return any(end < 0 for end in self.ends if np.isfinite(end))


def bars(c, made: Decision) -> list[Bar]:
    """The bars, the widest first."""
    if not c.explored or not made.second:
        return []
    by_key: dict[str, dict[float, Tried]] = {}
    for one in c.explored.of(ASSUMPTION):
        if {made.first, made.second} <= set(one.values):
            by_key.setdefault(one.trial.key, {})[round(one.trial.factor, 6)] = one
    found = [_bar(c, made, tried) for tried in by_key.values()]
    return sorted((one for one in found if one), key=lambda one: -one.width)[:MOST]


def _bar(c, made: Decision, tried: dict[float, Tried]) -> Bar | None:
    ends = [tried[factor] for factor in (round(1 + side * WIDTH, 6) for side in (-1, 1)) if factor in tried]
    low = next((one for one in ends if not words.raised(one.trial)), None)
    high = next((one for one in ends if words.raised(one.trial)), None)
    one = low or high
    if one is None:
        return None
    turn, wide = -1.0 if c.lowest else 1.0, c.wide().loc[list(one.seeds)]
    planned = turn * float((wide[made.first] - wide[made.second]).mean())
    leads = [float(flips.lead(c, end, made).mean()) if end else float("nan") for end in (low, high)]
    return Bar(low, high, (leads[0], leads[1]), planned)


def section(c, made: Decision) -> dict | None:
    """Both charts with their sentence; None if no assumption was varied."""
    found = bars(c, made)
    if not found:
        return None
    title = _title(found)
    return {"title": title, "desk": chart(c, made, found, title, draw.DESK),
            "phone": chart(c, made, found, title, draw.PHONE), "data": data(c, made, found),
            "says": say("By how much {first} leads {second} when one assumption is 20% lower (dark) or higher (pale); "
                        "mean of {n} seeds. Of {all} assumptions, {screened} were tried; the widest are drawn.",
                        first=made.first, second=made.second, n=len(found[0].any.seeds), all=c.explored.candidates,
                        screened=c.explored.screened)}


def data(c, made: Decision, found: list[Bar]) -> Data:
    """What the chart shows: the lead as planned, and a row for each assumption with both ends."""
    unit = "points" if names.unit(c.measure) == "share" else names.unit(c.measure)
    lower, higher = say("lead of {first} when lower", first=made.first), say("lead of {first} when higher",
                                                                           first=made.first)
    columns = [Column(say("assumption")), Column(say("lower value")), Column(lower, unit),
               Column(say("higher value")), Column(higher, unit), Column(say("lead as planned"), unit)]
    return Data("assumptions.csv", say("The lead when one assumption is lower or higher"), columns,
                [(words.assumption(one.any.trial), _tried(one.low), one.ends[0], _tried(one.high), one.ends[1],
                  one.planned) for one in found])


def _tried(one: Tried | None) -> str:
    return words.amount(one.trial) if one else ""


def _title(found: list[Bar]) -> str:
    turning = [words.assumption(one.any.trial) for one in found if one.turns]
    if not turning:
        return say("No one assumption that was tried turns it within 20%")
    if len(turning) > 2:
        return say("Within 20%, {n} of the assumptions that were tried turn it", n=len(turning))
    return say("Within 20%, what turns it: {names}", names=listed(turning))


@styled
def chart(c, made: Decision, found: list[Bar], title: str, width: int):
    """Bars from the lead as planned; the side on which the second leads is shaded; values at both ends."""
    narrow = width < draw.DESK
    canvas = draw.Canvas(c, width, 62 + ROW * len(found) + (14 * len(found) if narrow else 0), f"tornado {width}")
    axes, unit = canvas.axes, names.unit(c.measure)
    ends = [end for one in found for end in one.ends if np.isfinite(end)] + [found[0].planned, 0.0]
    span = (max(ends) - min(ends)) or 1.0
    for row, one in enumerate(found):
        _one(axes, len(found) - 1 - row, one, 0.14 * span)
    axes.set_xlim(min(ends) - 0.16 * span, max(ends) + 0.16 * span)
    axes.set_ylim(-0.6, len(found) - 0.3)
    axes.axvspan(axes.get_xlim()[0], 0, color="#F5F7F9", zorder=0)
    draw.money_axis(axes, unit, 4 if narrow else 5, "x")
    axes.axvline(found[0].planned, color=marks.INK, linewidth=1.2, linestyle=(0, (2, 2)))
    labels = [shortened(words.assumption(one.any.trial), 40) for one in found]
    left = _labels(axes, labels, narrow)
    canvas.framed(left, 26, 36, 24)
    _sides(canvas, made, found[0].planned)
    return canvas.done(title)


def _one(axes, y: int, one: Bar, room: float) -> None:
    """A bar with the values at its ends; where both are on one side and close, they share a label."""
    shared = (one.ends[0] - one.planned) * (one.ends[1] - one.planned) > 0 and abs(one.ends[0] - one.ends[1]) < room
    far = max(one.ends, key=lambda end: abs(end - one.planned)) if shared else float("nan")
    for end, tried, colour in ((one.ends[0], one.low, marks.TAKES), (one.ends[1], one.high, marks.ADDS)):
        if tried is not None and np.isfinite(end):
            axes.barh(y, end - one.planned, left=one.planned, height=0.5, color=colour, zorder=2)
            side = 1 if end >= one.planned else -1
            if shared and end != far:
                continue
            text = f"{words.amount(one.low.trial)}; {words.amount(one.high.trial)}" if (
                shared and one.low and one.high) else words.amount(tried.trial)
            axes.annotate(text, (end, y), xytext=(4 * side, 0), textcoords="offset points",
                          ha="left" if side > 0 else "right", va="center", fontsize=11.5, annotation_clip=False)


def _labels(axes, labels: list[str], narrow: bool) -> float:
    """Names on the left, or on a phone above their bars. Returns the space on the left."""
    axes.set_yticks(range(len(labels)), labels[::-1] if not narrow else [""] * len(labels), fontsize=draw.LABEL)
    for row, label in enumerate(labels[::-1]) if narrow else ():
        axes.annotate(label, (0.0, row + 0.42), xycoords=("axes fraction", "data"), fontsize=draw.LABEL, va="center",
                      annotation_clip=False)
    return 10.0 if narrow else 14 + 6.4 * max(map(draw.width, labels))


def _sides(canvas, made: Decision, planned: float) -> None:
    """Above the chart, who leads on which side of 0, and the lead as planned."""
    axes, c = canvas.axes, canvas.c
    low, high = axes.get_xlim()
    for name, text, x, side in ((made.second, "← {name}", 0.0, "left"), (made.first, "{name} →", 1.0, "right")):
        axes.annotate(text.format(name=draw.stand_in(c.names.index(name))), (x, 1.0), xycoords="axes fraction",
                      xytext=(0, 24), textcoords="offset points", ha=side, fontsize=draw.LABEL, fontweight="bold",
                      color=marks.mark(c, name).text, annotation_clip=False)
    axes.annotate(say("as planned {lead}", lead=figures.short(planned, names.unit(c.measure), sign=True)),
                  ((planned - low) / (high - low), 1.0), xycoords="axes fraction", xytext=(0, 7),
                  textcoords="offset points", ha="center", fontsize=draw.LABEL, annotation_clip=False)
