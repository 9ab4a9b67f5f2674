"""Dask distributed: workers on many machines, under a scheduler at `address`, or on this one where none is given."""

from __future__ import annotations

import logging
import os
import threading
from concurrent.futures import CancelledError, Future

from sim.sweep.engines import wrong


class Engine:
    """Batches go through a Dask client; the scheduler sends those of a worker that has gone to another one."""

    exact = False  # with a worker, everything that waited for it is lost

    def __init__(self, workers: int, address: str, ready=None):
        try:
            import dask
            from distributed import Client, KilledWorker, LocalCluster
        except ImportError:
            raise wrong("engine", "engine=dask needs Dask distributed; install shequn[cluster]") from None
        self.lost = (KilledWorker,)
        self.broken = (CancelledError,)  # the scheduler has gone, or has forgotten what it was given
        self.address, self.wanted = address, workers
        self.cluster: LocalCluster | None = None
        # A batch whose worker has died comes back at once: the loop finds out which of its runs is to blame.
        self._quiet = dask.config.set({"distributed.comm.timeouts.connect": "10s",
                                       "distributed.scheduler.allowed-failures": 0})
        self._make_cluster, self._make_client = LocalCluster, Client
        self._open()

    def _open(self) -> None:
        if not self.address:
            self.cluster = self._make_cluster(n_workers=self.wanted, threads_per_worker=1, processes=True,
                                              dashboard_address=None, silence_logs=logging.CRITICAL)
        try:
            self.client = self._make_client(self.address or self.cluster, set_as_default=False)
        except (OSError, ValueError) as error:
            raise wrong("address", f"there is no Dask scheduler at {self.address!r} ({error})") from None
        self.executor = self.client.get_executor(pure=False)
        self.workers = max(1, sum(self.client.nthreads().values()))

    def submit(self, function, jobs, limit: float | None) -> Future:
        """Send a batch to the scheduler."""
        try:
            return self.executor.submit(within, function, jobs, limit)
        except RuntimeError as error:
            raise CancelledError(str(error)) from None

    def reopen(self) -> None:
        """A new connection, and new workers if they are ours."""
        self._end(True)
        self._open()

    def close(self, at_once: bool) -> None:
        """Let go of the scheduler, and of the workers if they are ours."""
        self._end(at_once)
        self._quiet.__exit__(None, None, None)

    def _end(self, at_once: bool) -> None:
        self.executor.shutdown(wait=not at_once)
        self.client.close()
        if self.cluster is not None:
            self.cluster.close()
            self.cluster = None


def within(function, jobs, limit: float | None):
    """`function(jobs)`; a worker that takes too long ends itself, which its nanny and the scheduler notice."""
    if limit is None:
        return function(jobs)
    bell = threading.Timer(limit, os._exit, (1,))
    bell.daemon = True
    bell.start()
    try:
        return function(jobs)
    finally:
        bell.cancel()
