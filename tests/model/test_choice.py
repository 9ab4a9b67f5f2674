"""The form of choice: first whether to buy, then whose; advertised goods come to mind; what buyers would have paid."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim import scenario
from sim.core.rng import uniforms
from sim.model.economy import Economy
from sim.model.processes import begin_day, trade

EVEN = ["members.count=300", "run.days=5", "members.slots=8", "members.sensitivity=3",
        "members.sensitivity_spread=0", "members.budget=100000",
        "trade.level_ease=0", "trade.needs=100", "members.need_shape=20", "trade.incidence=-2.5",
        "organisation.founding=0", "communities.circle=null"]
SHOPS = [f"+communities.shop{n}={{platform: wechat, width: 5, growth: {{seeds: 300}}, channels: {{shop: {{}}}}}}"
         for n in range(8)]
DAYS = 600


def market(*overrides) -> Economy:
    """Eight equal shops that everybody follows, on a morning on which their goods are on offer."""
    economy = Economy(scenario.load("base", [*EVEN, *SHOPS, *overrides]).values)
    with np.errstate(over="ignore"):
        begin_day.run(economy, 0)
    economy.world.r.buyer[:] = 1  # who has bought somewhere thinks of it on any day
    return economy


def ordered(economy, dearer=()) -> np.ndarray:
    """How often each shop is chosen in many days that differ only in chance, where some prices are 10 % higher."""
    w, who = economy.world, np.arange(economy.world.members)
    price = w.o.price.copy()
    w.o.price[list(dearer)] *= 1.1
    found = np.zeros(8, np.int64)
    with np.errstate(over="ignore"):
        for day in range(1, DAYS):
            trade.step(who, *trade.arguments(economy, day), 0, who.size)
            chosen = w.r.order[:w.rows]
            found += np.bincount(chosen[chosen >= 0], minlength=8)
            w.r.order[:w.rows] = -1
    w.o.price[:] = price
    return found


def elasticity(after, before) -> float:
    return math.log(after / before) / math.log(1.1)


def test_goods_of_another_category_do_not_compete():
    """A dearer shop loses orders to shops of its category; those of another one gain nothing, nor lose any need."""
    half = [f"communities.shop{n}.channels.shop.category=books" for n in range(4, 8)]
    economy, one = market("trade.rivals=0", *half), market("trade.rivals=0")
    base, dearer = ordered(economy), ordered(economy, [0])
    assert economy.categories == {"goods": 0, "books": 1}
    assert dearer[0] < 0.85 * base[0] and dearer[1:4].sum() > 1.05 * base[1:4].sum()
    assert np.array_equal(dearer[4:], base[4:])
    assert base.sum() > 1.5 * ordered(one).sum()  # needs for two categories, each by itself


def test_rivals_set_the_price_and_not_the_category():
    """P1, P3, P4: own −2.7, of a rival +.30, of all −.6; one logit over all and none gave −.7, +.15 and −.3."""
    economy = market("trade.rivals=0")
    base, one, all_ = ordered(economy), ordered(economy, [0]), ordered(economy, range(8))
    assert base.min() > 900
    assert elasticity(one[0], base[0]) == pytest.approx(-2.7, abs=0.15)
    assert elasticity(one[1:].sum(), base[1:].sum()) == pytest.approx(0.30, abs=0.06)
    assert elasticity(all_.sum(), base.sum()) == pytest.approx(-0.55, abs=0.1)


def liking(economy) -> float:
    """As all shops are liked: by what is expected above the norm, and a perfect fit; see `utility`."""
    r, p = economy.world.r, economy.parameters
    expected = float(r.expects_goods[:economy.world.rows].mean())
    return float(economy.world.o.appeal[0]) + p.trade.quality_weight * (expected - p.experience.norm) + 1.0


def test_rivals_outside_are_worth_as_many_shops():
    """One shop against seven rivals sells what one of eight shops does, at any price."""
    eight = market("trade.rivals=0", "trade.rival_appeal=0")
    merit = liking(eight)
    outside = market("trade.rivals=7", f"trade.rival_appeal={merit}",
                     *(f"communities.shop{n}.channels.shop=null" for n in range(1, 8)))
    for dearer in ([], [0]):
        inside, alone = ordered(eight, dearer)[0], ordered(outside, dearer)[0]
        assert alone == pytest.approx(inside, rel=0.1)


def test_with_weight_1_and_no_rivals_none_is_one_offer_among_others():
    """The multinomial logit is a special case: with u = .5 it buys in e^.5 / (1 + e^.5) of the cases."""
    economy = market("trade.rivals=0", "trade.inclusive=1", "trade.incidence=0",
                     *(f"communities.shop{n}.channels.shop=null" for n in range(1, 8)))
    wish = liking(economy)
    share = ordered(economy)[0] / (DAYS - 1) / 300
    assert share == pytest.approx(1 / (1 + math.exp(-wish)), abs=0.01)


CIRCLE = "communities.circle"
LOUD = ["members.count=1000", "run.days=40", f"{CIRCLE}.growth={{seeds: 600, seed_share: 0}}",
        f"{CIRCLE}.baseline_awareness=0",
        f"{CIRCLE}.host={{ad_load: 0.8, cadence: 6}}", "organisation.founding=0", "trade.salience=0.05"]


def lived(*overrides):
    return Economy(scenario.load("base", [*LOUD, *overrides]).values).run().outcomes()


def test_advertisements_for_own_goods_sell_and_those_of_others_pay():
    third, own = lived(), lived(f"{CIRCLE}.host.own_adverts=1")
    assert third["income_advertising"] > 0 and own["income_advertising"] == 0
    assert own["orders"] > 1.2 * third["orders"]
    assert own["trust"] < lived(f"{CIRCLE}.host.ad_load=0")["trust"], "they annoy as others do"
    unnoticed = lived(f"{CIRCLE}.host.own_adverts=1", "trade.salience=0")
    assert unnoticed["orders"] == third["orders"]


def test_what_buyers_would_have_paid():
    """A member who buys at a price would not buy at the highest price that the measure names, but would just below."""
    economy = market("trade.rivals=3", "trade.incidence=0")
    w, who, day = economy.world, np.arange(300), 7
    with np.errstate(over="ignore"):
        read = trade.arguments(economy, day)
        trade.step(who, *read, 0, who.size)
        rows = np.flatnonzero(w.r.order[:w.rows] >= 0)
        spare = np.zeros(rows.size)
        trade.surpluses(rows, *read, spare)
        assert rows.size > 30 and (spare >= 0).all() and 0.1 < np.median(spare) < 1.0
        price, offers = w.o.price.copy(), w.r.order[rows].astype(int)
        for row, more, offer in list(zip(rows, spare, offers, strict=True))[:20]:
            for factor, buys in ((0.999, True), (1.001, False)):
                w.o.price[offer] = price[offer] * (1 + more) * factor
                w.r.order[:w.rows] = -1
                trade.step(w.r.member[row:row + 1].astype(np.int64), *read, 0, 1)
                assert (w.r.order[row] == offer) == buys
            w.o.price[:] = price


def test_surplus_is_counted_once_and_only_of_those_who_are_served():
    shop = lived(f"{CIRCLE}.host.ad_load=0", "run.days=20")
    assert 0.1 < shop["members_surplus"] / shop["revenue"] < 2
    for capacity, sold in ((500, True), (0, False)):
        early = Economy(scenario.load("base", [
            *LOUD, "run.days=20", f"{CIRCLE}.channels={{shop: null, advertising: null}}",
            f"{CIRCLE}.brand.capacity={capacity}",
            f"{CIRCLE}.growth.investment={500_000 if sold else 0}", f"{CIRCLE}.brand.unit_cost={60 if sold else 200}",
            f"+{CIRCLE}.channels.preorder={{round: 20, appeal: 1}}", "platforms.wechat.take_rate=0",
            f"{CIRCLE}.host.post_cost=0"]).values).run().outcomes()
        assert (early["members_surplus"] > 0) is sold


def test_chance_of_the_second_choice_is_its_own():
    """The numbers drawn for incidence and rivals are those of no offer."""
    numbers = [uniforms(5, np.arange(100), draw) for draw in (trade.NEED, trade.NEED + 2, trade.NEED + 3)]
    assert abs(np.corrcoef(numbers)[0, 1]) < 0.3
