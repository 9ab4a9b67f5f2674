"""Stages: the funnel from those who know a community to its cocreators, and who stays, by month of joining."""

from __future__ import annotations

import numpy as np

from sim.compare.comparison import Comparison
from sim.compare.stages import FUNNEL, number
from sim.plot import again, figure
from sim.plot.lines import _series
from sim.scenario import arguments
from sim.world.cohorts import MONTH


def funnel(what, day: int | None = None, ax=None):
    """Draw memberships at each stage or above on a day, by default the last one; returns the axes.

    `what` is an Outcome, an Economy, a frame of `sim.series(run_id)` or, with bars for each scenario (means over
    seeds), a Comparison. Beside each bar stand the number and its share of the stage before. Communities that members
    founded are left out. Raises ScenarioError for a day that the run does not have.
    """
    tables, ax = _tables(what), figure.axes(ax)
    stages, height = list(FUNNEL), 0.8 / len(tables)
    for k, (name, table) in enumerate(tables.items()):
        counts = table[stages].loc[_day(table, day)].to_numpy(float)
        places = np.arange(len(stages)) + (k - (len(tables) - 1) / 2) * height
        ax.barh(places, counts, height=height * 0.9, color=figure.colour(k), label=name)
        _numbers(ax, counts, places)
    ax.set_yticks(range(len(stages)), FUNNEL.values())
    ax.set_ylim(len(stages) - 0.5, -0.5)
    ax.set_xlim(0, 1.2 * max(float(table["memberships"].loc[_day(table, day)]) for table in tables.values()) or 1.0)
    ax.set_xlabel(f"Memberships on day {_day(next(iter(tables.values())), day)}; % of the stage before")
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ax.xaxis.get_major_locator().set_params(integer=True)
    _bare(ax)
    if len(tables) > 1:
        ax.legend(frameon=False, loc="lower right")
    return ax


def _tables(what) -> dict:
    if not isinstance(what, Comparison):
        return {getattr(what, "scenario", ""): _series(what)}
    own = what.series[what.series.measure.isin(FUNNEL)]
    return {name: own[own.scenario == name].pivot(index="day", columns="measure", values="mean") for name in what.names}


def _day(table, day: int | None) -> int:
    last = int(table.index[-1])
    if day is not None and (arguments.whole(day, 0, last) is None or day not in table.index):
        raise figure.refused(f"day = {arguments.brief(day)} is not a day from 0 to {last}")
    return last if day is None else int(day)


def _numbers(ax, counts, places) -> None:
    for count, before, at in zip(counts, [0.0, *counts], places, strict=False):
        share = f" ({100 * count / before:.0f}%)" if before > 0 and at != places[0] else ""
        ax.annotate(f"{number(count)}{share}", (count, at), xytext=(4, 0), textcoords="offset points", va="center",
                    fontsize="small")


def _bare(ax) -> None:
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.tick_params(axis="y", length=0)


def retention(what, least: int = 10, ax=None):
    """Draw the share of each cohort that has never left, by months since joining; returns the axes.

    A cohort is who joined in one month of 30 days; the seed users are one of their own. Cohorts of fewer than `least`
    members are left out. `what` is an Economy; an Outcome is run again, as it does not hold cohorts. Only communities
    of the scenario count. Raises ScenarioError if no cohort is large enough, or no month has ended.
    """
    economy = again.economy(what)
    curves, ax = _stays(economy, least), figure.axes(ax)
    for k, (name, shares) in enumerate(curves.items()):
        seeds = name == SEED_USERS
        ax.plot(range(len(shares)), shares, label=name, linewidth=1.6, marker="s" if seeds else "o", markersize=3,
                color=figure.INK if seeds else figure.mixed(figure.DARK, 0.3 + 0.7 * (k + 1) / len(curves)),
                linestyle="--" if seeds else "-")
    ax.set_ylim(0, 1.02)
    ax.set_xlim(left=0)
    ax.set_xlabel("Months after the month of joining")
    ax.set_title("Retention: share of a cohort that has never left", loc="left")
    figure.spared(ax)
    figure.counted(ax, "share")
    ax.legend(frameon=False, fontsize="small", ncols=2)
    return ax


SEED_USERS = "seed users"


def _stays(economy, least: int) -> dict[str, np.ndarray]:
    """Name of each cohort → share that stays at the end of the month of joining, and of each month after it."""
    cohorts, months, curves = economy.cohorts, economy.day // MONTH, {}
    for cohort, joined in enumerate(cohorts.joined.tolist()):
        known = months - max(0, cohort - 1)
        if joined >= max(1, least) and known > 0:
            name = f"month {cohort}" if cohort else SEED_USERS
            curves[name] = cohorts.stays[cohort, :known] / joined
    if not curves:
        raise figure.refused(f"no month in which {least} or more joined has ended by day {economy.day}; run longer, or "
                             "give a lower least")
    return curves
