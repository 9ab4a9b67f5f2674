"""Platforms and media: what each scenario of this theme should show, and where it should not."""

from __future__ import annotations

import numpy as np
import pytest

from tests.statistical.gallery.lives import lives

NO_RIVAL = tuple(f"platforms.facebook.users.{one}=0" for one in ("start", "joining", "invitation"))
FREE = ("platforms.myspace.users.multihoming=0", "platforms.facebook.users.multihoming=0")


@pytest.mark.slow
def test_myspace_loses_slowly_and_then_ever_faster():
    for life in lives("myspace"):
        old, new = life.of("bands", "platform_size"), life.of("classmates", "platform_size")
        peak = int(old.argmax())
        assert 180 < peak < 630 and old[-1] < 0.5 * old[peak], (peak, old[::90])
        middle = (peak + old.size) // 2
        assert old[middle] - old[-1] > 1.4 * (old[peak] - old[middle]) > 0, old[::90]
        assert old[peak] - old[peak + 120] < 0.07 * old[peak]
        assert new[720] > 1.6 * new[360]


@pytest.mark.slow
def test_without_a_rival_or_a_cost_of_using_both_myspace_keeps_its_people():
    for overrides in (NO_RIVAL, FREE):
        for life in lives("myspace", *overrides):
            old = life.of("bands", "platform_size")
            assert old[-1] > 0.97 * old.max(), (overrides, old[::90])


@pytest.mark.slow
def test_advertisements_speed_the_fall_of_myspace_and_equal_ones_do_not_end_it():
    for as_it_is, equal, heavy in zip(lives("myspace"), lives("myspace", "platforms.myspace.users.advertisements=4"),
                                      lives("myspace", "platforms.myspace.users.advertisements=20"), strict=True):
        last = [life.of("bands", "platform_size")[-1] for life in (heavy, as_it_is, equal)]
        assert last[0] < 0.9 * last[1] and last[2] < 0.6 * equal.of("bands", "platform_size").max(), last


@pytest.mark.slow
def test_registrations_of_renren_rise_while_its_users_leave():
    for life in lives("renren_campus"):
        users, registered = life.of("campus", "platform_size"), np.cumsum(life.of("campus", "platform_joined"))
        peak = int(users.argmax())
        assert 450 < peak < 1000 and users[-1] < 0.6 * users[peak], users[::90]
        assert registered[-1] > 1.1 * registered[peak]
    for overrides in (("timeline=[]",), ("platforms.renren.users.multihoming=0",)):
        for life in lives("renren_campus", *overrides):
            users = life.of("campus", "platform_size")
            assert users[-1] > 0.97 * users.max(), (overrides, users[::90])


UNSHARED = tuple(f"platforms.weibo.{one}=0" for one in ("repost", "discovery", "trending"))
STARS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def paid(rate: int) -> tuple[str, ...]:
    """Overrides by which advertisers pay so many yuan per thousand views."""
    return tuple(f"communities.{star}.channels.advertising.rate={rate}" for star in STARS)


@pytest.mark.slow
def test_a_microblog_multiplies_reach_and_evens_out_charisma():
    for shared, not_shared in zip(lives("weibo_kol"), lives("weibo_kol", *UNSHARED), strict=True):
        assert shared.outcomes["followers"] > 2.5 * not_shared.outcomes["followers"]
        ours, theirs = (life.last("followers") for life in (shared, not_shared))
        assert ours.iloc[:2].sum() / ours.sum() < 0.8 * theirs.iloc[:2].sum() / theirs.sum()
        revenue = np.sort([shared.revenue[star] for star in STARS])[::-1]
        assert revenue[:2].sum() / revenue.sum() > 0.96 * ours.iloc[:2].sum() / ours.sum()


@pytest.mark.slow
def test_a_microblog_pays_only_when_advertisers_pay_enough():
    for little, more, much in zip(lives("weibo_kol"), *(lives("weibo_kol", *paid(rate)) for rate in (600, 2000)),
                                  strict=True):
        assert little.outcomes["profit"] < more.outcomes["profit"] < 0 < much.outcomes["profit"]


@pytest.mark.slow
def test_a_star_who_leaves_takes_only_its_own_followers():
    leaves = "timeline=[{day: 360, shock: host_leaves, community: first}]"
    for stays, left in zip(lives("weibo_kol"), lives("weibo_kol", leaves), strict=True):
        first, others = ([life.last("followers")[star].sum() for life in (stays, left)]
                         for star in (["first"], list(STARS[1:])))
        assert first[1] < 0.75 * first[0] and others[1] > 0.97 * others[0]


@pytest.mark.slow
def test_a_forum_is_read_and_earns_less_than_it_costs():
    """Hardly growing, silent for the most part, at a loss; on a microblog the same host is seen far more."""
    for forum, followed in zip(lives("bbs_forum"), lives("bbs_forum", "platforms.tianya={kind: microblog}"),
                               strict=True):
        years, profit = forum.series["daily_visits"].to_numpy().reshape(3, 360).mean(axis=1), forum.series["profit"]
        assert 0.9 < years[2] / years[1] < 1.4, years
        assert profit[359] < 0 and profit[719] < profit[359] and profit[1079] < profit[719]
        assert forum.outcomes["seen_groups"] > 5 * forum.outcomes["seen_host"]
        for measure, times in (("followers", 1.6), ("seen_host", 1.4), ("revenue", 1.5)):
            assert followed.outcomes[measure] > times * forum.outcomes[measure], measure


