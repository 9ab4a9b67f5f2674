"""The classical rules: counts of adopters are exact, views do what the loop does, and the rules do what they say."""

import numpy as np
import pytest

from sim import scenario
from sim.core import registry, threads
from sim.model.economy import Economy
from sim.model.processes import conversion, trust
from sim.world import stages
from tests.model.conftest import live_until

ABOUT_MEMBERS = [name for name, module in registry.every("conversion").items() if module.UNIT == "members"]
STILL = str(scenario.files.scenarios(None).parent / "experiments" / "theory" / "still.yaml")
TWO = ["+communities.other={platform: wechat, taste: 0.1, growth: {seeds: 20, seed_stage: fan}}"]


def base(*overrides, **keywords):
    """A lively economy with two communities and ties that come and go."""
    return Economy(scenario.load("base", ["members.count=600", "run.days=30", *TWO, *overrides]).values, **keywords)


def still(*overrides):
    """A world in which only the classical rule moves anything."""
    return Economy(scenario.load(STILL, ["members.count=400", "run.days=30", *overrides]).values)


def counted_anew(economy, rows):
    """What the counts must be, found the slow way: those listened to whose membership is among `rows`."""
    w = economy.world
    found = np.zeros_like(w.adopters.count)
    for i in range(w.members):
        for j in w.t.target[w.t.start[i]:w.t.start[i] + w.t.count[i]]:
            for row in range(w.r.first[j], int(w.r.first[j]) + int(w.r.count[j])):
                if rows[row]:
                    found[w.r.community[row], i] += 1
    return found


def inside(economy):
    r = economy.world.r
    return (r.stage >= stages.FOLLOWER) & (r.stage <= stages.COCREATOR)


def pairs(economy):
    """Who has adopted what, as one number for every row."""
    r = economy.world.r
    return np.where(inside(economy), 512 * r.member.astype(np.int64) + r.community, -1)


@pytest.mark.parametrize("more", [[], ["ties.contact=0", "ties.weakest=0", "ties.forming=0"]], ids=["move", "still"])
@pytest.mark.parametrize("rule", ["sir", "cascade"])
def test_counts_are_those_found_the_slow_way(rule, more):
    economy = base(f"conversion.rule={rule}", "organisation.founding=0.01", *more)
    for _ in range(12):
        before = pairs(economy)
        with np.errstate(over="ignore"):
            economy.step()
            conversion.arguments(economy, economy.day)  # the counts of the next morning
        now = inside(economy)
        expected = counted_anew(economy, now & ~np.isin(pairs(economy), before) if rule == "cascade" else now)
        assert expected.any() and np.array_equal(economy.world.adopters.count, expected)
        by_community = np.bincount(economy.world.r.community[now], minlength=economy.world.adopters.inside.size)
        assert np.array_equal(economy.world.adopters.inside, by_community)
    assert (economy.flows["ties_formed"] + economy.flows["ties_dropped"] > 0) == (not more)


def written(economy):
    """Everything that a rule may write."""
    w = economy.world
    found = {name: column.copy() for table in (w.m, w.r, w.e) for name, column in
             zip(table._fields, table, strict=True)}
    return found | ({"begins": w.adopters.begins.copy()} if w.adopters else {})


@pytest.mark.parametrize("kind, name, method", [("conversion", name, "conversion") for name in ABOUT_MEMBERS] + [
    ("trust", name, "weigh_evidence") for name in registry.names("trust")])
def test_views_in_any_order_do_what_the_loop_does(kind, name, method):
    process = {"conversion": conversion, "trust": trust}[kind]
    views, loop = (base(f"{kind}.rule={name}", "conversion.period=5") if name == "bass" else base(f"{kind}.rule={name}")
                   for _ in range(2))
    for economy in (views, loop):
        live_until(economy, 2, kind)
    before = written(views)
    views.members.shuffle_do(method)
    with np.errstate(over="ignore"):
        process.run(loop, loop.day)
    after, expected = written(views), written(loop)
    assert any(not np.array_equal(before[name], after[name]) for name in after), "nothing was tried"
    for name in after:
        assert np.array_equal(after[name], expected[name]), name


@pytest.mark.parametrize("rule", ABOUT_MEMBERS)
def test_threads_do_not_matter(rule, monkeypatch):
    monkeypatch.setattr(threads, "WORTH_IT", 0)
    alone, three = (base(f"conversion.rule={rule}", "trust.rule=degroot", "members.count=9000", "run.days=5",
                         threads=n).run() for n in (1, 3))
    assert alone.state_sha256() == three.state_sha256()


