"""Whole sweeps: finished, begun again, interrupted, killed, overlapping; always the same runs, each once."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

import sim
from sim.runs import simulate
from sim.runs.store import StoreError
from sim.sweep.launch import ExecutionOptions, sweep
from sim.sweep.planner import plan
from sim.sweep.words import of_words

SMALL = ["members.count=100", "run.days=6"]
WORDS = ["scenario=base", "trust.negativity=1,2,3", "seed=range(0,4)", *SMALL]
HERE = ExecutionOptions(executor="serial")


def states(store):
    """The runs of a store that are done: run id → the state in which they ended."""
    with closing(sqlite3.connect(store)) as db, db:
        found = db.execute("select run_id, state_sha256 from run where status = 'done'").fetchall()
    assert len(dict(found)) == len(found)
    return dict(found)


def sound(store):
    """The database is whole, and says of every run that is done what it measured, once."""
    with closing(sqlite3.connect(store)) as db, db:
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert db.execute("pragma foreign_key_check").fetchall() == []
        assert db.execute("select count(*) from run where status = 'done' and run_id not in "
                          "(select run_id from measures)").fetchone() == (0,)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """The runs of WORDS, lived in this process."""
    store = tmp_path_factory.mktemp("sweep") / "there.db"
    found = sweep(plan(of_words(WORDS)), store, HERE)
    assert (found.cells, found.runs, found.from_store, found.simulated, found.failed) == (3, 12, 0, 12, 0)
    assert found.status == "complete"
    return store


def test_a_sweep_begun_again_finds_everything(finished):
    told = []
    again = sweep(plan(of_words(WORDS)), finished, HERE, lambda *said: told.append(said))
    assert (again.from_store, again.simulated, again.status) == (12, 0, "complete")
    assert told[-1] == (12, 12, 0)
    sound(finished)


def test_its_runs_are_those_of_run(finished):
    one = sim.run("base", seed=2, overrides=["trust.negativity=3", *SMALL], store=None)
    assert states(finished)[one.run_id] == one.state_sha256


def test_runs_that_others_have_kept_are_found(tmp_path):
    store = tmp_path / "some.db"
    for seed in (0, 3):
        sim.run("base", seed=seed, overrides=["trust.negativity=2", *SMALL], store=store)
    found = sweep(plan(of_words(WORDS)), store, HERE)
    assert (found.from_store, found.simulated) == (2, 10)


@pytest.mark.parametrize("how", [ExecutionOptions("pool", 1), ExecutionOptions("pool", 3),
                                 ExecutionOptions("dask", 2)], ids=["one", "three", "dask"])
def test_engines_and_numbers_of_workers_change_nothing(how, tmp_path, finished):
    found = sweep(plan(of_words(WORDS)), tmp_path / "there.db", how)
    assert found.simulated == 12 and states(tmp_path / "there.db") == states(finished)


def test_a_run_that_fails_is_recorded_and_the_rest_goes_on(tmp_path, monkeypatch, finished):
    lived = simulate.simulate

    def fails(scenario, *more):
        if scenario.values["seed"] == 2:
            raise ZeroDivisionError("one of them")
        return lived(scenario, *more)

    monkeypatch.setattr(simulate, "simulate", fails)
    store = tmp_path / "there.db"
    found = sweep(plan(of_words(WORDS)), store, HERE)
    assert (found.simulated, found.failed, found.status) == (12, 3, "failed")
    with closing(sqlite3.connect(store)) as db, db:
        errors = db.execute("select seed, attempts, error from run where status = 'failed'").fetchall()
        assert [said for said, in db.execute("select error from failures")] == ["ZeroDivisionError: one of them"] * 3
    assert [one[:2] for one in errors] == [(2, 1)] * 3
    assert all("Traceback" in error and "one of them" in error for *_, error in errors)
    monkeypatch.undo()
    again = sweep(plan(of_words(WORDS)), store, HERE)
    assert (again.from_store, again.simulated, again.failed, again.status) == (9, 3, 0, "complete")
    assert states(store) == states(finished)


def test_cells_that_mean_the_same_are_lived_once(tmp_path):
    found = sweep(plan(of_words(["scenario=base", "trust.negativity=2,2.0,3", "seeds=2", *SMALL])),
                  tmp_path / "there.db", HERE)
    assert found.runs == found.simulated == 4


def test_seeds_are_added_until_the_difference_is_known(tmp_path):
    asked = ["scenario=base", "word_of_mouth.hearing=0.1,0.9", "seeds=auto:2:4:40", "measure=aware", *SMALL]
    found = sweep(plan(of_words(asked)), tmp_path / "there.db", HERE)
    assert 2 * 4 < found.runs < 2 * 40 and found.wide == 0 and found.runs == found.simulated
    again = sweep(plan(of_words(asked)), tmp_path / "there.db", HERE)
    assert (again.runs, again.simulated) == (found.runs, 0)


def test_without_a_store_there_is_no_sweep():
    with pytest.raises(StoreError, match="needs a store"):
        sweep(plan(of_words(WORDS)), None, HERE)


def test_runs_of_a_sweep_are_found_with_all_their_parameters(finished):
    from sim.scenario import load

    one = plan(of_words(WORDS))
    for cell in (one.cells[0], one.cells[2]):
        run_id = one.run_ids(cell, [3])[0]
        found = sim.run("base", seed=3, overrides=[f"trust.negativity={cell.point['trust.negativity']}", *SMALL],
                        store=finished)
        assert found.from_store and found.run_id == run_id and found.title == load("base").title
        assert found.parameters == simulate._plain(one.values(cell, 3))
    swept = sim.sweep(*WORDS, store=finished, executor="serial")
    frame = sim.outcomes(swept.sweep_id, parameters=["trust.half_life"], store=finished)
    assert list(frame["trust.negativity"]) == [1.0] * 4 + [2.0] * 4 + [3.0] * 4
    assert set(frame["trust.half_life"]) == {180.0}


def test_a_cell_takes_little_place(finished):
    with closing(sqlite3.connect(finished)) as db, db:
        assert db.execute("select max(length(parameters)) from cell where base is not null").fetchone()[0] < 100


def test_a_sweep_goes_on_as_it_was_planned_whatever_became_of_its_file(tmp_path, capsys):
    from sim.cli import main

    file, store = tmp_path / "mine.yaml", tmp_path / "there.db"
    text = "title: mine\nscenario: base\nset: {members.count: 100, run.days: 4}\nvary: {trust.negativity: [1, 2]}\n"
    file.write_text(text + "seeds: 2\n", encoding="utf-8")
    said = ["--store", str(store), "--json", "executor=serial"]
    assert main.main(["sweep", f"experiment={file}", *said]) == 0
    first = json.loads(capsys.readouterr().out)
    with closing(sqlite3.connect(store)) as db, db:
        db.execute("pragma foreign_keys = off")
        one = db.execute("select run_id from run where seed = 2").fetchone()
        for table in ("series", "measures", "run"):
            db.execute(f"delete from {table} where run_id = ?", one)
    file.write_text(text + "seeds: 5\n", encoding="utf-8")
    assert main.main(["sweep", "--resume", first["name"], *said]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["sweep_id"], again["runs"], again["found"], again["lived"]) == (first["sweep_id"], 4, 3, 1)
    assert main.main(["sweep", "--resume", first["name"], "seeds=3", *said]) == 2
    assert "cannot be given" in capsys.readouterr().err
    with closing(sqlite3.connect(store)) as db, db:
        db.execute("update sweep set digest = 'other'")
    assert main.main(["sweep", "--resume", first["name"], *said]) == 2
    assert "another version" in capsys.readouterr().err
    assert main.main(["sweep", "--resume", "nobody", *said]) == 2
    assert "nobody" in capsys.readouterr().err


def test_python_says_it_in_the_same_words(finished):
    found = sim.sweep(*WORDS, store=finished, executor="serial")
    assert (found.runs, found.simulated) == (12, 0)
    assert sim.outcomes(found.sweep_id, store=finished).shape[0] == 12
