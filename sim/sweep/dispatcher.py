"""Dispatch the jobs of a sweep in batches, within a window, and store the results in groups.

Executors are known only by the futures they return. Lost batches are repeated run by run, so that a run that kills its
worker, or never ends, is identified, and no other run is blamed for it.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice

from sim.runs.store import Result, StoreError
from sim.sweep.worker import Job, given_up, live
from sim.system.worker_processes import WorkerLost

AHEAD = 2  # batches per worker: one in work and one waiting
WORTH = 0.5  # seconds of work per batch that make the cost of transfer negligible
MOST = 500  # maximum number of runs in a batch
GROUP = 0.2  # seconds during which results are collected for one transaction
LOSSES = 3  # number of times a run may lose its worker, alone, before it is recorded as failed
BREAKS = 25  # number of times in a row an executor may break without a single result


class Loop:
    """One pass over `jobs`, of which there are `total`.

    `keep(results)` returns when they are safe on disk; then `on_progress(done, failed)` is called with the numbers
    stored so far. `limit` is the maximum number of seconds per run. `function(jobs)` does the work, in a worker.
    """

    def __init__(self, executor, jobs: Iterable[Job], total: int, keep: Callable[[Sequence[Result]], None],
                 on_progress: Callable[[int, int], None], limit: float | None = None, function: Callable = live):
        self.executor, self.keep, self.on_progress = executor, keep, on_progress
        self.limit, self.function = limit, function
        self.jobs, self.left = iter(jobs), total
        self.flying: dict[Future, list[Job]] = {}
        self.again: deque[list[Job]] = deque()
        self.suspects: deque[Job] = deque()
        self.losses: Counter[str] = Counter()
        self.arrived: list[Result] = []
        self.done = self.failed = self.breaks = 0
        self.alone = False  # whether a suspect is being run alone
        self.seconds, self.lived, self.kept_at = 0.0, 0, time.monotonic()

    def run(self) -> None:
        """Run until everything is done. Whatever has arrived is stored, also on interruption."""
        try:
            while self._fill() or self.flying:
                landed, _ = wait(self.flying, timeout=GROUP, return_when=FIRST_COMPLETED)
                self._land(landed)
                if time.monotonic() - self.kept_at >= GROUP:
                    self._keep()
                    getattr(self.executor, "look", int)()
            self._keep()
        except StoreError:
            raise
        except BaseException:
            self._land({future for future in self.flying
                        if future.done() and not future.cancelled() and future.exception() is None})
            self._keep()
            raise

    def _fill(self) -> bool:
        """Submit batches while the window has room; returns whether any was submitted."""
        sent = False
        while self._room() and (batch := self._next()):
            try:
                self.flying[self.executor.submit(self.function, batch, self.limit)] = batch
            except self.executor.broken:
                self.again.appendleft(batch)
                self._reopen()
            sent = True
        return sent

    def _room(self) -> bool:
        """Whether another batch may be submitted. If the executor cannot tell batches apart, a suspect runs alone."""
        if not self.executor.exact and (self.suspects or self.alone):
            self.alone = bool(self.flying) and self.alone
            return not self.flying
        return len(self.flying) < AHEAD * self.executor.workers

    def _next(self) -> list[Job]:
        if self.suspects:
            self.alone = True
            return [self.suspects.popleft()]
        if self.again:
            return self.again.popleft()
        batch = list(islice(self.jobs, self._size()))
        self.left -= len(batch)
        return batch

    def _size(self) -> int:
        """Number of runs in a batch: enough to be worth it, and fewer near the end, so that workers finish together."""
        if not self.lived or self.limit is not None:
            return 1  # no timing is known yet, or each run has a time limit of its own
        worth = WORTH / max(1e-6, self.seconds / self.lived)
        return max(1, min(MOST, int(worth), self.left // (AHEAD * self.executor.workers)))

    def _land(self, landed: set[Future]) -> None:
        for future in [future for future in self.flying if future in landed]:
            if future not in self.flying:
                continue  # the executor broke; its batches have been submitted again
            batch = self.flying.pop(future)
            try:
                results = future.result()
            except self.executor.broken:
                self.again.appendleft(batch)
                self._reopen()
            except self.executor.lost:
                late = f", or took longer than {self.limit:g} seconds" if self.limit and not self.executor.exact else ""
                self._suspect(batch, f"lost its worker process, which ended during the run{late}", 1)
            except Exception as error:
                if isinstance(error, TimeoutError) and self.limit is not None:
                    self._suspect(batch, f"took longer than {self.limit:g} seconds and was ended", LOSSES)
                else:
                    self._suspect(batch, f"could not be done by a worker: {type(error).__name__}: {error}", LOSSES)
            else:
                self._arrive(results)

    def _reopen(self) -> None:
        """Restart the executor and submit its batches again, since their state is unknown."""
        self.breaks += 1
        if self.breaks > BREAKS:
            raise WorkerLost("worker processes end before they finish a run, perhaps for lack of memory; use "
                             "fewer (workers=1)")
        for future in [future for future in self.flying if not future.done() or future.exception() is not None]:
            self.again.append(self.flying.pop(future))
        self.executor.reopen()

    def _suspect(self, batch: list[Job], why: str, weight: int) -> None:
        """Treat the runs of a batch as suspects: each is repeated alone, to find the one at fault."""
        if len(batch) == 1 and (self.alone or self.executor.exact):
            self.losses[batch[0].run_id] += weight
        if len(batch) == 1 and self.losses[batch[0].run_id] >= LOSSES:
            self._arrive([given_up(batch[0], why)])
        else:
            self.suspects.extend(batch)

    def _arrive(self, results: Sequence[Result]) -> None:
        self.breaks = 0
        self.arrived += results
        self.seconds += sum(result.seconds for result in results)
        self.lived += len(results)

    def _keep(self) -> None:
        self.kept_at = time.monotonic()
        if not self.arrived:
            return
        group = list(self.arrived)
        self.keep(group)
        del self.arrived[:len(group)]  # only now: if interrupted before, they are stored twice, which changes nothing
        self.done += len(group)
        self.failed += sum(result.error is not None for result in group)
        self.on_progress(self.done, self.failed)
