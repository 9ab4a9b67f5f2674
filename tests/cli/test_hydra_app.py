"""The application of Hydra: a multirun is a sweep, a run is a run, and Hydra writes down what can be given again."""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from sim.cli import main
from sim.cli.hydra import app
from sim.cli.usage import one_scenario
from sim.runs import identity
from sim.runs import run as runs
from sim.sweep.planner import plan
from sim.sweep.words import of_words

SMALL = ["members.count=100", "run.days=4"]
STORED = ["hydra.sweeper.store=there.db", "executor=serial"]


@pytest.fixture
def hydra(tmp_path, monkeypatch, capsys):
    """`hydra(word, …)`: (exit code, stdout, stderr) of the application, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHEQUN_STORE", raising=False)
    root = logging.getLogger()
    before = root.level, list(root.handlers)

    def run(*words):
        try:
            code = app.main(list(words))
        finally:  # Hydra sets the log of the whole process
            for one in set(root.handlers) - set(before[1]):
                root.removeHandler(one)
                one.close()
            root.setLevel(before[0])
            root.handlers[:] = before[1]
        said = capsys.readouterr()
        return code, said.out, said.err
    return run


def written(folder, name):
    return yaml.safe_load((Path(folder) / ".hydra" / f"{name}.yaml").read_text(encoding="utf-8"))


def states(store):
    with closing(sqlite3.connect(store)) as db:
        return dict(db.execute("select run_id, state_sha256 from run where status = 'done'"))


def run_id(words):
    """The identity of the run that words ask `shequn run` for."""
    name, overrides = one_scenario(words)
    return identity.run_id(runs.prepare(name, overrides=overrides).values)


def test_it_is_a_program(tmp_path):
    done = subprocess.run([sys.executable, "-m", "sim.cli.hydra.app", "-m", "trust.negativity=1,2", *SMALL, *STORED],
                          cwd=tmp_path, text=True, capture_output=True, timeout=300)
    assert done.returncode == 0 and "complete" in done.stdout, done.stderr
    assert len(states(tmp_path / "there.db")) == 2 and list(tmp_path.glob("multirun/*/*/1/.hydra/config.yaml"))
    (told,) = tmp_path.glob("multirun/*/*/multirun.yaml")
    assert yaml.safe_load(told.read_text(encoding="utf-8"))["hydra"]["job"]["name"] == "app"


def test_a_multirun_is_the_sweep_of_the_same_words(hydra):
    words = ["scenario=base,huang_taiji", "trust.negativity=range(2.1,1.9,-0.1)", "seed=sort(range(0,2),reverse=true)",
             *SMALL]
    assert hydra("--multirun", *words, *STORED)[0] == 0
    assert main.main(["sweep", *words, "--store", "other.db", "executor=serial", "--quiet"]) == 0
    assert states("there.db") == states("other.db") and len(states("there.db")) == 8
    assert sorted(states("there.db")) == sorted(one for _, _, one in plan(of_words(words)).runs())


def test_a_run_is_a_run_and_leaves_what_can_be_given_again(hydra):
    words = ["scenario=xiaomi", "seed=3", *SMALL]
    code, said, _ = hydra(*words, "hydra.run.dir=mine")
    assert code == 0 and "100 people · 4 days · random seed 3" in said and "timestep" not in said
    config = written("mine", "config")
    assert (config["scenario"], config["seed"], config["members"]["count"]) == ("xiaomi", 3, 100)
    assert written("mine", "overrides") == written("mine", "hydra")["hydra"]["overrides"]["task"] == words
    (there,) = states(Path("results", "shequn.db"))
    assert run_id(written("mine", "overrides")) == there
    code, said, _ = hydra("--config-dir", "mine/.hydra", "--config-name", "config", "hydra.run.dir=again")
    assert code == 0 and there in said and list(states(Path("results", "shequn.db"))) == [there]
    code, said, _ = hydra("--config-path=mine/.hydra", "-cn", "config.yaml", "seed=4", "hydra.run.dir=other")
    assert code == 0 and "seed 4" in said and written("other", "overrides") == ["seed=4"]


def test_hydra_shows_the_configuration_with_the_names_that_were_given(hydra):
    code, said, _ = hydra("scenario=base", "trust.negativity=3", "--cfg", "job", "~communities.circle.channels.shop",
                          "+communities.circle.channels.membership_fee={}")
    config = yaml.safe_load(said)
    assert code == 0 and (config["scenario"], config["trust"]["negativity"]) == ("base", 3)
    assert "shop" not in config["communities"]["circle"]["channels"]
    code, said, _ = hydra("--cfg=hydra", "--package", "hydra.overrides", "--resolve",
                          "communities.circle.baseline_awareness=0.5")
    assert code == 0 and yaml.safe_load(said) == {"hydra": [], "task": ["communities.circle.baseline_awareness=0.5"]}


def test_names_of_any_script_are_written_down_as_they_are(hydra, tmp_path):
    (tmp_path / "我的 方案.yaml").write_text("from: base\ntitle: 我的\ntrust: {negativity: 4}\n", encoding="utf-8")
    code, said, _ = hydra("./我的 方案.yaml", "title='小米, a'", *SMALL,
                          "hydra.run.dir=by/${hydra.job.override_dirname}", "hydra.job.chdir=true",
                          "hydra.job.config.override_dirname.exclude_keys=[scenario]")
    assert code == 0 and "小米, a" in said
    words = ["scenario=./我的 方案.yaml", "title='小米, a'", *SMALL]
    folder = "by/members.count=100,run.days=4,title='小米, a'"
    assert written(folder, "overrides") == words and written(folder, "config")["scenario"] == "./我的 方案.yaml"
    assert len(states(Path("results", "shequn.db"))) == 1
    code, said, _ = hydra("-m", "scenario='./我的 方案.yaml',base", "seeds=1", *SMALL, *STORED, "hydra.sweep.dir=swept")
    assert code == 0 and [written(f"swept/{at}", "config")["scenario"] for at in (0, 1)] == ["./我的 方案.yaml", "base"]
    with closing(sqlite3.connect(tmp_path / "there.db")) as db:
        assert {one for one, in db.execute("select scenario from cell")} == {"我的 方案", "base"}


@pytest.mark.parametrize("words", [
    ["scenario=base,xiaomi", "trust.negativity=range(2.3,1.9,-0.1)", "title='小米, a'"],
    ["communities.circle.channels.shop=null", "trust={rule: degroot},{rule: beta, negativity: 3}", "seeds=2"],
    ["+communities.circle.channels.membership_fee={},{price: 500}", "run.festivals=[1,2],[3],[]", "seed=7"],
    pytest.param(["trust.negativity=interval(1,4)", "trust.half_life=interval(90,180)",
                  "design=latin_hypercube", "samples=3"], marks=pytest.mark.slow),
    pytest.param(["trust.negativity=1,2", "trust.half_life=90,180", "design=zip", "~communities.circle.channels.shop"],
                 marks=pytest.mark.slow),
    ["experiment=./points.yaml"]])
def test_every_run_of_a_multirun_has_a_folder_from_which_it_can_be_given_again(hydra, tmp_path, words):
    (tmp_path / "points.yaml").write_text("scenario: [base, xiaomi]\nset: {title: 'true'}\n"
                                          "points:\n- {trust.inertia: 3}\n"
                                          "- {trust.rule: degroot, +communities.x: {platform: wechat}}\n")
    code, _, faults = hydra("-m", *words, *SMALL, *STORED, "hydra.sweep.dir=swept",
                            "hydra.sweep.subdir=n${hydra.job.num}")
    assert code == 0, faults
    told = yaml.safe_load(Path("swept/multirun.yaml").read_text(encoding="utf-8"))
    assert told["hydra"]["overrides"]["task"] == [*words, *SMALL, "executor=serial"]
    planned = [run_id for _, _, run_id in plan(of_words([*words, *SMALL])).runs()]
    assert sorted(one.name for one in Path("swept").glob("n*")) == sorted(f"n{n}" for n in range(len(planned)))
    for number, identity_ in enumerate(planned):
        folder = f"swept/n{number}"
        given, hydra_ = written(folder, "overrides"), written(folder, "hydra")["hydra"]
        name, overrides = one_scenario(given)
        scenario = runs.prepare(name, overrides=overrides)
        assert identity.run_id(scenario.values) == hydra_["job"]["id"] == identity_
        assert (hydra_["job"]["num"], hydra_["overrides"]["task"]) == (number, given)
        assert hydra_["runtime"]["output_dir"] == os.path.abspath(folder)
        assert written(folder, "config") == {"scenario": name, **yaml.safe_load(scenario.yaml())}


def test_folders_can_be_left_out(hydra):
    words = ["-m", "seeds=3", *SMALL, *STORED]
    code, _, faults = hydra(*words, "hydra.sweeper.folders=2", "hydra.sweep.dir=few")
    assert code == 0 and "3 runs get no folders of their own in few" in faults
    assert [one.name for one in Path("few").iterdir()] == ["multirun.yaml"]
    assert "folders" not in hydra(*words, "hydra.sweeper.folders=0", "hydra.sweep.dir=no")[2] and Path("no").exists()
    assert hydra(*words, "hydra.output_subdir=null", "hydra.sweep.dir=bare")[0] == 0
    assert sorted(one.name for one in Path("bare").rglob("*")) == ["0", "1", "2", "multirun.yaml"]


def test_a_folder_costs_far_less_than_a_run(hydra, monkeypatch):
    asked = ["trust.negativity=range(1,5,0.04)", "seeds=5", *SMALL]
    made = []
    monkeypatch.setattr("sim.scenario.Scenario.yaml", _counted(made))
    monkeypatch.setattr("sim.cli.commands._sweep.live", lambda *_: 0)
    assert hydra("-m", *asked, *STORED, "hydra.sweep.dir=swept")[0] == 0
    assert len(list(Path("swept").glob("*/.hydra/hydra.yaml"))) == 500
    assert len(made) < 10  # that is what takes time: five milliseconds each


def _counted(made):
    from sim.scenario import Scenario

    dumped = Scenario.yaml

    def yaml_(scenario):
        made.append(scenario)
        return dumped(scenario)
    return yaml_


def test_a_configuration_that_cannot_be_filled_in_is_written_whole(hydra, monkeypatch):
    """As when a text says a value in another way than the plan holds it."""
    from sim.scenario import Scenario
    from sim.scenario.write import dumped

    def otherwise(scenario):
        trust = {**scenario.values["trust"], "negativity": scenario.values["trust"]["negativity"] / 100}
        return dumped({"title": scenario.title, **scenario.values, "trust": trust})

    monkeypatch.setattr(Scenario, "yaml", otherwise)
    assert hydra("-m", "trust.negativity=2,3", "seeds=1", *SMALL, *STORED, "hydra.sweep.dir=swept")[0] == 0
    assert [written(f"swept/{at}", "config")["trust"]["negativity"] for at in (0, 1)] == [0.02, 0.03]


@pytest.mark.parametrize(("words", "said"), [
    (["--help"], "usage: python -m sim.cli.hydra.app"), (["-h", "members.count=200"], "count: 200"),
    (["--hydra-help"], "Hydra"), (["--version"], "Hydra 1."),
    pytest.param(["--info"], "ShequnSweeper", marks=pytest.mark.slow),
    pytest.param(["--info", "scenario=xiaomi"], "scenario: xiaomi", marks=pytest.mark.slow),
    (["-i", "defaults-tree"], "hydra/sweeper: shequn"),
    pytest.param(["--info", "searchpath", "members.count=200"], "Config search path", marks=pytest.mark.slow),
    (["members.count=200", "--cfg", "job", "seed=3"], "seed: 3"),
    (["-c", "job", "-p", "trust"], "# @package trust"), (["--cfg=all", "--resolve"], "hydra:")])
def test_flags_of_hydra_get_an_answer(hydra, words, said):
    code, out, faults = hydra(*words)
    assert code == 0 and said in out and not faults


@pytest.mark.parametrize(("words", "said"), [
    (["+x._target_=os.system"], "_target_ is not allowed"), (["-m", "+x._target_=os.system,os.abort"], "_target_"),
    (["-m", "trust.negativity=1,99"], "outside 1 to 20"), (["trust.negativty=2"], "trust.negativity"),
    (["scenario=xiaom"], "xiaomi"), (["scenario=base", "scenario=xiaomi"], "takes one scenario"),
    (["scenario="], "name of the scenario is missing"), (["-m", "title=${oc.env:HOME},x"], "contains ${"),
    (["-m", "seeds=1", "hydra.sweeper.executor=foo"], 'executor = "foo" is not known'),
    (["-m", "seeds=1", "executor=foo"], 'executor = "foo" is not known'),
    (["-m", "seeds=1", "executor=pool", "address=tcp://x:1"], "has no address"),
    (["-m", "seeds=1", "hydra.sweeper.workers=-1"], "whole number of 1 or more"),
    (["-m", "seeds=1", "hydra.sweeper.workers=x"], "'x' of type 'str' could not be converted"),
    (["-m"], "say what to sweep"), (["-m", "hydra.sweeper.workers=2"], "say what to sweep"),
    (["-m", "--cfg", "job", "seeds=2"], "Only one of"), (["--resolve"], "in conjunction with --cfg"),
    (["--cfg", "foo"], "choose from"), (["--bogus"], "unrecognized arguments: --bogus"),
    (["--package", "nothere", "--cfg", "job"], "'nothere' not found"),
    (["hydra.foo=1"], "Key 'foo' not in 'HydraConf'"),
    (["hydra/launcher=joblib"], "there is only hydra/launcher=basic"),
    (["-m", "seeds=2", "hydra/sweeper=basic"], "there is only hydra/sweeper=shequn"),
    (["hydra/job_logging=nope"], "Could not find 'hydra/job_logging/nope'"),
    (["-sc", "query=bash"], "called by a shell"), (["hydra.run.dir=/proc/x/y"], "/proc/x"),
    (["--config-name", "foo"], "by its folder and its name"), (["--config-path", "foo"], "by its folder and its name"),
    (["--config-dir", ".", "--config-name", "foo"], "no such file"), (["--config-dir", "no"], "directory"),
    (["--config-dir", ".", "--config-name", "foo", "scenario=base"], "leave scenario= out"),
    (["-m", "--config-dir", ".", "--config-name", "foo", "seeds=2"], "leave one out"),
    (["hydra.mode=MULTIRUN", "--config-dir", ".", "--config-name", "foo", "seeds=2"], "leave one out"),
    (["hydra.mode=multirun"], "expected one of [RUN, MULTIRUN]"),
    (["--experimental-rerun", "x.pickle"], "is not read here")])
def test_what_is_wrong_is_said_in_a_sentence(hydra, tmp_path, words, said):
    code, out, faults = hydra(*words)
    assert (code, out) == (2, "") and said in faults and "Traceback" not in faults
    assert not list(tmp_path.rglob("*.db"))


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home folder with two edge lists, beside the current folder."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    for name, lines in (("a.csv", "x,y\ny,z\n"), ("b.csv", "x,y\ny,z\nz,w\n")):
        (tmp_path / "home" / name).write_text(lines)
    return tmp_path / "home"


def test_a_home_folder_within_settings_is_that_of_run_and_sweep(hydra, home):
    days = "run.days=3"
    assert main.main(["run", "base", "ties.file=~/a.csv", days, "--store", "one.db"]) == 0
    assert hydra("ties.file=~/a.csv", days, "hydra.run.dir=~/out")[0] == 0
    assert states(Path("results", "shequn.db")) == states("one.db") and written(home / "out", "overrides")
    assert hydra("--config-dir=~/out/.hydra", "--config-name=config", "hydra.run.dir='~/again'")[0] == 0
    assert len(states(Path("results", "shequn.db"))) == 1 and written(home / "again", "config")
    several = ["ties.file=~/a.csv,~/b.csv", "ties.file=choice(~/a.csv,'~/b.csv')"]
    assert main.main(["sweep", several[0], days, "executor=serial", "--store", "two.db", "--quiet"]) == 0
    for words in several:
        assert hydra("-m", words, days, "hydra.sweeper.executor=serial", "hydra.sweeper.store=~/it.db",
                     "hydra.sweep.dir=~/all")[0] == 0
        assert states(home / "it.db") == states("two.db") and len(states("two.db")) == 2
    assert [written(home / f"all/{at}", "config")["ties"]["file"] for at in (0, 1)] == [
        str(home / "a.csv"), str(home / "b.csv")]
    assert not list(Path().glob("~*"))


@pytest.mark.parametrize(("modes", "many"), [
    (["hydra.mode=MULTIRUN"], True), (["+hydra.mode='MULTIRUN'"], True), (["-m", "hydra.mode=RUN"], True),
    (["hydra.mode=RUN", "hydra.mode=MULTIRUN"], True), (["hydra.mode=MULTIRUN", "hydra.mode=RUN"], False),
    (["hydra.mode=MULTIRUN", "hydra.mode=null"], False)])
def test_the_last_word_about_the_mode_counts(hydra, modes, many, recwarn):
    code, said, _ = hydra(*modes, *SMALL, *(["executor=serial"] if many else []))
    assert code == 0 and ("complete" in said) is many


def test_runs_that_fail_are_told_by_the_exit_code(hydra):
    code, said, faults = hydra("-m", "scenario=base", "seeds=1", "members.count=2000", "run.days=400",
                               "hydra.sweeper.limit=0.01", *STORED)
    assert code == 1 and "of these failed  1" in said, faults


def test_the_sweeper_is_for_shequn_alone():
    from hydra.errors import HydraException
    from hydra_plugins.shequn.sweeper import ShequnSweeper

    sweeper = ShequnSweeper("", 10)
    sweeper.setup(hydra_context=None, task_function=print, config=None)
    with pytest.raises(HydraException, match="python -m sim.cli.hydra.app"):
        sweeper.sweep([])


def test_the_name_that_it_had_before_gives_the_new_one():
    said = subprocess.run([sys.executable, "-m", "sim.hydra_app", "-m", "seed=1,2"], capture_output=True, text=True)
    assert said.returncode == 2 and "Traceback" not in said.stderr
    assert "is now python -m sim.cli.hydra.app; write: python -m sim.cli.hydra.app -m seed=1,2" in said.stderr
