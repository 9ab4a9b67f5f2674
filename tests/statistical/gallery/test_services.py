"""Members who produce for members, and a shop that lives on one town."""

from __future__ import annotations

import numpy as np
import pytest

from tests.statistical.gallery.economies import SEEDS, after, follower_rows, over

RIDES, TASKS, CORNER = "communities__rides__channels__rides__", "communities__tasks__channels__tasks__", \
    "communities__corner__"


def rides(first: int, last: int, **overrides) -> np.ndarray:
    """Mean rides a day from one day to another, for each seed."""
    lives = [after("airbnb_didi", seed, **overrides) for seed in SEEDS]
    return np.array([life.series()["services"].iloc[first:last].mean() for life in lives])


def ending(day: int, *more: str) -> dict:
    """A timeline that ends the subsidy on a day."""
    events = [f"{{day: {day}, set: communities.rides.channels.rides.subsidy, to: 0}}", *more]
    return {"timeline": f"[{', '.join(events)}]"}


@pytest.mark.slow
def test_part_of_the_subsidised_rides_remains():
    """In the four months after the subsidy, there are more rides than if there had been none. If it ends after ten
    days, before drivers and riders have met, nothing remains of it."""
    kept, never, brief = (rides(190, 310, **changes) for changes in ({}, {f"{RIDES}subsidy": 0}, ending(10)))
    assert kept.mean() > 1.12 * never.mean() and np.all(kept > never), (kept, never)
    assert brief.mean() < 1.06 * never.mean(), (brief, never)


@pytest.mark.slow
def test_a_fee_that_few_drivers_accept_empties_the_market():
    dear = "{day: 360, set: communities.rides.channels.rides.fee, to: 0.6}"
    assert np.all(rides(450, 540, **ending(180, dear)) < 0.5 * rides(450, 540))


def leaving(**overrides) -> np.ndarray:
    """The share of trades outside the site, for each seed."""
    inside, outside = (over("crowdsourcing", measure, **overrides) for measure in ("services", "bypassed"))
    return outside / (inside + outside)


@pytest.mark.slow
def test_satisfied_pairs_leave_and_more_of_them_where_the_fee_is_high():
    shares = [leaving(**{f"{TASKS}fee": fee}) for fee in (0.05, 0.2, 0.5)]
    assert np.all(np.diff(shares, axis=0) > 0.05), shares
    assert np.all(shares[0] < 0.08) and np.all(shares[2] > 0.27), shares


@pytest.mark.slow
def test_nobody_leaves_whom_nothing_calls_back():
    """With one task in two years there is no second trade to hide; a site that protects the work loses nobody."""
    assert np.all(leaving(**{f"{TASKS}requesting": 0.0015}) < 0.08)
    assert np.all(leaving(**{f"{TASKS}bypassing": 0, f"{TASKS}fee": 0.5}) == 0)


COUPONS = {"timeline": "[{day: 0, set: communities.corner.channels.table.price, to: 48}, "
                       "{day: 180, set: communities.corner.channels.table.price, to: 60}]"}


@pytest.mark.slow
def test_better_food_beats_coupons():
    """Quality .75 instead of .6 earns three times as much more as coupons, which leave no more guests behind."""
    plain, better, coupons = (over("local_shop_o2o", "profit", **changes)
                              for changes in ({}, {f"{CORNER}brand__quality": 0.75}, COUPONS))
    assert np.all(better - plain > 3.0 * (coupons - plain)) and np.all(coupons > plain), (plain, better, coupons)
    late = [np.array([after("local_shop_o2o", seed, **changes).series()["orders"].iloc[270:].sum() for seed in SEEDS])
            for changes in ({}, COUPONS)]
    assert 0.93 < late[1].sum() / late[0].sum() < 1.07, late


@pytest.mark.slow
def test_where_guests_pass_through_better_food_is_worth_little():
    gains = [over("local_shop_o2o", "profit", **{f"{CORNER}brand__quality": 0.75}, **world)
             - over("local_shop_o2o", "profit", **world) for world in ({}, {"members__quit_a": 20})]
    assert np.all(gains[1] < 0.35 * gains[0]), gains


def nearby(economy) -> float:
    """The share of the followers who live in its town, or in one of the two beside it."""
    apart = np.abs(economy.world.m.town[economy.world.r.member[follower_rows(economy)]].astype(int) - 7)
    return (np.minimum(apart, 20 - apart) <= 1).mean()


def test_the_place_limits_the_market():
    """Two in three followers live nearby."""
    assert all(nearby(after("local_shop_o2o", seed, run__days=180)) > 0.6 for seed in SEEDS)


@pytest.mark.slow
def test_without_that_limit_the_market_is_four_times_as_large():
    for seed in SEEDS:
        here = after("local_shop_o2o", seed, run__days=360)
        anywhere = after("local_shop_o2o", seed, run__days=360, communities__corner__locality=0)
        assert nearby(here) > 0.6 and follower_rows(anywhere).size > 3.5 * follower_rows(here).size
