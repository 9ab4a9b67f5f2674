"""Costs apart, and what a member costs and brings: acquisition cost, lifetime value, payback."""

from __future__ import annotations

from sim.compare.format import with_interval
from sim.compare.names import declared, unit

COSTS = {"revenue": ("Income", 1), "goods_cost": ("Goods delivered, with the platforms' share", -1),
         "growth_spending": ("Growth spending: paid traffic, rewards, meetings", -1),
         "running_costs": ("Running costs: posts, moderation and all else", -1), "profit": ("Profit", 1)}
MEMBER = {"joins": "Members won (joined during the run)", "cost_per_follower": "CAC: growth spending per member won",
          "lifetime_value": "LTV: margin of a member from joining to lapsing", "ltv_to_cac": "LTV ÷ CAC",
          "payback": "Payback: days of a member's mean margin that cover the CAC"}
PAID = ("cost_per_follower", "ltv_to_cac", "payback")  # mean nothing where nothing was spent
NOTHING = "no spending"


def costs(c) -> list[dict]:
    """Income, goods, growth, running costs and profit, a row each, a cell for each scenario: (mean, interval)."""
    return [{"says": says, "last": measure == "profit", "values": [_money(c, name, measure, sign) for name in c.names]}
            for measure, (says, sign) in COSTS.items()]


def _money(c, name: str, measure: str, sign: int) -> tuple[str, str]:
    one = c.statistics(measure).loc[name]
    low, high = sorted((sign * one.low, sign * one.high)) if one.low == one.low else (one.low, one.high)
    return with_interval(sign * one["mean"] + 0.0, low, high, "¥")


def member(c) -> list[dict]:
    """What a member costs and brings, a row each, a cell for each scenario: (mean, interval) or why there is none."""
    known = set(c.outcomes.measure)
    return [{"says": says, "values": [_cell(c, name, measure) for name in c.names]}
            for measure, says in MEMBER.items() if measure in known]


def _cell(c, name: str, measure: str) -> tuple[str, str]:
    if measure in PAID and not c.wide("growth_spending")[name].any():
        return NOTHING, ""
    values = c.wide(measure)[name]
    if without := int(values.isna().sum()):
        return "no value", f"in {without} of {len(c.seeds)} runs: {declared(measure).undefined}"
    one = c.statistics(measure).loc[name]
    return with_interval(one["mean"], one.low, one.high, unit(measure))
