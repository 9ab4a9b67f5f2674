"""Talk: nobody answers themselves, the chance to answer is what the model says, and what is said is counted once."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.compile import loop
from sim.core.rng import stream_key, uniforms
from sim.model.economy import Economy
from sim.model.processes._talk import REPLY, replies

TALKATIVE = {"members.count": 300, "run.days": 12, "communities.circle.growth.seed_share": 0.6, "members.posters": 1,
             "communities.circle.baseline_awareness": 0, "members.posting": 2.0, "organisation.founding": 0,
             "interaction.there": 1, "organisation.topic_half_life": 0}


def lonely(**changes):
    """A group of one visitor a day, who starts talks, hears the host and would answer anything."""
    return Economy("base", seed=1, **{**TALKATIVE, "communities.circle.growth.seeds": 1,
                                      "communities.circle.growth.seed_share": 0, "attention.fan": 1,
                                      "conversion.lapse_fan": 0, "interaction.replying": 1, **changes})


def test_with_one_visitor_nobody_answers_a_member():
    economy = lonely().run()
    series = economy.series()
    assert series["daily_visits"].min() == series["daily_visits"].max() == 1
    assert series["talks_started"].sum() > 10 and series["answers_to_host"].sum() > 10
    assert series["answers_to_members"].sum() == 0 and economy.world.m.posts.max() > 20


def test_nobody_is_the_partner_of_themselves_and_everybody_who_answers_a_member_has_one():
    economy = Economy("base", seed=2, **TALKATIVE)
    for _ in range(12):
        economy.step()
        # Visits are over at dusk, but what was noted of them is still there.
        v = economy.world.v
        assert not np.any(v.last_replier == v.member + 1)
    assert economy.series()["answers_to_members"].sum() > 100


def test_what_waits_for_tomorrow_is_not_answered_by_its_writer():
    """Two visitors, of whom the second never writes: the first one's messages of yesterday are nobody's to answer."""
    economy = lonely(**{"communities.circle.growth.seeds": 2, "interaction.generations": 1})
    economy.world.m.posting[economy.world.r.member[1]] = 0.0
    for _ in range(12):
        economy.step()
    assert economy.series()["member_parents"].sum() > 20  # what waited was there again
    assert economy.series()["answers_to_members"].sum() == 0


@loop
def how_many(rho, seen, luck, answers):
    for i in range(answers.size):
        answers[i] = replies(rho, seen, i, 0, luck)


@pytest.mark.parametrize("rho, seen", [(0.3, 1), (0.3, 4), (0.02, 40), (1.0, 1), (0.3, 0)])
def test_the_chance_to_answer_is_that_of_the_model(rho, seen):
    """P(reply) = 1 − (1 − ρ)^m, compiled and interpreted, from the same random numbers."""
    luck, many, chance = stream_key(7, "reply", 0), 4000, 1 - (1 - rho) ** seen
    answers = np.zeros(many)
    how_many(rho, seen, luck, answers)
    assert abs(answers.sum() - many * chance) <= 4 * np.sqrt(many * chance * (1 - chance))
    assert np.array_equal(answers > 0, uniforms(luck, np.arange(many), REPLY) < chance)


def crowd(**changes):
    """Everybody visits every day and writes with the same propensity."""
    return Economy("base", seed=4, **{
        **TALKATIVE, "members.count": 2000, "communities.circle.growth.seed_share": 1, "members.posting_spread": 0,
        "attention.fan": 1, "attention.follower": 1, "attention.visit_factor_idle": 1, "attention.visit_factor_keen": 1,
        "ties.forming": 0, "conversion.lapse_fan": 0, "interaction.generations": 1, "interaction.newcomer": 1,
        "interaction.at_home": 1, "communities.circle.host.cadence": 0, "organisation.step_up": 0,
        "organisation.cocreator_posts": 0, **changes})


@pytest.mark.parametrize("replying", [0.3, 0.05])
def test_a_typical_poster_answers_one_message_with_the_stated_chance(replying):
    """Now and then there is one message in a group; all but its writer have then seen exactly one."""
    economy = crowd(**{"interaction.replying": replying, "members.posting": 0.0004, "run.days": 30})
    for _ in range(30):
        economy.step()
        economy.world.g.columns.spill_member[:] = 0
    series = economy.series()
    seen = series["talks_started"].sum() * (economy.outcomes()["group_size"] - 1)
    assert seen > 200
    assert series["answers_to_members"].sum() / seen == pytest.approx(replying, rel=0.15)


def test_of_two_visitors_each_answers_the_other_at_the_stated_rate():
    economy = lonely(**{"communities.circle.growth.seeds": 2, "interaction.generations": 1, "run.days": 400,
                        "members.posting": 0.05, "members.posting_spread": 0, "interaction.replying": 0.3,
                        "interaction.newcomer": 1, "interaction.at_home": 1, "attention.visit_factor_idle": 1,
                        "attention.visit_factor_keen": 1, "communities.circle.host.cadence": 0,
                        "conversion.become_core": 0,
                        "conversion.falling": 0}).run()
    series = economy.series()
    assert series["daily_visits"].min() == 2 and series["answers_to_host"].sum() == 0
    parents, answers = series["member_parents"].sum(), series["answers_to_members"].sum()
    # An answer waits until tomorrow for the other one; what both write on one day is answered by both.
    assert abs(answers / parents - 0.3) < 4 * np.sqrt(0.21 / parents)


def test_members_answers_to_cocreators_are_answers_to_members():
    economy = crowd(**{"communities.circle.growth.seed_stage": "cocreator", "attention.cocreator": 1,
                       "organisation.cocreator_posts": 0.05, "members.posting": 0.0001, "run.days": 5,
                       "communities.circle.growth.seeds": 200, "communities.circle.growth.seed_share": 0}).run()
    series, outcomes = economy.series(), economy.outcomes()
    assert series["cocreator_posts"].sum() > 10
    assert series["answers_to_cocreators"].sum() > 10 and series["answers_to_host"].sum() == 0
    assert outcomes["self_organisation"] == outcomes["written_by_members"] == 1.0


def test_the_index_counts_what_members_begin_above_and_below_the_line():
    economy = Economy("base", seed=3, **{**TALKATIVE, "interaction.replying": 0, "communities.circle.host.cadence": 5})
    economy.run()
    series = economy.series()
    talks, host = series["talks_started"].sum(), series["host_posts"].sum()
    assert talks > 0 and host > 0 and series["posts"].sum() == talks
    assert economy.outcomes()["self_organisation"] == pytest.approx(talks / (talks + host))


def test_groups_are_as_large_without_self_organisation_as_with_it():
    few = {"members.count": 2000, "run.days": 20, "communities.circle.growth.seed_share": 0.6}
    none, own = (Economy("base", seed=1, **few, **{"organisation.rule": rule}).run() for rule in ("none", "self"))
    assert [one.world.g.columns.head_count.max() for one in (none, own)] == [150, 150]
