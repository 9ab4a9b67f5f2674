"""Designs: which points of the axes are lived."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario import ScenarioError
from sim.sweep import design
from sim.sweep.axes import Axis
from sim.sweep.planner import plan
from sim.sweep.question import Question
from sim.sweep.words import of_words


def points(*words):
    """What varies in each cell, as tuples."""
    return [tuple(cell.point.values()) for cell in plan(of_words(words)).cells]


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.lists(st.integers(1, 5), max_size=4))
def test_a_grid_is_the_product_with_the_first_axis_slowest(lengths):
    assert [tuple(row) for row in design.grid(lengths)] == list(itertools.product(*map(range, lengths)))
    assert len(design.grid(lengths)) == design.size("grid", lengths, 0)


def test_a_grid_of_words_is_in_the_order_of_words():
    assert points("trust.negativity=1,2", "members.count=100,200") == [(1, 100), (1, 200), (2, 100), (2, 200)]


def test_scenarios_are_the_outermost_axis():
    made = plan(of_words(["scenario=xiaomi,base", "trust.negativity=1,2"]))
    assert [(made.bases[one.base].name, one.point["trust.negativity"]) for one in made.cells] == [
        ("xiaomi", 1), ("xiaomi", 2), ("base", 1), ("base", 2)]


def test_zip_takes_values_together():
    assert points("design=zip", "trust.negativity=1,2", "members.count=100,200") == [(1, 100), (2, 200)]


def test_listed_points_may_set_different_things():
    made = plan(Question(design="points", points=(("trust.negativity=3",), ("trust.rule=degroot", "run.days=50"),
                                                  ("trust.negativity=3", "run.days=60"))))
    assert [cell.point for cell in made.cells] == [
        {"trust.negativity": 3.0}, {"trust.rule": "degroot", "run.days": 50}, {"trust.negativity": 3.0, "run.days": 60}]
    assert [made.values(cell)["run"]["days"] for cell in made.cells] == [365, 50, 60]
    assert [made.values(cell)["trust"].get("negativity") for cell in made.cells] == [3.0, None, 3.0]


@pytest.mark.parametrize("name", design.DRAWN)
@pytest.mark.parametrize("root", [0, 7, 2**50])
def test_what_is_drawn_depends_on_the_root_and_lies_within(name, root):
    drawn = design.DRAWN[name](3, 6, root)
    assert drawn.shape == (design.size(name, [0, 0, 0], 6), 3)
    assert 0 <= drawn.min() < 0.2 and 0.8 < drawn.max() <= 1
    assert np.array_equal(drawn, design.DRAWN[name](3, 6, root))
    assert not np.array_equal(drawn, design.DRAWN[name](3, 6, root + 1))


def test_a_latin_hypercube_has_one_point_in_each_part_of_every_axis():
    drawn = design.latin_hypercube(4, 50, 3)
    assert (np.sort((drawn * 50).astype(int), axis=0) == np.arange(50)[:, None]).all()


def test_numbers_stay_within_their_interval_and_whole_ones_are_whole():
    drawn = points("design=sobol", "samples=64", "trust.negativity=interval(1.5,2)", "run.days=interval(10,13)")
    assert {type(days) for _, days in drawn} == {int}
    assert {days for _, days in drawn} == {10, 11, 12, 13}
    assert all(1.5 <= negativity <= 2 for negativity, _ in drawn)


def test_lists_and_truth_are_drawn_in_equal_parts():
    asked = Question(design="sobol", samples=64, axes=(
        Axis("trust.rule", values=("beta", "degroot")), Axis("communities.circle.host.present"),
        Axis("communities.circle.growth.seed_stage")))
    drawn = [tuple(cell.point.values()) for cell in plan(asked).cells]
    for column, kinds in enumerate((2, 2, 5)):
        counts = [sum(one[column] == kind for one in drawn) for kind in {one[column] for one in drawn}]
        assert len(counts) <= kinds and max(counts) - min(counts) <= 4


def test_the_declared_range_is_that_of_the_parameter():
    drawn = [one for one, in plan_of_range("word_of_mouth.hearing", samples=256)]
    assert 0 <= min(drawn) < 0.01 and 0.99 < max(drawn) <= 1


def plan_of_range(path, **more):
    """The points over the declared range of one parameter."""
    made = plan(Question(design="latin_hypercube", axes=(Axis(path),), **more))
    return [tuple(cell.point.values()) for cell in made.cells]


@pytest.mark.parametrize("name", ["saltelli", "morris"])
def test_the_problem_is_kept_for_the_analysis(name):
    made = plan(of_words([f"design={name}", "samples=8", "trust.negativity=interval(1,5)", "run.days=interval(9,20)"]))
    assert made.problem["names"] == ["trust.negativity", "run.days"]
    assert made.problem["bounds"] == [[1.0, 5.0], [9, 20]]
    assert made.problem["num_vars"] == 2
    assert len(made.cells) == design.size(name, [0, 0], 8)


def test_salib_finds_what_matters_from_the_points_of_a_plan():
    from SALib.analyze import sobol

    made = plan(of_words(["design=saltelli", "samples=256", "trust.negativity=interval(1,5)",
                          "trust.inertia=interval(1,50)"]))
    found = np.array([3 * cell.point["trust.negativity"] for cell in made.cells])
    indices = sobol.analyze({key: made.problem[key] for key in ("num_vars", "names", "bounds")}, found,
                            calc_second_order=made.problem["calc_second_order"], seed=1)
    assert indices["ST"] == pytest.approx([1, 0], abs=0.05)


def test_samples_that_are_no_power_of_two_are_raised_with_a_note():
    made = plan(of_words(["design=sobol", "samples=5", "trust.negativity=interval(1,5)"]))
    assert len(made.cells) == 8
    assert made.notes == ("samples = 5 was raised to 8, a power of two, where sobol is balanced",)
    assert plan(of_words(["design=sobol", "samples=8", "trust.negativity=interval(1,5)"])).notes == ()


@pytest.mark.parametrize(("words", "sentence"), [
    (["design=zip", "trust.negativity=1,2", "members.count=100,200,300"],
     "the same number of values for every parameter, not 2, 3"),
    (["trust.negativity=interval(1,5)"], "trust.negativity is a range, but the design grid needs listed values"),
    (["design=sobol", "trust.negativity=interval(1,5)"], "needs samples, for example samples=64"),
    (["design=sobol", "samples=8"], "needs at least one parameter that varies"),
    (["samples=8", "trust.negativity=1,2"], "samples has no effect on the design"),
    (["design=points"], "needs a list of points"),
    (["design=sobol", "samples=8", "trust.negativity=interval(5,1)"], "the first must be below the second"),
    (["design=sobol", "samples=8", "trust.negativity=interval(0,5)"], "trust.negativity = 0 is outside 1 to 20"),
    (["design=sobol", "samples=8", "trust.negativty=interval(1,5)"], "did you mean trust.negativity?"),
    (["design=sobol", "samples=8", "trust.rule=interval(1,5)"], "names a rule and has no range"),
    (["design=sobol", "samples=8", "run.festivals=interval(1,5)"], "is not a number and has no range"),
    (["design=sobol", "samples=8", "members=interval(1,5)"], "members is not a single parameter"),
    (["design=sobol", "samples=8", "run.days=interval(1.5,5)"], "run.days = 1.5 is not a whole number"),
    (["design=sobol", "samples=8", "trust.negativity=interval(1,inf)"], "an interval needs two numbers"),
    (["design=sobol", "samples=8", "scenario=base,xiaomi", "communities.circle.baseline_awareness=interval(0,1)"],
     "communities has no circle"),
    (["members.count=range(100,10100)", "trust.negativity=range(1,11,0.01)"],
     "10,000,000 cells with 2 seeds each are 20,000,000 runs; a sweep has at most 10,000,000"),
])
def test_what_a_design_cannot_do(words, sentence):
    words = [*words, "seeds=2"]
    with pytest.raises(ScenarioError) as refused:
        plan(of_words(words))
    assert sentence in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_a_range_that_differs_between_scenarios_must_be_given(tmp_path):
    for rule in ("bass", "funnel"):
        (tmp_path / f"{rule}.yaml").write_text(f"from: base\nconversion: {{rule: {rule}}}\n")
    asked = Question(scenarios=(str(tmp_path / "bass.yaml"), str(tmp_path / "funnel.yaml")), design="sobol",
                     samples=4, axes=(Axis("conversion.distrust"),))
    with pytest.raises(ScenarioError, match="conversion.distrust has different ranges in these scenarios"):
        plan(asked)
    given_ends = replace(asked, axes=(Axis("conversion.distrust", interval=(0, 1)),))
    assert len(plan(given_ends).cells) == 8