@pytest.mark.parametrize("rule", ABOUT_MEMBERS)
def test_who_has_no_free_slot_does_not_adopt(rule):
    full = ["members.slots=1", "communities.circle.growth.seed_share=1", "conversion.rule=" + rule]
    economy = still("+communities.other={platform: medium, growth: {seeds: 0}}", *full)
    economy.run()
    assert (economy.world.r.community[:400] == 0).all() and economy.world.memberships == 400


def test_nobody_adopts_twice_when_news_and_conversion_meet():
    """A stranger who hears of a community on the day of adopting it ends up with one membership."""
    economy = base("conversion.rule=bass", "conversion.period=1", "conversion.p=0.2",
                   "communities.circle.baseline_awareness=0.5",
                   "communities.other.baseline_awareness=0.3").run()
    community = economy.members.column("community")
    for k in (0, 1):
        assert ((community == k).sum(axis=1) <= 1).all()
    assert ((community == 0).sum(axis=1) == 1).mean() > 0.5


def test_some_of_the_first_members_are_fans_and_not_more_than_there_are():
    economy = still("communities.circle.growth.seed_share=0.5", "communities.circle.growth.seed_stage=aware",
                    "communities.circle.growth.adopters=30", "communities.circle.growth.adopter_share=0.05")
    stage = economy.world.r.stage
    assert (stage == stages.FAN).sum() == 50 and (stage == stages.AWARE).sum() == 150
    with pytest.raises(scenario.ScenarioError, match="makes 30 of the first members fans, but there are only 20"):
        still("communities.circle.growth.seeds=20", "communities.circle.growth.adopters=30")


def test_lapse_and_return_go_round():
    economy = still("conversion.rule=bass", "conversion.period=1", "conversion.p=0.1", "conversion.lapse=0.3",
                    "conversion.returning=0.5", "run.days=60").run()
    series = economy.series()
    assert series["lapses"].sum() > 0 < series["returns"].sum()
    assert series["joins"].sum() > 400  # more than there are members: some adopted again
    total = series["fans"] + series["lapsed"] + series["aware"]
    assert total.iloc[-1] <= 400


def test_trust_by_hearsay_of_nobody_stays():
    economy = still("trust.rule=degroot", "ties.generator=none", "communities.circle.growth.seed_share=1",
                    "communities.circle.growth.seed_trust_spread=0.5")
    before = economy.members.column("trust")
    economy.run()
    assert np.array_equal(before, economy.members.column("trust")) and before.std() > 0.2


def test_plain_hearsay_is_the_general_one():
    """Where all ties have faded alike the short form gives what the long one does."""
    one, other = (still("trust.rule=degroot", "communities.circle.growth.seed_share=1", "run.days=20",
                        "communities.circle.growth.seed_trust_spread=0.5") for _ in range(2))
    trust.arguments(other, -1)
    other.world.yesterday.even = False
    assert np.abs(one.run().world.r.trust - other.run().world.r.trust).max() < 1e-6


def test_a_broken_promise_costs_more_than_a_kept_one_gains():
    economy = base("trust.rule=asymmetric")
    row = 0
    w = economy.world
    for good, bad, expected in ((1.0, 0.0, 0.5 + 0.1 * 0.5), (0.0, 1.0, 0.5 * 0.7), (2.0, 0.0, 1 - 0.5 * 0.81)):
        w.r.trust[row], w.r.evidence_for[row], w.r.evidence_against[row] = 0.5, good, bad
        trust.run(economy, 0)
        assert w.r.trust[row] == pytest.approx(expected, abs=1e-6)
        assert w.r.evidence_for[row] == w.r.evidence_against[row] == 0


def test_what_has_no_rate_is_not_looped_over(monkeypatch):
    """In a still world the loops of attention, trade and the monthly life are never called, and nothing is missed."""
    from sim.model.processes import attention, end_day, trade

    def never(*arguments):
        raise AssertionError("this loop has nothing to do")

    for module, name in ((attention, "visits"), (attention, "hearing_outside"), (trade, "step"), (end_day, "living")):
        monkeypatch.setattr(module, name, never)
    economy = still("conversion.rule=sir", "communities.circle.growth.seeds=20").run()
    assert economy.outcomes()["fans"] > 100
