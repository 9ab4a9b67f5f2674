"""Members who join in because others do: deals for groups, schemes for recruits, shops among friends."""

from __future__ import annotations

import numpy as np
import pytest

from sim import scenario
from sim.model.economy import Economy
from tests.statistical.gallery.economies import SEEDS, after, over

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


ENTRY, AGENTS = "communities__scheme__channels__entry__", "communities__masks__channels__agents__"
REPEATED = {"members__need_weeks": 0.2, AGENTS + "reward": 0.1, AGENTS + "asking": 0.01, AGENTS + "goods_appeal": 1.5}


def scheme(economy):
    """The channel with recruits of the only community."""
    return economy.communities[0].channels[0]


def recouped(channel, first: int, last: int) -> float:
    """The share of those who joined from day `first` to before `last` that have earned their fee back."""
    joined = (channel.joined >= first) & (channel.joined < last)
    return float((channel.earned[joined] >= channel.paid_in[joined]).mean())


def test_a_pyramid_ends_when_nobody_is_left_to_ask():
    """Recruits per 20 days multiply, peak within a year and nearly end; more than four fifths lose."""
    for seed in SEEDS:
        economy = after("pyramid", seed)
        channel, outcomes = scheme(economy), economy.outcomes()
        joins = np.bincount(channel.joined[channel.joined >= 0] // 20, minlength=20)
        peak = int(joins.argmax())
        assert joins.max() > 20 * max(1, joins[0]) and peak < 12 and joins[-3:].mean() < 0.08 * joins.max(), joins
        assert outcomes["losing_share"] > 0.82 and outcomes["recruits"] > 0.8 * 6000, outcomes["losing_share"]
        assert recouped(channel, 0, 20 * (peak - 1)) > 0.3 and recouped(channel, 20 * (peak + 1), 310) < 0.1
        participants = economy.series()["participants"]
        assert participants.iloc[-1] < 0.6 * participants.max()


@pytest.mark.slow
def test_without_rewards_there_is_no_pyramid():
    """Nobody asks friends for nothing, and there is nothing to hope for."""
    paid, unpaid = over("pyramid", "recruits"), over("pyramid", "recruits", **{ENTRY + "reward": 0})
    assert np.all(unpaid < 0.1 * paid), (paid, unpaid)


def commissions(economy, first: int, last: int) -> float:
    """The share of sales in what participants earned from day `first` to before `last`."""
    earned = {"commission": 0, "reward": 0}
    for (day, _, _, heading), cents in economy.ledger.entries.items():
        if heading in earned and first <= day < last:
            earned[heading] += cents
    return earned["commission"] / sum(earned.values())


def test_sellers_earn_from_recruits_first_and_late_joiners_lose():
    """Sales are a minor part of earnings before day 200 and more than half after day 320; a seller sells little."""
    for seed in SEEDS:
        economy = after("micro_shops", seed)
        channel = scheme(economy)
        assert commissions(economy, 100, 200) < 0.4 and commissions(economy, 320, 400) > 0.5
        ever = channel.joined >= 0
        late = (channel.joined >= 200) & (channel.joined < 310)
        early = ever & (channel.joined < 120)
        assert channel.sold[ever].mean() < 10.0
        assert channel.earned[late].mean() < 0.8 * 30_000 < 2 * 30_000 < channel.earned[early].mean()
        assert economy.outcomes()["losing_share"] > 0.7


@pytest.mark.slow
def test_sellers_of_what_is_bought_again_seldom_lose():
    """Little for recruits, goods that are needed often: nearly all earnings come from sales, and half as many lose."""
    usual, repeated = over("micro_shops", "losing_share"), over("micro_shops", "losing_share", **REPEATED)
    assert np.all(repeated < 0.65 * usual), (usual, repeated)
    assert all(commissions(after("micro_shops", seed, **REPEATED), 0, 400) > 0.9 for seed in SEEDS)
