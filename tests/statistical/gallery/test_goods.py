"""Goods that are sold as a gift, or below cost: roses and a media box."""

from __future__ import annotations

import numpy as np
import pytest

from tests.statistical.gallery.economies import SEEDS, after

GIFT_DAYS = [44, 72, 139, 140, 219, 304, 357, 358]
PARTNERS = {f"communities__box__partners__{name}__margin": 0.4 for name in ("games", "films", "music")}


def boxes(**overrides) -> list[np.ndarray]:
    """Boxes of roses sold each day, for each seed."""
    return [after("roseonly", seed, **overrides).series()["orders"].to_numpy(float) for seed in SEEDS]


def test_roses_are_sold_on_gift_days():
    for sold in boxes():
        assert sold[GIFT_DAYS].sum() > 0.6 * sold.sum(), sold[GIFT_DAYS]
        assert sold.max() > 25 * sold.mean() and sold.sum() > 300


@pytest.mark.slow
def test_without_gifts_there_is_no_premium_and_without_gift_days_no_peak():
    """Where prices matter on gift days as on others, less than 35 % is sold; where occasions come evenly, no day has
    more than ten times the mean."""
    usual = np.array([sold.sum() for sold in boxes()])
    assert np.all(np.array([sold.sum() for sold in boxes(trade__occasion_ease=0)]) < 0.35 * usual)
    for sold in boxes(run__festivals="[]", trade__occasion_rate=0.0075):
        assert sold.max() < 10 * sold.mean(), sold.max()


def test_the_star_brings_the_first_buyers():
    usual, alone = (np.array([sold.sum() for sold in boxes(**changes)])
                    for changes in ({}, {"communities__roses__endorsement__share": 0}))
    assert np.all(usual > 3.0 * alone), (usual, alone)


def life(**overrides) -> list:
    """The daily measures of the media box, for each seed."""
    return [after("subsidised_hardware", seed, **overrides).series() for seed in SEEDS]


@pytest.mark.slow
def test_partners_pay_for_a_box_below_cost_once_there_are_owners():
    for series in life():
        profit = series["profit"].to_numpy(float)
        entry = int((series["partners"] > 0).to_numpy().argmax())
        assert 270 < entry < 730 and profit[entry] < -80_000, (entry, profit[entry])
        assert abs(int(profit.argmin()) - entry) < 150 and profit[-1] > profit.min() + 120_000


@pytest.mark.slow
def test_with_thin_margins_no_partner_comes_and_the_money_runs_out():
    for series in life(**PARTNERS):
        assert series["partners"].max() == 0
        assert series["treasury"].iloc[-1] < 0.05 * series["treasury"].iloc[0]


@pytest.mark.slow
def test_a_price_above_cost_waits_longer_for_partners_and_earns_more():
    """Fewer than half as many boxes, partners most of a year later, and yet more profit within three years."""
    for below, above in zip(life(), life(communities__box__channels__boxes__price=850), strict=True):
        assert above["orders"].sum() < 0.45 * below["orders"].sum()
        entries = [int((series["partners"] > 0).to_numpy().argmax()) for series in (below, above)]
        assert entries[1] > entries[0] + 120, entries
        assert above["profit"].iloc[-1] > below["profit"].iloc[-1]
