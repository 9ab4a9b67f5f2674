"""Arguments in Python: whatever is given is understood, or refused in one sentence that says what to write instead."""

from __future__ import annotations

import copy
import inspect
import pickle
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

import sim
from sim.scenario import arguments, loading
from sim.sweep.launch import ExecutionOptions, SweepResult, check
from sim.system.text import number
from sim.system.words import using

TINY = ["members.count=200", "run.days=2"]
PUBLIC = ("run", "compare", "sweep", "outcomes", "series", "load", "Economy")
REFUSED = (sim.ScenarioError, sim.StoreError)
MANY = 2**40
ODD = [3.5, -1, MANY * MANY, True, "x", "3", b"x", np.bool_(True), float("nan"), float("inf"), [3], (), {}, {1, 2},
       object(), np.array([3]), (one for one in "x"), Path("/x"), sim.Economy, 1j, "\0", "a" * 5000]


@pytest.fixture(scope="module")
def tiny():
    return sim.load("base", TINY)


@pytest.fixture(scope="module")
def outcome(tiny):
    return sim.run(tiny, 3, store=None)


@pytest.fixture(scope="module")
def comparison(tiny):
    return sim.compare([tiny, sim.load("xiaomi", TINY)], 2, store=None, workers=1, progress=False)


@pytest.mark.parametrize("three", [3, 3.0, np.int64(3), np.uint8(3), np.float32(3), np.array(3)], ids=repr)
class TestWholeNumbers:
    def test_any_type_of_them_is_one(self, three, tiny):
        assert [sim.Economy(tiny, three).seed, sim.Economy(tiny, seed=three).seed] == [3, 3]
        assert loading.prepare("base", three).values["seed"] == loading.prepare(tiny, three).values["seed"] == 3
        assert sim.Economy(tiny, threads=three).threads == 3 == check(ExecutionOptions(workers=three)).workers
        assert sim.load("base", {"run.days": three}).values["run"]["days"] == 3

    def test_and_a_plain_one_from_then_on(self, three, tiny):
        assert type(loading.prepare(tiny, three).values["seed"]) is int
        assert type(sim.Economy(tiny, three).seed) is int


class TestSeeds:
    @pytest.mark.parametrize("odd", ODD, ids=lambda one: repr(one)[:20])
    def test_both_ways_to_run_refuse_the_same(self, odd, tiny):
        said = []
        for call in (lambda: sim.run(tiny, odd, store=None), lambda: sim.run("base", odd, store=None),
                     lambda: sim.Economy(tiny, odd), lambda: sim.Economy(tiny, seed=odd)):
            with pytest.raises(sim.ScenarioError) as fault:
                call()
            said.append(fault.value.problems[0].sentence)
        assert len(set(said)) == 1 and "is not a whole number from 0 to 2⁵³" in said[0] and len(said[0]) < 120

    def test_of_a_comparison(self, tiny):
        for seeds in (np.array([1, 2]), (one for one in (1, 2)), np.int32(2), 2.0, [1.0, 2]):
            found = sim.compare([tiny, tiny], seeds, store=None, workers=1, progress=False)
            assert found.seeds == (1, 2)
        for seeds in (10**6, "2", [1, 1], [1, 1.5], [], {1, 2}, None):
            with pytest.raises(sim.ScenarioError, match="seeds = .* is neither a number from 1 to 100,000 nor a list"):
                sim.compare([tiny, tiny], seeds, store=None)


