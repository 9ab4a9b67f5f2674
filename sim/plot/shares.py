"""Inequality: which share of all spending, or of all messages, the lower shares of members account for."""

from __future__ import annotations

import numpy as np

from sim.plot import again, figure
from sim.plugins.measures._measure import gini
from sim.plugins.measures.community import _messages as written


def lorenz(what, of: str = "spending", ax=None):
    """Draw a Lorenz curve of members (Lorenz 1905) with its Gini coefficient; returns the axes.

    `of` is "spending" (over all who spent anything) or "messages" (over all who ever followed a community of the
    scenario), as the measures spending_gini and posting_gini count. `what` is an Economy; an Outcome is run again, as
    it does not hold single members. Raises ScenarioError if nobody spent, or wrote, anything.
    """
    figure.one_of(of, VALUES, "what a Lorenz curve can be drawn of")
    economy = again.economy(what)
    own = np.sort(VALUES[of](economy).astype(float))
    if not own.sum():
        raise figure.refused(f"nobody {'spent' if of == 'spending' else 'wrote'} anything by day {economy.day}")
    ax = figure.axes(ax)
    people = np.arange(own.size + 1) / own.size
    ax.plot([0, 1], [0, 1], color="#8B95A1", linewidth=0.8, linestyle="--", label="equal")
    ax.plot(people, np.concatenate([[0.0], np.cumsum(own) / own.sum()]), color=figure.colour(0), linewidth=1.8,
            label=f"{of}, Gini {gini(own):.2f}")
    _finish(ax, of, own.size)
    return ax


def _spent(economy) -> np.ndarray:
    r, spent = economy.world.r, np.zeros(economy.world.members, np.int64)
    np.add.at(spent, r.member[r.spent != 0], r.spent[r.spent != 0])
    return spent[spent > 0]


VALUES = {"spending": _spent, "messages": written}


def _finish(ax, of: str, people: int) -> None:
    from matplotlib.ticker import FuncFormatter  # Imported where it is needed: reports draw without this picture

    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    ax.set_aspect("equal")
    ax.set_xlabel(f"Share of {people:,} members, least {of} first")
    ax.set_ylabel(f"Share of all {of}")
    figure.spared(ax)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: figure.tick(value, "share")))
    ax.legend(frameon=False, loc="upper left")
