"""Experiment files become a question, or sentences with their lines."""

from __future__ import annotations

import pytest

from sim.scenario import ScenarioError, load
from sim.sweep import experiment_files
from sim.sweep.experiment import of_file
from sim.sweep.options import ExecutionOptions, chosen, split
from sim.sweep.planner import plan
from sim.sweep.seeds import Auto
from sim.sweep.words import of_words
from sim.system import paths

FULL = """\
title: A title
about: >
  What it asks.
scenario: [xiaomi, base]
set:
  members.count: 500
  +platforms.微博: {kind: microblog}
vary:
  trust.negativity: [1, 2, 4.5]
  trust.inertia: {from: 1, to: 9}
  word_of_mouth.hearing: range
  trust.rule: [beta, asymmetric]
design: sobol
samples: 16
seeds: auto:0.1
root: 5
measure: followers
"""


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """asked(text, *words): the question of a file with this text."""
    monkeypatch.chdir(tmp_path)

    def read(text, *words):
        (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
        return of_file("mine.yaml", words)

    return read


@pytest.fixture
def told(asked):
    """told(text, *words): the sentences about a file that must be refused."""
    def sentences(text, *words):
        with pytest.raises(ScenarioError) as refused:
            asked(text, *words)
        return str(refused.value).splitlines()

    return sentences


def test_a_file_says_everything_that_words_can(asked):
    found = asked(FULL)
    assert (found.name, found.title, found.about) == ("mine", "A title", "What it asks.")
    assert found.scenarios == ("xiaomi", "base")
    assert [(one.sign, one.path) for one in found.fixed] == [("", "members.count"), ("+", "platforms.微博")]
    assert [(one.path, one.values, one.interval) for one in found.axes] == [
        ("trust.negativity", (1, 2, 4.5), None), ("trust.inertia", None, (1, 9)), ("word_of_mouth.hearing", None, None),
        ("trust.rule", ("beta", "asymmetric"), None)]
    assert (found.design, found.samples, found.seeds, found.root) == ("sobol", 16, Auto(0.1), 5)
    assert found.measure == "followers"


def test_a_file_and_words_that_say_the_same_give_the_same_runs(asked):
    text = "scenario: xiaomi\nset: {members.count: 500}\nvary: {trust.negativity: [1, 2]}\nseeds: 3\n"
    words = ["scenario=xiaomi", "members.count=500", "trust.negativity=1,2", "seeds=3"]
    assert list(plan(asked(text)).runs()) == list(plan(of_words(words)).runs())


def test_a_file_may_say_ranges_as_words_do(asked):
    text = ("set: {members.count: 500}\nvary: {trust.negativity: 'sort(range(2.3,1.9,-0.1))', run.days: '9,5,1'}\n"
            "seeds: range(0,5,2)\n")
    words = ["members.count=500", "trust.negativity=2,2.1,2.2,2.3", "run.days=9,5,1", "seed=0,2,4"]
    assert list(plan(asked(text)).runs()) == list(plan(of_words(words)).runs())
    (axis,) = asked("vary: {trust.negativity: 'interval(1,4)'}\ndesign: sobol\nsamples: 2\n").axes
    assert (axis.values, axis.interval) == (None, (1.0, 4.0))


def test_a_file_may_say_how_its_runs_are_run_and_words_say_otherwise(asked):
    question = asked("executor: dask\naddress: tcp://there:1\nworkers: 3\nlimit: 5\n")
    assert chosen(question) == ExecutionOptions("dask", 3, "tcp://there:1", 5.0)
    said, others = split(["executor=serial", "trust.negativity=1,2", "address=", "workers=2"])
    assert others == ["trust.negativity=1,2"]
    assert chosen(question, {"limit": 9.0, "workers": 7}, said) == ExecutionOptions("serial", 2, "", 9.0)
    with pytest.raises(ScenarioError, match="executor=serial has no address"):
        chosen(question, {"executor": "serial"})


@pytest.mark.parametrize(("words", "sentences"), [
    (["executor=dsak"], ["did you mean dask?"]),
    (["engine=pool"], ["engine is now executor; write executor=pool"]),
    (["executor=here"], ["is now called serial; write executor=serial"]),
    (["workers=1.5"], ["workers = 1.5 is not a whole number of 1 or more"]),
    (["workers="], ['workers = "" is not a whole number']), (["limit=nan"], ["limit = nan is not a number of seconds"]),
    (["workers=1", "workers=2", "limit=-1"], ["workers is given twice", "limit = -1 is not a number"])])
def test_what_words_may_not_say_of_engines(words, sentences):
    with pytest.raises(ScenarioError) as refused:
        split(words)
    assert len(refused.value.problems) == len(sentences)
    assert all(one in str(refused.value) for one in sentences)


def test_points_are_listed_one_by_one(asked):
    made = plan(asked("points:\n- {trust.negativity: 3}\n- {trust.rule: degroot, run.days: 30}\n"))
    assert made.design == "points"
    assert [cell.point for cell in made.cells] == [{"trust.negativity": 3.0}, {"trust.rule": "degroot", "run.days": 30}]
    assert made.values(made.cells[1]) == load("base", ["trust.rule=degroot", "run.days=30"]).values


def test_words_are_laid_over_a_file(asked):
    found = asked(FULL, "trust.negativity=3", "trust.inertia=5,6", "members.count=700", "run.days=30,40", "seeds=2",
                  "scenario=base", "design=grid")
    assert [(one.path, one.node.plain()) for one in found.fixed] == [
        ("platforms.微博", {"kind": "microblog"}), ("trust.negativity", 3), ("members.count", 700)]
    assert [(one.path, one.values) for one in found.axes] == [
        ("trust.inertia", (5, 6)), ("word_of_mouth.hearing", None), ("trust.rule", ("beta", "asymmetric")),
        ("run.days", (30, 40))]
    assert (found.seeds, found.scenarios, found.design) == (2, ("base",), "grid")


def test_a_word_may_vary_what_the_file_sets(asked):
    found = asked("set: {members.count: 500, run.days: 30}", "members.count=100,200")
    assert [one.path for one in found.fixed] == ["run.days"]
    assert [one.path for one in found.axes] == ["members.count"]


def test_points_are_not_overruled_in_silence(told):
    assert told("points: [{run.days: 30}]", "run.days=40") == [
        "setting run.days: run.days is set by the points of the experiment and cannot be given"]


def test_a_scenario_may_lie_beside_the_experiment(tmp_path, monkeypatch):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "my.yaml").write_text("from: base\nrun: {days: 7}\n")
    (tmp_path / "deep" / "asked.yaml").write_text("scenario: ./my.yaml\n")
    monkeypatch.chdir(tmp_path)
    made = plan(of_words(["experiment=deep/asked.yaml"]))
    assert (made.name, made.bases[0].name, made.bases[0].values["run"]["days"]) == ("asked", "my", 7)


