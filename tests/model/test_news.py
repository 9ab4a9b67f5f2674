"""Good news and bad news: warnings reach strangers, a breach those who do not visit, posts travel by whoever sees."""

from __future__ import annotations

import numpy as np
import pytest

from sim import scenario
from sim.model.day import DAY
from sim.model.economy import Economy
from sim.world.stages import AWARE, FAN, FOLLOWER

CIRCLE = "communities.circle"
SPEAKERS = ("aware", "follower", "fan", "core", "cocreator")
TOWN = ["members.count=600", "run.days=30", f"{CIRCLE}.growth={{seeds: 150, seed_share: 0, seed_stage: fan}}",
        f"{CIRCLE}.baseline_awareness=0", f"{CIRCLE}.channels.shop=null", f"{CIRCLE}.channels.advertising=null",
        "organisation.founding=0", "word_of_mouth.hearing=0.8", "word_of_mouth.redundancy=0"]
MUTE = [f"word_of_mouth.{stage}=0" for stage in SPEAKERS]
NO_REPOSTS = ["platforms.wechat.repost=0"]


def town(*overrides) -> Economy:
    return Economy(scenario.load("base", [*TOWN, *overrides]).values)


def spoken(moved: float, live_until, *overrides) -> tuple[Economy, np.ndarray]:
    """A day on which all visitors have as much to tell, and the rows of the strangers who hear of it."""
    economy = town("word_of_mouth.fan=1", *NO_REPOSTS, *overrides)
    live_until(economy, 0, "word_of_mouth")
    w = economy.world
    w.r.arousal[w.v.row] = moved
    w.r.satisfaction[w.v.row] = 0.5 * moved
    with np.errstate(over="ignore"):
        for process in DAY[[one.__name__ for one in DAY].index("sim.model.processes.word_of_mouth"):]:
            process.run(economy, 0)
    return economy, np.flatnonzero((w.r.stage == AWARE) & (w.r.introducer >= 0))


def test_a_warning_reaches_strangers_who_expect_and_trust_less(live_until):
    praised, told = spoken(1.0, live_until)
    warned, deterred = spoken(-1.0, live_until)
    assert 0.3 * told.size < deterred.size < 0.75 * told.size, (deterred.size, told.size)
    stranger = praised.parameters.word_of_mouth.stranger
    assert warned.world.r.trust[deterred].max() < stranger < praised.world.r.trust[told].mean()
    for name in ("expects_posts", "expects_goods"):
        assert getattr(warned.world.r, name)[deterred].mean() < getattr(praised.world.r, name)[told].mean() - 0.05
    assert spoken(-1.0, live_until, "word_of_mouth.warned_strangers=0")[1].size == 0


def test_any_publicity_helps_who_is_unknown_and_harms_who_is_known(live_until):
    """Both signs by one parameter: a warning makes strangers aware, and takes from those who know."""
    warned, deterred = spoken(-1.0, live_until, f"{CIRCLE}.host.quality=0.1", "word_of_mouth.testimony=1")
    silent = spoken(0.0, live_until, f"{CIRCLE}.host.quality=0.1", "word_of_mouth.testimony=1")[0]
    assert deterred.size > 0
    first = (warned.world.r.stage >= FAN)
    assert warned.world.r.expects_posts[first].sum() < silent.world.r.expects_posts[first].sum()


BREACH = "timeline=[{day: 5, shock: breach, severity: 0.8}]"
# Fans visit, followers never do; nobody meets anybody but through ties.
HALF = [*MUTE, *NO_REPOSTS, "attention.follower=0", "organisation={rule: none}", "interaction.replying=0",
        "conversion.become_fan=0", "ties.contact=0"]


def told_of(*overrides) -> tuple[int, float]:
    """How many of those who never visit know of the breach a week later, and their trust."""
    economy = town(*HALF, BREACH, "run.days=12", *overrides)
    r, w = economy.world.r, economy.world
    some = w.rows_of(np.unique(r.member[:w.rows]), 0)[::2]
    r.stage[some] = r.stage_next[some] = FOLLOWER
    economy.run()
    still = some[r.stage[some] == FOLLOWER]
    return int((r.breached_on[still] >= 0).sum()), float(r.trust[still].mean())


def test_a_breach_travels_along_ties_to_those_who_do_not_visit():
    (many, after), (none, before) = told_of("word_of_mouth.breach_telling=1"), told_of("word_of_mouth.hearing=0")
    assert many > 10 and none == 0
    assert after < before - 0.05, (after, before)
    assert told_of("word_of_mouth.breach_telling=0")[0] == 0, "who has nothing to tell by trade keeps it"


def test_a_breach_outranks_the_posts_of_the_day(live_until):
    economy = town(BREACH)
    live_until(economy, 5, "word_of_mouth")
    w = economy.world
    assert w.v.row.size > 0 and (w.r.satisfaction[w.v.row] == -1).all() and (w.r.own_experience[w.v.row] < 0).all()


def repaired(*events) -> dict:
    timeline = ", ".join(["{day: 5, shock: breach, severity: 0.8}", *events])
    return measured(f"timeline=[{timeline}]")


