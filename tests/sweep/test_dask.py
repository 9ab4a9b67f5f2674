"""The executor of Dask: whatever its scheduler loses is sent again or told in a sentence, and nothing is raised raw."""

from __future__ import annotations

import asyncio
import multiprocessing
import subprocess
import sys
import threading
from concurrent.futures import CancelledError
from types import SimpleNamespace

import pytest
from distributed import KilledWorker, LocalCluster
from distributed.client import FutureCancelledError
from distributed.comm import CommClosedError

import sim
from sim.scenario import ScenarioError
from sim.sweep import executors
from sim.sweep.dispatcher import Loop
from sim.sweep.executors import dask
from sim.system.worker_processes import WorkerLost
from tests.sweep.work import do, jobs

LOST = [CommClosedError("closed"), FutureCancelledError("key", "lost"), CancelledError(), TimeoutError("slow"),
        OSError("refused"), AttributeError("'NoneType' object has no attribute 'with_traceback'"),
        ValueError("not enough values to unpack (expected 3, got 1)"), AssertionError(), asyncio.CancelledError()]


class Scheduler:
    """A client that loses what `losing` says: for each batch an exception and the status of its future, or None."""

    def __init__(self, losing):
        self.losing, self.sent, self.ended = list(losing), 0, threading.Event()
        self.events = asyncio.new_event_loop()
        self.loop = SimpleNamespace(add_callback=lambda function, *more: asyncio.run_coroutine_threadsafe(
            function(*more), self.events))
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self):
        self.events.run_until_complete(self.events.run_in_executor(None, self.ended.wait))
        self.events.run_until_complete(self.events.shutdown_default_executor())
        self.events.close()

    def submit(self, function, *arguments, pure):
        self.sent += 1
        error, status = (self.losing.pop(0) if self.losing else None) or (None, "finished")
        if status == "closed":
            raise error
        return SimpleNamespace(status=status, error=error, work=lambda: function(*arguments))

    async def gather(self, sent, asynchronous):
        if sent.error is not None:
            raise sent.error
        return sent.work()

    def close(self):
        pass


@pytest.fixture
def lived(monkeypatch):
    """`lived(losing, many)`: the results of a loop over Dask by seed, how often it was opened, and batches sent."""
    schedulers = []

    def run(losing, many=12, **special):
        scheduler = Scheduler(losing)
        schedulers.append(scheduler)
        opened = []

        def open_(self):
            opened.append(self)
            self.client, self.workers = scheduler, 2

        monkeypatch.setattr(dask.Executor, "_open", open_)
        executor, kept = executors.opened("dask", 2), []
        try:
            Loop(executor, jobs(many, **special), many, kept.extend, lambda *_: None, None, do).run()
        finally:
            executor.close(at_once=True)
        assert len(kept) == len({one.run_id for one in kept})
        return {one.seed: one for one in kept}, len(opened), scheduler.sent

    yield run
    for one in schedulers:
        one.ended.set()
        one.thread.join()


@pytest.mark.parametrize("error", LOST, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("status", ["lost", "cancelled", "pending", "finished", "closed"])
def test_what_the_scheduler_loses_is_sent_again(lived, error, status):
    if status == "closed" and not isinstance(error, Exception):
        pytest.skip("nobody raises this when something is sent")
    found, opened, sent = lived([None, (error, status), None, (error, status)])
    assert sorted(found) == list(range(12)) and not any(one.error for one in found.values())
    assert opened >= 2 and sent > 12 / 2


def test_a_killed_worker_is_held_against_a_run_only_when_it_was_alone(lived):
    killed = KilledWorker("key", SimpleNamespace(address="tcp://there:1"), 0), "error"
    found, opened, _ = lived([killed, killed])
    assert sorted(found) == list(range(12)) and not any(one.error for one in found.values()) and opened == 1
    found, opened, _ = lived([killed] * 9, many=1)
    assert "lost its worker process" in found[0].error and opened == 1


@pytest.mark.parametrize("error", [ModuleNotFoundError("No module named 'sim'"), TimeoutError("of the task"),
                                   KeyError("x")], ids=lambda one: type(one).__name__)
def test_an_error_of_a_batch_is_recorded_with_each_of_its_runs(lived, error):
    found, opened, _ = lived([(error, "error")] * 6, many=3)
    assert opened == 1 and sorted(found) == [0, 1, 2]
    assert all(f"could not be done by a worker: {type(error).__name__}" in one.error for one in found.values())


def test_a_worker_that_is_told_to_end_has_ended(lived):
    found, _, _ = lived([(SystemExit(1), "error")])
    assert len(found) == 12 and not any(one.error for one in found.values())


def test_an_engine_that_only_loses_is_given_up(lived):
    with pytest.raises(WorkerLost, match="use fewer"):
        lived([(CommClosedError("closed"), "lost")] * 1000)


@pytest.fixture
def cluster():
    """A scheduler with one worker, all in this process."""
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address="127.0.0.1:0") as made:
        yield made