class TestOverrides:
    @pytest.mark.parametrize("overrides", [
        TINY, tuple(TINY), (one for one in TINY), np.array(TINY), {"members.count": 200, "run.days": np.int64(2)},
        {"members": {"count": 200}, "run.days": 2.0}], ids=lambda one: type(one).__name__)
    def test_any_list_or_mapping_of_them(self, overrides):
        found = sim.load("base", overrides).values
        assert (found["members"]["count"], found["run"]["days"]) == (200, 2)

    def test_one_text_and_none(self):
        assert sim.load("base", "run.days=2").values["run"]["days"] == 2
        assert sim.load("base", None).values == sim.load("base").values
        assert sim.Economy("base", overrides=TINY, **{"run.days": 7}).parameters.run.days == 7

    @pytest.mark.parametrize("odd", [
        5, b"run.days=2", {"run.days=2"}, ["run.days=2", 5], [("run.days", 2)], {5: 2}, {"run.days": object()},
        {"run.days": {1, 2}}, {"run.days": None}, [None], np.array(3)], ids=lambda one: repr(one)[:20])
    def test_anything_else_is_a_sentence(self, odd):
        for call in (lambda: sim.run("base", overrides=odd, store=None), lambda: sim.load("base", odd),
                     lambda: sim.Economy("base", overrides=odd), lambda: sim.compare(["base", "base"], 1, odd)):
            with pytest.raises(sim.ScenarioError) as fault:
                call()
            assert len(fault.value.problems) == 1 and len(str(fault.value)) < 200

    def test_values_that_are_texts_need_no_quotes(self):
        with pytest.raises(sim.ScenarioError, match="my file, v2.csv"):
            sim.run("base", overrides={"ties.file": Path("my file, v2.csv")}, store=None)

    def test_a_comparison_tells_them_as_they_are_written(self, tiny):
        found = sim.compare(["base", "xiaomi"], 1, {"members.count": 200, "run.days": 2}, None, 1, False)
        assert found.overrides == tuple(TINY)
        with pytest.raises(sim.ScenarioError, match="runs every scenario with the same random seeds"):
            sim.compare(["base", "xiaomi"], 1, {"seed": 2})

    def test_they_are_never_ignored(self, tiny):
        for call in (lambda: sim.Economy(tiny, **{"run.days": 5}), lambda: sim.Economy(tiny.values, **{"run.days": 5}),
                     lambda: sim.Economy(tiny, overrides="run.days=5"), lambda: sim.run(tiny, overrides="run.days=5")):
            with pytest.raises(sim.ScenarioError, match="cannot be given with a loaded scenario"):
                call()


class TestScenarios:
    @pytest.mark.parametrize("odd", [5, b"base", [], {1, 2}, object(), sim.Economy, np.array(["base"])],
                             ids=lambda one: repr(one)[:20])
    def test_what_is_none_is_told(self, odd, tiny):
        for call in (lambda: sim.run(odd, store=None), lambda: sim.load(odd), lambda: sim.Economy(odd),
                     lambda: sim.compare(["base", odd])):
            with pytest.raises(sim.ScenarioError, match="is not a scenario; give a name|is neither the name nor"):
                call()

    def test_half_of_the_values_are_none(self):
        for values in ({}, {"members.count": 200}, {"members": {"count": 200}}):
            with pytest.raises(sim.ScenarioError, match="these values are incomplete: seed is missing; take those of"):
                sim.Economy(values)

    def test_a_generator_of_them_can_be_compared(self, tiny):
        found = sim.compare((one for one in (tiny, tiny)), 1, store=None, workers=1, progress=False)
        assert found.names == ["base", "base (2)"]
        for none in (5, None, "base", [], {"base", "xiaomi"}):
            with pytest.raises(sim.ScenarioError, match="name the scenarios to compare"):
                sim.compare(none)


