"""The budget for growth is cut: less paid traffic a day, and smaller rewards for referrals."""

from __future__ import annotations

from sim.core.parameters import par, parameters, within
from sim.plugins.shocks._turn import Lasting, turn
from sim.plugins.shocks._turn import overlaps as contradictions

__all__ = ["OFF", "BudgetCut", "contradictions", "strike"]
OFF = {"cut": 0.0}


@parameters
class BudgetCut(Lasting):
    cut: float = par(0.5, low=0, high=1, live=False, source="scenario",
                     says="Share of the daily spending on paid traffic, and of each reward, that is saved.",
                     moves=("-", "growth_spending"))


def strike(economy, day: int, community, p) -> None:
    """Turn the growth plan down. Total budgets stay, so that what is saved may be spent later."""
    plan = community.growth
    less = within(plan, traffic=plan.traffic * (1.0 - p.cut), reward=plan.reward * (1.0 - p.cut))
    turn(economy, day, community, "growth", less, p.days)