@pytest.mark.slow
def test_small_groups_live_long_beside_each_other():
    for by_taste, life, by_fame in zip(*(lives("douban_groups", f"platforms.douban.popularity={one}")
                                         for one in (0, 0.5, 3)), strict=True):
        sizes = [one.last("followers") for one in (by_taste, life, by_fame)]
        top = [one.iloc[:max(1, one.size // 10)].sum() / one.sum() for one in sizes]
        assert top[0] + 0.06 < top[1] < top[2] - 0.03, top
        assert sizes[0].median() > 1.4 * sizes[2].median()
        assert sizes[1].size > 50 and sizes[1].iloc[0] > 6 * sizes[1].median()
        old = sum(0 < day <= 360 for day in life.founded_on.values())
        assert old > 0.8 * life.series["foundings"][:360].sum()
        assert life.outcomes["revenue"] / life.series["followers"].mean() < 5


WITHOUT = tuple(f"communities.show{one}=null" for one in range(1, 17) if one not in (4, 12))
GUESS = "platforms.service.listed=1"


@pytest.mark.slow
def test_a_better_match_fills_the_whole_catalogue():
    """Who is recommended what suits follows more, and evenly; whoever stays is not held longer."""
    fame = ("platforms.service.listed=16", "platforms.service.popularity=3")
    for matched, guessed, famous in zip(lives("data_driven_content"), lives("data_driven_content", GUESS),
                                        lives("data_driven_content", *fame), strict=True):
        assert matched.outcomes["followers"] > 1.25 * guessed.outcomes["followers"]
        even, uneven = (life.last("followers").iloc[:2].sum() / life.outcomes["followers"]
                        for life in (matched, famous))
        assert uneven > 1.7 * even
        leaving = [life.outcomes["lapses"] / life.series["followers"].sum() for life in (matched, guessed)]
        assert 0.85 < leaving[0] / leaving[1] < 1.25, leaving


def test_in_a_small_catalogue_the_match_hardly_matters():
    matched, guessed = (sum(life.outcomes["followers"] for life in lives("data_driven_content", *WITHOUT, *more))
                        for more in ((), (GUESS,)))
    assert matched < 1.2 * guessed


ADVERTISED = "{day: 450, set: platforms.tieba.users.advertisements, to: 12}"


@pytest.mark.slow
def test_boards_multiply_while_readers_stay_away():
    for life, honest, spared in zip(lives("tieba"), lives("tieba", f"timeline=[{ADVERTISED}]"),
                                    lives("tieba", "timeline=[]"), strict=True):
        before, after = ([one.series["daily_visits"].to_numpy()[a:b].mean() for one in (life, honest, spared)]
                         for a, b in ((360, 450), (810, 900)))
        boards = life.series["communities"].to_numpy()
        assert boards[-1] > 1.5 * boards[449]
        assert after[0] < 0.5 * before[0] and after[0] < 0.75 * after[1] < 0.75 * before[1], (before, after)
        assert after[2] > before[2]


APART = ("+platforms.web={kind: groups_and_accounts}", "communities.qzone.platform=web")


@pytest.mark.slow
def test_pages_decline_after_their_messenger_and_hold_it_up():
    for life, apart in zip(lives("qzone_blog"), lives("qzone_blog", *APART), strict=True):
        messenger, pages = life.of("qzone", "platform_size"), life.of("qzone", "followers")
        assert 300 < messenger.argmax() < pages.argmax() < 800
        assert pages[-1] < 0.67 * pages.max() and messenger[-1] < 0.5 * messenger.max()
        alone = apart.of("qzone", "followers")
        assert alone[-1] > 0.95 * alone.max() and alone.max() > pages.max()
        assert apart.outcomes["platform_users"] < life.outcomes["platform_users"]


PAID = tuple(f"+communities.producer{one}.channels.fee={{kind: membership_fee, price: 10, reference: 10, appeal: 1, "
             "considered: 0.05}" for one in range(1, 13))


@pytest.mark.slow
def test_producers_do_not_live_on_advertisements_but_on_those_who_pay_them():
    for shared, paid_for in zip(lives("youku_pgc"), lives("youku_pgc", *PAID), strict=True):
        followers = np.array([shared.of(name, "followers") for name in shared.founded_on])
        early, late = (np.sort(followers[:, day])[-2:].sum() / followers[:, day].sum() for day in (135, 539))
        assert late > 1.33 * early, (early, late)
        profit = shared.series["profit"].to_numpy()
        assert profit[539] < 1.5 * profit[269] < 0 < shared.outcomes["platform_income"]
        living = [sum(one > 0 for one in life.profit.values()) for life in (shared, paid_for)]
        assert living[0] <= 2 and living[1] >= 9, living
