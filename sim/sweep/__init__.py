"""Sweeps: many runs from one question. `words` and `experiment` read a question; `plan` determines the runs.

    found = sim.sweep("scenario=xiaomi,huang_taiji", "trust.negativity=1,2,4", "seeds=32")
    found = sim.sweep("experiment=trust_vs_traffic", "run.scale=20", workers=2, store="mine.db")
    sim.outcomes(found.sweep_id)

The package can be called as a function:

    sim.sweep(*words, store="default", on_progress=None, executor=None, workers=None, address=None, limit=None)

`words` are those of `shequn sweep`. Every run of the sweep that is not stored yet is run and stored; an interrupted
sweep resumes where it stopped. `store` is a path, a `Store`, or the default (results/shequn.db).
`on_progress(done, all, failed)` is called each time runs have been stored.

`executor` ("pool", "dask" or "serial"), `workers` (number of processes), `address` (of a Dask scheduler) and `limit`
(maximum seconds per run) determine how the runs are run, but not their results. They may be given as words as well.

Returns a `sim.sweep.launch.SweepResult`. Raises ScenarioError for problems of the words, StoreError if runs cannot be
stored, and WorkerLost if workers keep ending before they have finished a run. What was stored remains stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.scenario.keywords import checked
from sim.system.callable_package import CallablePackage

if TYPE_CHECKING:
    from sim.runs.store import Store
    from sim.sweep.launch import SweepResult

# Imported where it is needed, so that words are read and refused without the engine.


class _Sweep(CallablePackage):
    @checked("sim.sweep")
    def __call__(self, *words: str | Iterable[str], store: str | Path | Store | None = "default",
                 on_progress: Callable[[int, int, int], object] | None = None, executor: str | None = None,
                 workers: int | None = None, address: str | None = None, limit: float | None = None) -> SweepResult:
        from sim.scenario import arguments
        from sim.sweep.launch import sweep
        from sim.sweep.options import chosen, split
        from sim.sweep.planner import plan
        from sim.sweep.words import of_words

        arguments.function("on_progress", on_progress, "sweep")
        settings, asked = split([word for argument in words for word in arguments.texts("a word", argument, "sweep")])
        question = of_words(asked)
        how = chosen(question, settings, {"executor": executor, "workers": workers, "address": address, "limit": limit})
        return sweep(plan(question), store, how, on_progress, words=asked)
