"""Rooms that split off: who leaves, where to, and what it costs; who trusts stays."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.economy import Economy
from sim.world.stages import COCREATOR, FOLLOWER, LAPSED

RESTLESS = {"members.count": 2000, "run.days": 60, "organisation.splitting_off": 0.05, "organisation.founding": 0}


@pytest.fixture(scope="module")
def restless():
    """The night on which a room has left, as (economy before the night, economy after it)."""
    economy = Economy("base", seed=3, **RESTLESS)
    while len(economy.communities) == 1 and economy.running:
        economy.step()
    return economy


def test_a_room_goes_on_as_a_community_of_its_own(restless):
    assert restless.counts["secessions"] >= 1 and len(restless.communities) > 1
    old, new = restless.communities[0], restless.communities[1]
    r = restless.world.r
    moved = r.member[(r.community == new.index) & (r.stage >= FOLLOWER) & (r.stage <= COCREATOR)]
    assert moved.size >= restless.parameters.organisation.founders
    left = restless.world.rows_of(moved, old.index)
    assert np.all(left >= 0) and np.all(r.stage[left] == LAPSED)
    assert new.platform is old.platform and np.all(r.trust[restless.world.rows_of(moved, new.index)] == 1.0)


def test_it_stands_where_its_members_stand(restless):
    new, r, m = restless.communities[1], restless.world.r, restless.world.m
    inside = r.member[r.community == new.index]
    turns = 2 * np.pi * m.taste[inside].astype(float)
    middle = np.arctan2(np.sin(turns).mean(), np.cos(turns).mean()) / (2 * np.pi) % 1
    assert abs((new.p.taste - middle + 0.5) % 1 - 0.5) < 0.02


def test_the_organiser_pays_fee_and_time(restless):
    p, ledger, many = restless.parameters.organisation, restless.ledger, len(restless.communities) - 1
    assert ledger.total("founding") == many * int(p.founding_fee)
    assert ledger.total("time forgone", payee="elsewhere") == many * int(p.founding_time)


def test_nobody_belongs_to_more_than_there_is_place_for():
    economy = Economy("base", seed=3, **{**RESTLESS, "organisation.founding": 0.01, "organisation.splitting_off": 1})
    while economy.running:
        economy.step()
        assert economy.world.r.count.max() <= economy.world.slots


def test_who_trusts_wholly_stays():
    trusting = {**RESTLESS, "trust.rule": "frozen", "trust.level": 1.0, "organisation.splitting_off": 1}
    assert Economy("base", seed=3, **trusting).run().series()["secessions"].sum() == 0
    wary = {**trusting, "trust.level": 0.0}
    assert Economy("base", seed=3, **wary).run().series()["secessions"].sum() > 0
