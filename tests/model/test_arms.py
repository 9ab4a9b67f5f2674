"""Arms: an A/B test inside one world has two groups that nothing but the treatment tells apart."""

import copy
import re
from pathlib import Path

import numpy as np
import pytest

import sim
from sim import scenario
from sim.core import registry
from sim.model import recorder
from sim.model.economy import Economy
from sim.model.processes import choice
from sim.scenario import ScenarioError
from sim.world import arms
from sim.world.stages import AWARE, COCREATOR, FOLLOWER

CIRCLE = "communities.circle"
SMALL = ["members.count=400", "run.days=16", f"{CIRCLE}.growth={{seeds: 150, seed_share: 0, seed_stage: fan}}",
         "members.need_weeks=0.5", "members.posting=1", "members.posters=0.8", "organisation.founding=0"]
DAY = 4


def run(event, *overrides, **changes):
    return Economy(scenario.load("base", [*SMALL, *overrides, f"timeline=[{{day: {DAY}, {event}}}]"]).values,
                   **changes).run()


@pytest.fixture(scope="module")
def placebo():
    return run("treat: impressions, dose: 0")


def test_without_a_treatment_there_are_no_arms():
    economy = Economy(scenario.load("base", [*SMALL, "run.days=2"]).values).run()
    assert economy.arms is None and not economy.treatments
    assert not [name for name in economy.outcomes() if name.startswith(("treated", "control")) or
                name.endswith("_effect")]
    assert not set(economy.series().columns) - set(recorder.measures("daily"))


def test_half_are_treated_and_the_others_are_the_control(placebo):
    found = placebo.outcomes()
    assert found["treated_members"] + found["control_members"] == 400
    assert abs(found["treated_members"] - 200) < 3.5 * 10  # of binomial(400, ½)
    assert (placebo.series()["treated_members"] > 0).tolist() == [day >= DAY for day in range(16)]


@pytest.mark.parametrize("kind", registry.names("treatments"))
def test_no_dose_is_no_treatment_and_leaves_the_same_two_groups(kind, placebo):
    which = f"treat: {kind}" + (", channel: shop" if kind == "price" else "")
    off = run(f"{which}, dose: 0")
    assert np.array_equal(off.arms.of, placebo.arms.of)
    assert off.world.digest() == placebo.world.digest()
    given = run(which + (", what: goods" if kind == "gift" else ""))
    assert np.array_equal(given.arms.of, off.arms.of)
    assert given.world.digest() != off.world.digest()


def test_a_larger_share_treats_the_same_people_and_more():
    few, many, all_ = (run(f"treat: invitation, dose: 0, share: {share}").arms.of == arms.TREATED
                       for share in (0.2, 0.7, 1))
    assert few.sum() < many.sum() < all_.sum() == 400
    assert not (few & ~many).any()
    assert run("treat: invitation, share: 0").arms.members().tolist() == [0, 400, 0]


def test_only_those_of_a_stage_can_be_in_the_test():
    economy = Economy(scenario.load("base", [*SMALL, f"timeline=[{{day: {DAY}, treat: invitation, among: followers}}]"])
                      .values)
    while economy.day < DAY:
        economy.step()
    stage = arms.stages_in(economy.world, 0)
    economy.step()
    assert np.array_equal(economy.arms.of > 0, (stage >= FOLLOWER) & (stage <= COCREATOR))


def test_customers_are_those_who_bought_and_do_not_follow():
    event = f"timeline=[{{day: {DAY}, treat: invitation, among: customers, share: 1, dose: 0}}]"
    economy = Economy(scenario.load("base", [*SMALL, event, "communities.circle.channels.shop.walk_in=true",
                                             "conversion.follow=0"]).values)
    while economy.day < DAY:
        economy.step()
    r = economy.world.r
    r.buyer[:economy.world.rows:2] = 1
    expected = (r.buyer[:economy.world.rows] > 0) & (r.stage[:economy.world.rows] == AWARE)
    members = np.sort(r.member[np.flatnonzero(expected)])
    economy.step()
    assert members.size > 0 and np.array_equal(np.flatnonzero(economy.arms.of > 0), members)


def test_what_arms_pay_adds_up_to_what_is_paid():
    economy = run("treat: price, channel: shop, times: 0.5")
    found, series = economy.outcomes(), economy.series()
    people = {name: found[f"{name}_members"] for name in ("treated", "control")}
    for measure, total in (("orders", series["orders"][DAY:].sum()),
                           ("spending", economy.ledger.total(payer="members", heading="sales: shop") / 100
                            - economy_until(DAY).ledger.total(payer="members", heading="sales: shop") / 100),
                           ("posts", series["posts"][DAY:].sum()), ("visits", series["daily_visits"][DAY:].sum())):
        assert sum(found[f"{name}_{measure}"] * many for name, many in people.items()) == pytest.approx(total), measure
    assert sum(found[f"{name}_followers"] * many for name, many in people.items()) == pytest.approx(found["followers"])


