"""Dask distributed: workers on many machines, with a scheduler at `address`; without one, on this machine."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from concurrent.futures import Future
from typing import Any

from sim.sweep.executors import wrong
from sim.system.words import say
from sim.system.worker_processes import WorkerLost, childless, without_main


class Gone(Exception):
    """A batch, or its results, is lost, and no run is to blame: submit it again."""


class Killed(Exception):
    """A worker ended while it did a batch."""


class Executor:
    """Submits batches through a Dask client. Whatever the scheduler loses is raised as Gone or Killed."""

    lost = (Killed,)
    broken = (Gone,)
    exact = False  # if a worker ends, everything that waited for it is lost as well

    def __init__(self, workers: int, address: str, ready=None):
        try:
            import dask
            import distributed
        except ImportError:
            raise wrong("executor", say("executor=dask needs Dask distributed; install shequn[cluster]")) from None
        if not address and childless():
            raise wrong("executor", say("this process may start no others (it is daemonic, as workers of a "
                                        "multiprocessing pool are), and executor=dask without an address starts "
                                        "workers; use executor=serial"))
        self.distributed, self.address, self.wanted, self.opened = distributed, address, workers, 0
        self._open_things = contextlib.ExitStack()
        # A batch whose worker died is returned at once; the dispatcher finds out which of its runs is to blame.
        self._open_things.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 0}))
        self._open_things.enter_context(without_main())  # as long as new workers may be started
        self.cluster: Any = None
        self.client: Any = None
        try:
            self._open()
        except BaseException:
            self.close(at_once=True)
            raise

    def _open(self) -> None:
        self.opened += 1
        if not self.address:
            self.cluster = self._cluster()
        try:
            self.client = self.distributed.Client(self.address or self.cluster, set_as_default=False, timeout=10)
        except (OSError, ValueError) as error:
            raise self._unreached(error) from None
        self.workers = max(1, sum(self.client.nthreads().values()))

    def _cluster(self):
        try:
            # Any free port. Dask's default port gives a warning if two sweeps run at once, even without dashboard.
            return self.distributed.LocalCluster(n_workers=self.wanted, threads_per_worker=1, processes=True,
                                                 dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL)
        except RuntimeError as error:  # such as "Nanny failed to start."
            raise WorkerLost(f"Dask could start no workers on this machine ({error}); try fewer of them "
                             "(workers=1), or executor=pool") from None

    def _unreached(self, error: Exception) -> Exception:
        if self.opened == 1 or not self.address:
            return wrong("address", say("there is no Dask scheduler at {address!r} ({error})", address=self.address,
                                        error=error))
        return WorkerLost(f"the Dask scheduler at {self.address} has gone; what is stored stays, and the same command "
                          "goes on where this one was")

    def submit(self, function, jobs, limit: float | None) -> Future:
        """Submit a batch to the scheduler."""
        landed: Future = Future()
        client = self.client
        try:
            sent = client.submit(within, function, jobs, limit, pure=False)
            client.loop.add_callback(land, client, sent, landed)
        except Exception as error:  # the connection is closed, which Dask reports in several ways
            raise Gone(f"{type(error).__name__}: {error}") from None
        return landed

    def reopen(self) -> None:
        """Open a new connection, and start new workers if they are ours."""
        self._end()
        self._open()

    def close(self, at_once: bool) -> None:
        """Close the connection, and end the workers if they are ours."""
        try:
            self._end()
        finally:
            self._open_things.close()

    def _end(self) -> None:
        client, cluster, self.client, self.cluster = self.client, self.cluster, None, None
        for handle in (client, cluster):
            if handle is not None:
                with contextlib.suppress(OSError, RuntimeError, TimeoutError):  # whoever it would notify may be gone
                    handle.close()


async def land(client, sent, landed: Future) -> None:
    """Transfer the results of a batch, or its exception, into a future of `concurrent.futures`.

    Dask has a function for this, but if results are lost between their announcement and their arrival, it fails and its
    future never completes.
    """
    try:
        results = await client.gather(sent, asynchronous=True)
    except BaseException as error:  # including SystemExit, which comes from a worker and would end the event loop here
        landed.set_exception(what(error, sent.status))
    else:
        landed.set_result(results)


def what(error: BaseException, status: str) -> BaseException:
    """The meaning of an error in place of results: Killed, an error of the batch itself, or else Gone."""
    name = type(error).__name__  # some versions do not have such a class
    if name == "KilledWorker" or status == "error" and not isinstance(error, Exception):
        return Killed(str(error))
    if status == "error" and name not in ("NoWorkerError", "NoValidWorkerError"):
        return error
    return Gone(f"{type(error).__name__}: {error}")


def within(function, jobs, limit: float | None):
    """`function(jobs)`. A worker that takes too long ends itself, which its nanny and the scheduler notice."""
    if limit is None:
        return function(jobs)
    bell = threading.Timer(limit, os._exit, (1,))
    bell.daemon = True
    bell.start()
    try:
        return function(jobs)
    finally:
        bell.cancel()
