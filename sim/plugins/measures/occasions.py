"""Groups that members open for an occasion: their number, their size, and how long they are written in."""

from __future__ import annotations

import math

import numpy as np

from sim.plugins.measures._measure import daily, final

WEEK, MONTH, WATCHED = 7, 30, 60  # days
NONE = "no such group was opened 60 days or more before the end"


def _open(economy) -> np.ndarray:
    """Numbers of members of the open groups in the communities of the scenario."""
    o = economy.occasions
    return o.heads()[o.open & (o.community < economy.declared)] if o is not None else np.zeros(0, np.int64)


def lifetimes(economy) -> np.ndarray:
    """Days from the opening to the last message, of groups opened at least 60 days ago."""
    o = economy.occasions
    if o is None:
        return np.zeros(0, np.int64)
    old = (o.opened < economy.day - WATCHED) & (o.community < economy.declared)
    return (o.last - o.opened)[old]


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if values.size else math.nan


@daily("groups", "Open groups for occasions.")
def occasion_groups(economy):
    return int(_open(economy).size)


@daily("members", "Mean number of members of the open groups for occasions.")
def occasion_group_size(economy):
    heads = _open(economy)
    return float(heads.mean()) if heads.size else 0.0


@daily("messages", "Messages written in groups for occasions.", over_run="sum")
def occasion_messages(economy):
    return economy.counts["occasion_messages"]


@final("groups", "Groups for occasions in which a member is, on average over those who are in any.",
       undefined="nobody is in such a group")
def occasion_groups_each(economy, series):
    heads = _open(economy)
    if heads.size == 0:
        return math.nan
    o = economy.occasions
    return float(heads.sum() / np.unique(o.member[o.community[o.group] < economy.declared]).size)


@final("days", "Time in which a group for an occasion is written in, on average over its first 60 days.",
       undefined=NONE)
def group_lifetime(economy, series):
    return _mean(np.minimum(lifetimes(economy), WATCHED))


@final("share", "Brief groups: share of groups for occasions in which nobody writes after the first week.",
       undefined=NONE)
def short_lived_groups(economy, series):
    return _mean(lifetimes(economy) < WEEK)


@final("share", "Lasting groups: share of groups for occasions in which somebody writes after 30 days.",
       undefined=NONE)
def long_lived_groups(economy, series):
    return _mean(lifetimes(economy) > MONTH)
