"""Founding: communities founded by members, as opposed to those that the scenario declares."""

from __future__ import annotations

from sim.plugins.measures._measure import daily


@daily("communities", "Foundings: communities that members founded, or that broke away.", over_run="sum")
def foundings(economy):
    return economy.counts["foundings"]


@daily("communities", "Founded communities that closed.", over_run="sum")
def founded_closed(economy):
    return economy.counts["closed"]


@daily("¥", "Income of founded communities that exist, on this day.", over_run="sum")
def founded_income(economy):
    return economy.counts["founded_income"] / 100.0


@daily("¥", "Money that founded communities own.")
def founded_treasury(economy):
    owns = economy.ledger.balances
    return sum(owns.get(community.account, 0) for community in economy.communities[economy.declared:]) / 100.0
