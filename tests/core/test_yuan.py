"""Scenarios speak of yuan and rules read cents: exactly, everywhere, and once."""

from __future__ import annotations

import pytest

from sim.cli.commands import parameters as command
from sim.core.parameters import par, parameters, turned
from sim.core.yuan import cents
from sim.model import live_parameters, scale
from sim.model.agents.community import Growth
from sim.model.economy import Economy
from sim.plugins.channels.shop import Shop
from sim.scenario import load


def test_every_amount_of_whole_cents_is_that_many_cents():
    assert [cents(n / 100) for n in range(0, 400_000, 37)] == [float(n) for n in range(0, 400_000, 37)]
    assert (cents(199.99), cents(1.15), cents(0.29), cents(4.35), cents(1e12)) == (19999.0, 115.0, 29.0, 435.0, 1e14)


def test_a_rate_keeps_its_digits():
    assert (cents(0.035), cents(0.207), cents(7.05882353)) == (3.5, 20.7, 705.882353)


def test_rules_read_cents_and_what_is_not_money_stays():
    assert Shop().price == Shop.of().price == 12_000.0
    read = Shop.of(price=1999.0, delivery=5)
    assert (read.price, read.delivery, type(read.price)) == (199_900.0, 5, float)
    with pytest.raises(ValueError, match="outside"):
        Shop.of(price=1e9)


def test_an_event_sets_yuan():
    assert live_parameters.replaced(Shop(), "price", 25.5).price == 2550.0


def test_a_lever_is_turned_within_the_range_in_cents():
    assert turned(Shop.of(price=9_900_000.0), "price", 1.15).price == 1e9
    assert turned(Shop.of(price=100.0), "price", 1.5).price == 15_000.0


@pytest.mark.parametrize("k", [2, 3, 7, 2.5])
@pytest.mark.parametrize("yuan, whole", [(400.33, 40_033), (0.01, 1), (600_000.01, 60_000_001), (1999.0, 199_900)])
def test_the_share_of_an_amount_is_the_share_of_its_cents(k, yuan, whole):
    one = Growth.declared["traffic"]
    assert one.inside(scale.share(one, yuan, k)) == whole / k


def test_money_is_not_declared_in_cents():
    with pytest.raises(TypeError, match="declared in yuan"):
        @parameters
        class Old:
            price: float = par(1.0, unit="cents", low=0, high=1, source="assumption", says="a price")


def test_all_that_costs_is_declared_in_yuan():
    units = [one["unit"] for one in command.every()]
    assert not [one for one in units if "cent" in one]
    assert sum(one.startswith("¥") for one in units) >= 25


def test_a_phone_is_sold_at_its_price_and_from_the_day_of_an_event_at_another():
    shop = "communities.circle.channels.shop"
    economy = Economy(load("base", [
        "members.count=200", "run.days=8", f"{shop}.price=¥19.99", f"{shop}.basket_spread=0", f"{shop}.appeal=3",
        "communities.circle.growth={seeds: 150, seed_share: 0, investment: 5万}", "members.need_weeks=0.3",
        "communities.circle.brand.scale=1",
        f"timeline=[{{day: 4, set: {shop}.price, to: '20.00'}}]"]).values)
    assert economy.ledger.balances["community:circle"] == 5_000_000 - 200 * 6_000  # what is left after the first stock
    assert economy.values["communities"]["circle"]["channels"]["shop"]["price"] == 19.99
    for _ in range(4):
        economy.step()
    before = economy.ledger.total(heading="sales: shop")
    assert before > 0 and before % 1999 == 0
    economy.run()
    after = economy.ledger.total(heading="sales: shop") - before
    assert after > 0 and after % 2000 == 0
    found = economy.outcomes()
    assert found["income_shop"] + found["owed"] == pytest.approx((before + after) / 100)
