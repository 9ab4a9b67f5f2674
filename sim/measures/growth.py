"""Growth: how many members there are at which stage, how they came, and how long they stay."""

from __future__ import annotations

import numpy as np

from sim.measures._measure import daily, final
from sim.world.stages import COCREATOR, EMPTY, FOLLOWER


def _stages(economy, *names) -> int:
    return sum(economy.counted[name] for name in names)


@daily("memberships", "Aware: people who know of a community and do not follow it.")
def aware(economy):
    return _stages(economy, "aware")


@daily("memberships", "Followers and above.")
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
    return int(economy.world.visitors.size)


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


@daily("communities", "Communities that exist.")
def communities(economy):
    return len(economy.communities)


@final("memberships", "Peak: most followers on any day.")
def peak_followers(economy, series):
    return series["followers"].max()


@final("day", "Day with most followers (the first day is 0).")
def day_of_peak(economy, series):
    return int(series["followers"].to_numpy().argmax())


@final("share", "Retention: share of those who joined in the first half of the run that are followers or above on the "
       "last day.")
def retention(economy, series):
    r, half = economy.world.r, len(series) // 2
    early = (r.joined >= 0) & (r.joined < half) & (r.stage != EMPTY)
    stays = early & (r.stage >= FOLLOWER) & (r.stage <= COCREATOR)
    return stays.sum() / early.sum() if early.any() else 0.0


@final("share", "Share of followers won by word of mouth (never above 1, so not a growth factor).")
def viral_coefficient(economy, series):
    ever = series["joins"].sum() + sum(one.growth.seeds for one in economy.communities)
    return series["joins_by_word_of_mouth"].sum() / ever if ever else 0.0


@final("introductions", "Longest chain of introductions.")
def longest_chain(economy, series):
    r = economy.world.r
    there = r.community >= 0
    return r.generation[there].max() if there.any() else 0


@final("share", "Reach: share of the population that has come to know a community and still remembers it at the end.")
def reach(economy, series):
    return float(np.mean(economy.world.r.many > 0))
