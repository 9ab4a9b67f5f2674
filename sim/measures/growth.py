"""Growth: how many members there are at which stage, how they came, and how long they stay."""

from __future__ import annotations

import numpy as np

from sim.measures._measure import daily, final
from sim.world.stages import COCREATOR, EMPTY, FOLLOWER


def _stages(economy, *names) -> int:
    return sum(economy.counted[name] for name in names)


@daily("memberships", "knows of a community without following it")
def aware(economy):
    return _stages(economy, "aware")


@daily("memberships", "followers and above")
def followers(economy):
    return _stages(economy, "follower", "fan", "core", "cocreator")


@daily("memberships", "fans and above")
def fans(economy):
    return _stages(economy, "fan", "core", "cocreator")


@daily("memberships", "core fans and above")
def core(economy):
    return _stages(economy, "core", "cocreator")


@daily("memberships", "two-sided members, who also produce")
def cocreators(economy):
    return _stages(economy, "cocreator")


@daily("memberships", "left and remember")
def lapsed(economy):
    return _stages(economy, "lapsed")


@daily("memberships", "occupied slots of all members")
def memberships(economy):
    return _stages(economy, "aware", "follower", "fan", "core", "cocreator", "lapsed")


@daily("visits", "members active in a community today, each community counted", over_run="mean")
def daily_visits(economy):
    return economy.counted["active"]


@daily("members", "members active anywhere today", over_run="mean")
def active_members(economy):
    return int(economy.world.visitors.size)


@daily("members", "became aware by word of mouth", over_run="sum")
def news_by_word_of_mouth(economy):
    return economy.flows["news_by_word_of_mouth"]


@daily("members", "became aware from outside", over_run="sum")
def news_outside(economy):
    return economy.flows["news_outside"]


@daily("members", "became followers", over_run="sum")
def joins(economy):
    return economy.flows["joins"]


@daily("members", "became followers after a member told them", over_run="sum")
def joins_by_word_of_mouth(economy):
    return economy.flows["joins_by_word_of_mouth"]


@daily("members", "became followers without having been told", over_run="sum")
def joins_from_outside(economy):
    return economy.flows["joins"] - economy.flows["joins_by_word_of_mouth"]


@daily("members", "rose a stage above follower", over_run="sum")
def rises(economy):
    return economy.flows["rises"]


@daily("members", "lapsed", over_run="sum")
def lapses(economy):
    return economy.flows["lapses"]


@daily("members", "came back after having lapsed", over_run="sum")
def returns(economy):
    return economy.flows["returns"]


@daily("communities", "communities that exist")
def communities(economy):
    return len(economy.communities)


@final("memberships", "most followers on any day")
def peak_followers(economy, series):
    return series["followers"].max()


@final("day", "day with most followers")
def day_of_peak(economy, series):
    return int(series["followers"].to_numpy().argmax())


@final("share", "of those who joined in the first half, how many have not left at the end")
def retention(economy, series):
    r, half = economy.world.r, len(series) // 2
    early = (r.joined >= 0) & (r.joined < half) & (r.stage != EMPTY)
    stays = early & (r.stage >= FOLLOWER) & (r.stage <= COCREATOR)
    return stays.sum() / early.sum() if early.any() else 0.0


@final("followers per follower", "viral coefficient K: followers brought by members, per follower there ever was")
def viral_coefficient(economy, series):
    ever = series["joins"].sum() + sum(one.growth.seeds for one in economy.communities)
    return series["joins_by_word_of_mouth"].sum() / ever if ever else 0.0


@final("introductions", "longest chain of introductions")
def longest_chain(economy, series):
    r = economy.world.r
    there = r.community >= 0
    return r.generation[there].max() if there.any() else 0


@final("share", "of the population that ever came to know a community they still remember")
def reach(economy, series):
    return float(np.mean(economy.world.r.many > 0))