def economy_until(day):
    economy = Economy(scenario.load("base", SMALL).values)
    while economy.day < day:
        economy.step()
    return economy


def test_only_the_treated_pay_the_other_price():
    """With one price and no spread of baskets, what each member pays is one price or half of it."""
    economy = Economy(scenario.load("base", [*SMALL, f"{CIRCLE}.channels.shop={{price: 100, basket_spread: 0}}",
                                             f"+{CIRCLE}.brand.stock=10000", "run.tracked=[" + ",".join(
                                                 map(str, range(400))) + "]",
                                             "timeline=[{day: 0, treat: price, channel: shop, times: 0.5, days: 0}]"])
                      .values).run()
    paid = {(economy.arms.of[member], -cents) for _, member, _, heading, cents in economy.ledger.tracked_entries
            if heading == "sales: shop"}
    assert paid == {(arms.CONTROL, 10_000), (arms.TREATED, 5_000)}


def test_the_control_of_a_price_does_not_know_of_it():
    cheap, off = (run(f"treat: price, channel: shop, times: 0.5, days: 1, dose: {dose}").series()[:DAY + 1]
                  for dose in (1, 0))
    assert np.array_equal(cheap["control_orders"], off["control_orders"])
    assert cheap["treated_orders"].sum() >= off["treated_orders"].sum()


def test_strangers_who_are_invited_are_aware_the_same_evening():
    economy = Economy(scenario.load("base", [*SMALL, f"{CIRCLE}.baseline_awareness=0", "run.days=1",
                                             "word_of_mouth.hearing=0",
                                             "timeline=[{day: 0, treat: invitation}]"]).values).run()
    stage = arms.stages_in(economy.world, 0)
    assert (stage[economy.arms.of == arms.TREATED] > 0).all()
    assert (stage[economy.arms.of == arms.CONTROL] > 0).mean() < 0.5


def test_a_first_message_is_answered():
    """Nobody replies to anybody, so that only the treatment answers."""
    economy = run("treat: reply, share: 1", "interaction.replying=0")
    r, m = economy.world.r, economy.world.m
    rows = np.arange(economy.world.rows)
    wrote = m.posts[r.member[rows]] > 0
    assert wrote.any() and (r.belonging[rows][~wrote] <= r.belonging[rows][wrote].max()).all()
    off = run("treat: reply, share: 1, dose: 0", "interaction.replying=0")
    assert economy.outcomes()["belonging"] > off.outcomes()["belonging"]
    assert economy.ledger.total(heading="replies") > 0 == off.ledger.total(heading="replies")


def test_a_message_moves_what_is_expected_and_who_trusts():
    """Praise raises both, a warning lowers both; on the same day, and for those alone who know the community."""
    def lives(says, dose=1):
        return run(f"treat: message, share: 1, says: {says}, evidence: 3, dose: {dose}", f"run.days={DAY + 1}",
                   "word_of_mouth.hearing=0")

    none, good, bad = lives(0.9, 0), lives(0.9), lives(-0.9)
    r, rows = none.world.r, np.flatnonzero(none.world.r.breached_on[:none.world.rows] == -1)
    assert rows.size and np.array_equal(rows, np.arange(good.world.rows))
    told = np.isfinite(none.arms.likely[r.member[rows]])
    for column in ("expects_goods", "trust"):
        low, middle, high = (np.asarray(getattr(one.world.r, column)[rows], float) for one in (bad, none, good))
        assert (low <= middle).all() and (middle <= high).all()
        assert (low[told] < high[told]).mean() > 0.95
    for half in ("low", "high"):
        low, middle, high = (one.outcomes()[f"treated_choice_{half}"] for one in (bad, none, good))
        assert low < middle < high


def test_a_breach_that_hits_half_costs_their_trust():
    """And that of nobody else on the same day; those who had bought most and those who had not are told apart."""
    hit, spared = (Economy(scenario.load("base", [
        *SMALL, "word_of_mouth.hearing=0", "trade.incidence=3",
        f"timeline=[{{day: 15, treat: breach, severity: 0.7, dose: {dose}}}]"]).values).run() for dose in (1, 0))
    r, rows = hit.world.r, np.arange(hit.world.rows)
    known = np.isfinite(hit.arms.likely[r.member[rows]])
    treated = known & (hit.arms.of[r.member[rows]] == arms.TREATED)
    assert (r.trust[rows][treated] < spared.world.r.trust[rows][treated]).mean() > 0.95
    assert np.array_equal(r.trust[rows][~treated], spared.world.r.trust[rows][~treated])
    found, before = hit.outcomes(), spared.outcomes()
    for half in ("low", "high", "light", "heavy"):
        assert found[f"treated_choice_{half}"] < before[f"treated_choice_{half}"]
        assert found[f"control_choice_{half}"] == before[f"control_choice_{half}"]
    assert hit.arms.paid.any() and (hit.arms.paid >= 0).all()


