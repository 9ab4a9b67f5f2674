"""Marketplaces: how many sellers there are, and how often people search. Taken only where there is a marketplace."""

from __future__ import annotations

from sim.plugins.measures._measure import daily

OF_PLATFORMS = ("marketplace",)  # these measures exist only in runs with a platform of such a kind


def _sellers(economy) -> list:
    return [one for one in economy.communities if one.platform.plugin.name in OF_PLATFORMS]


@daily("sellers", "Sellers with an open shop on marketplaces.")
def sellers(economy):
    return sum(one.hosted and not one.waiting for one in _sellers(economy))


@daily("searches", "Searches on marketplaces that found a seller.", over_run="sum")
def searches(economy):
    return economy.counts["searches"]
