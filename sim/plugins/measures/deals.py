"""Deals of group buying: how many came by one, and how many of these buy something at the full price."""

from __future__ import annotations

import math

import numpy as np

from sim.plugins.measures._measure import final


def _came(economy) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each channel of group buying the members who came by a deal, and whether each has bought anything else."""
    found = []
    for community in economy.communities:
        for channel in community.channels:
            if hasattr(channel, "in_deals"):
                who = np.flatnonzero(channel.came & (channel.in_deals > 0))
                rows = economy.world.rows_of(who, community.index)
                spent = np.where(rows >= 0, economy.world.r.spent[rows], 0)
                found.append((who, spent > channel.in_deals[who]))
    return found


@final("members", "Came by a deal: members whose first purchase was a deal of group buying that came about.")
def came_by_deal(economy, series):
    return sum(who.size for who, _ in _came(economy))


@final("share", "Back at the full price: share of those who came by a deal and have ordered again since.",
       undefined="nobody came by a deal")
def back_at_full_price(economy, series):
    came = _came(economy)
    total = sum(who.size for who, _ in came)
    return sum(int(back.sum()) for _, back in came) / total if total else math.nan
