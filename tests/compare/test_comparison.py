"""Comparisons that are really lived: pairing, workers, the store, and what is refused."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import sim.compare
from sim.compare import compare
from sim.runs.store import Store, StoreError
from sim.scenario import ScenarioError, load

SMALL = ["members.count=300", "run.days=12"]


def quick(scenarios, **more):
    return compare(scenarios, **{"seeds": 3, "overrides": SMALL, "store": None, "workers": 1, "progress": False} | more)


def test_the_frames_are_tidy(lived):
    names = ["base", "大声的方案"]
    assert lived.names == names and list(lived.seeds) == [1, 2, 3]
    assert list(lived.outcomes.columns) == ["scenario", "seed", "measure", "value"]
    assert len(lived.outcomes) == 2 * 3 * lived.outcomes.measure.nunique()
    assert set(lived.series.day) == set(range(12)) and (lived.series.low <= lived.series.high).all()
    assert not lived.outcomes.duplicated(["scenario", "seed", "measure"]).any()


def test_the_numbers_are_those_of_the_runs(lived, loud):
    from sim.model.economy import Economy

    alone = Economy(load(loud, SMALL).values, seed=2).run()
    state = alone.state_sha256()
    one = lived.outcomes[(lived.outcomes.scenario == "大声的方案") & (lived.outcomes.seed == 2)]
    assert dict(zip(one.measure, one.value, strict=True)) == pytest.approx(alone.outcomes(), rel=0, abs=0, nan_ok=True)
    run = lived.runs[(lived.runs.scenario == "大声的方案") & (lived.runs.seed == 2)].iloc[0]
    assert run.state_sha256 == state


def test_the_band_is_over_seeds(lived, loud):
    from sim.model.economy import Economy

    days = pd.concat([Economy(load(loud, SMALL).values, seed=seed).run().series()["followers"] for seed in (1, 2, 3)],
                     axis=1)
    one = lived.series[(lived.series.scenario == "大声的方案") & (lived.series.measure == "followers")]
    assert one["mean"].to_list() == pytest.approx(days.mean(axis=1).to_list())
    assert one["low"].to_list() == pytest.approx(days.quantile(0.1, axis=1).to_list())


def test_the_same_economy_twice_differs_by_exactly_nothing():
    c = quick(["base", "base"], seeds=[5, 9])
    assert c.names == ["base", "base (2)"]
    for measure in c.outcomes.measure.unique():
        assert c.wide(measure)["base"].equals(c.wide(measure)["base (2)"].rename("base"))
    table = c.table()
    assert (table.difference == 0).all() and (table.difference_low == 0).all() and (table.difference_high == 0).all()
    assert (table.p_better == 0.5).all() and (table.best_share == 0.5).all() and (table.p_adjusted == 1).all()
    assert list(table.verdict) == ["identical to base (2)", "identical to base"]


def test_results_do_not_depend_on_the_number_of_workers(lived, loud):
    many = quick(["base", loud], workers=2)
    pd.testing.assert_frame_equal(many.outcomes, lived.outcomes)
    pd.testing.assert_frame_equal(many.series, lived.series)
    pd.testing.assert_frame_equal(many.runs.drop(columns="seconds"), lived.runs.drop(columns="seconds"))


def test_what_is_kept_is_found_and_not_lived_again(tmp_path, lived, loud):
    store = Store(tmp_path / "runs.db")
    first = quick(["base", loud], store=store)
    more = quick(["base", loud], store=store, seeds=4)
    assert not first.runs.found.any() and list(more.runs.found) == [True, True, True, False] * 2
    again = quick(["base", loud], store=store)
    assert again.runs.found.all()
    pd.testing.assert_frame_equal(again.outcomes, lived.outcomes)
    pd.testing.assert_frame_equal(again.series, lived.series, rtol=1e-6)


def test_a_store_that_fails_at_the_end_costs_no_result(tmp_path, lived, loud):
    class Full(Store):
        def put(self, outcomes):
            raise StoreError("there is no space left")

    with pytest.raises(StoreError, match="no space left") as fault:
        quick(["base", loud], store=Full(tmp_path / "runs.db"))
    assert len(fault.value.outcomes) == 6
    pd.testing.assert_frame_equal(fault.value.comparison.outcomes, lived.outcomes)


def test_progress_is_told_run_by_run(lived, loud):
    told = []
    quick(["base", loud], seeds=2, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_loaded_scenarios_can_be_overridden(lived):
    c = quick([load("base"), load("base", ["communities.circle.host.quality=0.9"])])
    assert [one.values["run"]["days"] for one in c.scenarios] == [12, 12]
    assert [one.values["communities"]["circle"]["host"]["quality"] for one in c.scenarios] == [0.6, 0.9]


def test_differences_are_against_the_first_or_any_other(lived):
    against = lived.differences()
    assert list(against.index) == ["大声的方案"]
    turned = lived.differences(against="大声的方案")
    assert turned.loc["base", "difference"] == -against.loc["大声的方案", "difference"]
    wide = lived.wide("followers")
    found = lived.differences("followers").loc["大声的方案", "difference"]
    assert found == pytest.approx((wide["大声的方案"] - wide["base"]).mean())


@pytest.mark.parametrize(("call", "sentence"), [
    (lambda c: c.wide("profitt"), "comparison: 'profitt' is not a measure; did you mean profit?"),
    (lambda c: c.statistics("profitt"), "did you mean profit?"),
    (lambda c: c.pairs(3), "comparison: 3 is not a measure"),
    (lambda c: c.differences(against="no"), "comparison: 'no' is not a scenario of this comparison; allowed: base"),
    (lambda c: c.pair("no", "base"), "'no' is not a scenario of this comparison"),
    (lambda c: c.pair("base", "base"), "'base' is not another scenario of this comparison"),
    (lambda c: c.verdict("no"), "'no' is not a scenario of this comparison")])
def test_an_unknown_name_is_refused_and_nothing_empty_is_given(lived, call, sentence):
    with pytest.raises(ScenarioError) as told:
        call(lived)
    assert sentence in str(told.value)


def test_json_is_plain_and_holds_the_table(lived):
    found = json.loads(json.dumps(lived.to_json(), allow_nan=False))
    assert [one["scenario"] for one in found["ranking"]] == list(lived.table().index)
    assert found["ranking"][0]["mean"] == lived.table()["mean"].iloc[0]
    assert found["measures"]["trust"]["unit"] == "0 to 1" and set(found["money"]) == set(lived.names)


def test_budget_and_spending_are_side_by_side(lived):
    money = lived.money()
    assert list(money["investment"]) == [500_000.0, 500_000.0] and money.loc["大声的方案", "traffic_budget"] == 20_000.0
    assert 0 < money.loc["大声的方案", "traffic"] == lived.wide("traffic_spending")["大声的方案"].mean() <= 20_000.0
    parts = money[["growth", "goods", "running"]].sum(axis=1)
    assert (money["traffic"] + money["rewards"] <= money["growth"] + 1e-9).all()
    assert parts.to_list() == pytest.approx(money["spent"].to_list())
    assert (money["revenue"] - money["spent"]).to_list() == pytest.approx(money["profit"].to_list())


def test_the_package_can_be_called(lived, loud):
    found = sim.compare(["base", loud], seeds=3, overrides=SMALL, store=None, workers=1, progress=False)
    pd.testing.assert_frame_equal(found.outcomes, lived.outcomes)


@pytest.mark.parametrize(("scenarios", "more", "sentence"), [
    ([], {}, "name the scenarios"), ("base", {}, "name the scenarios"), (["base", "basse"], {}, "base"),
    (["base", "base"], {"seeds": 0}, "seeds = 0"),
    (["base", "base"], {"matters": 0}, "matters = 0 is neither"), (["base", "base"], {"matters": "x%"}, "matters = "),
    (["base", "base"], {"guards": ["trust>>1"]}, "is not a guard rail"),
    (["base", "base"], {"guards": ["trsut>=1"]}, "trust"), (["base", "base"], {"explore": "deep"}, "no depth"),
    (["base", "base"], {"seeds": [1, 1]}, "different whole numbers"),
    (["base", "base"], {"seeds": "x"}, "seeds = 'x' is neither"), (["base", "base"], {"seeds": [1.5]}, "neither"),
    (["base", "base"], {"seeds": None}, "seeds = None"), (["base", "base"], {"workers": "x"}, "1 or more"),
    (["base", "base"], {"seeds": [-1]}, "from 0"), (["base", "base"], {"measure": "proffit"}, "profit"),
    (["base", "base"], {"workers": 0}, "1 or more"), (["base", "base"], {"overrides": ["run.dais=3"]}, "run.days")])
def test_what_is_wrong_is_said_before_anything_is_run(scenarios, more, sentence, monkeypatch):
    monkeypatch.setattr("sim.compare.runs.Runs.live", lambda *_: pytest.fail("something was run"))
    with pytest.raises(ScenarioError, match=sentence):
        quick(scenarios, **more)
