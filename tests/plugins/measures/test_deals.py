"""Who came by a deal and came back, against the books of every member; campaigns that end near their goal."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim import scenario
from sim.model.economy import Economy
from sim.plugins.measures import campaigns, deals

RESTAURANT = "communities.restaurant."
SMALL = ["run.days=120", "members.count=3000", f"{RESTAURANT}channels.deal.heads=5", f"{RESTAURANT}growth.seeds=300"]


@pytest.mark.parametrize("more", [[], [f"{RESTAURANT}brand.capacity=1", f"{RESTAURANT}growth.investment=400"]])
def test_newcomers_are_those_whose_first_entry_is_a_deal(more):
    """Nobody counts whose deal did not come about; in a restaurant without money some are paid back."""
    economy = Economy(scenario.load("group_buying", [*SMALL, *more]).values, seed=2)
    economy.ledger.tracked = frozenset(range(economy.world.members))
    economy.run()
    first, paid = {}, {"sales: deal": np.zeros(3000), "sales: menu": np.zeros(3000)}
    for _, member, _, heading, cents in economy.ledger.tracked_entries:
        if heading in paid:
            first.setdefault(member, heading)
            paid[heading][member] -= cents
    came = [member for member, heading in first.items() if heading == "sales: deal" and paid[heading][member] > 0]
    back = [member for member in came if paid["sales: menu"][member] > 0]
    assert len(came) > 10 and (more or back)
    assert deals.came_by_deal(economy, None) == len(came)
    assert deals.back_at_full_price(economy, None) == pytest.approx(len(back) / len(came))


def test_near_misses_and_narrow_wins():
    """One failure in three reached half of the goal; one success in two exceeded it by a tenth or less."""
    ended = [(30, pledged, 100.0) for pledged in (10, 49, 50, 100, 111)]
    economy = SimpleNamespace(communities=[SimpleNamespace(channels=[SimpleNamespace(campaigns=ended)])])
    assert campaigns.near_misses(economy, None) == pytest.approx(1 / 3)
    assert campaigns.narrow_wins(economy, None) == pytest.approx(1 / 2)