@pytest.mark.parametrize("odd", ODD, ids=lambda one: repr(one)[:20])
def test_nothing_odd_is_a_raw_error(odd, tiny, tmp_path, monkeypatch):
    """Each may be understood; what is not is told in one sentence."""
    monkeypatch.chdir(tmp_path)
    calls = [lambda: arguments.count("threads", odd), lambda: arguments.function("progress", odd),
             lambda: sim.load(odd), lambda: sim.load("base", folder=odd), lambda: sim.outcomes(odd),
             lambda: sim.outcomes(parameters=odd),
             lambda: sim.outcomes(scenario=odd), lambda: sim.series(odd), lambda: sim.series("x", odd),
             lambda: sim.readings(odd), lambda: sim.readings("base", odd),
             lambda: check(ExecutionOptions(executor=odd)), lambda: check(ExecutionOptions(workers=odd)),
             lambda: check(ExecutionOptions(address=odd)),
             lambda: check(ExecutionOptions(limit=odd)), lambda: sim.compare([tiny, "no such"], measure=odd),
             lambda: sim.compare([tiny, tiny], 1, workers=0, progress=odd), lambda: sim.sweep(odd, store=None),
             lambda: sim.sweep("seeds=0", on_progress=odd), lambda: sim.sweep("seeds=1", store=None, limit=odd)]
    for call in calls:
        try:
            call()
        except REFUSED as fault:
            assert "\n" not in str(fault)


@pytest.mark.parametrize("call, says", [
    (lambda: sim.run("base", days=10), r"sim.run has no keyword days; write overrides=\[\"run.days=10\"\]"),
    (lambda: sim.run("base", members=200), r"no keyword members; write overrides=\[\"members.count=200\"\]"),
    (lambda: sim.run("base", **{"run.days": 3}), r"write overrides=\[\"run.days=3\"\]"),
    (lambda: sim.run("base", sed=3), "no keyword sed; did you mean seed"),
    (lambda: sim.run(*range(9)), "sim.run cannot be called so .too many positional arg.*; it takes scenario, seed"),
    (lambda: sim.compare(["a", "b"], days=10), r"sim.compare has no keyword days; write overrides="),
    (lambda: sim.run("base", seeds=3), "sim.run has no keyword seeds; did you mean seed"),
    (lambda: sim.compare(["a", "b"], seed=10), "sim.compare has no keyword seed; did you mean seeds"),
    (lambda: sim.compare(), "sim.compare cannot be called so .missing a required argument: 'scenarios'"),
    (lambda: sim.sweep("seeds=2", days=10), r"sim.sweep has no keyword days; write it as a word, \"run.days=10\""),
    (lambda: sim.sweep("seeds=2", worker=1), "sim.sweep has no keyword worker; did you mean workers"),
    (lambda: sim.outcomes(scenaro="base"), "sim.outcomes has no keyword scenaro; did you mean scenario"),
    (lambda: sim.series("x", days=3), "sim.series has no keyword days; allowed: run_id, measure, store"),
    (lambda: sim.readings("base", override=[]), "sim.readings has no keyword override; did you mean overrides"),
    (lambda: sim.load("base", override=[]), "sim.load has no keyword override; did you mean overrides"),
], ids=lambda one: one[:30] if isinstance(one, str) else "")
def test_a_wrong_keyword_is_told_with_the_right_one(call, says):
    with pytest.raises(TypeError, match=says):
        call()


@pytest.mark.parametrize("keyword, says", [("days", "a parameter of this name is run.days"),
                                           ("members", "members must be a section"),
                                           ("thread", "thread is not a parameter")])
def test_further_keywords_of_an_economy_are_parameters(keyword, says):
    with pytest.raises(sim.ScenarioError, match=says):
        sim.Economy("base", **{keyword: 10})


def test_a_sweep_without_a_store_is_refused():
    with pytest.raises(sim.StoreError, match="needs a store"):
        sim.sweep("seeds=1", store=None)


