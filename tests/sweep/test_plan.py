"""A plan gives what loading each cell would give: the same values, the same sentences, the same identities."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim.runs import identity
from sim.scenario import ScenarioError, load
from sim.sweep import snapshot
from sim.sweep.planner import plan
from sim.sweep.question import Question
from sim.sweep.seeds import Auto
from sim.sweep.words import of_words

CHECKED = settings(max_examples=150, derandomize=True, deadline=None)
COMMUNITY = {"base": "circle", "xiaomi": "xiaomi", "traffic_mall": "shop", "huang_taiji": "pancake"}

# path → values that it may take; C is the community. Some are wrong, some contradict others.
SCALAR = {
    "trust.negativity": ["1", "2", "4.5", "1e1"], "trust.half_life": ["30", "90"],
    "members.count": ["400", "6e4", "2000"],
    "run.scale": ["1", "2", "4"], "run.days": ["100", "200", "300"], "run.festivals": ["[1,2]", "[3]", "[]"],
    "communities.C.growth.seeds": ["0", "3", "500"], "communities.C.growth.seed_share": ["0", "0.2"],
    "communities.C.growth.adopters": ["0", "450"], "communities.C.growth.seed_stage": ["fan", "core"],
    "communities.C.host.present": ["true", "no"], "communities.C.growth.traffic": ["0", "50"],
    "+communities.C.growth.traffic_budget": ["0", "1000"], "ties.median": ["4", "7.5"], "trust.inertia": ["0", "3"],
}
STRUCTURAL = {
    "trust.rule": ["beta", "asymmetric", "frozen"], "organisation.rule": ["none", "self"],
    "+communities.C.channels.membership_fee": ["{}", "{price: 500}", "{window: 40, every: 30}"],
    "+communities.C.channels.membership_fee.price": ["700", "800"],
    "communities.C.channels.advertising": ["null", "{}"],
    "communities.C.platform": ["wechat", "mall"], "trust": ["{rule: frozen}", "{negativity: 3}"],
    "timeline": ["[]", "[{day: 150, set: attention.follower, to: 0.1}]"],
    "+communities.new": ["{platform: wechat}", "{}"],
    "communities.new.baseline_awareness": ["0.001", "0.1"], "ties.generator": ["lognormal", "none"],
    "title": ["a", "小米"],
}
POOL = {**SCALAR, **STRUCTURAL}


@st.composite
def sweeps(draw):
    """A scenario, fixed overrides, and axes: (key, values)."""
    scenario = draw(st.sampled_from(sorted(COMMUNITY)))
    keys = draw(st.lists(st.sampled_from(sorted(POOL)), min_size=1, max_size=5, unique_by=lambda key: key.lstrip("+")))
    chosen = [(key.replace("C", COMMUNITY[scenario]) if ".C" in key else key,
               draw(st.lists(st.sampled_from(POOL[key]), min_size=1, max_size=3, unique=True))) for key in keys]
    return (scenario, [f"{key}={values[0]}" for key, values in chosen if len(values) == 1],
            [(key, values) for key, values in chosen if len(values) > 1])


def loaded(scenario, overrides):
    """The values of a cell, or the sentences about what is wrong with it."""
    try:
        return load(scenario, overrides).values
    except ScenarioError as error:
        return {one.sentence for one in error.problems}


@CHECKED
@given(sweeps())
def test_every_cell_is_what_loading_it_gives(sweep):
    scenario, fixed, axes = sweep
    words = [f"scenario={scenario}", *fixed, *(f"{key}={','.join(values)}" for key, values in axes)]
    combined = itertools.product(*([f"{key}={value}" for value in values] for key, values in axes))
    cells = [loaded(scenario, [*fixed, *cell]) for cell in combined]
    try:
        made = plan(of_words(words))
    except ScenarioError as error:
        sentences = set().union(*(one for one in cells if isinstance(one, set)))
        assert {one.sentence for one in error.problems if "contradict themselves" not in one.sentence} <= sentences
        return
    assert len(made.cells) == len(cells)
    for cell, values in zip(made.cells, cells, strict=True):
        planned = made.values(cell, seed=values["seed"])
        assert planned == values
        assert json.dumps(planned) == json.dumps(values)
        assert _types(planned) == _types(values)


def _types(value):
    if isinstance(value, dict):
        return {key: _types(one) for key, one in value.items()}
    return [type(value), *map(_types, value)] if isinstance(value, (list, tuple)) else type(value)


@CHECKED
@given(sweeps(), st.lists(st.integers(0, 2**53), min_size=1, max_size=3, unique=True))
def test_identities_are_those_of_single_runs_and_survive_a_snapshot(sweep, seeds):
    scenario, fixed, axes = sweep
    words = [f"scenario={scenario}", *fixed, *(f"{key}={','.join(values)}" for key, values in axes)]
    try:
        made = plan(of_words([*words, f"seeds={seeds}"]))
    except ScenarioError:
        assume(False)
    again = snapshot.read(json.loads(json.dumps(snapshot.taken(made))))
    assert again.digest() == made.digest()
    assert [one.point for one in again.cells] == [one.point for one in made.cells]
    for cell in made.cells:
        assert made.run_ids(cell) == [identity.run_id(made.values(cell, seed)) for seed in seeds]
        assert again.run_ids(cell) == made.run_ids(cell)
        assert again.cell_id(cell) == made.cell_id(cell)
        assert _types(again.values(cell)) == _types(made.values(cell))
        assert again.values(cell) == made.values(cell)


@settings(max_examples=30, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(sorted(COMMUNITY)), min_size=2, max_size=4),
       st.lists(st.sampled_from(["trust.rule", "trust.negativity", "run.festivals", "run.days", "organisation.rule",
                                 "ties.median", "conversion.rule"]), min_size=1, max_size=3, unique=True))
def test_several_scenarios_each_have_all_cells(scenarios, keys):
    values = {**POOL, "trust.rule": ["beta", "degroot"], "conversion.rule": ["funnel", "bass"]}
    axes = [[f"{key}={value}" for value in values[key]] for key in keys]
    cells = [loaded(scenario, cell) for scenario in scenarios for cell in itertools.product(*axes)]
    words = [f"{key}={','.join(values[key])}" for key in keys]
    if any(isinstance(one, set) for one in cells):
        with pytest.raises(ScenarioError):
            plan(of_words([f"scenario={','.join(scenarios)}", *words]))
        return
    made = plan(of_words([f"scenario={','.join(scenarios)}", *words]))
    assert [json.dumps(made.values(cell)) for cell in made.cells] == list(map(json.dumps, cells))
    assert len({base.name for base in made.bases}) == len(scenarios)


@st.composite
def listed(draw):
    """Points that set different things in different order."""
    keys = ["trust.rule", "trust.negativity", "members.count", "run.festivals", "communities.circle.growth.seeds",
            "+communities.new", "+communities.new.baseline_awareness", "trust"]
    values = {**POOL, "+communities.new.baseline_awareness": ["0.5"],
              "communities.circle.growth.seeds": ["0", "3", "500"]}
    point = st.lists(st.sampled_from(keys), min_size=1, max_size=4, unique=True)
    points = draw(st.lists(point, min_size=1, max_size=4))
    return [tuple(f"{key}={draw(st.sampled_from(values[key]))}" for key in point) for point in points]


@CHECKED
@given(listed())
def test_every_point_is_what_loading_it_gives(points):
    cells = [loaded("base", point) for point in points]
    try:
        made = plan(Question(design="points", points=tuple(points)))
    except ScenarioError as error:
        sentences = set().union(*(one for one in cells if isinstance(one, set)))
        assert {one.sentence for one in error.problems} <= sentences
        return
    again = snapshot.read(snapshot.taken(made))
    for cell, values in zip(made.cells, cells, strict=True):
        assert json.dumps(made.values(cell)) == json.dumps(values)
        assert made.run_ids(cell, [3]) == [identity.run_id({**values, "seed": 3})] == again.run_ids(cell, [3])


@pytest.fixture
def composed(tmp_path):
    """composed(values, overrides): what Hydra itself makes of plain overrides of plain values."""
    from hydra import compose, initialize_config_dir
    from hydra.core.config_store import ConfigStore
    from omegaconf import OmegaConf

    def made(values, overrides):
        ConfigStore.instance().store(name="planned", node=values)
        with initialize_config_dir(str(tmp_path), version_base=None):
            return OmegaConf.to_container(compose("planned", overrides=list(overrides)))

    return made


@pytest.mark.parametrize("scenario", [
    one if one == "xiaomi" else pytest.param(one, marks=pytest.mark.slow) for one in sorted(COMMUNITY)])
def test_plain_values_are_laid_as_hydra_composes_them(composed, scenario):
    name = COMMUNITY[scenario]
    texts = {"trust.negativity": ["1", "4.5", "1e1"], "members.count": ["9000", "60000"], "run.days": ["100", "540"],
             "run.festivals": ["[1,2]", "[]"], f"communities.{name}.host.present": ["true", "false"],
             f"communities.{name}.growth.seed_stage": ["fan", "core"],
             f"communities.{name}.baseline_awareness": ["0.5", "1e-4"]}
    made = plan(of_words([f"scenario={scenario}", *(f"{key}={','.join(values)}" for key, values in texts.items())]))
    base = json.loads(json.dumps(load(scenario).values))
    combined = list(itertools.product(*([f"{key}={value}" for value in values] for key, values in texts.items())))
    for number in range(0, len(combined), 7):
        planned = json.loads(json.dumps(made.values(made.cells[number], base["seed"])))
        assert planned == composed(base, combined[number])


class TestContradictions:
    def test_only_the_cells_that_contradict_themselves_are_told(self):
        with pytest.raises(ScenarioError) as refused:
            plan(of_words(["members.count=400,600", "communities.circle.growth.seeds=10,500"]))
        (problem,) = refused.value.problems
        assert "asks for 500 first members, but there are only 400 members" in problem.sentence
        assert "growth.seeds=500" in problem.file

    def test_what_contradicts_the_base_alone_may_be_right_in_every_cell(self):
        made = plan(of_words(["communities.circle.growth.seeds=20000", "members.count=30000,40000"]))
        assert len(made.cells) == 2

    def test_a_rule_that_looks_here_or_there_is_believed_only_where_it_looked(self, monkeypatch):
        from sim.model.agents import kol

        def contradictions(values, path, scenario):
            negativity, count = scenario["trust"]["negativity"], None
            if negativity > 2:
                count = scenario["members"]["count"]
            elif values["share"] < 0.15:
                return
            if count != 100:
                yield f"{path}.share", f"{path}.share: {negativity:g} {values['share'] if count is None else count}"

        monkeypatch.setattr(kol, "contradictions", contradictions)
        with pytest.raises(ScenarioError) as refused:
            plan(of_words(["trust.negativity=1,2,3,4", "communities.circle.host.share=.1,.2", "members.count=100,200"]))
        told = {one.sentence.rpartition(": ")[2] for one in refused.value.problems}
        assert told == {"1 0.2", "2 0.2", "3 200", "4 200"}

    def test_too_many_structures_are_refused(self):
        with pytest.raises(ScenarioError, match="2,001 combinations are too many; at most 2,000 can differ in ties.f"):
            plan(of_words(["ties.folder=range(0,2001)"]))

    def test_many_are_counted_and_not_all_told(self):
        with pytest.raises(ScenarioError) as refused:
            plan(of_words(["members.count=range(100,200)", "communities.circle.growth.seeds=1,300"]))
        assert "100 of 200 cells contradict themselves" in str(refused.value)
        assert len(refused.value.problems) < 30

    def test_a_rule_is_asked_once_for_all_that_look_the_same_to_it(self, monkeypatch):
        from sim.model.agents import kol

        asked = []

        def contradictions(values, path, scenario):
            asked.append((values["share"], scenario["members"]["count"]))
            return iter(())

        monkeypatch.setattr(kol, "contradictions", contradictions)
        plan(of_words(["members.count=100,200", "trust.negativity=range(1,11)", "communities.circle.host.share=.1,.2"]))
        assert sorted(asked) == [(0.1, 100), (0.1, 200), (0.2, 100), (0.2, 200)]


class TestFaults:
    @pytest.mark.parametrize(("words", "sentences"), [
        (["trust.negativity=0,1,99"], ["trust.negativity = 0 is outside 1 to 20",
                                       "trust.negativity = 99 is outside 1 to 20"]),
        (["trust.negativty=1,2"], ["trust.negativty is not a parameter of trust (rule beta); "
                                   "did you mean trust.negativity?"]),
        (["trust.rule=beta,degrot"], ['trust.rule = "degrot" is not one of trust; did you mean degroot? (allowed: '
                                      "asymmetric, beta, degroot, frozen)"]),
        (["scenario=base,xiaome"], ["no scenario has this name; did you mean xiaomi?"]),
        (["communities.cirle.baseline_awareness=0.1,0.2"],
         ["communities has no entry cirle (did you mean circle?); add a new entry "
                                               "with +communities.cirle.baseline_awareness=…"]),
        (["members.count=1e3,x"], ['members.count = "x" is not a whole number from 100 to 50000000']),
        (["members.count=5,null"], ["members.count has no value; give a whole number from 100 to 50000000",
                                    "members.count = 5 is outside 100 to 50000000 (members)"]),
    ])
    def test_sentences_are_those_of_load(self, words, sentences):
        with pytest.raises(ScenarioError) as refused:
            plan(of_words(words))
        assert sorted({one.sentence for one in refused.value.problems}) == sorted(sentences)

    @pytest.mark.parametrize(("asked", "sentence"), [
        ({"scenarios": ()}, "no scenario is named"),
        ({"fixed": ("seed=3",)}, "give seed=1,2,3 or seeds=N"),
        ({"fixed": ("a",)}, "a setting is written path=value"),
        ({"measure": "profti"}, "did you mean profit?"),
        ({"seeds": ()}, "seeds is an empty list"),
        ({"seeds": Auto(least=1)}, "seeds = auto has 1 seeds at least"),
        ({"design": "points", "points": (("trust.negativity=1", "trust.negativity=2"),)}, "given twice in one point"),
        ({"design": "points", "points": ((),)}, "a point is empty"),
        ({"points": (("trust.negativity=1",),)}, "a list of points needs the design points, not grid"),
    ])
    def test_questions_from_python_are_checked_too(self, asked, sentence):
        with pytest.raises(ScenarioError) as refused:
            plan(Question(**asked))
        assert sentence in str(refused.value)
