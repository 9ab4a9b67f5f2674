"""Standing has consequences: who stands badly rises seldom and leaves early, and there is a way down and a way back."""

from __future__ import annotations

import numpy as np
import pytest

from sim import scenario
from sim.model.economy import Economy
from sim.world.stages import FAN, FOLLOWER, LAPSED

CIRCLE = "communities.circle"
TOWN = ["members.count=2000", "run.days=20", f"{CIRCLE}.growth={{seeds: 2000, seed_share: 0, seed_stage: follower}}",
        f"{CIRCLE}.baseline_awareness=0", f"{CIRCLE}.channels.shop=null", f"{CIRCLE}.channels.advertising=null",
        "organisation.founding=0", "interaction.belonging_gain=0", "members.slots=8"]


def town(*overrides) -> Economy:
    return Economy(scenario.load("base", [*TOWN, *overrides]).values)


def at(level: float, *overrides) -> dict:
    """Everybody stands at a level, in the eyes of the host and of the group."""
    economy = town("trust={rule: frozen}", f"trust.level={level}", f"interaction.newcomer={level}",
                   f"{CIRCLE}.growth.seed_trust={level}", *overrides)
    economy.world.r.belonging[:] = 0.0
    return economy.run().outcomes()


STAY = [f"conversion.lapse_{stage}=0" for stage in ("follower", "fan", "core", "cocreator")]


def test_who_is_trusted_little_sees_few_rise():
    slowly = [*STAY, "conversion.become_fan=0.005", "conversion.become_core=0", "conversion.falling=0"]
    little, some, much = (at(level, *slowly)["rises"] for level in (0.2, 0.5, 0.8))
    assert 0 < little <= 0.25 * some * 1.1, (little, some)  # (.2 ÷ .5)^1.6 = .23; a tenth for chance
    assert much > 1.5 * some, "and there is no ceiling"


def test_who_is_trusted_little_is_left_early():
    quick = ["conversion.become_fan=0", "members.frailty_days=3000", "members.frailty_shape=20"]
    little, some = (at(level, *quick)["lapses"] for level in (0.25, 0.5))
    assert little > 2 * some > 0, (little, some)  # (.25 ÷ .5)^−1.5 = 2.8


def stages(economy) -> np.ndarray:
    """The stage of every membership."""
    found = economy.world.r.stage[:economy.world.rows]
    return found[found > 0]


UNSEEN = [f"attention.{stage}=0" for stage in ("aware", "follower", "fan", "core", "cocreator")]
FANS = [*STAY, *UNSEEN, f"{CIRCLE}.growth.seed_stage=fan", "conversion.become_fan=0", "conversion.become_core=0",
        "conversion.falling=0.02", "attention.engagement_half_life=5"]


def test_who_is_not_engaged_falls_back_a_stage():
    economy = town(*FANS).run()
    assert set(stages(economy)) == {FOLLOWER, FAN} and economy.outcomes()["rises"] == 0
    many, few = ((stages(town(*FANS, f"conversion.needs_fan={need}").run()) == FOLLOWER).sum() for need in (0.6, 0))
    assert many > 2 * few, (many, few)


def test_stages_are_lost_one_at_a_time():
    fallen = town(*FANS, f"{CIRCLE}.growth.seed_stage=cocreator", "conversion.falling=1",
                  "conversion.cooling=0", "run.days=2").run()
    assert set(stages(fallen)) == {FAN}


LEFT = ["members.count=1000", f"{CIRCLE}.growth.seeds=1000", "run.days=1"]


def left(*overrides, familiarity=0.0) -> Economy:
    """A town that everybody has left."""
    economy = town(*LEFT, *overrides)
    r = economy.world.r
    r.stage[:] = r.stage_next[:] = LAPSED
    r.familiarity[:] = familiarity
    return economy


def test_the_lapsed_are_reached_by_advertising():
    unheard, heard = (left(f"{CIRCLE}.baseline_awareness={known}").run().world.r.familiarity for known in (0, 0.5))
    assert not unheard.any() and 400 < (heard > 0).sum() < 600, "half of a thousand"


