"""Money side by side: what each scenario may spend, what it spends on what, and what each yuan earns.

All figures come from the scenario's values and the measures of its runs. Amounts are means over seeds, in yuan.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.compare.format import with_unit

COLUMNS = {
    "investment": "Capital from investors at the start",
    "traffic_budget": "Budget for paid traffic",
    "spent": "Total costs (revenue minus profit)",
    "growth": "– growth: to win and hold people",
    "traffic": "– – of it, paid traffic",
    "rewards": "– – of it, referral rewards to members",
    "goods": "– goods delivered, at cost, and platforms' share",
    "running": "– running: posts, moderation and all else",
    "revenue": "Revenue",
    "partner_fees": "– from partners' fees",
    "profit": "Profit, before the shares paid to hosts and brands",
    "treasury": "Cash of communities at the end",
    "owed": "Owed to members at the end: paid, not yet delivered",
    "paid_ahead": "Goods in stock and on their way at the end, at cost",
    "profit_per_yuan": "Profit per yuan of costs",
    "profit_per_growth": "Profit per yuan spent on growth",
}


def table(comparison) -> pd.DataFrame:
    """Budget and spending: a row for each scenario, with the columns of `COLUMNS`."""
    means = comparison.outcomes.groupby(["scenario", "measure"])["value"].mean()
    rows = {scenario.name: _row(scenario.values, means[scenario.name]) for scenario in comparison.scenarios}
    return pd.DataFrame(rows).T[list(COLUMNS)]


def _row(values: dict, mean: pd.Series) -> dict[str, float]:
    growth = [community["growth"] for community in values["communities"].values()]
    spent, spread = mean["revenue"] - mean["profit"], mean["growth_spending"]
    return {"investment": sum(section["investment"] for section in growth),
            "traffic_budget": sum(section["traffic_budget"] for section in growth),
            "spent": spent, "growth": spread, "traffic": mean["traffic_spending"], "rewards": mean["rewards"],
            "goods": mean["goods_cost"], "running": mean["running_costs"], "revenue": mean["revenue"],
            "partner_fees": mean["partner_fees"], "profit": mean["profit"], "treasury": mean["treasury"],
            "owed": mean["owed"], "paid_ahead": mean["paid_ahead"],
            "profit_per_yuan": mean["profit"] / spent if spent > 0 else np.nan,
            "profit_per_growth": mean["profit"] / spread if spread > 0 else np.nan}


def equality(money: pd.DataFrame) -> str:
    """A sentence on whether scenarios have the same budget and growth spending. Costs of goods follow sales."""
    given, bought = np.ptp(money["investment"]) == 0, np.ptp(money["traffic_budget"]) == 0
    budget = _budget(given, bought)
    least, most = money["growth"].min(), money["growth"].max()
    if most <= 0:
        return f"{budget}. None of them spends anything on growth (paid traffic, rewards, meetings)."
    if same_growth(money):
        within = "" if most / least < 1.0005 else f" within {100 * (most / least - 1):.1f}%"
        return (f"{budget}. Their growth spending (paid traffic, rewards, meetings) is the same{within}: "
                f"{with_unit(most, '¥', 0.5)}. Costs of goods and running costs differ, as sales and plans do.")
    if least <= 0:
        return (f"{budget}. {money['growth'].idxmin()} spends nothing on growth, {money['growth'].idxmax()} "
                f"{with_unit(most, '¥', 0.5)}: part of any difference may come from money, not from strategy.")
    return (f"{budget}. {money['growth'].idxmax()} spends {_times(most / least)} times as much on growth (paid "
            f"traffic, rewards, meetings) as {money['growth'].idxmin()}: part of any difference may come from money, "
            "not from strategy.")


def same_growth(money: pd.DataFrame) -> bool:
    """Whether all spend the same on growth, within 5%, or nothing."""
    least, most = money["growth"].min(), money["growth"].max()
    return bool(most <= 0 or least > 0 and most / least < 1.05)


def _budget(given: bool, bought: bool) -> str:
    """A clause on which budgets are the same for all: capital from investors, money for paid traffic, or both."""
    if given and bought:
        return "All scenarios have the same budget"
    if given:
        return "All scenarios have the same capital from investors, but different budgets for paid traffic"
    if bought:
        return "The scenarios have different capital from investors, but the same budget for paid traffic"
    return "The scenarios differ in capital from investors and in budget for paid traffic"


def _times(ratio: float) -> str:
    """A ratio to about three figures, written out: 9,600 and not 9.6e+03."""
    return f"{ratio:.3g}" if ratio < 100 else f"{float(f'{ratio:.2g}'):,.0f}"
