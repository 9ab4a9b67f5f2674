"""Executors, which run the batches of a sweep. Each file is one, found by its name.

The file has a class `Executor(workers, address, ready)`. Its `workers` is the number of batches it works on at the same
time. A new worker may call `ready()` before its first batch, if that time does not count against the batch.
`submit(function, jobs, limit)` returns a `concurrent.futures.Future` of `function(jobs)`. A batch that takes longer
than `limit` seconds (None: no limit) is ended and raises TimeoutError, if the executor can tell. After an exception of
`broken`, for which no batch is to blame, `reopen()` restarts the executor. An exception of `lost` means that a worker
ended while it did this batch or, unless the executor is `exact`, while this batch waited for it.
Any other exception is taken to be the batch's own. `close(at_once)` ends all workers, and waits for their work
unless `at_once`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

from sim.scenario.problems import Problem, ScenarioError
from sim.system import modules
from sim.system.worker_processes import childless


def names() -> list[str]:
    """Names of all executors."""
    return list(modules.names(__path__))


def opened(name: str, workers: int, address: str = "", ready: Callable[[], None] | None = None):
    """The executor of a name, which must be one of `names()`. Raises ScenarioError if it cannot be reached.

    If this process may not start others, `pool` works in this process, with the same results.
    """
    if name == "pool" and childless():
        name = "serial"
    return importlib.import_module(f"{__name__}.{name}").Executor(workers, address, ready)


def wrong(where: str, sentence: str) -> ScenarioError:
    """A ScenarioError about the arguments of an executor."""
    return ScenarioError(Problem("sweep", None, where, sentence))
