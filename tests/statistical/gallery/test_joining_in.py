"""Members who join in because others do: deals for groups, schemes for recruits, shops among friends."""

from __future__ import annotations

import numpy as np
import pytest

from sim import scenario
from sim.model.economy import Economy
from tests.statistical.gallery.economies import SEEDS, over

DEAL = "communities__restaurant__channels__deal__"
DEALS_BEFORE, WITHIN = 120, 180  # days


def customers(seed: int) -> tuple[int, int, int]:
    """How many bought a voucher before day 120; for how many it was the first purchase; who of these bought at the full
    price within 180 days."""
    economy = Economy(scenario.load("group_buying").values, seed=seed)
    economy.ledger.tracked = frozenset(range(economy.world.members))
    first: dict[int, tuple[int, str]] = {}
    vouchers, back = set(), set()
    for day, member, _, heading, cents in economy.run().ledger.tracked_entries:
        if cents < 0 and heading.startswith("sales"):
            since, begun = first.setdefault(member, (day, heading))
            if heading == "sales: deal" and day < DEALS_BEFORE:
                vouchers.add(member)
            if heading == "sales: menu" and begun == "sales: deal" and since < DEALS_BEFORE and day <= since + WITHIN:
                back.add(member)
    new = {member for member in vouchers if first[member][1] == "sales: deal"}
    return len(vouchers), len(new), len(back)


def test_vouchers_bring_new_guests_who_seldom_come_back():
    """At least three quarters of the buyers are new; fewer than half of these pay the full price within half a year."""
    vouchers, new, back = np.sum([customers(seed) for seed in SEEDS], axis=0)
    assert new > 0.75 * vouchers and 0.1 * new < back < 0.5 * new, (vouchers, new, back)


@pytest.mark.slow
def test_friends_make_the_deal():
    """Asked by friends, several times as many hear of the restaurant and order; without ties no deal comes about."""
    for measure, times in (("orders", 1.5), ("news_by_word_of_mouth", 4.0)):
        asked, not_asked = over("group_buying", measure), over("group_buying", measure, **{DEAL + "asking": 0})
        assert np.all(asked > times * not_asked), (measure, asked, not_asked)
    assert np.all(over("group_buying", "income_group_buying", ties__generator="none") < 6_000.0)


@pytest.mark.slow
def test_deals_below_cost_lose_money():
    """With cheap meals the deal raises profit; with meals at three quarters of the full price it lowers profit."""
    for cost, sign in ((35, 1.0), (75, -1.0)):
        brand = {"communities__restaurant__brand__unit_cost": cost}
        with_deal, without = over("group_buying", "profit", **brand), over("group_buying", "profit", **brand,
                                                                         **{DEAL + "opens": 5000})
        assert np.all(sign * (with_deal - without) > 0.0), (cost, with_deal, without)
