"""Daily measures of each community: one value for each of the communities that exist, in the order of `k`."""

from __future__ import annotations

import numpy as np

from sim.plugins.measures._measure import per_community


@per_community("members", "Followers and members at higher stages.")
def followers(economy, k):
    return economy.world.communities.followers[k]


@per_community("members", "Fans, core fans and cocreators.")
def fans(economy, k):
    census = economy.census
    return census["fan"][k] + census["core"][k] + census["cocreator"][k]


@per_community("members", "Members who visited today.")
def active(economy, k):
    return economy.census["active"][k]


@per_community("0 to 1", "Mean trust of followers in their host.")
def trust(economy, k):
    return economy.census["trust"][k] / 1e6 / np.maximum(1, economy.world.communities.followers[k])


@per_community("¥", "Cash.")
def treasury(economy, k):
    owns = economy.ledger.balances
    return np.array([owns.get(community.account, 0) for community in economy.communities]) / 100.0


@per_community("¥", "Revenue so far: what was delivered.")
def revenue(economy, k):
    earned = economy.ledger.revenue
    return np.array([earned(community.account) for community in economy.communities]) / 100.0
