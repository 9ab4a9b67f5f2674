"""Growth: numbers of members by stage, how they came, and how long they stay."""

from __future__ import annotations

import math

import numpy as np

from sim.plugins.measures._measure import daily, declared_rows, final

EARLY, LATE, WINDOW = 60, 240, 30  # days
FEWEST = 20  # followers below which growth is mostly chance


def _stages(economy, *names) -> int:
    return sum(economy.counted[name] for name in names)


@daily("memberships", "Aware: people who know of a community and do not follow it.")
def aware(economy):
    return _stages(economy, "aware")


@daily("memberships", "Followers and above.", matters="5%")
def followers(economy):
    return _stages(economy, "follower", "fan", "core", "cocreator")


@daily("memberships", "Fans and above.")
def fans(economy):
    return _stages(economy, "fan", "core", "cocreator")


@daily("memberships", "Core fans and above.")
def core(economy):
    return _stages(economy, "core", "cocreator")


@daily("memberships", "Cocreators: members who also produce.")
def cocreators(economy):
    return _stages(economy, "cocreator")


@daily("memberships", "Lapsed memberships: people who left and may come back.")
def lapsed(economy):
    return _stages(economy, "lapsed")


@daily("memberships", "Memberships at any stage, aware and lapsed included.")
def memberships(economy):
    return _stages(economy, "aware", "follower", "fan", "core", "cocreator", "lapsed")


@daily("visits", "Visits: active people, once per community.", over_run="mean")
def daily_visits(economy):
    return economy.counted["active"]


@daily("members", "Daily active members: each person once.", over_run="mean")
def active_members(economy):
    v = economy.world.v
    who = v.member[v.community < economy.declared]  # the visits of one member are adjacent
    return int(np.count_nonzero(who[1:] != who[:-1])) + min(1, who.size)


@daily("members", "People who became aware of a community by word of mouth.", over_run="sum")
def news_by_word_of_mouth(economy):
    return economy.flows["news_by_word_of_mouth"]


@daily("members", "People who became aware of a community from outside.", over_run="sum")
def news_outside(economy):
    return economy.flows["news_outside"]


@daily("members", "Joins: people who became followers.", over_run="sum")
def joins(economy):
    return economy.flows["joins"]


@daily("members", "Joins of people who first heard of the community from a member.", over_run="sum")
def joins_by_word_of_mouth(economy):
    return economy.flows["joins_by_word_of_mouth"]


@daily("members", "Joins of people who first heard of the community from outside.", over_run="sum")
def joins_from_outside(economy):
    return economy.flows["joins"] - economy.flows["joins_by_word_of_mouth"]


@daily("members", "Moves up: members who moved to a stage above follower.", over_run="sum")
def rises(economy):
    return economy.flows["rises"]


@daily("members", "Lapses: members who left.", over_run="sum")
def lapses(economy):
    return economy.flows["lapses"]


@daily("members", "Returns: lapsed members who came back by themselves.", over_run="sum")
def returns(economy):
    return economy.flows["returns"]


@daily("communities", "Communities that exist, founded ones among them.")
def communities(economy):
    return len(economy.communities)


@daily("communities", "Communities that members founded and that exist.")
def founded_communities(economy):
    return len(economy.communities) - economy.declared


@daily("memberships", "Followers and above of communities that members founded.")
def founded_followers(economy):
    return int(economy.world.communities.followers[economy.declared:].sum())


@final("memberships", "Peak: most followers on any day.")
def peak_followers(economy, series):
    return series["followers"].max()


@final("day", "Day with most followers (the first day is 0).")
def day_of_peak(economy, series):
    return int(series["followers"].to_numpy().argmax())


@final("share", "Share of followers won by word of mouth, first followers and returns apart (never above 1, so not a "
       "growth factor).")
def viral_coefficient(economy, series):
    ever = series["joins"].sum() + economy.cohorts.joined[0]
    return series["joins_by_word_of_mouth"].sum() / ever if ever else 0.0


@final("introductions", "Longest chain of introductions.")
def longest_chain(economy, series):
    depth = economy.world.r.referral_depth[declared_rows(economy)]
    return depth.max() if depth.size else 0


@final("share", "Reach: share of the population that has come to know a community and still remembers it at the end.")
def reach(economy, series):
    knows = np.zeros(economy.world.members, np.bool_)
    knows[economy.world.r.member[declared_rows(economy)]] = True
    return float(knows.mean())


def _log_growth(series, window: int) -> np.ndarray:
    """Logarithm of the growth of followers over a window, from each day on which there were enough."""
    followers = series["followers"].to_numpy(np.float64)[:366]
    start, end = followers[:-window], followers[window:]
    enough = start >= FEWEST
    return np.log(np.maximum(end[enough], 1.0) / start[enough])


@final("days", "Doubling time of followers, at the growth from day 60 to day 240.",
       undefined="the run ends before day 240, or followers did not grow")
def doubling_time(economy, series):
    followers = series["followers"].to_numpy(np.float64)
    if followers.size <= LATE or followers[EARLY] <= 0 or followers[LATE] <= followers[EARLY]:
        return math.nan
    return (LATE - EARLY) * math.log(2.0) / math.log(followers[LATE] / followers[EARLY])


@final("days", f"Shortest doubling time: that at the fastest growth over 30 days in the first year, from {FEWEST} "
       "followers on.", undefined="the run is shorter, or followers did not grow")
def shortest_doubling_time(economy, series):
    growth = _log_growth(series, WINDOW)
    return WINDOW * math.log(2.0) / growth.max() if growth.size and growth.max() > 0 else math.nan
