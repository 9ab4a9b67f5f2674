"""A guaranteed reply: the first message that a treated newcomer ever writes is answered, whoever else answers it."""

from __future__ import annotations

import numpy as np

from sim.core.parameters import par, parameters
from sim.plugins.treatments._means import drawn, paid_for


@parameters
class Reply:
    days: int = par(60, unit="days", low=0, high=5500, live=False, source="scenario",
                    says="Days for which first messages are answered; 0: until the end of the run.",
                    moves=("+", "belonging"))
    cost: float = par(1.0, unit="¥ per reply", low=0, high=10_000, live=False, source="assumption",
                      says="Cost of a reply.", moves=("-", "profit"))


def talked(economy, day: int, given) -> None:
    """Add an answer for those who wrote for the first time today, as far as dose and money allow."""
    w, v = economy.world, economy.world.v
    first = np.flatnonzero((v.community == given.community.index) & (v.said > 0) & (w.m.posts[v.member] == 0))
    who = drawn(economy, day, given, given.dose, np.intersect1d(v.member[first], given.who))
    who = paid_for(economy, day, given, who, given.p.cost, "running costs", "replies")
    visits = first[np.isin(v.member[first], who)]
    v.answered[visits] = np.maximum(1, v.answered[visits])
