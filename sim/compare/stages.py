"""Members at each stage over time, and the funnel at the end: one small panel for each strategy, one axis for all."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.compare import draw, marks, plots
from sim.compare.data import Column, Data
from sim.compare.format import chinese, figures, in_ten_thousands, separated
from sim.system.words import later, say, translated

WIDTH, HEIGHT, POINTS = 366, 190, 70
FUNNEL = {"memberships": later("know it"), "followers": later("followers"), "fans": later("fans"),
          "core": later("core fans"), "cocreators": later("cocreators")}
# Stages as parts of a whole: name → (measure, what it also counts). Lapsed members stand on top.
PARTS = {later("cocreators"): ("cocreators", None), later("core only"): ("core", "cocreators"),
         later("fans only"): ("fans", "core"), later("followers only"): ("followers", "fans"),
         later("lapsed"): ("lapsed", None)}
TINTS = (1.0, 0.75, 0.5, 0.3, 0.12)


def drawn(c) -> list[str]:
    """The scenarios with panels: all, if every one has the measures."""
    needed = {*FUNNEL, "lapsed"}
    return c.names if needed <= set(c.series.measure) else []


def days(c) -> dict[str, pd.DataFrame]:
    """For each scenario the daily means over seeds of what is drawn: a row for each day, a column for each measure."""
    own = c.series[c.series.measure.isin([*FUNNEL, "lapsed"])]
    return {name: one.pivot(index="day", columns="measure", values="mean") for name, one in own.groupby("scenario")}


def parts(table: pd.DataFrame) -> dict[str, np.ndarray]:
    """Members of one scenario at each stage, day by day: they add up to followers and lapsed."""
    return {stage: (table[of] - (table[less] if less else 0.0)).to_numpy(float) for stage, (of, less) in PARTS.items()}


def most(tables: dict[str, pd.DataFrame]) -> float:
    """The top of the axis that all panels of stages share."""
    return max(sum(parts(table).values(), np.zeros(1)).max() for table in tables.values()) * 1.05 or 1.0


def number(count: float) -> str:
    """A mean number of members: whole, or with two digits if there are fewer than ten."""
    if chinese() and count >= 10_000:
        return in_ten_thousands(count, figures(count))
    return separated(f"{count:,.0f}") if count >= 9.95 or count == int(count) else f"{count:.2g}"


@plots.styled
def over_time(c, name: str, tables: dict[str, pd.DataFrame], points: int = POINTS):
    """Members by present stage, stacked, from 0 to the most of any strategy."""
    canvas = draw.Canvas(c, WIDTH, HEIGHT, f"stages {name}", min(points, POINTS))
    axes, colour, bands = canvas.axes, marks.mark(c, name).colour, parts(tables[name])
    keep = draw.kept(len(tables[name]), min(points, POINTS))
    total, ends = np.zeros(len(keep)), []
    for tint, (stage, values) in zip(TINTS, bands.items(), strict=True):
        upper = total + values[keep]
        axes.fill_between(keep, total, upper, color=colour, alpha=tint, linewidth=0)
        ends.append((stage, (total[-1] + upper[-1]) / 2, values[-1]))
        total = upper
    axes.set_ylim(0, most(tables))
    draw.money_axis(axes, "", 4)
    draw.day_axis(axes, int(keep[-1]))
    canvas.framed(draw.tick_space(axes), 126)
    _named(canvas, ends)
    return canvas.done(stayed(name, tables))


def stayed(name: str, tables: dict[str, pd.DataFrame]) -> str:
    """How many follow at the end, and how many have left: the message of the panel."""
    last = tables[name].iloc[-1]
    return say("{name}: {followers} follow, {lapsed} have left", name=name, followers=number(last["followers"]),
               lapsed=number(last["lapsed"]))


def stages_data(c, name: str, tables: dict[str, pd.DataFrame], points: int = POINTS) -> Data:
    """What `over_time` draws: a row for each day, a column for each stage."""
    bands = parts(tables[name])
    rows = [(str(day), *(float(values[day]) for values in bands.values()))
            for day in draw.kept(len(tables[name]), min(points, POINTS))]
    return Data(f"stages-{1 + c.names.index(name)}.csv", say("{name}: members by present stage and day", name=name),
                [Column(say("day, counted from 0")), *(Column(translated(stage)) for stage in bands)], rows, few=True)


def _named(canvas, ends) -> None:
    """The stages beside their bands, with their number on the last day; empty ones are left out."""
    present = [(stage, at, count) for stage, at, count in ends if count >= 0.05]
    height, top = canvas.inner[1], canvas.axes.get_ylim()[1]
    places = np.array([at / top * height for _, at, _ in present])
    for (stage, _, count), y in zip(present, plots.apart(places, 15.0, height) if present else [], strict=True):
        canvas.axes.annotate(f"{translated(stage)} {number(count)}", (1.0, y / height), xycoords="axes fraction",
                             xytext=(5, 0), textcoords="offset points", va="center", fontsize=draw.LABEL,
                             annotation_clip=False)


@plots.styled
def funnel(c, name: str, tables: dict[str, pd.DataFrame]):
    """How many are at each stage or above on the last day, and the share of the stage before."""
    canvas = draw.Canvas(c, WIDTH, 12 + 24 * len(FUNNEL), f"funnel {name}")
    axes, counts = canvas.axes, tables[name][list(FUNNEL)].iloc[-1].to_list()
    rows = range(len(counts))[::-1]
    axes.barh(rows, counts, color=marks.mark(c, name).colour, height=0.66)
    for row, (count, before) in enumerate(zip(counts, [0.0, *counts], strict=False)):
        share = say("{count}, {share}%", count=number(count),
                    share=f"{100 * count / before:.0f}") if row and before > 0 else number(count)
        axes.annotate(share, (count, len(counts) - 1 - row), xytext=(4, 0), textcoords="offset points", va="center",
                      fontsize=draw.LABEL, annotation_clip=False)
    axes.set_yticks(rows, map(translated, FUNNEL.values()))
    axes.set_xlim(0, max(float(table["memberships"].iloc[-1]) for table in tables.values()) or 1.0)
    axes.set_xticks([])
    canvas.framed(86, 96, 6, 6)
    return canvas.done(passed(name, tables))


def passed(name: str, tables: dict[str, pd.DataFrame]) -> str:
    """How many know it and what share of them follows: the message of the panel."""
    last = tables[name].iloc[-1]
    if not last["memberships"]:
        return say("{name}: nobody knows it", name=name)
    return say("{name}: {count} know it, {share}% of them follow", name=name, count=number(last["memberships"]),
               share=f"{100 * last['followers'] / last['memberships']:.0f}")


def funnel_data(c, name: str, tables: dict[str, pd.DataFrame]) -> Data:
    """What `funnel` draws: a row for each stage."""
    counts = tables[name][list(FUNNEL)].iloc[-1].to_list()
    steps = zip(counts[1:], counts, strict=False)
    shares = [None, *(count / before if before > 0 else None for count, before in steps)]
    return Data(f"funnel-{1 + c.names.index(name)}.csv", say("{name}: the funnel on the last day", name=name),
                [Column(say("stage or above")), Column(say("members")), Column(say("share of the stage above"),
                                                                                       "share")],
                list(zip(map(translated, FUNNEL.values()), counts, shares, strict=True)))
