"""Members at each stage over time, and the funnel at the end: one small panel for each strategy, one axis for all."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.compare import plots, svg
from sim.compare.format import chinese, figures, in_ten_thousands
from sim.system.words import later, say, translated

WIDTH, HEIGHT, POINTS = 300, 190, 70
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
    return f"{count:,.0f}" if count >= 9.95 or count == int(count) else f"{count:.2g}"


@plots.styled
def over_time(c, name: str, tables: dict[str, pd.DataFrame]):
    """Members by present stage, stacked, from 0 to the most of any strategy."""
    fig, axes = svg.figure(WIDTH, HEIGHT)
    colour, bands = svg.colour(c.names.index(name)), parts(tables[name])
    keep = np.unique(np.linspace(0, len(next(iter(bands.values()))) - 1, POINTS).round().astype(int))
    total, ends = np.zeros(len(keep)), []
    for tint, (stage, values) in zip(TINTS, bands.items(), strict=True):
        upper = total + values[keep]
        axes.fill_between(keep, total, upper, color=colour, alpha=tint, linewidth=0)
        ends.append((stage, (total[-1] + upper[-1]) / 2, values[-1]))
        total = upper
    axes.set_xlim(0, max(1, keep[-1]))
    axes.set_ylim(0, most(tables))
    plots.ticks(axes, "", 4)
    axes.set_xlabel(say("Day"))
    svg.framed(fig, plots.left(axes), 92)
    _named(axes, ends)
    return svg.inline(fig, c.names, f"stages {name}", say("{name}: members by present stage and day", name=name))


def _named(axes, ends) -> None:
    """The stages beside their bands, with their number on the last day; empty ones are left out."""
    present = [(stage, at, count) for stage, at, count in ends if count >= 0.05]
    height = (HEIGHT - 44) * 1.0
    places = np.array([at / axes.get_ylim()[1] * height for _, at, _ in present])
    for (stage, _, count), y in zip(present, plots._apart(places, 11.0, height) if present else [], strict=True):
        axes.annotate(f"{translated(stage)} {number(count)}", (1.0, y / height), xycoords="axes fraction",
                      xytext=(4, 0), textcoords="offset points", va="center", fontsize=8, annotation_clip=False)


@plots.styled
def funnel(c, name: str, tables: dict[str, pd.DataFrame]):
    """How many are at each stage or above on the last day, and the share of the stage before."""
    fig, axes = svg.figure(WIDTH, 30 + 22 * len(FUNNEL))
    counts = tables[name][list(FUNNEL)].iloc[-1].to_list()
    top = max(float(table["memberships"].iloc[-1]) for table in tables.values()) or 1.0
    axes.barh(range(len(counts))[::-1], counts, color=svg.colour(c.names.index(name)), height=0.66)
    for row, (count, before) in enumerate(zip(counts, [0.0, *counts], strict=False)):
        share = say("{count}, {share}%", count=number(count),
                    share=f"{100 * count / before:.0f}") if row and before > 0 else number(count)
        axes.annotate(share, (count, len(counts) - 1 - row), xytext=(4, 0),
                      textcoords="offset points", va="center", fontsize=8.5, annotation_clip=False)
    axes.set_yticks(range(len(counts))[::-1], map(translated, FUNNEL.values()))
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(0, top)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    svg.framed(fig, 66, 66, 6, 6)
    return svg.inline(fig, c.names, f"funnel {name}", say("{name}: the funnel on the last day", name=name))
