"""The application of Hydra: a multirun is a sweep, a run is a run, and no word reaches Hydra unchecked."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
import yaml

SMALL = ["members.count=100", "run.days=4"]


@pytest.fixture
def hydra(tmp_path):
    """`hydra(word, …)`: the finished process of the application, in an empty folder."""
    def run(*words):
        environment = {name: value for name, value in os.environ.items() if name != "SHEQUN_STORE"}
        return subprocess.run([sys.executable, "-m", "sim.hydra_app", *words], cwd=tmp_path, env=environment, text=True,
                              capture_output=True, timeout=300)
    return run


def states(store):
    with closing(sqlite3.connect(store)) as db:
        return dict(db.execute("select run_id, state_sha256 from run where status = 'done'"))


def test_a_multirun_is_the_sweep_of_the_same_words(hydra, tmp_path):
    words = ["scenario=base,huang_taiji", "trust.negativity=1,2", "seed=range(0,2)", *SMALL]
    done = hydra("-m", *words, "hydra.sweeper.store=there.db", "hydra.sweeper.workers=1")
    assert done.returncode == 0, done.stderr
    assert "complete" in done.stdout and len(states(tmp_path / "there.db")) == 8
    other = subprocess.run([sys.executable, "-m", "sim", "sweep", *words, "--store", "other.db", "engine=here"],
                           cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert other.returncode == 0, other.stderr
    assert states(tmp_path / "there.db") == states(tmp_path / "other.db")


def test_a_run_is_a_run_and_leaves_what_hydra_leaves(hydra, tmp_path):
    done = hydra("scenario=xiaomi", "seed=3", *SMALL, "hydra.run.dir=mine")
    assert done.returncode == 0, done.stderr
    assert "100 members · 4 days · seed 3" in done.stdout and "timestep" not in done.stdout
    kept = yaml.safe_load((tmp_path / "mine" / ".hydra" / "config.yaml").read_text(encoding="utf-8"))
    assert kept["seed"] == 3 and kept["members"]["count"] == 100 and "xiaomi" in kept["communities"]
    assert len(states(tmp_path / "results" / "shequn.db")) == 1


def test_hydra_shows_the_configuration(hydra):
    done = hydra("scenario=base", "trust.negativity=3", "--cfg", "job")
    assert done.returncode == 0, done.stderr
    assert yaml.safe_load(done.stdout)["trust"]["negativity"] == 3


def test_a_scenario_may_have_a_chinese_name_and_lie_anywhere(hydra, tmp_path):
    (tmp_path / "我的方案.yaml").write_text("from: base\ntitle: 我的\ntrust: {negativity: 4}\n", encoding="utf-8")
    done = hydra("-m", "scenario=./我的方案.yaml,base", "seeds=1", *SMALL, "hydra.sweeper.store=there.db")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "there.db")) as db:
        assert {one for one, in db.execute("select scenario from cell")} == {"我的方案", "base"}


@pytest.mark.parametrize("words", [["+x._target_=os.system"], ["-m", "+x._target_=os.system,os.abort"],
                                   ["-m", "trust.negativity=1,99"], ["trust.negativty=2"], ["scenario=xiaom"],
                                   ["scenario=base", "scenario=xiaomi"], ["scenario="],
                                   ["-m", "seeds=1", "hydra.sweeper.engine=foo"],
                                   ["-m", "seeds=1", "hydra.sweeper.workers=-1"],
                                   ["-m", "title=${oc.env:HOME},x"]])
def test_what_is_wrong_is_said_in_a_sentence_before_hydra_sees_it(hydra, tmp_path, words):
    done = hydra(*words)
    assert done.returncode == 2 and done.stdout == "", done.stderr
    assert done.stderr.startswith("shequn: ") and "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.db"))


def test_runs_that_fail_are_told_by_the_exit_code(hydra):
    done = hydra("-m", "scenario=base", "seeds=1", "members.count=2000", "run.days=400", "hydra.sweeper.limit=0.05",
                 "hydra.sweeper.store=there.db")
    assert done.returncode == 1 and "of these failed  1" in done.stdout, done.stderr
