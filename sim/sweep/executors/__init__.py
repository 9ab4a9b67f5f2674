"""Who does the runs of a sweep: one file for each executor, found under its name and never listed.

An executor's file has a class `Executor(workers, address, ready)`. Its `workers` says how many batches it works on at
once; `ready()` is what a new worker may do before its first batch, as long as that is not counted against the batch.
`submit(function, jobs, limit)` returns a `concurrent.futures.Future` of `function(jobs)`; what takes longer than
`limit` seconds (None: any time) is ended and raises TimeoutError, where the executor can tell. `reopen()` begins anew
after an exception of `broken`, for which no batch is to blame; one of `lost` says that a worker ended while it did
this batch, or, unless the executor is `exact`, while this batch waited for it.
Any other exception is taken to be the batch's own. `close(at_once)` ends all workers, and waits for what they do
unless `at_once`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

from sim.scenario.problems import Problem, ScenarioError
from sim.system import modules
from sim.system.worker_processes import childless


def names() -> list[str]:
    """The names of all executors."""
    return list(modules.names(__path__))


def opened(name: str, workers: int, address: str = "", ready: Callable[[], None] | None = None):
    """The executor of a name, which must be one of `names()`. ScenarioError when it cannot be reached.

    Where this process may start no others, `pool` works in this one, with the same results.
    """
    if name == "pool" and childless():
        name = "serial"
    return importlib.import_module(f"{__name__}.{name}").Executor(workers, address, ready)


def wrong(where: str, sentence: str) -> ScenarioError:
    """The error that says what is wrong with what was asked of an executor."""
    return ScenarioError(Problem("sweep", None, where, sentence))
