"""Who lives the runs of a sweep: one file an engine, found under its name and never listed.

An engine's file has a class `Engine(workers, address)`. Its `workers` says how many batches it works on at once.
`submit(function, jobs, limit)` returns a `concurrent.futures.Future` of `function(jobs)`; what takes longer than
`limit` seconds (None: any time) is ended and raises TimeoutError, where the engine can tell. `reopen()` begins anew
after an exception of `broken`, for which no batch is to blame; one of `lost` says that a worker ended while it did
this batch, or, unless the engine is `exact`, while this batch waited for it.
`close(at_once)` ends all workers, and waits for what they do unless `at_once`.
"""

from __future__ import annotations

import importlib
import pkgutil

from sim.scenario.problems import Problem, ScenarioError, meant, shown


def names() -> list[str]:
    """The names of all engines."""
    return sorted(one.name for one in pkgutil.iter_modules(__path__) if not one.name.startswith("_"))


def opened(name: str, workers: int, address: str = ""):
    """The engine of a name, ready to work. ScenarioError when there is none, or it cannot be reached."""
    if name not in names():
        raise wrong("engine", f"engine = {shown(name)} is not known; {meant(name, names())}")
    return importlib.import_module(f"{__name__}.{name}").Engine(workers, address)


def wrong(where: str, sentence: str) -> ScenarioError:
    """The error that says what is wrong with what was asked of an engine."""
    return ScenarioError(Problem("sweep", None, where, sentence))
