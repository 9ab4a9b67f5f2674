"""The writer of a sweep: what it acknowledged is there, whatever happens, and nothing is counted twice."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sim.runs.store import Result, Store, StoreError

ROOT = Path(__file__).resolve().parents[3]
SWEEP = {"sweep_id": "5" * 32, "name": "trust", "launched": "2026-01-01T00:00:00+00:00", "words": ["seed=1,2"],
         "plan": {"runs": [1, 2]}}
CELLS = [{"number": n, "cell_id": f"{n:032x}", "scenario": "base", "title": "Base", "about": "", "yaml": "x: 1\n",
          "parameters": {"trust": {"negativity": n}}} for n in range(2)]
PARAMS = [(n, "trust.negativity", n) for n in range(2)] + [(0, "platforms", ["a", "b"]), (1, "platforms", "c")]
RUNS = [(number, seed, f"{number}{seed:031x}") for number in range(2) for seed in range(3)]


def _result(at: int = 0, **changed) -> Result:
    number, seed, run_id = RUNS[at]
    facts = {"cell_id": CELLS[number]["cell_id"], "started": f"2026-01-01T00:00:0{at}+00:00", "seconds": 0.5,
             "state_sha256": "ab" * 32, "versions": {"numpy": "2"},
             "measures": {"profit": at + 0.5, "none": float("nan")}, "frames": (("series", "{}", b"x"),)}
    return Result(run_id, seed=seed, **{**facts, **changed})


def _failed(at: int = 0, error: str = "Traceback …\nValueError: too much\n") -> Result:
    return _result(at, measures={}, frames=(), error=error, state_sha256=None)


@pytest.fixture
def writer(store):
    """A writer whose sweep is launched."""
    with store.writer() as writer:
        writer.launch(SWEEP, CELLS, PARAMS, RUNS)
        yield writer


@pytest.fixture
def ask(store):
    """`ask("select …")`: all rows, read through a connection of its own."""
    def ask(query: str, *values) -> list:
        with closing(sqlite3.connect(store.path)) as db:
            return db.execute(query, values).fetchall()
    return ask


class TestLaunch:
    def test_everything_of_a_sweep_is_there(self, writer, store, ask):
        assert ask("select name, status, cells, runs, words, finished from sweep") == [
            ("trust", "running", 2, 6, '["seed=1,2"]', None)]
        said = store.sweep("trust")
        assert said["words"] == ["seed=1,2"] and said["plan"] == {"runs": [1, 2]} and said["measure"] is None
        assert ask("select number, seed, run_id from sweep_run") == RUNS
        assert ask("select number, path, value from param order by number, path") == [
            (0, "platforms", '["a","b"]'), (0, "trust.negativity", 0), (1, "platforms", "c"),
            (1, "trust.negativity", 1)]
        assert ask("select scenario, yaml, parameters from cell") == [
            ("base", "x: 1\n", f'{{"trust":{{"negativity":{n}}}}}') for n in range(2)]

    def test_again_it_goes_on_and_what_is_missing_is_added(self, writer, store, ask):
        writer.finish(SWEEP["sweep_id"], "stopped", "2026-01-02")
        assert ask("select status, finished from sweep") == [("stopped", "2026-01-02")]
        more = {**CELLS[0], "number": 2, "cell_id": "c" * 32, "yaml": None}
        writer.launch({**SWEEP, "launched": "2026-01-03", "plan": None}, [*CELLS, more], [*PARAMS, (2, "x", 1.5)],
                      [*RUNS, (2, 0, "r" * 32)])
        assert ask("select status, launched, finished, cells, runs from sweep") == [
            ("running", "2026-01-03", None, 3, 7)]
        assert store.sweep("555")["plan"] == {"runs": [1, 2]}
        assert len(ask("select * from param")) == 5

    def test_seeds_can_be_added_on_the_way(self, writer, ask):
        writer.add_runs(SWEEP["sweep_id"], [(0, 3, "d" * 32), RUNS[0]])
        assert ask("select runs from sweep") == [(7,)]

    def test_one_that_breaks_off_leaves_nothing(self, store, ask):
        def broken():
            yield CELLS[0]
            raise KeyError("plan")

        with store.writer() as writer:
            with pytest.raises(KeyError):
                writer.launch(SWEEP, broken(), PARAMS, RUNS)
            assert ask("select count(*) from sweep") == ask("select count(*) from cell") == [(0,)]
            writer.launch(SWEEP, CELLS, PARAMS, RUNS)

    @pytest.mark.parametrize(("cells", "params", "runs"), [
        ([{**CELLS[0], "cell_id": "c" * 32, "scenario": None}], [], []), ([], [(0, None, 1)], []),
        ([], [], [(0, 1, None)])])
    def test_what_lacks_a_part_is_refused(self, writer, ask, cells, params, runs):
        before = ask("select * from sweep")
        with pytest.raises(StoreError, match="or another part; nothing was changed"):
            writer.launch({**SWEEP, "launched": "2027"}, cells, params, runs)
        assert ask("select * from sweep") == before

    def test_it_ends_in_one_of_three_ways(self, writer):
        with pytest.raises(ValueError, match="does not end as 'done'"):
            writer.finish(SWEEP["sweep_id"], "done")


class TestKeep:
    def test_results_are_there_when_it_returns(self, writer, ask):
        writer.keep([_result(0), _result(4), _failed(1)])
        assert ask("select run_id, cell_id, seed, status, attempts, error is null, undefined from run "
                   "order by started") == [
                (RUNS[0][2], CELLS[0]["cell_id"], 0, "done", 1, 1, '["none"]'),
                (RUNS[1][2], CELLS[0]["cell_id"], 1, "failed", 1, 0, "[]"),
                (RUNS[4][2], CELLS[1]["cell_id"], 1, "done", 1, 1, '["none"]')]
        assert ask("select run_id, profit from measures order by profit") == [(RUNS[0][2], 0.5), (RUNS[4][2], 4.5)]
        assert ask("select run_id, kind, content from series") == [(RUNS[n][2], "series", b"x") for n in (0, 4)]

    def test_a_failed_one_is_tried_again_and_its_attempts_are_counted(self, writer, ask):
        for error in ("first", "second"):
            writer.keep([_failed(0, error)])
        assert ask("select status, attempts, error from run") == [("failed", 2, "second")]
        writer.keep([_result(0)])
        assert ask("select status, attempts, error from run") == [("done", 3, None)]
        assert ask("select profit from measures") == [(0.5,)]

    def test_one_that_is_done_stays_as_it_is(self, writer, ask):
        writer.keep([_result(0)])
        before = ask("select * from run join measures using (run_id) join series using (run_id)")
        writer.keep([_failed(0), _result(0, seconds=9.0, measures={"profit": 7.0}), _failed(0)])
        assert ask("select * from run join measures using (run_id) join series using (run_id)") == before

    def test_in_one_group_too(self, writer, ask):
        writer.keep([_failed(0), _result(0), _result(0, measures={"profit": 7.0})])
        assert ask("select status, attempts, profit from run join measures using (run_id)") == [("done", 2, 0.5)]

    def test_series_can_be_left_out_and_added(self, writer, store, ask):
        writer.keep([_result(0, frames=()), _result(1)])
        ids = [run_id for _, _, run_id in RUNS]
        assert writer.done(ids) == set(ids[:2])
        assert store.find(ids[:1]) == {}
        with pytest.raises(StoreError, match="without its daily series"):
            store.get(ids[0])
        writer.keep([_result(0)])
        assert ask("select run_id from series order by run_id") == [(ids[0],), (ids[1],)]

    def test_an_outcome_as_a_result_is_found(self, writer, store, made):
        one = made(1)
        writer.keep([Result.of(one, CELLS[0]["cell_id"])])
        found = store.find([one.run_id])[one.run_id]
        assert (found.scenario, found.title, found.seed) == ("base", "Base", 1)
        assert found.parameters == {"trust": {"negativity": 0}, "seed": 1}
        assert Result.of(one, "c", series=False).frames == ()

    def test_two_sweeps_that_overlap_leave_no_duplicate(self, writer, store, ask):
        with store.writer() as other:
            other.launch({**SWEEP, "sweep_id": "6" * 32, "name": "other"}, CELLS, PARAMS, RUNS)
            for at in range(6):
                for one in (writer, other):
                    one.keep([_result(at), _result((at + 1) % 6)])
        assert ask("select count(*), sum(attempts) from run") == [(6, 6)]
        assert ask("select count(*) from measures") == [(6,)]
        assert ask("select count(*) from sweep_outcomes") == [(12,)]

    def test_a_hundred_thousand_ids_are_looked_up_at_once(self, writer):
        writer.keep([_result(0)])
        assert writer.done([f"{n:032x}" for n in range(100_000)] + [RUNS[0][2]]) == {RUNS[0][2]}


class TestViews:
    def test_failures_show_the_last_line(self, writer, ask):
        writer.keep([_failed(0), _failed(1, "one line"), _failed(2, ""), _result(3)])
        assert ask("select seed, attempts, error from failures") == [
            (2, 1, ""), (1, 1, "one line"), (0, 1, "ValueError: too much")]

    def test_sweeps_show_how_far_they_are(self, writer, ask):
        writer.keep([_failed(0), _result(3), _result(4)])
        assert ask("select name, status, runs, done, failed from sweeps") == [("trust", "running", 6, 2, 1)]

    def test_outcomes_of_sweeps_join_what_varies(self, writer, ask):
        writer.keep([_failed(0), _result(1), _result(4)])
        assert ask("select sweep, number, scenario, seed, profit, value from sweep_outcomes "
                   "join param using (sweep_id, number) where path = 'trust.negativity' order by number") == [
            ("trust", 0, "base", 1, 1.5, 0), ("trust", 1, "base", 1, 4.5, 1)]


class TestFaults:
    def test_a_full_disk_keeps_nothing_of_the_group_and_the_writer_goes_on(self, writer, ask):
        writer.keep([_result(0)])
        pages, = writer.db.execute("pragma page_count").fetchone()
        writer.db.execute(f"pragma max_page_count = {pages + 2}").fetchone()
        large = _result(2, frames=(("series", "{}", bytes(100_000)),), measures={"newer": 1.0})
        with pytest.raises(StoreError, match="the disk is full; nothing was changed") as raised:
            writer.keep([_result(1), large])
        assert "\n" not in str(raised.value)
        assert ask("select run_id from run") == [(RUNS[0][2],)]
        writer.db.execute("pragma max_page_count = 1000000").fetchone()
        writer.keep([_result(1), large])
        assert ask("select count(*), count(newer) from measures") == [(3, 1)]
        assert ask("pragma integrity_check") == [("ok",)]

    def test_a_lock_held_by_another(self, store, ask, monkeypatch):
        monkeypatch.setattr(Store, "patience", 0.01)
        with store.writer() as writer:
            writer.launch(SWEEP, CELLS, PARAMS, RUNS)
            with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
                other.execute("begin immediate")
                for act in (lambda: writer.keep([_result(0)]), lambda: writer.finish(SWEEP["sweep_id"], "complete"),
                            lambda: writer.launch(SWEEP, CELLS, PARAMS, RUNS)):
                    with pytest.raises(StoreError, match="another program kept writing"):
                        act()
                other.execute("rollback")
            assert ask("select count(*) from run") == [(0,)]
            writer.keep([_result(0)])
        assert ask("select count(*) from run") == [(1,)]

    def test_a_cell_that_is_not_there(self, writer, ask):
        with pytest.raises(StoreError, match="lack their configuration"):
            writer.keep([_result(0), _result(1, cell_id="nowhere")])
        assert ask("select count(*) from run") == [(0,)]

    def test_a_foreign_file(self, tmp_path):
        with closing(sqlite3.connect(tmp_path / "x.db")) as db:
            db.execute("create table other (x)")
        before = (tmp_path / "x.db").read_bytes()
        with pytest.raises(StoreError, match="belongs to another program"), Store(tmp_path / "x.db").writer():
            pytest.fail("it was opened")
        assert (tmp_path / "x.db").read_bytes() == before

    def test_a_truncated_file(self, store):
        with store.writer() as writer:
            writer.launch(SWEEP, CELLS, PARAMS, RUNS)
            writer.keep([_result(n, frames=(("series", "{}", bytes(50_000)),)) for n in range(6)])
        whole = store.path.read_bytes()
        store.path.write_bytes(whole[:len(whole) // 3])
        with pytest.raises(StoreError, match="damaged") as raised, store.writer() as writer:
            writer.keep([replace(_result(n), frames=(("communities", "{}", bytes(90_000)),)) for n in range(6)])
        assert "\n" not in str(raised.value)

    @pytest.mark.parametrize("delay", [0.0, 0.004, 0.013, 0.05, 0.11, *(
        pytest.param(n / 997, marks=pytest.mark.slow) for n in range(1, 96))])
    def test_killed_at_any_moment_nothing_acknowledged_is_lost(self, store, ask, delay):
        process = subprocess.Popen([sys.executable, "-c", _LOOP, store.path], cwd=ROOT, stdout=subprocess.PIPE)
        line = process.stdout.readline()  # so that the first group was kept
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        told = (line + process.stdout.read()).split(b"\n")[:-1]
        process.stdout.close()
        process.wait()
        assert process.returncode == -signal.SIGKILL
        assert ask("pragma integrity_check") == [("ok",)]
        kept = {one for one, in ask("select run_id from run join measures using (run_id) join series using (run_id)")}
        assert told and {f"{int(n):032x}" for n in told} <= kept
        assert ask("select count(*) from run")[0][0] == len(kept)
        with store.writer() as writer:
            assert writer.done(kept) == kept


_LOOP = """
import itertools, sys
from sim.runs.store import Result, Store
cell = {"number": 0, "cell_id": "c", "scenario": "s", "title": "", "about": "", "parameters": {}}
with Store(sys.argv[1]).writer() as writer:
    writer.launch({"sweep_id": "s", "name": "n", "launched": "l"}, [cell], [], [])
    for at in itertools.count(0, 5):
        group = [Result(f"{at + n:032x}", "c", at + n, "t", 0.1, "00", {}, {f"m{at // 50}": 1.0},
                        (("series", "{}", bytes(20_000)),)) for n in range(5)]
        writer.keep(group)
        print(*range(at, at + 5), sep="\\n", flush=True)
"""


def test_a_sweep_that_is_noted_whole_is_not_noted_again(writer, ask):
    identity, later = SWEEP["sweep_id"], "2026-02-02T00:00:00+00:00"
    writer.finish(identity, "complete", "2026-01-01T01:00:00+00:00")
    assert not writer.relaunch("6" * 32, 2, 6, later)
    assert not writer.relaunch(identity, 3, 6, later) and not writer.relaunch(identity, 2, 7, later)
    assert ask("select status from sweep") == [("complete",)]
    assert writer.relaunch(identity, 2, 6, later)
    assert ask("select status, launched, finished from sweep") == [("running", later, None)]