@pytest.mark.parametrize(("text", "sentences"), [
    ("vry: {}", ["mine.yaml:1: vry is not a key of an experiment; did you mean vary?"]),
    ("title: [1]", ["mine.yaml:1: title = [1] is not text; put it in quotation marks"]),
    ("scenario: 3", ["mine.yaml:1: scenario = 3 is not the name or the path of a scenario"]),
    ("scenario: []", ["mine.yaml:1: scenario is an empty list; name at least one"]),
    ("set: 3", ["mine.yaml:1: set must be a mapping from dotted paths to values, not 3"]),
    ("set:\n  a..b: 3", ["mine.yaml:2: a setting begins with a dotted path, for example members.count=10000"]),
    ("set:\n  ~a.b: 3", ["mine.yaml:2: ~ removes an entry and has no value; give the entry null"]),
    ("set: {seed: 3}", ["mine.yaml:1: seed cannot be set here; give the seeds of an experiment with seeds:"]),
    ("vary:\n  seed: [3]", ["mine.yaml:2: seed cannot be set here; give the seeds of an experiment with seeds:"]),
    ("vary:\n  a.b: []", ["mine.yaml:2: a.b = [] does not vary; give a list of values, "
                          "range(1,4,0.5), {from: LOW, to: HIGH}, or range for the whole declared range"]),
    ("vary:\n  a.b: {from: 1}", ["mine.yaml:2: a.b = a section of keys does not vary; give a list of "
                                 "values, range(1,4,0.5), {from: LOW, to: HIGH}, or range for the whole declared "
                                 "range"]),
    ("vary:\n  a.b: range(1,1)", ["mine.yaml:2: a.b: the range is empty; its start must lie before its end"]),
    ("vary:\n  a.b: shuffle(1,2)", ["mine.yaml:2: a.b: shuffle() would give another order each time; use sort(), "
                                    "or list the values in their order"]),
    ("seeds: range(0,1e9)", ["mine.yaml:1: seeds a range gives at most 1,000,000 values"]),
    ("seeds: interval(0,9)", ["mine.yaml:1: seeds is no interval; intervals are for parameters that vary"]),
    ("executor: dsak", ['mine.yaml:1: executor = "dsak" is not known; did you mean dask?']),
    ("workers: 0", ["mine.yaml:1: workers = 0 is not a whole number of 1 or more"]),
    ("limit: x", ['mine.yaml:1: limit = "x" is not a number of seconds above 0']),
    ("address: 3", ["mine.yaml:1: address = 3 is not an address such as tcp://scheduler:8786"]),
    ("vary:\n  a.b: {from: 1, to: b}", ['mine.yaml:2: a.b needs two numbers as ends; "b" is not a number']),
    ("points: {a.b: 1}", ["mine.yaml:1: points must be a list of mappings from dotted paths to values"]),
    ("design: gird", ['mine.yaml:1: design = "gird" is not a design; did you mean grid?']),
    ("seeds: auto:x", ['mine.yaml:1: seeds = "auto:x" is not of the form auto:width:least:most, such as auto:0.05 or '
                       "auto:0.05:8:256"]),
    ("seeds: [1, 1]", ["mine.yaml:1: seeds gives the seed 1 twice"]),
    ("root: -1\nmeasure: profti\nsamples: many", [
        "mine.yaml:1: root = -1 is outside 0 to 9007199254740992",
        'mine.yaml:2: measure = "profti" is not a measure; did you mean profit?',
        'mine.yaml:3: samples = "many" is not a whole number']),
    ("vary: {a.b: [1, 2]\n", ['mine.yaml:1: the bracket "{" that is opened here is not closed, or a comma is missing '
                              "between entries"]),
    ("title: !!python/object x", ["mine.yaml:1: the tag tag:yaml.org,2002:python/object is not allowed: a scenario is "
                                  "data"]),
    ("title: ${x}", ["mine.yaml:1: title contains ${, which is not filled in; write the value "
                     "itself"]),
    ("vary:\n  trust._target_: [1]", ["mine.yaml:2: the key _target_ is not allowed: a scenario is data and cannot "
                                      "call code"]),
    ("from: base\ntitle: x", ["mine.yaml: this is a scenario, not an experiment file. Name it in scenario=, or run it "
                              "with: shequn run"]),
    ("members: {count: 3}", ["mine.yaml: this is a scenario, not an experiment file. Name it in scenario=, or run it "
                             "with: shequn run"]),
    ("question: x\nchecks: []", ["mine.yaml: this is a question with checks for the tests, not an experiment "
                                 "file"]),
])
def test_every_fault_has_one_sentence_and_its_line(told, text, sentences):
    assert told(text) == sentences


