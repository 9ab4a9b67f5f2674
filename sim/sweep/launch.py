"""Run a sweep from its plan to its last run: launch, run, store, and resume."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sim.runs import notebook, warmup
from sim.runs.store import DEFAULT, Store, StoreError
from sim.runs.store.packing import cell_id, seedless
from sim.scenario.paths import nested
from sim.sweep import executors, snapshot, stopping
from sim.sweep.dispatcher import Loop
from sim.sweep.options import ExecutionOptions, check
from sim.sweep.seeds import Auto, seed_of
from sim.sweep.worker import Job, live, now
from sim.system import worker_processes
from sim.system.words import say

if TYPE_CHECKING:
    from sim.sweep.plan import Base, Cell, Plan


@dataclass(frozen=True, repr=False)
class SweepResult:
    """The summary of a sweep. Each run is counted once, even if several cells share it.

    `runs` is the number of all its runs. `from_store` were stored before, `simulated` were run this time, and `failed`
    of these failed. `wide` is the number of cells whose difference is less precise than `seeds=auto` asked for, though
    they have all the seeds that it allows. `seconds` is the time taken, and `status` is "complete" or "failed".
    """

    sweep_id: str
    name: str
    cells: int
    runs: int
    from_store: int
    simulated: int
    failed: int
    wide: int
    seconds: float
    status: str
    store: str

    def __repr__(self) -> str:
        failed = f"{self.failed} failed" if self.failed else ""
        return notebook.line("SweepResult", notebook.name(self.name), f"{self.cells:,} cells", f"{self.runs:,} runs",
                             failed, self.status, f"sweep {self.sweep_id[:8]}")

    def _repr_html_(self) -> str:
        import pandas

        facts = pandas.Series(self.to_json(), dtype=object).map(str)
        return notebook.table(repr(self), facts.to_frame("value"))

    def to_json(self) -> dict:
        """Everything as plain numbers and texts; what was stored before is called "found", what was run now "lived"."""
        keys = {"from_store": "found", "simulated": "lived"}
        return {keys.get(name, name): value for name, value in asdict(self).items()}

    def __getattr__(self, name: str):
        """Say what a former name is called now."""
        raise AttributeError(notebook.moved("SweepResult", name, {"found": "from_store", "lived": "simulated"}))


def sweep(plan: Plan, store=DEFAULT, how: ExecutionOptions | None = None,
          on_progress: Callable[[int, int, int], object] | None = None, function: Callable = live,
          words: Sequence[str] = ()) -> SweepResult:
    """Run every run of a plan that is not stored yet. `on_progress(done, all, failed)` is called as runs are stored.

    `function(jobs)` does a batch of runs, in a worker. `words` are those that asked for the sweep; they are stored with
    the plan.

    A sweep that is started again does exactly what is missing, and tries failed runs once more. Raises ScenarioError
    for problems of `how`, StoreError if runs cannot be stored, and WorkerLost if workers keep ending before they have
    finished a run. Whatever ends the sweep, what was stored remains stored.
    """
    how, chosen_store = check(how or ExecutionOptions()), Store.chosen(store)
    if chosen_store is None:
        raise StoreError(say("a sweep needs a store; name a file with --store"))
    chosen_store.check()
    with chosen_store.writer() as writer:
        return Sweep(plan, writer, how, on_progress or (lambda *_: None), function, words).run(str(chosen_store.path))


class Sweep:
    """One sweep while it runs, with its only writing connection."""

    def __init__(self, plan: Plan, writer, how: ExecutionOptions, on_progress: Callable[[int, int, int], object],
                 function: Callable, words: Sequence[str] = ()):
        self.plan, self.writer, self.how, self.on_progress = plan, writer, how, on_progress
        self.function, self.words = function, words
        self.sweep_id = hashed(plan.digest(), plan.name, plan.measure)
        self.executor = None
        self.seeds = {cell.number: list(plan.first_seeds) for cell in plan.cells}
        self.runs: set[str] = set()
        self.found = self.lived = self.failed = self.wide = 0

    def run(self, where: str) -> SweepResult:
        """Launch it, run it, and record how it ended."""
        clock, status = time.perf_counter(), "stopped"
        self._launch()
        try:
            self._live(self._missing(self.plan.runs()))
            while isinstance(self.plan.seeds, Auto) and (more := self._more(self.plan.seeds)):
                self._live(self._missing(more))
            status = "failed" if self.failed else "complete"
        finally:
            if self.executor is not None:
                self.executor.close(at_once=status == "stopped")
            self.writer.finish(self.sweep_id, status, now())
        return SweepResult(self.sweep_id, self.plan.name, len(self.plan.cells), len(self.runs), self.found, self.lived,
                     self.failed, self.wide, time.perf_counter() - clock, status, where)

    def _launch(self) -> None:
        plan = self.plan
        if self.writer.relaunch(self.sweep_id, len(plan.cells), len(plan), now()):
            return
        about = {"sweep_id": self.sweep_id, "name": plan.name, "title": plan.title, "about": plan.about,
                 "words": list(self.words), "plan": snapshot.taken(plan), "digest": plan.digest(),
                 "cells": len(plan.cells), "runs": len(plan), "measure": plan.measure, "launched": now()}
        points = ((cell.number, path, value) for cell in plan.cells for path, value in cell.point.items())
        runs = ((cell.number, seed, run_id) for cell, seed, run_id in plan.runs())
        bases = [base_row(base) for base in plan.bases]
        self.writer.launch(about, self._cells([base["cell_id"] for base in bases]), points, runs, bases)

    def _cells(self, bases: Sequence[str]) -> Iterator[dict]:
        scalar = {axis.path for axis in self.plan.axes if axis.scalar}
        for cell in self.plan.cells:
            yield {"number": cell.number, "cell_id": self._cell_id(cell), "base": bases[cell.base],
                   "scenario": self.plan.bases[cell.base].name,
                   "parameters": nested({path: value for path, value in cell.point.items() if path in scalar})}

    def _missing(self, runs) -> list[tuple[Cell, int, str]]:
        """Those of these runs that are neither stored nor already submitted, each once."""
        by_run_id = {run_id: (cell, seed) for cell, seed, run_id in runs if run_id not in self.runs}
        self.runs.update(by_run_id)
        stored = self.writer.done(list(by_run_id))
        self.found += len(stored)
        return [(*which, run_id) for run_id, which in by_run_id.items() if run_id not in stored]

    def _live(self, runs: Sequence[tuple[Cell, int, str]]) -> None:
        self._tell(0, 0)
        if not runs:
            return
        self._open(runs)
        loop = Loop(self.executor, self._jobs(runs), len(runs), self.writer.keep, self._tell, self.how.limit,
                    self.function)
        try:
            loop.run()
        finally:
            self.lived += loop.done
            self.failed += loop.failed

    def _open(self, runs) -> None:
        """Compile once, before several processes would all do it; then start them."""
        if self.executor is not None:
            return
        workers = min(self.how.workers or worker_processes.available(), len(runs))
        ready = None
        if self.how.executor == "pool" and self.function is live:
            with contextlib.suppress(Exception):  # a run that fails is recorded when its turn comes
                warmup.up({cell.base: self.plan.values(cell) for cell, _, _ in runs}.values())
            ready = functools.partial(warmup.load, self.plan.values(runs[0][0]))
        self.executor = executors.opened(self.how.executor, workers, self.how.address, ready)

    def _jobs(self, runs) -> Iterator[Job]:
        for cell, seed, run_id in runs:
            yield Job(run_id, self._cell_id(cell), self.plan.values(cell, seed))

    def _cell_id(self, cell: Cell) -> str:
        """The identity of a cell. Cells that mean the same have different names."""
        return hashed(self.plan.bases[cell.base].name, self.plan.cell_id(cell))

    def _tell(self, done: int, failed: int) -> None:
        self.on_progress(self.found + self.lived + done, len(self.runs), self.failed + failed)

    def _more(self, auto: Auto) -> list[tuple[Cell, int, str]]:
        """Runs with further seeds for the cells that are not precise enough; none if all are."""
        plan = self.plan
        ids = {cell.number: plan.run_ids(cell, self.seeds[cell.number]) for cell in plan.cells}
        measured = self.writer.measured([run_id for run_ids in ids.values() for run_id in run_ids], plan.measure)
        values = {cell: [measured.get(run_id, math.nan) for run_id in run_ids] for cell, run_ids in ids.items()}
        runs = []
        self.wide = stopping.too_wide(values, auto.width)
        for number, count in stopping.seeds_per_cell(values, auto.width, auto.most).items():
            cell = plan.cells[number]
            seeds = [seed_of(plan.root, replicate) for replicate in range(len(self.seeds[number]), count)]
            self.seeds[number] += seeds
            runs += [(cell, *pair) for pair in zip(seeds, plan.run_ids(cell, seeds), strict=True)]
        self.writer.add_runs(self.sweep_id, [(cell.number, seed, run_id) for cell, seed, run_id in runs])
        return runs


def hashed(*texts: str) -> str:
    """A hash of some texts: 32 hexadecimal digits."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:32]


def base_row(base: Base) -> dict:
    """What cells of a sweep share, as a cell of the store."""
    values = seedless(base.values)
    return {"cell_id": cell_id(base.name, base.title, base.about, values), "scenario": base.name, "title": base.title,
            "about": base.about, "parameters": values}
