"""Money side by side: what each scenario was given, what it really spent and on what, and what came of each yuan.

All from the scenario's values and the measures of its runs; amounts are means over seeds, in yuan.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

COLUMNS = {
    "investment": "given by investors at the start",
    "traffic_budget": "may be spent on bought impressions",
    "spent": "really spent, on everything (income minus profit)",
    "traffic": "of that, on bought impressions",
    "rewards": "of that, to members for bringing followers",
    "platform_share": "of that, kept by platforms (take rate)",
    "rest": "of that, on goods, posts, upkeep and all else",
    "revenue": "income",
    "partner_fees": "of that, from partners",
    "profit": "profit, before shares of hosts and brands",
    "treasury": "owned by communities at the end",
    "profit_per_yuan": "profit for each ¥ spent",
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
    """In words: whether the scenarios had the same budget, and how far apart their real spending was."""
    given, bought = np.ptp(money["investment"]) == 0, np.ptp(money["traffic_budget"]) == 0
    same, budget = given and bought, _budget(given, bought)
    least, most = money["spent"].min(), money["spent"].max()
    if most <= 0:
        return f"{budget}, and none spent anything."
    if least <= 0:
        return f"{budget}; {money['spent'].idxmin()} spent nothing."
    if most / least < 1.05:
        return f"{budget}, and spent the same within {100 * (most / least - 1):.1f} %."
    joined = "but" if same else "and"
    return (f"{budget}, {joined} {money['spent'].idxmax()} really spent {most / least:.3g} times as much as "
            f"{money['spent'].idxmin()}: part of any difference may be money and not strategy.")


def _budget(given: bool, bought: bool) -> str:
    """In words: which of the two budgets was the same for all, that from investors and that for bought impressions."""
    if given and bought:
        return "All had the same budget"
    if given:
        return "All were given the same by investors, but not the same budget for bought impressions"
    if bought:
        return "They were not given the same by investors, but the same budget for bought impressions"
    return "They had the same budget neither from investors nor for bought impressions"
