"""The loop of a sweep and its executors: everything arrives once, and who is to blame for a loss is told alone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import Future
from pathlib import Path

import pytest

from sim.scenario import ScenarioError
from sim.sweep import executors
from sim.sweep.dispatcher import BREAKS, Loop
from sim.sweep.launch import ExecutionOptions, check
from sim.system import worker_processes as workers
from tests.sweep.work import do, jobs, nap


def gone_through(executor, some, limit=None, function=do):
    """The results of a loop, by seed, and what was told."""
    kept, told = [], []
    loop = Loop(executor, some, len(some), kept.extend, lambda done, failed: told.append((done, failed)), limit,
                function)
    try:
        loop.run()
    finally:
        executor.close(at_once=True)
    assert len({one.run_id for one in kept}) == len(kept), "a run was kept twice"
    return {one.seed: one for one in kept}, told


@pytest.mark.parametrize("name", ["serial", "pool", "dask"])
def test_every_job_comes_back_once(name):
    found, told = gone_through(executors.opened(name, 2), jobs(300, j7="raise"))
    assert sorted(found) == list(range(300))
    assert {seed for seed, one in found.items() if one.error} == {7}
    assert all(one.measures == {"number": seed} for seed, one in found.items() if seed != 7)
    assert told[-1] == (300, 1) and told == sorted(told)


@pytest.mark.parametrize("name", ["pool", pytest.param("dask", marks=pytest.mark.slow)])
def test_a_run_that_kills_its_worker_is_recorded_alone(name):
    found, _ = gone_through(executors.opened(name, 2), jobs(40, j11="die", j23="die"))
    assert sorted(found) == list(range(40))
    assert {seed for seed, one in found.items() if one.error} == {11, 23}
    assert "lost its worker" in found[11].error


@pytest.mark.parametrize("name", ["pool", "dask"])
def test_a_worker_that_is_killed_once_costs_nothing(name, tmp_path):
    found, _ = gone_through(executors.opened(name, 2), jobs(40, j11=f"die_once {tmp_path / 'there'}"))
    assert sorted(found) == list(range(40)) and not any(one.error for one in found.values())


def test_a_run_that_hangs_is_ended_and_recorded_alone():
    found, _ = gone_through(executors.opened("pool", 2), jobs(30, j5="hang"), limit=3.0)
    assert sorted(found) == list(range(30))
    assert {seed for seed, one in found.items() if one.error} == {5}
    assert "longer than 3 seconds" in found[5].error


def test_here_too_a_run_is_ended_in_time():
    found, _ = gone_through(executors.opened("serial", 1), jobs(6, j2="hang"), limit=2.0)
    assert sorted(found) == list(range(6)) and {seed for seed, one in found.items() if one.error} == {2}


class Fragile:
    """An executor that breaks again and again, each time with everything that it was given."""

    lost, broken, exact, workers = (), (BrokenPipeError,), True, 2

    def __init__(self, breaks):
        self.left, self.opened, self.given = breaks, 1, []

    def submit(self, function, some, limit):
        future = Future()
        if self.left and len(self.given) == 3:
            self.left -= 1
            for one in self.given:
                one.set_exception(BrokenPipeError())
            self.given = []
            raise BrokenPipeError
        if self.left:
            self.given.append(future)
        else:
            future.set_result(function(some))
        return future

    def reopen(self):
        self.opened += 1

    def close(self, at_once):
        pass


def test_an_engine_that_breaks_begins_anew_and_nothing_is_lost():
    executor = Fragile(4)
    found, _ = gone_through(executor, jobs(20))
    assert sorted(found) == list(range(20)) and executor.opened > 4


def test_an_engine_that_only_breaks_is_given_up():
    with pytest.raises(workers.WorkerLost):
        gone_through(Fragile(10 * BREAKS), jobs(20))


def test_what_has_arrived_is_kept_when_the_loop_is_interrupted():
    kept = []

    def interrupt(some):
        if some[0].values["seed"] >= 9:
            raise KeyboardInterrupt
        return do(some)

    loop = Loop(executors.opened("serial", 1), jobs(20), 20, kept.extend, lambda *_: None, None, interrupt)
    with pytest.raises(KeyboardInterrupt):
        loop.run()
    assert [one.seed for one in kept] == list(range(len(kept))) and len(kept) >= 7


def test_what_could_not_be_kept_at_first_is_kept_at_the_end():
    kept, refused = [], []

    def keep(group):
        if not refused:
            refused.append(group)
            raise KeyboardInterrupt
        kept.extend(group)

    loop = Loop(executors.opened("serial", 1), jobs(1), 1, keep, lambda *_: None, None, do)
    with pytest.raises(KeyboardInterrupt):
        loop.run()
    assert [one.seed for one in kept] == [one.seed for one in refused[0]] == [0]


@pytest.mark.parametrize(("how", "said"), [
    (ExecutionOptions("pol"), "did you mean pool"), (ExecutionOptions(address="tcp://nowhere:1"), "has no address"),
    (ExecutionOptions(workers=0), "whole number of 1 or more"),
    (ExecutionOptions(workers=-3), "whole number of 1 or more"),
    (ExecutionOptions(limit=0.0), "above 0"), (ExecutionOptions(limit=-1.0), "above 0"),
    (ExecutionOptions(limit=float("nan")), "above 0")])
def test_how_runs_are_lived_is_checked_before_anything_is_begun(how, said):
    with pytest.raises(ScenarioError, match=said):
        check(how)


def test_each_run_has_a_time_of_its_own():
    found, _ = gone_through(executors.opened("pool", 2), jobs(60, j5="nap"), limit=3.0)
    assert {seed for seed, one in found.items() if one.error} == {5}


def test_what_a_worker_does_first_is_not_counted_against_a_run():
    found, _ = gone_through(executors.opened("pool", 2, ready=nap), jobs(4), limit=3.0)
    assert len(found) == 4 and not any(one.error for one in found.values())


ORPHANS = """
import sys, time
from sim.sweep import executors
from sim.sweep.dispatcher import Loop
from tests.sweep.work import do, jobs
executor = executors.opened("pool", 2)
def told(done, failed):
    import multiprocessing
    print(*[one.pid for one in executor._pool._pool_manager.worker_manager.workers.values()], flush=True)