def measured(*overrides) -> dict:
    economy = town("run.days=40", *overrides).run()
    return economy.outcomes() | {"satisfaction": economy.series()["satisfaction"][5:12].mean()}


def test_a_repair_brings_part_of_the_trust_back_for_money():
    plain, failed = measured(), repaired()
    said = repaired("{day: 8, shock: repair, apology: 0.3}")
    paid = repaired("{day: 8, shock: repair, apology: 0.3, compensation: 40}")
    late = repaired("{day: 30, shock: repair, apology: 0.3, compensation: 40, half_life: 5}")
    assert failed["trust"] < said["trust"] < paid["trust"] < plain["trust"]
    assert paid["treasury"] < said["treasury"] - 1000
    assert late["trust"] < paid["trust"]
    assert failed["satisfaction"] < plain["satisfaction"]


def test_the_recovery_paradox_can_be_reached_and_missed(live_until):
    """Who was hit and fully compensated at once is more satisfied than who was never hit; with a mere word, less."""
    def satisfied(event):
        economy = town(f"timeline=[{{day: 5, shock: breach, severity: 0.8}}, {event}]")
        live_until(economy, 9, "word_of_mouth")
        r = economy.world.r
        return r.satisfaction[economy.world.v.row[r.breached_on[economy.world.v.row] < 0]].mean()

    usual = town()
    live_until(usual, 9, "word_of_mouth")
    usual = usual.world.r.satisfaction[usual.world.v.row].mean()
    full = satisfied("{day: 9, shock: repair, apology: 0.5, compensation: 30, compensation_scale: 50}")
    word = satisfied("{day: 9, shock: repair, apology: 0.2}")
    assert word < usual < full, (word, usual, full)


def test_who_hears_of_a_breach_late_hears_of_its_repair_as_well():
    economy = town(BREACH[:-1] + ", {day: 6, shock: repair, apology: 1}]", "run.days=7").run()
    w, r = economy.world, economy.world.r
    late = w.v.row[r.last_contact[w.v.row] == 6]
    assert late.size > 0 and (r.breached_on[late] == -1).all()


def test_posts_are_passed_on_by_whoever_sees_them_and_need_no_fan():
    followers = [*MUTE, f"{CIRCLE}.growth.seed_stage=follower", "conversion.become_fan=0"]
    kept = town(*followers, *NO_REPOSTS).run().outcomes()["news_by_word_of_mouth"]
    once = town(*followers, "platforms.wechat.repost=0.3", "word_of_mouth.generations=1").run().outcomes()
    often = town(*followers, "platforms.wechat.repost=0.3").run().outcomes()
    assert kept == 0 < once["news_by_word_of_mouth"] < often["news_by_word_of_mouth"]
    assert once["recommendations"] == often["recommendations"] == 0


def test_a_post_goes_through_several_generations_in_a_day():
    economy = town(*MUTE, "platforms.wechat.repost=1", f"{CIRCLE}.growth.seeds=20", "run.days=1",
                   "attention.fan=1", f"{CIRCLE}.host.cadence=10").run()
    assert set(np.unique(economy.world.r.referral_depth)) == {0, 1, 2, 3, 4}


def test_on_a_directed_platform_a_post_reaches_even_those_with_weak_ties():
    weak = [*MUTE, "ties.strength=0.1", "ties.weakest=0", f"{CIRCLE}.growth.seeds=50", "run.days=10"]
    square = ["+platforms.square={kind: microblog, repost: 0.3, discovery: 0}", f"{CIRCLE}.platform=square"]
    friends = town(*weak, "platforms.wechat.repost=0.3").run().outcomes()["news_by_word_of_mouth"]
    public = town(*weak, *square).run().outcomes()["news_by_word_of_mouth"]
    assert public > 2 * friends > 0, (public, friends)


def test_ties_of_today_pass_on_as_well(live_until):
    """A tie that is newer than the index of listeners is no deafer than the others."""
    economy = town(*MUTE, "platforms.wechat.repost=1", f"{CIRCLE}.growth.seeds=20", "ties.generator=none",
                   "attention.fan=1", f"{CIRCLE}.host.cadence=10", "word_of_mouth.hearing=1", "ties.strength=1",
                   "ties.first=1")
    from sim.model.processes.tie_dynamics import _tie

    w = economy.world
    fans = np.unique(w.r.member[w.r.stage == FAN])
    strangers = np.setdiff1d(np.arange(w.members), fans)[:2]
    listener, heard = strangers, np.array([fans[0], strangers[0]])
    _tie(w, listener, heard, 1.0, False, 0)
    economy.step()
    assert (w.rows_of(strangers, 0) >= 0).all(), "from the fan to the first, from the first to the second"


@pytest.mark.parametrize("quality, more", [(0.9, "recommendations"), (0.2, "warnings")])
def test_good_posts_are_recommended_and_bad_ones_warned_of(quality, more):
    found = town(f"{CIRCLE}.host.quality={quality}", "word_of_mouth.fan=0.5").run().outcomes()
    less = {"recommendations": "warnings", "warnings": "recommendations"}[more]
    assert found[more] > 3 * found[less], (found["recommendations"], found["warnings"])
