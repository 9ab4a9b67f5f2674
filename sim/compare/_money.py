"""Money side by side: what each scenario may spend, what it spends and on what, and what each yuan earns.

All from the scenario's values and the measures of its runs; amounts are means over seeds, in yuan.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

COLUMNS = {
    "investment": "Capital from investors at the start",
    "traffic_budget": "Budget for paid traffic",
    "spent": "Total spending (revenue minus profit)",
    "traffic": "– on paid traffic",
    "rewards": "– on referral rewards to members",
    "platform_share": "– platforms' share of sales (take rate)",
    "rest": "– on goods, posts, running costs and all else",
    "revenue": "Revenue",
    "partner_fees": "– from partners' fees",
    "profit": "Profit, before the shares paid to hosts and brands",
    "treasury": "Cash of communities at the end",
    "profit_per_yuan": "Profit per yuan spent",
}


def table(comparison) -> pd.DataFrame:
    """Budget and spending, a row for each scenario and the columns of `COLUMNS`."""
    means = comparison.outcomes.groupby(["scenario", "measure"])["value"].mean()
    rows = {one.name: _row(one.values, means[one.name]) for one in comparison.scenarios}
    return pd.DataFrame(rows).T[list(COLUMNS)]


def _row(values: dict, mean: pd.Series) -> dict[str, float]:
    growth = [one["growth"] for one in values["communities"].values()]
    spent = mean["revenue"] - mean["profit"]
    traffic, rewards = mean["traffic_spending"], mean["rewards"]
    share = mean["platform_income"] - traffic
    return {"investment": sum(one["investment"] for one in growth),
            "traffic_budget": sum(one["traffic_budget"] for one in growth),
            "spent": spent, "traffic": traffic, "rewards": rewards, "platform_share": share,
            "rest": spent - traffic - rewards - share, "revenue": mean["revenue"],
            "partner_fees": mean["partner_fees"], "profit": mean["profit"], "treasury": mean["treasury"],
            "profit_per_yuan": mean["profit"] / spent if spent > 0 else np.nan}


def equality(money: pd.DataFrame) -> str:
    """In words: whether the scenarios have the same budget, and how far apart their spending is."""
    given, bought = np.ptp(money["investment"]) == 0, np.ptp(money["traffic_budget"]) == 0
    budget = _budget(given, bought)
    least, most = money["spent"].min(), money["spent"].max()
    if most <= 0:
        return f"{budget}. None of them spends anything."
    if least <= 0:
        return f"{budget}. {money['spent'].idxmin()} spends nothing."
    if most / least < 1.05:
        within = "" if most / least < 1.0005 else f" within {100 * (most / least - 1):.1f}%"
        return f"{budget}. Their spending is the same{within}."
    return (f"{budget}. {money['spent'].idxmax()} spends {most / least:.3g} times as much as "
            f"{money['spent'].idxmin()}: part of any difference may come from money, not from strategy.")


def _budget(given: bool, bought: bool) -> str:
    """In words: which of the two budgets is the same for all: capital from investors, or money for paid traffic."""
    if given and bought:
        return "All scenarios have the same budget"
    if given:
        return "All scenarios have the same capital from investors, but different budgets for paid traffic"
    if bought:
        return "The scenarios have different capital from investors, but the same budget for paid traffic"
    return "The scenarios differ in capital from investors and in budget for paid traffic"
