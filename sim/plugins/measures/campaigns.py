"""Campaigns of crowdfunding: how many reached their goal."""

from __future__ import annotations

import math

from sim.plugins.measures._measure import final


def _ended(economy) -> list[tuple[int, int, float]]:
    """Last day, cents pledged and goal in cents of every campaign that has ended."""
    return [campaign for community in economy.communities for channel in community.channels
            for campaign in getattr(channel, "campaigns", ())]


@final("campaigns", "Campaigns of crowdfunding that have ended.")
def campaigns_ended(economy, series):
    return len(_ended(economy))


@final("share", "Funded share: share of the campaigns of crowdfunding that reached their goal.",
       undefined="no campaign has ended")
def funded_share(economy, series):
    ended = _ended(economy)
    return sum(pledged >= goal for _, pledged, goal in ended) / len(ended) if ended else math.nan


@final("share", "Near misses: share of the campaigns of crowdfunding that failed that reached half of their goal.",
       undefined="no campaign has failed")
def near_misses(economy, series):
    failed = [pledged / goal for _, pledged, goal in _ended(economy) if pledged < goal]
    return sum(share >= 0.5 for share in failed) / len(failed) if failed else math.nan


@final("share", "Narrow wins: share of the campaigns of crowdfunding that reached their goal that exceeded it by a "
       "tenth or less.", undefined="no campaign has reached its goal")
def narrow_wins(economy, series):
    funded = [pledged / goal for _, pledged, goal in _ended(economy) if pledged >= goal]
    return sum(share <= 1.1 for share in funded) / len(funded) if funded else math.nan
