"""Copies of an economy: they share nothing with it, and go on with the same bits."""

from __future__ import annotations

import copy
import pickle

import pytest

from sim.model.economy import Economy

WAYS = {"copy": copy.copy, "deepcopy": copy.deepcopy, "pickle": lambda one: pickle.loads(pickle.dumps(one))}
SETTINGS = {
    "busy": [],
    "adopters, hearsay": ["conversion.rule=bass", "trust.rule=degroot"],
    "a host who comes back, an adaptive policy, partners": [
        "communities.circle.policy.rule=adaptive", "communities.circle.policy.window=7",
        "+communities.circle.partners.bank={}", "timeline=[{day:8,shock:host_leaves,days:9},{day:3,shock:breach}]"],
    "an A/B test": ["timeline=[{day: 3, treat: impressions}, {day: 5, treat: price, channel: shop, days: 9}]"],
    "another medium": ["platforms={app: {kind: microblog}}", "communities.circle.platform=app"],
}


@pytest.mark.parametrize("overrides", SETTINGS.values(), ids=SETTINGS)
def test_a_copy_goes_on_like_the_original(overrides, busy, nights):
    economy = busy(*overrides, "run.days=20")
    for _ in range(9):
        economy.step()
    copies = {name: way(economy) for name, way in WAYS.items()}
    expected = nights(economy)
    assert len(set(expected)) == 11
    for name, one in copies.items():
        assert (one.day, one.steps) == (9, 9), name
        assert nights(one) == expected, name
        assert one.series().equals(economy.series()), name
        assert one.recorder.community_frame().equals(economy.recorder.community_frame()), name


def test_a_copy_shares_nothing():
    economy = Economy("base", overrides=["members.count=200", "run.days=5"])
    before, other = economy.state_sha256(), copy.copy(economy)
    assert other.run().state_sha256() != before == economy.state_sha256()
    assert {id(agent.model) for agent in other.agents} == {id(other)} != {id(economy)}
    other.world.communities.alive[:] = 7  # the table and its fields are the same memory again
    assert (other.world.c.alive == 7).all() and not (economy.world.c.alive == 7).any()


def test_agents_and_members_bring_their_economy_along():
    economy = Economy("base", overrides=["members.count=200", "run.days=5"])
    member, host = pickle.loads(pickle.dumps((economy.members[5], economy.communities[0].host)))
    assert member.model is host.model and member.row == 5
    assert member.wallet == economy.members[5].wallet
    assert host in member.model.agents and member.model.state_sha256() == economy.state_sha256()


def test_agents_have_the_numbers_that_mesa_gives():
    economy = Economy("base", overrides=["members.count=200", "run.days=5"])
    assert [agent.unique_id for agent in economy.agents] == list(range(1, len(economy.agents) + 1))
    other = copy.copy(economy)
    made = other.open_community(3, 0.5, 0.5, 0, other.parameters.organisation)
    assert made.unique_id == len(economy.agents) + 1
