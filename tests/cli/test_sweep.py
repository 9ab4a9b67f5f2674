"""The command `shequn sweep`: what lies ahead, what became of it, and what is wrong, each in a sentence."""

from __future__ import annotations

import json
import re
import shlex
import sqlite3
from contextlib import closing

import pytest

import sim
from sim.cli import main
from sim.cli.commands import _sweep
from sim.sweep import forecast

WORDS = ["scenario=base", "trust.negativity=1,2,3", "seeds=2", "members.count=100", "run.days=4", "executor=serial"]


@pytest.fixture
def shequn(tmp_path, monkeypatch, capsys):
    """`shequn(word, …)`: (exit code, stdout, stderr), in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHEQUN_STORE", raising=False)

    def run(*words):
        code = main.main(["sweep", *words])
        said = capsys.readouterr()
        return code, said.out, said.err
    return run


def test_what_lies_ahead_is_said_and_nothing_is_made(shequn, tmp_path):
    code, said, _ = shequn(*WORDS, "--dry-run")
    assert code == 0 and "3 cells × 2 seeds: 6 runs: 0 stored, 6 to do." in said
    assert "About" in said and "MB of disk" in said and "trust.negativity" in said
    assert not list(tmp_path.rglob("*.db"))


def test_what_is_one_is_no_plural(shequn):
    assert "1 cell × 1 seed: 1 run: 0 stored, 1 to do." in shequn(*WORDS[:1], "run.days=4", "seeds=1", "--dry-run")[1]


@pytest.mark.parametrize(("word", "meant"), [("xiaomi", "xiaomi is a scenario; write scenario=xiaomi"),
                                             ("what_matters", "an experiment; write experiment=what_matters"),
                                             ("xiaom", "a setting is written path=value")])
def test_a_name_alone_is_told_with_its_key(shequn, word, meant):
    code, said, faults = shequn(word, "seeds=2", "--dry-run")
    assert (code, said) == (2, "") and meant in faults


def test_the_commands_that_are_told_find_the_results(shequn, tmp_path, capsys):
    said = shequn(*WORDS, "--store", "my own.db")[1]
    told = re.search(r"with: shequn (export .*) FILE.csv(.*) \(in Python: sim[.]outcomes\((.*)\)\)", said)
    assert main.main([*shlex.split(told[1]), "out.csv", *shlex.split(told[2])]) == 0
    assert (tmp_path / "out.csv").is_file()
    name, store = told[3].split(", ")
    assert len(sim.outcomes(name.strip("'"), store=store.removeprefix("store=").strip("'"))) == 6


def test_what_is_kept_is_not_counted_as_ahead_and_what_is_the_same_once(shequn):
    assert shequn(*WORDS)[0] == 0
    code, said, _ = shequn(*WORDS, "trust.half_life=180,180.0,90", "--dry-run", "--json")
    found = json.loads(said)
    assert code == 0 and (found["cells"], found["runs"], found["kept"], found["left"]) == (9, 12, 6, 6)
    assert found["first"][0] == {"cell": 0, "scenario": "base", "trust.negativity": 1.0, "trust.half_life": 180.0}
    assert found["bytes"] == 6 * (forecast.PER_RUN + 4 * forecast.PER_DAY) and found["seconds"] > 0
    code, said, _ = shequn(*WORDS, "--dry-run", "--json")
    assert json.loads(said)["left"] == 0 and json.loads(said)["seconds"] == 0


def test_time_and_disk_are_those_of_all_cells(shequn):
    days = [json.loads(shequn(*WORDS[:1], *WORDS[2:4], f"run.days={one}", "--dry-run", "--json")[1])["bytes"]
            for one in ("10,1000", "1000,10")]
    assert days[0] == days[1] == 2 * (2 * forecast.PER_RUN + 1010 * forecast.PER_DAY)


def test_what_became_of_it_is_said(shequn):
    code, said, faults = shequn(*WORDS, "--progress")
    assert code == 0 and "complete" in said and "6" in said and "results/shequn.db" in said
    assert "6 of 6 runs done" in faults
    assert shequn(*WORDS)[2].count("it/s") == 0  # quiet where nobody looks
    found = json.loads(shequn(*WORDS, "--json")[1])
    assert (found["runs"], found["found"], found["lived"], found["status"]) == (6, 6, 0, "complete")


def test_the_words_are_kept_with_the_plan(shequn, tmp_path):
    shequn(*WORDS)
    with closing(sqlite3.connect(tmp_path / "results" / "shequn.db")) as db, db:
        assert json.loads(db.execute("select words from sweep").fetchone()[0]) == WORDS[:-1]


def test_every_scenario_keeps_its_name_though_another_means_the_same(shequn, tmp_path):
    import sim

    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("from: base\nmembers: {count: 100}\nrun: {days: 4}\n", encoding="utf-8")
    code, _, _ = shequn("scenario=./one.yaml,./two.yaml", "seeds=2", "executor=serial", "--store", "there.db")
    with closing(sqlite3.connect(tmp_path / "there.db")) as db, db:
        identity, = db.execute("select sweep_id from sweep").fetchone()
    assert code == 0 and list(sim.outcomes(identity, store="there.db").scenario) == ["one", "one", "two", "two"]


def test_an_experiment_is_found_by_each_of_its_names(shequn, tmp_path):
    import sim

    for name in ("first", "second"):
        (tmp_path / f"{name}.yaml").write_text("set: {members.count: 100, run.days: 4}\nseeds: 2\n", encoding="utf-8")
        assert shequn(f"experiment=./{name}.yaml", "executor=serial", "--store", "there.db")[0] == 0
        assert len(sim.outcomes(name, store="there.db")) == 2


def test_a_name_that_sqlite_means_otherwise_is_a_file(shequn, tmp_path):
    assert shequn(*WORDS, "--store", ":memory:")[0] == 0
    assert (tmp_path / ":memory:").stat().st_size > 0


@pytest.mark.parametrize("words", [[], ["--dry-run"], ["--json"], ["workers=2", "executor=serial"]])
def test_without_words_nothing_is_run(shequn, tmp_path, words):
    code, out, faults = shequn(*words)
    assert (code, out) == (2, "") and "say what to sweep" in faults and not list(tmp_path.rglob("*.db"))


@pytest.mark.parametrize(("words", "said"), [
    (["executor=foo"], "executor = \"foo\" is not known"), (["workers=1", "workers=2"], "workers is given twice"),
    (["workers=0"], "not a whole number of 1 or more"), (["limit=-1"], "not a number of seconds"),
    (["address=tcp://x:1"], "has no address"), (["--store", ""], "needs the name of a file"),
    (["--store", "/proc/x.db"], "/proc"), (["--no-store"], "no option --no-store"),
    (["--resume", "nobody"], "no results are stored there yet"),
    (["trust.negativity=1,99"], "outside 1 to 20"), (["trust.negativty=1,2"], "negativity")])
@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_made(shequn, tmp_path, words, said, more):
    code, out, faults = shequn("members.count=100", "run.days=2", *words, *more) if "--resume" not in words \
        else shequn(*words, *more)
    assert code == 2 and out == "" and said in faults and faults.startswith("shequn: ")
    assert not list(tmp_path.rglob("*.db"))


def test_durations_are_said_as_people_do():
    assert [_sweep.took(one) for one in (0.25, 42.4, 61, 7300)] == ["0.2 s", "42 s", "1 min 1 s", "2 h 1 min"]


def test_the_bench_of_sweeps_measures_what_it_says(tmp_path, monkeypatch):
    from sim.bench import sweeping

    monkeypatch.setattr(sweeping, "MANY", 640)
    found = sweeping.measured(100, 1, 0, lambda text: None)
    assert found["milliseconds_a_run_with_series"] > 0 and found["days_read"] == 365
    assert found["large_sweep_runs"] > 500 and found["planning_640_cells_1_seeds"]["runs"] == found["large_sweep_runs"]
    assert 5 < found["kilobytes_a_run"] < 100 and len(sweeping.lines(found)) > 10


def test_the_bench_weighs_workers_after_their_first_and_last_runs(tmp_path, monkeypatch):
    from sim.bench import memory, sweeping
    from sim.sweep.launch import ExecutionOptions, sweep
    from sim.sweep.planner import plan
    from sim.sweep.words import of_words

    weights = iter(range(1_000_000, 9_000_000, 1_000_000))
    monkeypatch.setattr(memory, "resident", lambda: next(weights))
    monkeypatch.setattr(sweeping, "WEIGHED", ("members.count=200", "run.days=2"))
    monkeypatch.setattr(sweeping, "_asked_of", lambda words, store, workers, function: sweep(
        plan(of_words(words)), store, ExecutionOptions("serial"), None, function))
    found = sweeping._weights(tmp_path, 3, 1)
    assert found["weighed_runs"] == 3
    assert found["megabytes_of_a_worker"]["first"] == 1.0 < found["megabytes_of_a_worker"]["last"]
    assert any("megabytes of a worker: last" in line for line in sweeping.lines(found))


def test_parts_of_a_command_have_a_help_of_their_own(capsys):
    assert main.main(["bench", "sweep", "--help"]) == 0
    assert "--economies" in capsys.readouterr().out


def test_what_is_shown_is_what_is_run(shequn):
    code, said, _ = shequn("members.count=200", "run.days=3", "trust.negativity=range(2.12345678,1.9,-0.1)", "seed=1",
                           "--dry-run")
    assert code == 0 and "2.12345678\n" in said and "2.02345678\n" in said and "1.92345678\n" in said
    shequn("members.count=200", "run.days=3", "trust.negativity=range(2.3,1.9,-0.1)", "seed=1", "executor=serial")
    code, said, _ = shequn("members.count=200", "run.days=3", "trust.negativity=2.3,2.2,2.1,2", "seed=1", "--dry-run")
    assert "4 stored, 0 to do" in said


def test_what_needs_minutes_or_gigabytes_is_said_before_it_begins(shequn, monkeypatch, tmp_path):
    told = []

    def begun(plan, store, how, say, words):
        say(0, len(plan), 0)
        told.append(len(plan))
        raise KeyboardInterrupt

    monkeypatch.setattr(_sweep, "sweep", begun)
    monkeypatch.setattr(_sweep, "once", lambda said: [])
    monkeypatch.setattr(forecast, "_probe", lambda values: (8, 1.0, 0.5))
    asked = ["trust.negativity=1,2", "members.count=20000", "run.days=600", "workers=2"]
    note, stopped = shequn(*asked, "seeds=100")[2].splitlines()
    assert note == "shequn: note: this needs about 8 h 21 min; Ctrl-C stops it" and "stopped" in stopped
    assert len(shequn(*asked, "seeds=2")[2].splitlines()) == 1
    large = shequn("members.count=4000000,5000000", "run.days=2", "seeds=1", "workers=2")[2]
    assert "this needs 4.8 GB of memory; Ctrl-C" in large
    monkeypatch.setattr(forecast, "_probe", lambda values: (8, 0.0, 0.0))
    assert "8.9 GB of disk" in shequn("trust.negativity=range(1,5,0.001)", "seeds=80", "workers=2")[2][:200]
    assert told == [200, 4, 2, 320_000] and not list(tmp_path.rglob("*.db"))


def test_a_large_run_and_a_large_comparison_say_so_too(tmp_path, monkeypatch, capsys):
    from sim.compare import run as _run
    from sim.runs import run as runs
    from sim.sweep import forecast

    def refuse(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(runs, "run", refuse)
    monkeypatch.setattr(_run, "compare", refuse)
    assert main.main(["run", "base", "members.count=10000000", "run.days=30"]) == 130
    assert "this needs about 2 min 0 s and 4.8 GB of memory; Ctrl-C" in capsys.readouterr().err
    assert main.main(["compare", "base", "xiaomi", "members.count=10000", "run.days=365", "--seeds", "100", "--workers",
                     "2"]) == 130
    assert "this needs about 2 min 26 s; Ctrl-C" in capsys.readouterr().err
    for words in (["run", "base"], ["run", "xiaomi", "members.count=100000"], ["compare", "base", "xiaomi"]):
        assert main.main(words) == 130
        assert "this needs" not in capsys.readouterr().err
    assert forecast.rough([(4, 100, 1000)], 8) == (4e5 / forecast.RATE / 4, 4 * 1000 * forecast.PER_MEMBER)


def test_an_old_sqlite_is_told_of_once_a_machine(tmp_path, monkeypatch):
    from sim.runs.store.filesystem import once, warnings_for

    monkeypatch.setenv("SHEQUN_CACHE", str(tmp_path / "cache"))
    old = warnings_for("x.db", mounts="", sqlite=(3, 40, 1))
    network = warnings_for("/x.db", mounts="1 2 3:4 / / rw - nfs4 there rw")
    assert len(old) == len(network) == 1
    assert [once(old), once(old), once(network), once(network)] == [old, [], network, network]
    monkeypatch.setenv("SHEQUN_CACHE", "/proc/nowhere")
    assert once(old) == once(old) == old


def test_notes_are_said_once_and_not_before_a_refusal(shequn, monkeypatch):
    from sim.runs.store import StoreError

    monkeypatch.setattr(_sweep, "warnings_for", lambda path: ["beware"])
    assert shequn(*WORDS)[2] == shequn(*WORDS)[2] == "shequn: note: beware\n"

    def refuse(*arguments, **named):
        raise StoreError("no")

    monkeypatch.setattr(_sweep, "sweep", refuse)
    assert shequn(*WORDS)[::2] == (2, "shequn: no\n")
