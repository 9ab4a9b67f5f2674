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