def test_twice_as_many_rivals_halve_the_odds_of_a_choice():
    """As in a logit; who is likely to choose the community's goods stays more likely than the others."""
    economy = run("treat: message, share: 1, dose: 0")
    found = economy.outcomes()
    assert 0 < found["treated_choice_low"] <= found["treated_choice_high"] < 1
    rows = np.flatnonzero(economy.world.r.community[:economy.world.rows] == 0)
    few, rivals = choice.chances(economy, rows), economy.parameters.trade
    economy.parameters.trade = rivals._replace(rivals=2 * rivals.rivals)
    many = choice.chances(economy, rows)
    some = few > 0
    assert some.any() and many[some] == pytest.approx(few[some] / (2 - few[some]))  # odds are halved


def test_money_that_runs_out_ends_a_treatment():
    poor = run("treat: impressions, per_day: 100", f"{CIRCLE}.growth.investment=1000", f"{CIRCLE}.brand.stock=0")
    assert min(poor.ledger.balances.values()) < 0 <= poor.communities[0].treasury


def test_goods_are_given_for_as_long_as_the_brand_can_pay():
    values = ["members.count=400", f"{CIRCLE}.growth.investment=100", f"{CIRCLE}.brand.stock=0",
              f"{CIRCLE}.brand.unit_cost=50"]
    assert run("treat: gift, what: goods", *values).ledger.total(heading="gift") <= 100_00


def test_threads_and_copies_give_the_same_bits():
    one, more = run("treat: impressions"), run("treat: impressions", threads=2)
    assert one.state_sha256() == more.state_sha256()
    half = Economy(one.values)
    while half.day < DAY + 2:
        half.step()
    assert copy.deepcopy(half).run().state_sha256() == one.state_sha256()
    assert copy.deepcopy(half).run().outcomes() == pytest.approx(one.outcomes(), rel=0, abs=0, nan_ok=True)


@pytest.mark.parametrize(("event", "words"), [
    ("treat: impresions", 'timeline.0.treat = "impresions" is not a treatment; did you mean impressions?'),
    ("treat: gift, share: 2", "timeline.0.share = 2 is outside 0 to 1"),
    ("treat: gift, what: money", "timeline.0.what"),
    ("treat: gift, amung: fans", "timeline.0.amung is not a key of this event; did you mean among?"),
    ("treat: gift, shock: breach", "needs either shock:"),
    ("treat: price, channel: advertising", "prices can be tested in a shop or a membership_fee; allowed: shop"),
])
def test_faults_of_a_treatment_are_told(event, words):
    with pytest.raises(ScenarioError) as refused:
        run(event)
    assert words in str(refused.value)
    assert len(refused.value.problems) == 1


def test_the_summary_says_what_came_of_it(capsys):
    from sim.cli.main import main

    assert main(["run", "base", *SMALL, "timeline=[{day: 4, treat: invitation}]", "--no-store", "--quiet"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "A/B test of invitation from day 4" in said and "treated minus control, per person: visits" in said


def test_scenarios_are_compared_by_what_all_of_them_measure(tmp_path):
    from sim.compare.comparison import Comparison
    from sim.runs import simulate

    (tmp_path / "test.yaml").write_text("from: base\ntitle: A test\ntimeline: [{day: 2, treat: invitation}]\n")
    pair = [scenario.load(one, [*SMALL, "run.days=4"]) for one in (tmp_path / "test.yaml", "base")]
    lived = {(one.name, 0): simulate.simulate(one) for one in pair}
    both = Comparison.of(pair, [0], lived, "followers")
    assert "followers" in set(both.outcomes.measure) and "treated_visits" not in set(both.outcomes.measure)
    with pytest.raises(ScenarioError, match="in runs with a treatment only"):
        Comparison.of(pair, [0], lived, "treated_visits")


def test_the_examples_of_the_page_run(tmp_path):
    from sim.runs import simulate

    page = (Path(sim.__file__).parents[1] / "docs" / "ab_tests.md").read_text(encoding="utf-8")
    texts = re.findall(r"```yaml\n# (\S+)\n(.*?)```", page, re.DOTALL)
    assert len(texts) == 2
    for name, text in texts:
        (tmp_path / name).write_text(text, encoding="utf-8")
    test, twin = (simulate.simulate(scenario.load(tmp_path / name, ["members.count=500", "run.days=40"]))
                  for name, _ in texts)
    assert test.measures["treated_members"] == twin.measures["treated_members"] > 0
    assert test.measures["treated_visits"] > twin.measures["treated_visits"]
    for kind in registry.names("treatments"):
        assert f"| `{kind}` |" in page
