"""Sweeps that are killed, interrupted or started twice: nothing that was stored is lost, and no run is stored twice."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.sweep.test_loop import all_end
from tests.sweep.test_run import SMALL, sound, states

ROOT = Path(__file__).resolve().parents[2]
LONGER = ["scenario=base", "trust.negativity=1,2,3", "seed=range(0,20)", *SMALL]
RUNS = 60


def command(store, *words, **more):
    """`shequn sweep` as a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "sim", "sweep", *LONGER, "--store", str(store),
                             "--json", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, **more)


def kept(store):
    """How many runs are done in a store that somebody may be writing to."""
    if not store.exists():
        return 0
    with closing(sqlite3.connect(store, timeout=30)) as db, db:
        return db.execute("select count(*) from sqlite_master where name = 'run'").fetchone()[0] and db.execute(
            "select count(*) from run where status = 'done'").fetchone()[0]


def children(pid):
    """The processes below another one, at any depth."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it has ended meanwhile
        return []
    return [found for one in below for found in (int(one), *children(int(one)))]


def finish(store):
    """Start the sweep again, to its end."""
    process = command(store)
    said, faults = process.communicate(timeout=300)
    assert process.returncode == 0, faults
    return json.loads(said)


TELLING = """
import sys
from sim.sweep.planner import plan
from sim.sweep.launch import sweep
from sim.sweep.words import of_words
sweep(plan(of_words(sys.argv[2:])), sys.argv[1], None, lambda done, *_: print(done, flush=True))
"""


def killed_at(store, moment):
    """Kill a sweep once so many runs as `moment` says are acknowledged; how many were, and who was left below it."""
    process = subprocess.Popen([sys.executable, "-c", TELLING, str(store), *LONGER], stdout=subprocess.PIPE, text=True,
                               cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    told = 0
    for line in process.stdout:
        told = int(line)
        if told >= moment:
            break
    below = children(process.pid) if process.poll() is None else []
    process.kill()
    rest, _ = process.communicate()
    return max([told, *map(int, rest.split())]), below


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks processes up in /proc")
@pytest.mark.parametrize("moments", [(1, 31), pytest.param((*range(1, 51), *range(1, 51)), marks=pytest.mark.slow)],
                         ids=["two", "hundred"])
def test_nothing_is_lost_when_the_parent_is_killed(moments, tmp_path):
    store = tmp_path / "there.db"
    for at, moment in enumerate(moments):
        if len(moments) > 20 and at % 10 == 0:
            store = tmp_path / f"there{at}.db"
        told, below = killed_at(store, moment)
        assert kept(store) >= told
        sound(store)
        all_end(below)
    found = finish(store)
    assert (found["runs"], found["found"] + found["lived"], found["status"]) == (RUNS, RUNS, "complete")
    assert len(states(store)) == RUNS
    sound(store)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks processes up in /proc")
def test_workers_that_are_killed_cost_nothing(tmp_path):
    store = tmp_path / "there.db"
    process = command(store)
    there = -1
    for many in (2, 10, 20):
        while (kept(store) < many or kept(store) <= there) and process.poll() is None:
            time.sleep(0.002)  # also until something was kept since the last one was killed
        there = kept(store)
        workers = [one for one in children(process.pid) if children(one) == []] if process.poll() is None else []
        for one in workers[-1:]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
    said, faults = process.communicate(timeout=300)
    assert process.returncode == 0, faults
    assert json.loads(said)["failed"] == 0 and len(states(store)) == RUNS
    sound(store)


WAITING = """
import signal, sys, time
from sim.cli import main
from sim.cli.commands import _sweep
begin = _sweep.sweep
def waiting(plan, store, how, told, words):
    def say(done, *more):
        told(done, *more)
        if done >= 5:
            print("five are stored", flush=True)
            time.sleep(600)
    return begin(plan, store, how, say, words=words)
_sweep.sweep = waiting
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background may have been told to ignore it
sys.exit(main.program())
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals are sent to processes by number")
def test_ctrl_c_keeps_what_is_there_and_says_so(tmp_path):
    store = tmp_path / "there.db"
    process = subprocess.Popen([sys.executable, "-c", WAITING, "sweep", *LONGER, "--store", str(store), "--json"],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
                               env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert process.stdout.readline() == "five are stored\n"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=600)
    assert process.returncode == 130 and "finished runs are stored" in said and "Traceback" not in said
    assert 5 <= kept(store) <= RUNS
    assert finish(store)["status"] == "complete"


@pytest.mark.slow
def test_two_sweeps_at_once_leave_no_run_twice(tmp_path):
    store = tmp_path / "there.db"
    both = [command(store), command(store)]
    said = [one.communicate(timeout=300) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert len(states(store)) == RUNS
    sound(store)