Loop(executor, jobs(40, j20="hang", j21="hang"), 40, lambda some: None, told, None, do).run()
"""


def lives(pid):
    """Whether there is such a process, and it is more than a remembrance."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def test_a_batch_whose_worker_went_unnoticed_is_sent_again(tmp_path, monkeypatch):
    """As when Pebble hears that a worker had begun a batch only after it has looked for the batch of that worker."""
    from pebble.pool.process import PoolManager

    monkeypatch.setattr(PoolManager, "handle_worker_expiration", lambda self, expiration: None)
    found, _ = gone_through(executors.opened("pool", 2), jobs(20, j11=f"die_once {tmp_path / 'there'}"))
    assert sorted(found) == list(range(20)) and not any(one.error for one in found.values())


def all_end(pids):
    """Wait until there are no such processes any more; how long that takes on a busy machine is not looked at."""
    for _ in range(1200):
        if not any(map(lives, pids)):
            return
        time.sleep(0.05)
    pytest.fail("workers outlive their parent")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up in /proc")
def test_workers_end_when_their_parent_is_killed():
    root = str(Path(__file__).resolve().parents[2])
    process = subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True, cwd=root,
                               env={**os.environ, "PYTHONPATH": root})
    pids = [int(one) for one in process.stdout.readline().split()]
    process.kill()
    process.wait()
    process.stdout.close()
    assert pids
    all_end(pids)


def test_a_worker_with_other_code_says_so_and_lives_nothing(monkeypatch):
    from sim.sweep import worker
    from sim.sweep.planner import plan
    from sim.sweep.words import of_words

    one = plan(of_words(["scenario=base", "members.count=100", "run.days=2"]))
    (cell, seed, run_id), = one.runs()
    monkeypatch.setattr(worker, "_agreed", set())
    other = worker.live([worker.Job("0" * 32, one.cell_id(cell), one.values(cell, seed))])[0]
    assert "another version of Shequn" in other.error and other.measures == {}
    assert worker.live([worker.Job(run_id, one.cell_id(cell), one.values(cell, seed))])[0].error is None
