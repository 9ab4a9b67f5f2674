"""Money side by side: what each scenario may spend, what it spends on what, and what each yuan earns.

All figures come from the scenario's values and the measures of its runs. Amounts are means over seeds, in yuan.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.compare.format import joined, separated, spoken
from sim.system.words import later, say

COLUMNS = {
    "investment": later("Capital from investors at the start"),
    "traffic_budget": later("Budget for paid traffic"),
    "spent": later("Total costs (revenue minus profit)"),
    "growth": later("– growth: to win and hold people"),
    "traffic": later("– – of it, paid traffic"),
    "rewards": later("– – of it, referral rewards to members"),
    "goods": later("– goods delivered, at cost, and platforms' share"),
    "running": later("– running: posts, moderation and all else"),
    "revenue": later("Revenue"),
    "partner_fees": later("– from partners' fees"),
    "profit": later("Profit, before the shares paid to hosts and brands"),
    "treasury": later("Cash of communities at the end"),
    "owed": later("Owed to members at the end: paid, not yet delivered"),
    "paid_ahead": later("Goods in stock and on their way at the end, at cost"),
    "profit_per_yuan": later("Profit per yuan of costs"),
    "profit_per_growth": later("Profit per yuan spent on growth"),
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
    """Sentences on whether scenarios have the same budget and growth spending. Costs of goods follow sales."""
    given, bought = np.ptp(money["investment"]) == 0, np.ptp(money["traffic_budget"]) == 0
    return joined(_budget(given, bought), _growth(money))


def _growth(money: pd.DataFrame) -> str:
    """Whether all spend the same on growth, and what follows from it."""
    growth = money["growth"]
    least, most = growth.min(), growth.max()
    if most <= 0:
        return say("None of them spends anything on growth (paid traffic, rewards, meetings).")
    spent = spoken(most, "¥")
    if least > 0 and most / least < 1.0005:
        return say("Their growth spending (paid traffic, rewards, meetings) is the same: {sum}. Costs of goods and "
                   "running costs differ, as sales and plans do.", sum=spent)
    if same_growth(money):
        return say("Their growth spending (paid traffic, rewards, meetings) is the same within {share}%: {sum}. Costs "
                   "of goods and running costs differ, as sales and plans do.", sum=spent,
                   share=f"{100 * (most / least - 1):.1f}")
    if least <= 0:
        return say("{less} spends nothing on growth, {more} {sum}: part of any difference may come from money, not "
                   "from strategy.", less=growth.idxmin(), more=growth.idxmax(), sum=spent)
    return say("{more} spends {times} times as much on growth (paid traffic, rewards, meetings) as {less}: part of any "
               "difference may come from money, not from strategy.", more=growth.idxmax(), less=growth.idxmin(),
               times=_times(most / least))


def same_growth(money: pd.DataFrame) -> bool:
    """Whether all spend the same on growth, within 5%, or nothing."""
    least, most = money["growth"].min(), money["growth"].max()
    return bool(most <= 0 or least > 0 and most / least < 1.05)


def _budget(given: bool, bought: bool) -> str:
    """Which budgets are the same for all: capital from investors, money for paid traffic, or both."""
    if given and bought:
        return say("All scenarios have the same budget.")
    if given:
        return say("All scenarios have the same capital from investors, but different budgets for paid traffic.")
    if bought:
        return say("The scenarios have different capital from investors, but the same budget for paid traffic.")
    return say("The scenarios differ in capital from investors and in budget for paid traffic.")


def _times(ratio: float) -> str:
    """A ratio to about three figures, written out: 9,600 and not 9.6e+03."""
    return f"{ratio:.3g}" if ratio < 100 else separated(f"{float(f'{ratio:.2g}'):,.0f}")
