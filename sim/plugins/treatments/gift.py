"""A gift to the treated who know the community: a paid membership, or goods that the brand pays for."""

from __future__ import annotations

from sim.core.parameters import par, parameters
from sim.plugins.treatments._means import drawn, paid_for
from sim.world.stages import COCREATOR, FOLLOWER


@parameters
class Gift:
    what: str = par("membership", choices=("membership", "goods"), live=False, source="choice",
                    says="Gift: a paid membership for followers, or goods for whoever knows the community.",
                    moves=("-", "paying"))
    period: int = par(365, unit="days", low=1, high=10_000, live=False, source="scenario",
                      says="Days for which a membership is given.", moves=("+", "paying"))
    delivery: int = par(3, unit="days", low=1, high=365, live=False, source="assumption",
                        says="Days until goods arrive.", moves=("-", "promises_kept"))


def dawn(economy, day: int, given) -> None:
    """Give the gift, as far as dose and money allow."""
    r, community = economy.world.r, given.community
    who = drawn(economy, day, given, given.dose)
    rows = economy.world.rows_of(who, community.index)
    if given.p.what == "membership":
        rows = rows[rows >= 0]
        rows = rows[(r.stage[rows] >= FOLLOWER) & (r.stage[rows] <= COCREATOR)]
        r.paid_until[rows] = (r.paid_until[rows].clip(day - 1) + given.p.period).clip(max=32_000)
        return
    brand, who = community.brand, who[rows >= 0]
    who = paid_for(economy, day, given, who, brand.unit_cost(who.size), "suppliers", "gift")
    economy.deliver(day + given.p.delivery, community, who, brand.quality())
