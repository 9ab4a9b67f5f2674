"""Founding: it takes several, who share what it costs; what they founded earns, outlives them, and closes when dead."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from sim.model.economy import Economy
from sim.world.stages import COCREATOR, FOLLOWER, LAPSED

FOUNDERS = {"members.count": 1500, "run.days": 60, "organisation.founding": 0.02, "organisation.agreeing": 0.8,
            "organisation.patience": 7, "organisation.splitting_off": 0}


def founded(economy) -> list:
    return [one for one in economy.communities if one.founded_on > 0]


def near(i: int, ties) -> set[int]:
    """Member `i`, those it listens to, and those they listen to."""
    def heard(j):
        return ties.target[ties.start[j]:ties.start[j] + int(ties.count[j])].tolist()

    return {i, *heard(i), *(j for friend in heard(i) for j in heard(friend))}


@pytest.fixture(scope="module")
def first():
    """The night on which the first communities have been founded."""
    economy = Economy("base", seed=2, **FOUNDERS)
    while not founded(economy):
        economy.step()
    return economy


@pytest.fixture(scope="module")
def many():
    """An economy in which members have founded as many communities as they may."""
    economy = Economy("base", seed=2, **{**FOUNDERS, "organisation.most_founded": 40})
    return economy.run()


def test_five_found_a_community_together(first):
    r = first.world.r
    for one in founded(first):
        inside = r.member[(r.community == one.index) & (r.stage == COCREATOR)]
        assert np.unique(inside).size == inside.size == 5


def test_founders_are_near_each_other_in_ties_and_taste(first):
    w = first.world
    for one in founded(first):
        who = w.r.member[w.r.community == one.index]
        apart = np.abs(w.m.taste[who][:, None] - w.m.taste[who][None])
        assert np.minimum(apart, 1 - apart).max() < 0.52
        assert any(set(who.tolist()) <= near(int(i), w.t) for i in who), "somebody asked all the others"


def test_they_share_fee_and_time_to_the_cent(first):
    p, ledger, number = first.parameters.organisation, first.ledger, len(founded(first))
    assert ledger.total("founding") == number * int(p.founding_fee)
    assert ledger.total("time forgone", payee="elsewhere") == number * int(p.founding_time)
    assert all(one.treasury == int(p.founding_fee) for one in founded(first))


def test_nobody_founds_alone():
    lonely = Economy("base", seed=2, **{**FOUNDERS, "run.days": 30, "ties.generator": "none", "ties.forming": 0})
    assert lonely.run().series()["foundings"].sum() == 0
    proud = Economy("base", seed=2, **{**FOUNDERS, "run.days": 30, "organisation.agreeing": 0})
    assert proud.run().series()["foundings"].sum() == 0


def test_there_can_be_many_and_not_more_than_may_be(many):
    assert many.series()["founded_communities"].max() == len(founded(many)) == 40
    assert len({one.index for one in many.communities}) == 41 == many.world.communities.alive.sum()
    again = copy.deepcopy(many)
    many.step()
    again.step()
    assert many.state_sha256() == again.state_sha256()


def test_they_grow_by_what_their_members_tell(many):
    r = many.world.r
    own = np.isin(r.community, [one.index for one in founded(many)])
    assert (own & (r.introducer >= 0) & (r.stage >= FOLLOWER) & (r.stage < LAPSED)).sum() > 5


def test_they_earn_and_pay_upkeep():
    rich = Economy("base", seed=2, **{**FOUNDERS, "organisation.founded_upkeep": 1, "members.budget": 3000}).run()
    assert rich.series()["founded_income"].sum() > 0
    paid = {one.account for one in founded(rich) if rich.ledger.by_heading[one.account]["upkeep"] < 0}
    assert len(paid) > 10
    assert Economy("base", seed=2, **{**FOUNDERS, "organisation.founded_price": 0, "run.days": 30}).run().series()[
        "founded_income"].sum() == 0


def test_a_community_closes_when_nobody_has_visited_it_for_so_long_and_not_before(first):
    economy = copy.deepcopy(first)
    for _ in range(35):
        economy.step()
    assert economy.series()["founded_closed"].sum() == 0  # they are visited
    number, economy.parameters.attention = len(founded(economy)), economy.parameters.attention._replace(
        aware=0.0, follower=0.0, fan=0.0, core=0.0, cocreator=0.0)
    economy.parameters.organisation = economy.parameters.organisation._replace(founding=0.0, trial=10)
    since = max(one.visited_on for one in founded(economy))
    while len(founded(economy)):
        economy.step()
        assert economy.day < 60
    assert economy.series()["founded_closed"].sum() == number and economy.day == since + 10 + 1


def test_a_community_outlives_its_founders(many):
    """The founders of the largest one leave; it is there a month later, if anybody else came to visit."""
    economy, r = copy.deepcopy(many), many.world.r
    one = max(founded(many), key=lambda one: int(many.world.communities.followers[one.index]))
    r = economy.world.r
    rows = np.flatnonzero((r.community == one.index) & (r.introducer < 0))
    others = np.flatnonzero((r.community == one.index) & (r.introducer >= 0))
    assert others.size
    r.stage_next[rows] = LAPSED
    r.stage[others] = r.stage_next[others] = COCREATOR
    for _ in range(20):
        economy.step()
    assert one.name in {left.name for left in founded(economy)}


def test_replies_in_founded_communities_are_not_among_those_of_the_scenario(many):
    """Whatever members wrote in the communities of the scenario began a talk or answered somebody there."""
    series = many.series()
    kinds = series[["talks_started", "answers_to_members", "answers_to_host", "answers_to_cocreators"]].sum(axis=1)
    elsewhere = [one for one in founded(many) if one.said_yesterday > 0]
    assert elsewhere, "nobody talks in a founded community, so that nothing is tried"
    assert (kinds == series["posts"]).all() and series["posts"].sum() > 0