def test_a_scheduler_at_an_address_does_the_runs_of_a_sweep(cluster, tmp_path):
    found = sim.sweep("scenario=base", "seeds=2", "run.days=2", "members.count=100", "executor=dask",
                      f"address={cluster.scheduler_address}", store=tmp_path / "there.db")
    assert (found.status, found.runs, found.failed) == ("complete", 2, 0)


def test_a_scheduler_that_has_gone_is_told_of(cluster, monkeypatch):
    executor, kept = executors.opened("dask", 1, cluster.scheduler_address), []
    try:
        Loop(executor, jobs(6), 6, kept.extend, lambda *_: None, None, do).run()
        assert len(kept) == 6
        executor.client.close()
        with pytest.raises(dask.Gone):
            executor.submit(do, jobs(1), None)
        monkeypatch.setattr(executor.distributed, "Client", _refusing)
        with pytest.raises(WorkerLost, match="has gone; what is stored stays"):
            Loop(executor, jobs(6), 6, kept.extend, lambda *_: None, None, do).run()
    finally:
        executor.close(at_once=True)


def _refusing(*_, **__):
    raise OSError("Timed out trying to connect")


def test_what_cannot_be_reached_is_said_in_a_sentence(monkeypatch):
    monkeypatch.setattr("distributed.Client", _refusing)
    with pytest.raises(ScenarioError, match="there is no Dask scheduler at 'tcp://127.0.0.1:9'"):
        executors.opened("dask", 1, "tcp://127.0.0.1:9")


def test_a_machine_that_starts_no_workers_is_told_of(monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("Nanny failed to start.")

    monkeypatch.setattr("distributed.LocalCluster", fail)
    with pytest.raises(WorkerLost, match="Dask could start no workers"):
        executors.opened("dask", 1)


WITHOUT_GUARD = """
import sim

swept = sim.sweep("scenario=base", "seeds=2", "run.days=2", "members.count=100", executor="{executor}", workers=1,
                  store="there.db")
print(swept.status, swept.runs, swept.failed)
"""


@pytest.mark.parametrize("executor", ["pool", "dask"])
def test_a_script_needs_no_guard(executor, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(WITHOUT_GUARD.format(executor=executor))
    done = subprocess.run([sys.executable, script.name], cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert (done.returncode, done.stdout, done.stderr) == (0, "complete 2 0\n", "")


def _in_a_pool(store):
    """What a worker of a multiprocessing pool may ask for."""
    found = sim.sweep("scenario=base", "seeds=2", "run.days=2", "members.count=100", "workers=2", store=store)
    compared = sim.compare(["base", "xiaomi"], seeds=2, overrides=["run.days=2", "members.count=100"], workers=2,
                           store=None)
    try:
        sim.sweep("scenario=base", "seeds=3", "members.count=100", "run.days=2", "executor=dask", store=store)
    except ScenarioError as error:
        return found.status, found.runs, compared is not None, str(error)


def test_workers_of_a_pool_may_sweep_and_compare(tmp_path):
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        status, runs, compared, said = pool.apply(_in_a_pool, (tmp_path / "there.db",))
    assert (status, runs, compared) == ("complete", 2, True)
    assert "may start no others" in said and "use executor=serial" in said
