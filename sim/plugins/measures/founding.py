"""Founding: communities founded by members, as opposed to those that the scenario declares."""

from __future__ import annotations

from sim.plugins.measures._measure import daily


def _founded(economy) -> list:
    return [one for one in economy.communities if one.founded_on > 0]


@daily("communities", "Foundings: communities that members founded, or that broke away.", over_run="sum")
def foundings(economy):
    return economy.counts["foundings"]


@daily("communities", "Founded communities that closed.", over_run="sum")
def founded_closed(economy):
    return economy.counts["closed"]


@daily("¥", "Income of founded communities that exist, on this day.", over_run="sum")
def founded_income(economy):
    return sum(cents for one in _founded(economy)
               for cents in (economy.ledger.entries.get((economy.day, "members", one.account, channel.heading), 0)
                             for channel in one.channels)) / 100.0


@daily("¥", "Money that founded communities own.")
def founded_treasury(economy):
    return sum(one.treasury for one in _founded(economy)) / 100.0
