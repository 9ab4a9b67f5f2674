"""Lines of goods have makers of their own, and a bundle sells goods of several of them for less than apart."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.economy import Economy
from sim.scenario import load
from sim.scenario.problems import ScenarioError

CIRCLE = "communities.circle"
TWO = ["members.count=800", "run.days=60", "members.need_shape=2", "trade.recall=0", "trade.rivals=0",
       f"{CIRCLE}.growth.seeds=500", f"{CIRCLE}.growth.seed_share=0", "organisation.founding=0",
       f"{CIRCLE}.channels.shop.basket_spread=0", f"{CIRCLE}.channels.advertising=null",
       f"+{CIRCLE}.lines.tea={{quality: 0.9, unit_cost: 20, stock: 300}}",
       f"+{CIRCLE}.channels.tea={{kind: shop, category: tea, price: 40, reference: 40, basket_spread: 0}}"]
SET = [f"+{CIRCLE}.channels.set={{kind: bundle, goods: [shop, tea], discount: 0.25, appeal: 1}}"]


def lived(*overrides) -> Economy:
    return Economy(load("base", [*TWO, *overrides]).values).run()


def test_a_line_has_costs_quality_and_stock_of_its_own():
    economy = lived()
    circle = economy.communities[0]
    goods, tea = circle.makers()
    assert tea is circle.maker("tea") and goods is circle.maker("goods") is circle.brand
    assert tea.quality() > goods.quality() + 0.25 and tea.unit_cost(1) < goods.unit_cost(1)
    sold = {name: economy.ledger.total(heading=f"sales: {name}", payee=circle.account) for name in ("shop", "tea")}
    assert sold["shop"] > 0 and sold["tea"] > 0 and sold["shop"] % 12_000 == sold["tea"] % 4_000 == 0
    left = 300 + tea.made - 300 - sum(tea.coming.values()) - tea.inventory
    assert left == sold["tea"] // 4_000, "each unit paid for leaves the stock of its line"
    assert economy.outcomes()["inventory"] == goods.inventory + tea.inventory


def test_a_bundle_takes_one_of_each_and_counts_what_was_paid_when_it_is_delivered():
    economy = lived(*SET)
    circle = economy.communities[0]
    paid = economy.ledger.total(heading="sales: set", payee=circle.account)
    price = round(0.75 * (12_000 + 4_000))
    assert paid >= 20 * price and paid % price == 0
    alone = {name: economy.ledger.total(heading=f"sales: {name}", payee=circle.account) for name in ("shop", "tea")}
    for maker, name, each in zip(circle.makers(), ("shop", "tea"), (12_000, 4_000), strict=True):
        taken = maker.made - sum(maker.coming.values()) - maker.inventory
        assert taken == alone[name] // each + paid // price
    waiting = sum(income for parcels in circle.arrivals.values() for heading, income, *_ in parcels
                  if heading == "sales: set")
    assert economy.ledger.recognised[circle.account]["sales: set"] + waiting == paid
    economy.ledger.check(60, int(economy.world.m.wallet.sum(dtype="i8")))


def test_without_one_of_the_goods_there_is_no_bundle():
    none = lived(*SET, f"{CIRCLE}.lines.tea.stock=0", f"{CIRCLE}.lines.tea.capacity=0")
    assert none.ledger.total(heading="sales: set") == 0 and none.outcomes()["unmet_orders"] > 0
    closed = lived(*SET, f"{CIRCLE}.channels.tea.opens=100")
    assert closed.ledger.total(heading="sales: set") == 0 < closed.ledger.total(heading="sales: shop")


def test_a_better_line_of_goods_does_not_change_what_others_are_like():
    qualities = [[maker.quality() for maker in lived(f"{CIRCLE}.lines.tea.quality={q}").communities[0].makers()]
                 for q in (0.2, 0.9)]
    assert np.isclose(qualities[1][1] - qualities[0][1], 0.7) and qualities[0][0] == pytest.approx(qualities[1][0])


@pytest.mark.parametrize("goods, says", [
    ("[shop, coffee]", "goods names coffee, which is no shop of the community; its shops are shop, tea"),
    ("[shop]", "goods must name at least two different shops")])
def test_a_bundle_of_something_else_is_refused(goods, says):
    with pytest.raises(ScenarioError, match=says):
        load("base", [*TWO, f"+{CIRCLE}.channels.set={{kind: bundle, goods: {goods}}}"])


def test_a_timeline_changes_a_line():
    economy = lived("timeline=[{day: 5, set: communities.circle.lines.tea.quality, to: 0.1}]")
    assert economy.communities[0].maker("tea").quality() < 0.3
