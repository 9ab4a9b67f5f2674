"""Costs apart, and what a member costs and brings: acquisition cost, lifetime value, payback."""

from __future__ import annotations

from sim.compare import figures
from sim.compare.names import declared, unit
from sim.system.words import later, say, translated

COSTS = {"revenue": (later("Income"), 1), "goods_cost": (later("Goods delivered, with the platforms' share"), -1),
         "growth_spending": (later("Growth spending: paid traffic, rewards, meetings"), -1),
         "running_costs": (later("Running costs: posts, moderation and all else"), -1), "profit": (later("Profit"), 1)}
MEMBER = {"joins": later("Members won (joined during the run)"),
          "cost_per_follower": later("CAC: growth spending per member won"),
          "lifetime_value": later("LTV: margin of a member from joining to lapsing"), "ltv_to_cac": later("LTV ÷ CAC"),
          "payback": later("Payback: days of a member's mean margin that cover the CAC")}
PAID = ("cost_per_follower", "ltv_to_cac", "payback")  # mean nothing where nothing was spent
NOTHING = later("no spending")


def title(c) -> str:
    """What a member of the leader has cost and returned, if there was spending."""
    best, known = c.ranking()[0], set(c.outcomes.measure)
    if not {"cost_per_follower", "lifetime_value"} <= known or not c.wide("growth_spending")[best].any():
        return say("What a member costs and brings")
    cost, value = (float(c.wide(one)[best].mean()) for one in ("cost_per_follower", "lifetime_value"))
    if cost != cost or value != value:
        return say("What a member costs and brings")
    return say("A member that {name} won for {cost} has returned {value} so far", name=best,
               cost=figures.short(cost, "¥"), value=figures.short(value, "¥"))


def costs(c) -> list[dict]:
    """Income, goods, growth, running costs and profit, a row each, a cell for each scenario: (mean, interval)."""
    return [{"says": translated(says), "last": measure == "profit",
             "values": [_money(c, name, measure, sign) for name in c.names]}
            for measure, (says, sign) in COSTS.items()]


def _money(c, name: str, measure: str, sign: int) -> tuple[str, str]:
    one = c.statistics(measure).loc[name]
    low, high = sorted((sign * one.low, sign * one.high)) if one.low == one.low else (one.low, one.high)
    return figures.short(sign * one["mean"] + 0.0, "¥"), figures.interval(low, high, "¥")


def member(c) -> list[dict]:
    """What a member costs and brings, a row each, a cell for each scenario: (mean, interval) or why there is none."""
    known = set(c.outcomes.measure)
    return [{"says": translated(says), "values": [_cell(c, name, measure) for name in c.names]}
            for measure, says in MEMBER.items() if measure in known]


def _cell(c, name: str, measure: str) -> tuple[str, str]:
    if measure in PAID and not c.wide("growth_spending")[name].any():
        return translated(NOTHING), ""
    values = c.wide(measure)[name]
    if without := int(values.isna().sum()):
        return say("no value"), say("in {n} of {all} runs: {why}", n=without, all=len(c.seeds),
                                   why=translated(declared(measure).undefined))
    one = c.statistics(measure).loc[name]
    return figures.short(one["mean"], unit(measure)), figures.interval(one.low, one.high, unit(measure))
