"""A pool of processes on this machine. A run that hangs is ended with its worker, which is then replaced."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pebble
from pebble.common import CONSTS, Result, ResultStatus

from sim.system.worker_processes import begin, context, without_main

# A worker that is killed while it holds the channel's lock never releases it. The others wait this many seconds for it
# before they end and are replaced. The lock is held for as long as a batch or a result takes to be transferred.
CONSTS.channel_lock_timeout = 15.0


class Executor:
    """Processes that do one batch at a time, in one thread each."""

    lost = (pebble.ProcessExpired,)
    exact = True
    broken = (BrokenProcessPool,)  # an idle worker was killed, and all batches are returned

    def __init__(self, workers: int, address: str, ready=None):
        self.workers, self.ready, self._hidden = workers, ready, contextlib.ExitStack()
        self._hidden.enter_context(without_main())  # as long as new workers may be started
        self._open()

    def _open(self) -> None:
        fresh = context()
        self._unseen: set[int] = set()
        self._watched, self._held = fresh.Pipe(duplex=False)
        self._pool = pebble.ProcessPool(self.workers, initializer=_begin,
                                       initargs=(self._watched, self.ready), context=fresh)

    def submit(self, function, jobs, limit: float | None) -> Future:
        """Queue a batch. Raises BrokenProcessPool if the pool has broken in the meantime."""
        try:
            return self._pool.schedule(function, args=(jobs,), timeout=limit)
        except RuntimeError as error:
            raise BrokenProcessPool(str(error)) from None

    def look(self) -> None:
        """Fail the batches of workers that ended unnoticed, for which the sweep would wait forever.

        When a worker ends, Pebble looks once for its batch. On a busy machine it may learn only afterwards that the
        worker had begun one.
        """
        manager = self._pool._pool_manager
        alive = set(manager.worker_manager.workers)
        lost = {task.id for task in list(manager.task_manager.tasks.values())
                if task.worker_id and task.worker_id not in alive and not task.future.done()}
        for task_id in lost & self._unseen:  # only at the second look, because Pebble itself may be about to fail them
            manager.task_manager.task_done(
                task_id, Result(ResultStatus.ERROR, pebble.ProcessExpired("ended unnoticed")))
        self._unseen = lost - self._unseen

    def reopen(self) -> None:
        """Start new workers after the old ones have ended."""
        self._end(True)
        self._open()

    def close(self, at_once: bool) -> None:
        """End the workers."""
        try:
            self._end(at_once)
        finally:
            self._hidden.close()

    def _end(self, at_once: bool) -> None:
        if at_once:
            self._held.close()  # the workers then end by themselves
            self._pool.stop()
        else:
            self._pool.close()
        self._pool.join()
        self._held.close()
        self._watched.close()


def _begin(watched, ready) -> None:
    begin(watched)
    if ready:
        ready()