class TestSignatures:
    @pytest.mark.parametrize("name", PUBLIC)
    def test_they_tell_everything(self, name):
        found = inspect.signature(getattr(sim, name)).parameters.values()
        loose = {one.name for one in found if one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD)}
        assert loose <= {"words", "changes"}
        assert all(one.annotation is not inspect.Parameter.empty for one in found)

    def test_that_of_the_package_is_that_of_the_function(self):
        from sim.compare.run import compare

        called, written = (inspect.signature(one).parameters for one in (sim.compare, compare))
        assert [(one.name, one.default) for one in called.values()] == [
            (one.name, one.default) for one in written.values()]

    def test_the_fields_of_how_are_keywords_of_a_sweep(self):
        keywords = inspect.signature(sim.sweep).parameters
        for name in inspect.signature(ExecutionOptions).parameters:
            assert keywords[name].default is None, "None leaves it to the settings and the experiment file"

    def test_directory(self):
        assert set(dir(sim)) >= set(sim.__all__)
        assert not [one for one in dir(sim) if one.startswith("_") and not one.startswith("__")]


SWEPT = SweepResult("0" * 32, "trust <b>& more</b>", 12, 384, 0, 384, 2, 0, 3.5, "failed", "results/x.db")


class TestWhatResultsLookLike:
    def all(self, outcome, comparison, tiny):
        wild = "<script>alert(1)</script>\n" + "x" * 300
        renamed = replace(comparison, scenarios=tuple(replace(one, name=wild + str(n)) for n, one in enumerate(
            comparison.scenarios)), outcomes=comparison.outcomes.assign(scenario=[
                wild + ("0" if one == comparison.names[0] else "1") for one in comparison.outcomes.scenario]))
        return [outcome, replace(outcome, scenario=wild), comparison, renamed, SWEPT, replace(SWEPT, name=wild), tiny,
                sim.Economy(tiny)]

    def test_one_line(self, outcome, comparison, tiny):
        for one in self.all(outcome, comparison, tiny):
            assert len(repr(one)) <= 120 and "\n" not in repr(one)

    def test_what_they_say(self, outcome, comparison):
        assert repr(outcome) == f"Outcome(base, seed 3, 2 days, 200 members, run {outcome.run_id[:8]})"
        assert repr(replace(outcome, from_store=True)).endswith(", found)")
        first, second = comparison.ranking()
        assert repr(comparison) == f"Comparison(2 scenarios, 2 seeds, highest profit first: {first} > {second})"
        assert repr(SWEPT) == "SweepResult(trust <b>& more</b>, 12 cells, 384 runs, 2 failed, failed, sweep 00000000)"

    def test_a_table_in_which_names_are_no_markup(self, outcome, comparison, tiny):
        for one in self.all(outcome, comparison, tiny)[:6]:
            made = one._repr_html_()
            assert "<table" in made and "<script" not in made and "<b>" not in made
        assert "followers" in outcome._repr_html_() and comparison.names[0] in comparison._repr_html_()
        assert "&lt;b&gt;&amp; more" in SWEPT._repr_html_()

    def test_values_are_those_that_people_read(self, outcome, comparison):
        cells = re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", outcome._repr_html_())
        assert f"{100 * outcome.measures['paying_share']:.1f}%" in cells and "Followers and above." in cells
        money = outcome.measures["profit"]
        assert ("−" if money < 0 else "") + "¥" + number(abs(money)) in cells
        ranked = re.findall(r"<t[dh][^>]*>([^<]*)</t[dh]>", comparison._repr_html_())
        assert ranked[:7] == ["", "mean", "95% interval", "difference", "leads in", "verdict",
                              f"1 {comparison.ranking()[0]}"]
        with using("zh"):
            assert "粉丝及以上的人数。" in outcome._repr_html_() and "均值" in comparison._repr_html_()

    @pytest.mark.parametrize("way", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
    def test_they_can_be_copied(self, way, outcome, comparison):
        assert_frame_equal(way(outcome).series, outcome.series)
        assert way(outcome).measures == pytest.approx(outcome.measures, rel=0, abs=0, nan_ok=True)
        assert repr(way(outcome)) == repr(outcome)
        assert_frame_equal(way(comparison).table(), comparison.table())
        assert way(SWEPT) == SWEPT