def test_faults_of_values_are_told_together_with_their_lines(asked):
    with pytest.raises(ScenarioError) as refused:
        plan(asked("set:\n  run.dayz: 3\nvary:\n  trust.negativity: [0, 1]\n  trust.rule: [beta, bta]\n"
                   "  members.count: [5, 1000]\n"))
    told = [str(one) for one in refused.value.problems]
    assert [one.partition(";")[0] for one in told[:2] + told[3:]] == [
        "mine.yaml:2: run.dayz is not a parameter of run", "mine.yaml:4: trust.negativity = 0 is outside 1 to 20",
        "mine.yaml:6: members.count = 5 is outside 100 to 50000000 (members)"]
    assert told[2].startswith('mine.yaml:5: trust.rule = "bta" is not one of trust; did you mean beta?')


def test_contradictions_are_told_at_the_line_that_varies(asked):
    with pytest.raises(ScenarioError) as refused:
        plan(asked("vary:\n  communities.circle.growth.seeds: [1, 99999]\n"))
    assert str(refused.value).startswith("mine.yaml:2: communities.circle.growth.seeds asks for 99999 first members")


def test_the_nearest_experiment_is_named():
    with pytest.raises(ScenarioError, match="no experiment has this name; did you mean trust_vs_traffic?"):
        of_words(["experiment=trust_vs_trafic"])


def test_questions_with_checks_are_not_offered():
    assert "hype" not in experiment_files.names()
    with pytest.raises(ScenarioError, match="for the tests, not an experiment"):
        of_file("hype")


@pytest.mark.parametrize("name", experiment_files.names())
def test_every_experiment_that_comes_along_can_be_planned(name):
    made = plan(of_words([f"experiment={name}"]))
    assert made.title != name and made.about
    assert len({made.cell_id(cell) for cell in made.cells}) > 1
    assert (paths.experiments_folder() / f"{name}.yaml").is_file()


def test_the_first_example_compares_two_scenarios_on_the_same_luck():
    made = plan(of_file("trust_vs_traffic"))
    assert {one.name for one in made.bases} == {"xiaomi", "traffic_mall"}
    assert (len(made.cells), len(made), made.first_seeds) == (24, 24 * 16, tuple(range(1, 17)))
