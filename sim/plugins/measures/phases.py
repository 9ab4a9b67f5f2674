"""Phases: from community to community economy, by criteria on means of 30 days. Each phase needs the ones before.

1. Community: at least 50 followers, and members answer members every day.
2. Value: the community earns, and earns more than it costs.
3. Ecosystem: others live on it: partners, 50 followers of communities that members founded, or 10 members who provide
   services.
4. Economy: more than half of those who join are brought by members, who write more than the hosts.
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.calendar import MONTH
from sim.plugins.measures._measure import final

ENOUGH = 50  # followers of a community that is more than a circle of friends
OTHERS = {"partners": 1, "founded_followers": ENOUGH, "providers": 10}  # how many of those who live on it are enough


def _means(series, name: str) -> np.ndarray:
    """Mean of the 30 days that end on each day; NaN on the first 29."""
    values = np.concatenate([[0.0], np.cumsum(series[name].to_numpy(float))])
    means = np.full(len(series), np.nan)
    if len(series) >= MONTH:
        means[MONTH - 1:] = (values[MONTH:] - values[:-MONTH]) / MONTH
    return means


def _gained(series, name: str) -> np.ndarray:
    """Growth of a cumulative measure over the 30 days that end on each day; NaN on the first 30."""
    values, gained = series[name].to_numpy(float), np.full(len(series), np.nan)
    gained[MONTH:] = values[MONTH:] - values[:-MONTH]
    return gained


def _criteria(series) -> list[np.ndarray]:
    """On which days each phase's own criterion holds."""
    others = np.max([_means(series, name) / enough for name, enough in OTHERS.items()], axis=0)
    brought, joined = (_means(series, name) for name in ("joins_by_word_of_mouth", "joins"))
    return [(_means(series, "followers") >= ENOUGH) & (_means(series, "answers_to_members") >= 1.0),
            (_gained(series, "revenue") > 0.0) & (_gained(series, "profit") > 0.0),
            others >= 1.0,
            (brought > 0.5 * joined) & (_means(series, "posts") > _means(series, "host_posts"))]


def _first_days(series) -> list[float]:
    """The first day of each phase; NaN if it was never reached."""
    days, holds = [], np.ones(len(series), bool)
    for criterion in _criteria(series):
        holds = holds & criterion
        days.append(float(holds.argmax()) if holds.any() else math.nan)
    return days


@final("phase", "Phase of evolution reached: 0 none, 1 community, 2 value, 3 ecosystem, 4 community economy; by "
       "criteria on means of 30 days.")
def phase(economy, series):
    return float(sum(not math.isnan(day) for day in _first_days(series)))


def _day_of(number: int, name: str):
    """The measure of the first day of a phase."""
    def day(economy, series):
        return _first_days(series)[number]

    return final("day", f"First day of the phase {name} (means of the 30 days before).",
                 undefined="the phase is not reached")(day)


globals().update({f"day_of_{name}": _day_of(number, name)
                  for number, name in enumerate(("community", "value", "ecosystem", "economy"))})
