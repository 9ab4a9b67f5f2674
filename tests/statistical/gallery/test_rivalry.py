"""Rivals who copy, investors who follow, an ecosystem, units that adapt, a star with owners, and peers who produce."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from sim.model.economy import Economy
from sim.scenario import load
from tests.statistical.gallery.economies import SEEDS, after, income, mean_followers

MAKER, WIKI = "communities.maker", "wikipedia_peer_production"
SPEAKING = {f"word_of_mouth__{who}": 0 for who in ("aware", "follower", "fan", "core", "cocreator", "buyer")}


@functools.cache
def economies(name: str, *changes: str) -> tuple:
    """The economies of a scenario at their ends, one for each seed; each is lived once."""
    return tuple(Economy(load(name, list(changes)).values, seed=seed).run() for seed in SEEDS)


def sold(economies, who: str, first: int, last: int) -> np.ndarray:
    """What a community sold from one day to another, in yuan, for each seed."""
    return np.array([income(economy, who, first, last) for economy in economies])


@pytest.mark.slow
def test_an_imitator_takes_sales_from_the_leader_and_not_its_community():
    """The leader sells about a third less than without the rival, and its followers become more all the same."""
    name = "xiaomi_vs_imitator"
    rival, alone = economies(name), economies(name, "timeline=[]", "communities.imitator=null")
    ratio = sold(rival, "leader", 360, 720) / sold(alone, "leader", 360, 720)
    assert np.all((ratio > 0.55) & (ratio < 0.85)) and 0.6 < ratio.mean() < 0.8, ratio
    for economy in rival:
        followers = [mean_followers(economy, "leader", first, first + 60) for first in (300, 660)]
        assert followers[1] > 1.1 * followers[0], followers
        leader, imitator = economy.communities[:2]
        assert abs(imitator.channels[0].p.price / leader.channels[0].p.price - 1) <= 0.1


@pytest.mark.slow
def test_an_imitator_who_buys_no_traffic_takes_nothing():
    name = "xiaomi_vs_imitator"
    poor, alone = (economies(name, *more) for more in (
        ["communities.imitator.growth.traffic=0"], ["timeline=[]", "communities.imitator=null"]))
    ratio = sold(poor, "leader", 360, 720) / sold(alone, "leader", 360, 720)
    assert np.all((ratio > 0.9) & (ratio < 1.1)), ratio
    assert np.all(sold(poor, "imitator", 360, 720) < 0.1 * sold(poor, "leader", 360, 720))


SITES = range(1, 9)
NICHES = [f"communities.site{n}.{what}" for n in SITES for what in (f"taste={(n - 0.5) / 8}", "width=0.12")]


@functools.cache
def sites(*changes: str) -> list[dict]:
    """For each seed: the number of sites on each day, and in each two months what all sold and what investors gave."""
    found = []
    for seed in SEEDS:
        economy, open_ = Economy(load("group_buying_shakeout", list(changes)).values, seed=seed), []
        economy.run(lambda day, one=economy, kept=open_: kept.append(sum(site.hosted for site in one.communities)))
        entries = economy.ledger.entries.items()
        sales, capital = np.zeros(12), np.zeros(12)
        for (day, payer, _, heading), cents in entries:
            if heading.startswith("sales"):
                sales[min(11, day // 60)] += cents / 100
            elif payer == "investors" and day >= 0:
                capital[min(11, day // 60)] += cents / 100
        found.append({"open": np.array(open_), "sold": sales, "capital": capital})
    return found


@pytest.mark.slow
def test_sites_follow_visible_profit_and_most_give_up():
    """One site, eight within half a year, while sales and capital grow; and then hardly any."""
    for found in sites():
        assert found["open"][0] == 1 and found["open"][180] == 8 and found["open"][-1] <= 2
        assert 3 <= int(found["sold"].argmax()) <= 6, found["sold"]
        assert found["sold"][4] > 1.2 * found["sold"][2], "the market grows for months after the last site has come"
        assert np.corrcoef(found["sold"][1:], found["capital"][1:])[0, 1] > 0.6, found
        assert found["capital"][9:].max() < 0.5 * found["capital"][3:6].min()


@pytest.mark.slow
def test_sites_that_differ_sell_for_longer_and_sites_that_need_nothing_stay():
    alike, apart = sites(), sites(*NICHES)
    late = [sum(found["sold"][8:10].sum() for found in one) for one in (alike, apart)]
    assert late[1] > 2 * late[0], late
    still = [sum(found["open"][480:540].mean() for found in one) for one in (alike, apart)]
    assert still[1] > 1.4 * still[0], still
    assert all(one["open"][-1] == 8 for one in sites(*(f"communities.site{n}.host.needs=0" for n in SITES)))


PARTNERS = ("games", "home", "bank", "cars")


@functools.cache
def inside(*changes: str) -> np.ndarray:
    """The mean number of partners in the last four months, for each seed."""
    return np.array([one.series()["partners"].iloc[-120:].mean() for one in economies("ecosystem_5d", *changes)])


@pytest.mark.slow
def test_partners_enter_one_after_the_other_and_both_communities_sell_more():
    shared, kept = economies("ecosystem_5d"), economies("ecosystem_5d", "communities.hub.policy.share=0")
    for economy in shared:
        partners = economy.series()["partners"].to_numpy()
        assert partners[:30].max() == 0 and partners[-120:].mean() > 2
    assert np.all(inside("communities.hub.policy.share=0") < 1.5)
    hub, young = ([sold(one, who, 0, 540) for one in (shared, kept)] for who in ("hub", "young"))
    assert np.all(young[0] > 5 * young[1]) and np.all(hub[0] < hub[1])
    assert np.all(hub[0] + young[0] > 1.3 * (hub[1] + young[1])), (hub, young)


@pytest.mark.slow
def test_in_a_small_town_or_for_a_high_fee_few_partners_stay():
    dear = [f"communities.hub.partners.{name}.fee=60" for name in PARTNERS]
    assert np.all(inside("members.count=600") < 0.6 * inside())
    assert inside(*dear).mean() < 0.8 * inside().mean()


def earned(*changes: str) -> np.ndarray:
    """Profit of the maker after day 180, for each seed."""
    series = [one.series()["profit"] for one in economies("maker_platform", *changes)]
    return np.array([profit.iloc[-1] - profit.iloc[179] for profit in series])


FIXED, STABLE, BARGAINING = f"{MAKER}.policy={{rule: fixed}}", "timeline=[]", f"{MAKER}.policy.switching=8000"


@pytest.mark.slow
def test_units_that_adapt_earn_more_after_a_shock_unless_each_change_is_dear():
    shaken, calm = earned().sum() / earned(FIXED).sum(), earned(STABLE).sum() / earned(STABLE, FIXED).sum()
    assert shaken > 1.04 and shaken > calm, (shaken, calm)
    assert earned(BARGAINING).sum() < 0.95 * earned(FIXED).sum()


def cars(measure: str, **overrides) -> float:
    """A measure of the whole run, summed over the seeds."""
    return sum(after("tesla", seed, **overrides).outcomes()[measure] for seed in SEEDS)


@pytest.mark.slow
def test_owners_bring_a_fifth_of_the_sales_and_the_star_most_of_them():
    orders = cars("orders")
    silent = cars("orders", **SPEAKING, platforms__wechat__repost=0)
    assert 0.7 < silent / orders < 0.9, silent / orders
    assert cars("orders", communities__cars__host__charisma=1) < 0.5 * orders
    assert cars("joins_by_word_of_mouth") / cars("joins") == pytest.approx(0.25, abs=0.06)


@pytest.mark.slow
def test_the_reward_brings_little_because_it_is_doubted():
    orders, none = cars("orders"), cars("orders", communities__cars__growth__reward=0)
    assert abs(orders / none - 1) < 0.1 and cars("trust") < cars("trust", communities__cars__growth__reward=0)
    undoubted = cars("followers", word_of_mouth__bought_doubt=0)
    assert undoubted > 1.08 * cars("followers")
    few, bad = ({"communities__cars__growth__seeds": 0}, {"communities__cars__brand__quality": 0.35})
    assert cars("joins_by_word_of_mouth", **few) < 0.8 * cars("joins_by_word_of_mouth")
    assert cars("joins_by_word_of_mouth", **bad) < 0.7 * cars("joins_by_word_of_mouth")


@pytest.mark.slow
def test_peers_who_are_no_longer_answered_write_less_and_fewer_produce():
    closed, answered = economies(WIKI), economies(WIKI, "timeline=[]")
    written = [np.array([one.series()["posts"].iloc[-180:].mean() for one in ones]) for ones in (closed, answered)]
    assert written[0].sum() < 0.75 * written[1].sum(), written
    producing = [sum(one.series()["cocreators"].iloc[-1] for one in ones) for ones in (closed, answered)]
    assert producing[0] < 0.7 * producing[1], producing
    for economy in closed:
        posts = np.sort(economy.world.m.posts)[::-1]
        assert 0.5 < posts[:30].sum() / posts.sum() < 0.95 and np.mean(posts > 0) < 0.3
        followers = economy.series()["followers"].to_numpy()
        early, late = followers[270] / followers[90] - 1, followers[-1] / followers[720] - 1
        assert early > 1.0 and late < 0.1, "it grows, and then it stands still"


def test_the_gallery_knows_them():
    for name in ("xiaomi_vs_imitator", "group_buying_shakeout", "ecosystem_5d", "maker_platform", "tesla", WIKI):
        assert load(name).title
