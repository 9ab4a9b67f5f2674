"""Buyers get used to prices: what cost less before seems dear, and what always cost the same is not affected."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim import scenario
from sim.model.economy import Economy
from sim.model.processes import begin_day, choice
from sim.model.processes._utility import getting_used

SHOP = "communities.circle.channels.shop"
ALL = ["members.count=600", "run.days=60", "communities.circle.growth.seeds=600", "members.need_weeks=0.5",
       "organisation.founding=0", f"{SHOP}.basket_spread=0"]


def lived(*overrides) -> Economy:
    return Economy(scenario.load("base", [*ALL, *overrides]).values).run()


def after_a_deal(habit: float, low: float = 50.0) -> float:
    """Orders after the shop has gone from a low price to the one that members find normal."""
    economy = lived(f"trade.price_habit={habit}", f"{SHOP}.price={low}",
                    f"timeline=[{{day: 30, set: {SHOP}.price, to: 120}}]")
    return float(economy.series()["orders"].iloc[31:].sum())


def test_a_deal_spoils_the_price_and_a_dear_start_makes_it_seem_cheap():
    assert after_a_deal(1.0) < 0.6 * after_a_deal(0.0)
    assert after_a_deal(1.0, low=200.0) > 1.1 * after_a_deal(0.0, low=200.0)


@pytest.mark.parametrize("price", [120, 150])
def test_a_price_that_never_changes_is_not_affected(price):
    plain, used = (lived(f"trade.price_habit={habit}", f"{SHOP}.price={price}").outcomes() for habit in (0, 5))
    assert plain["orders"] > 100
    np.testing.assert_equal(used, plain)


def morning(*overrides) -> Economy:
    """An economy on its first morning, when offers have been made."""
    economy = Economy(scenario.load("base", [*ALL, *overrides]).values)
    with np.errstate(over="ignore"):
        begin_day.run(economy, 0)
    return economy


def test_losses_count_more_than_gains():
    """By how much a member minds a price a tenth above what it is used to, and likes one a tenth below."""
    economy, utilities = morning("trade.loss_aversion=2"), []
    for usual in (0.0, 1.0, 1 / 1.1, 1.1):
        economy.world.r.usual_price[0] = usual
        share = choice.chances(economy, np.array([0]))[0]
        utilities.append(math.log(share / (1.0 - share)))  # the utility, less that of all rivals
    plain, same, loss, gain = utilities
    assert plain == same < gain and plain - loss == pytest.approx(2.0 * (gain - plain), rel=1e-4)


def test_the_usual_price_is_a_smoothed_mean_of_those_agreed_to():
    economy, rows, usual = morning("trade.price_memory=0.75"), np.array([3], np.int32), []
    w = economy.world
    for price in (6000, 12000, 24000):
        w.o.price[0] = price
        w.r.order[rows] = 0
        getting_used(rows, w.tables, economy.parameters.trade)
        usual.append(float(w.r.usual_price[3]))
    assert w.o.reference[0] == 12000 and usual == [0.5, 0.625, 0.96875] and w.r.usual_price[4] == 0.0
