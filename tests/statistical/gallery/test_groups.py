"""Groups that members open among friends: how long they live, and how large they get."""

from __future__ import annotations

import numpy as np
import pytest

from sim.plugins.measures.occasions import MONTH, WATCHED, lifetimes
from tests.statistical.gallery.economies import SEEDS, after

LASTING = {"organisation__inviting": 0, "organisation__occasion_half_life": 365}


def shares(economy) -> tuple[float, float, float]:
    """Shares of the groups that fall silent in the first week, between, and after the first month."""
    days = lifetimes(economy)
    early, late = float((days < 7).mean()), float((days > MONTH).mean())
    return early, 1.0 - early - late, late


def test_groups_die_young_or_live_long():
    """Half fall silent within a week, a third live beyond a month, and long-lived groups are twice as large."""
    for seed in SEEDS:
        economy = after("wechat_groups", seed)
        early, between, late = shares(economy)
        assert 0.38 < early < 0.58 and 0.22 < late < 0.45, (early, late)
        assert between < 0.75 * late, (early, between, late)
        largest = economy.occasions.largest[economy.occasions.opened < economy.day - WATCHED]
        days = lifetimes(economy)
        assert largest[days > MONTH].mean() > 1.8 * largest[days < 7].mean()


MANY_ORGANISERS = {"organisation__per_organiser": 4, "organisation__step_up": 0.2}


@pytest.mark.slow
@pytest.mark.parametrize("replying", [0.075, 0])
def test_groups_of_organisers_live_longer(replying):
    """Where three in ten are organisers, more of the groups that they have opened live beyond a month, even if nobody
    answers."""
    standing, others = [], []
    for seed in SEEDS:
        economy = after("wechat_groups", seed, interaction__replying=replying, **MANY_ORGANISERS)
        r, days = economy.world.r, lifetimes(economy)
        roles = r.member[:economy.world.rows][r.organiser[:economy.world.rows] == 1]
        own = np.isin(economy.occasions.opener[economy.occasions.opened < economy.day - WATCHED], roles)
        standing.append(days[own] > MONTH)
        others.append(days[~own] > MONTH)
    assert np.concatenate(standing).mean() > 0.05 + np.concatenate(others).mean()


@pytest.mark.slow
def test_fewer_live_on_without_invitations():
    for seed in SEEDS:
        assert shares(after("wechat_groups", seed, organisation__inviting=0))[2] < \
            0.7 * shares(after("wechat_groups", seed))[2]


@pytest.mark.slow
def test_one_purpose_makes_one_peak():
    """Lasting purposes: hardly a group dies. Nothing but occasions, as nobody answers: hardly one lives."""
    for seed in SEEDS:
        lasting, brief = (shares(after("wechat_groups", seed, **purpose))
                          for purpose in (LASTING, {"interaction__replying": 0}))
        assert lasting[0] < 0.06 and lasting[2] > 0.9, lasting
        assert brief[0] > 0.85 and brief[2] < 0.04, brief


@pytest.mark.slow
def test_without_organisers_there_still_are_two_peaks():
    """The two peaks come from critical mass: a talk goes on where a message finds an answer."""
    for seed in SEEDS:
        early, between, late = shares(after("wechat_groups", seed, organisation__step_up=0))
        assert early > 0.38 and late > 0.22 and between < 0.75 * late


def sizes(seed: int, **overrides) -> np.ndarray:
    """Members of each open group at the end, the largest first."""
    groups = after("qq_groups", seed, **overrides).occasions
    return np.sort(groups.heads()[groups.open])[::-1]


@pytest.mark.slow
def test_many_small_groups_and_few_large_ones():
    for seed in SEEDS:
        heads = sizes(seed)
        assert heads.size > 1000 and 9 <= np.median(heads) <= 16 and 12 < heads.mean() < 18
        assert 9 * np.median(heads) < heads[0] < 250, heads[0]


@pytest.mark.slow
def test_people_are_in_several_groups():
    for seed in SEEDS:
        assert 4 < after("qq_groups", seed).outcomes()["occasion_groups_each"] < 7


@pytest.mark.slow
def test_a_small_capacity_cuts_the_tail_off():
    for seed in SEEDS:
        heads = sizes(seed, platforms__qq__room_size=15)
        assert (heads == 15).mean() > 0.2 and heads[0] < 2 * np.median(heads)


@pytest.mark.slow
def test_the_tail_comes_from_those_with_many_contacts():
    for seed in SEEDS:
        heads = sizes(seed, ties__generator="lognormal")
        assert heads[0] < 8 * np.median(heads), heads[0]
