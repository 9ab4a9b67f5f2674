"""Goods: ordered, waited for, paid, given back. What cannot be paid for does not happen."""

from __future__ import annotations

import numpy as np
import pytest

from sim import scenario
from sim.model.economy import Economy

TOWN = ["members.count=1000", "run.days=60", "members.need_shape=2", "communities.circle.growth.seeds=500",
        "communities.circle.growth.seed_share=0", "organisation.founding=0"]


NO_CHANNELS = ["communities.circle.channels.shop=null", "communities.circle.channels.advertising=null"]


def lived(*overrides, days=None):
    economy = Economy(scenario.load("base", [*TOWN, *overrides]).values)
    for _ in range(days or 60):
        economy.step()
    return economy


def test_a_shop_without_stock_takes_orders_restocks_and_serves_who_waited_first():
    economy = lived("communities.circle.brand.stock=0", "communities.circle.brand.lead_time=5", days=3)
    shop, brand = economy.communities[0].channels[0], economy.communities[0].brand
    assert economy.series()["orders"].sum() == 0 and economy.outcomes()["unmet_orders"] > 0
    waited = set(shop.backlog.tolist())
    assert waited and sum(brand.coming.values()) >= len(waited), "what is owed is ordered"
    before = economy.members.column("spent").sum(axis=1)
    while economy.series()["orders"].sum() == 0:
        economy.step()
    paid = set(np.flatnonzero(economy.members.column("spent").sum(axis=1) > before).tolist())
    assert waited <= paid | set(shop.backlog.tolist())
    assert paid & waited


def test_stock_leaves_by_what_was_paid():
    economy = lived("communities.circle.brand.cover=0", "communities.circle.brand.capacity=0",
                    "communities.circle.brand.stock=50")
    sold = 50 - economy.communities[0].brand.inventory
    paid = economy.ledger.total(heading="sales: shop") / economy.communities[0].channels[0].p.price
    assert 0 < sold <= 50
    assert sold == pytest.approx(paid, rel=0.25)


def preorder(*overrides):
    return lived(*NO_CHANNELS, "+communities.circle.channels.early={kind: preorder, price: 30,"
                 " reference: 90, round: 20}", "communities.circle.host.post_cost=0", "communities.circle.upkeep=0",
                 "organisation.meetings=0", *overrides)


def test_a_preorder_that_cannot_be_made_is_given_back_as_far_as_the_money_goes():
    rich = preorder("communities.circle.brand.unit_cost=200", "communities.circle.growth.investment=1000000")
    poor = preorder("communities.circle.brand.unit_cost=200", "communities.circle.growth.investment=0")
    made = -rich.ledger.by_heading["community:circle"]["making"]
    assert made > rich.ledger.total(heading="sales: early", payer="members"), "dearer than its price, made all the same"
    books = poor.ledger
    returned = books.total(heading="sales: early", payer="community:circle")
    supplied = -books.by_heading["community:circle"]["making"]
    took = books.total(heading="sales: early", payer="members")
    assert supplied == 0 and 0 < returned <= took, "making even one would leave less for the others"
    assert poor.outcomes()["promises_broken"] > 0, "the platform keeps its share, so that the money does not go round"
    some = preorder("communities.circle.brand.unit_cost=200", "communities.circle.growth.investment=15000")
    supplied = -some.ledger.by_heading["community:circle"]["making"]
    assert 0 < supplied < made and some.ledger.total(heading="sales: early", payer="community:circle") > 0


def test_posts_that_cannot_be_paid_are_not_written():
    broke = lived("communities.circle.growth.investment=0", "organisation.cocreator_posts=0", *NO_CHANNELS)
    assert broke.series()["seen_host"].sum() == 0
    assert broke.communities[0].treasury == 0


def test_what_closed_communities_earned_stays_counted_and_capital_is_no_revenue():
    economy = Economy(scenario.load("base", ["members.count=2000", "run.days=120", "organisation.founding=0.01",
                                             "organisation.founded_known=0", "attention.cocreator=0.02",
                                             "organisation.trial=3", "organisation.suits=0.9"]).values).run()
    series = economy.series()
    assert economy.ledger.total(heading="founding") > 0 and economy.ledger.total(heading="closing") > 0
    assert (series["revenue"].diff().dropna() >= 0).all()
    sales = sum(cents for (_, _, _, what), cents in economy.ledger.entries.items() if what.startswith("sales"))
    assert series["revenue"].iloc[-1] + series["owed"].iloc[-1] == pytest.approx(sales / 100.0)


def test_members_who_are_followed_have_books_that_explain_their_wallets():
    economy = lived("run.tracked=[3,17,404]")
    for member in (3, 17, 404):
        start = Economy(economy.values).world.m.wallet[member]
        noted = sum(cents for _, who, _, _, cents in economy.ledger.tracked_entries if who == member)
        assert start + noted == economy.world.m.wallet[member]
