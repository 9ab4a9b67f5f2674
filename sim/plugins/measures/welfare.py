"""Welfare: what is left to each side, and how earnings are spread."""

from __future__ import annotations

import numpy as np

from sim.plugins.measures._measure import final, gini, top_share


def _earned(economy) -> np.ndarray:
    """What each member who earned anything in communities earned, in cents: rewards and services."""
    r = economy.world.r
    members = np.zeros(economy.world.members, np.int64)
    np.add.at(members, r.member[r.earned > 0], r.earned[r.earned > 0])
    return members[members > 0]


@final("¥", "Surplus of partners: what they gained from their users, less their costs and fees.")
def partners_surplus(economy, series):
    return sum(partner.net for community in economy.communities for partner in community.partners) / 100.0


@final("¥", "Surplus of communities: cumulative profit, less the shares of hosts and brands.")
def communities_surplus(economy, series):
    paid = sum(economy.ledger.total(heading=heading) for heading in ("host's share", "brand's share"))
    return (economy.ledger.profit_of_all() - paid) / 100.0


@final("0 to 1", "Inequality of earning: Gini coefficient of what members earned in communities, over all who earned.")
def earning_gini(economy, series):
    return gini(_earned(economy))


@final("share", "Top 10% of earners: share of all that members earned which the best-paid tenth of earners got.")
def earning_top_tenth(economy, series):
    earned = _earned(economy)
    return top_share(earned, 0.1) if earned.size else 0.0


@final("share", "Top 1% of spenders: share of all spending that the biggest hundredth of spenders account for.")
def spending_top_hundredth(economy, series):
    r = economy.world.r
    members = np.zeros(economy.world.members, np.int64)
    np.add.at(members, r.member[r.spent != 0], r.spent[r.spent != 0])
    return top_share(members[members > 0], 0.01) if (members > 0).any() else 0.0