def test_the_lapsed_are_told_by_those_who_stayed(live_until):
    economy = left("word_of_mouth.fan=1", "word_of_mouth.hearing=1")
    r = economy.world.r
    r.stage[::2] = r.stage_next[::2] = FAN
    live_until(economy, 0, "word_of_mouth")
    r.arousal[economy.world.v.row] = 1.0
    before = (r.familiarity[1::2] > 0).sum()
    from sim.model.processes import word_of_mouth

    with np.errstate(over="ignore"):
        word_of_mouth.run(economy, 0)
    assert before == 0 < (r.familiarity[1::2] > 0).sum()


def test_who_is_reminded_comes_back():
    forgotten, reminded = (left("run.days=10", "conversion.returning=0.005", "attention.familiarity_half_life=2000",
                                familiarity=known).run().outcomes()["returns"] for known in (0.0, 1.0))
    assert reminded > 3 * forgotten > 0, (forgotten, reminded)


def test_who_trusted_comes_back_sooner():
    def returns(trust):
        economy = left("run.days=10", "conversion.returning=0.02", "trust={rule: frozen}", f"trust.level={trust}")
        economy.world.r.trust[:] = trust
        return economy.run().outcomes()["returns"]

    assert returns(0.8) > 3 * returns(0.3) > 0


SHOP = ["members.need_weeks=0.2", "trade.rivals=0", "trade.incidence=3",
        "run.days=5", f"{CIRCLE}.brand.stock=10000"]


@pytest.mark.parametrize("walk_in", [True, False])
def test_the_lapsed_can_walk_in_where_anybody_can(walk_in):
    orders = left(*SHOP, f"+{CIRCLE}.channels.store={{kind: shop, price: 10, walk_in: {str(walk_in).lower()}}}",
                  "conversion.returning=0", familiarity=1.0).run().outcomes()["orders"]
    assert (orders > 0) is walk_in


def neighbours(many: int):
    """Everybody belongs to so many equal communities: visits to each, a day."""
    others = [f"+communities.other{n}={{platform: wechat, baseline_awareness: 0, growth: {{seeds: 500}}}}"
              for n in range(1, many)]
    economy = town("members.count=500", f"{CIRCLE}.growth.seeds=500", f"{CIRCLE}.growth.seed_stage=fan", *others,
                   "run.days=10").run()
    return economy.outcomes()["daily_visits"] / many


def test_who_belongs_to_more_communities_visits_each_less():
    one, two, six = map(neighbours, (1, 2, 6))
    assert six < 0.7 * two < 0.7 * one, (one, two, six)


@pytest.mark.parametrize("reach", [0.002, 0.1, 0.9])
def test_news_from_outside_comes_in_proportion_to_reach(reach):
    """Whoever is first in the scenario; and where nearly everybody hears of both."""
    other = f"+communities.other={{platform: wechat, baseline_awareness: {reach}, growth: {{seeds: 0}}}}"
    heard = news(f"{CIRCLE}.baseline_awareness={reach}", other)
    assert abs(heard[0] - heard[1]) < 4 * np.sqrt(heard.sum()), heard
    assert heard.sum() > 0.9 * 20_000 * (1 - (1 - reach) ** 2) - 4 * np.sqrt(20_000 * reach)


def test_who_reaches_three_times_as_many_brings_three_times_as_much_news():
    heard = news(f"{CIRCLE}.baseline_awareness=0.3",
                 "+communities.other={platform: wechat, baseline_awareness: 0.1, growth: {seeds: 0}}")
    assert heard[0] / heard[1] == pytest.approx(3, rel=0.15)


def news(*overrides) -> np.ndarray:
    """How many of 20,000 strangers hear of each of two communities on one day."""
    economy = town("members.count=20000", f"{CIRCLE}.growth.seeds=0", "run.days=1", "ties.generator=none", *overrides)
    w = economy.run().world
    return np.bincount(w.r.community[w.r.community >= 0], minlength=2)
