"""Many runs over a few processes. A worker runs one economy at a time with one thread, and never writes anything.

Workers end when their parent does, however it ends: each watches the far end of a pipe that only the parent holds.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import types
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver, resource_tracker
from typing import Any


class WorkerLost(RuntimeError):
    """A worker process ended before it had done its work."""


def available() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_all(function: Callable, jobs: Sequence[tuple], workers: int, done: Callable[[Any], None]) -> list:
    """`function(*job)` for every job; the results in the order of the jobs, whichever worker was first.

    `done(result)` is called in this process as each result arrives. With one worker all happens in this process.
    The first error, or Ctrl-C, ends all workers and is raised.
    """
    if min(workers, len(jobs)) <= 1:
        return [_told(done, function(*job)) for job in jobs]
    context = _context()
    watched, held = context.Pipe(duplex=False)
    try:
        with ProcessPoolExecutor(min(workers, len(jobs)), context, initializer=_begin, initargs=(watched,)) as pool:
            return _watched(pool, held, function, jobs, done)
    finally:
        held.close()  # also when Ctrl-C comes while the pool is being closed
        watched.close()


def _watched(pool, held, function, jobs, done) -> list:
    try:
        return _collect(pool, function, jobs, done)
    except BaseException as error:
        held.close()
        pool.shutdown(wait=True, cancel_futures=True)
        if isinstance(error, BrokenProcessPool):
            raise WorkerLost("a worker process was killed, perhaps for want of memory; "
                             "compare again with fewer workers (--workers 1)") from None
        raise


def _collect(pool, function, jobs, done) -> list:
    with _without_main():
        waiting = {pool.submit(function, *job): n for n, job in enumerate(jobs)}
    found = {}
    for one in as_completed(waiting):
        found[waiting[one]] = _told(done, one.result())
    return [found[n] for n in range(len(jobs))]


def _told(done, result):
    done(result)
    return result


def _context():
    """Fresh processes, never copies of this one: a copy would hold locks of threads that it does not have."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    _serve_without_interrupts()
    return multiprocessing.get_context("forkserver")


def _serve_without_interrupts() -> None:
    """Start the server of new processes with Ctrl-C blocked, which they inherit: it may come before `_begin` does."""
    resource_tracker.ensure_running()  # first, because starting it unblocks Ctrl-C here
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _without_main():
    """While workers start, hide the caller's script from them: they need nothing of it, and would run it again."""
    main, hidden = sys.modules["__main__"], types.ModuleType("__main__")
    hidden.__spec__ = None
    sys.modules["__main__"] = hidden
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _begin(watched) -> None:
    """In a new worker: leave Ctrl-C to the parent, and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(watched,), daemon=True).start()


def _end_with_parent(watched) -> None:
    with contextlib.suppress(EOFError, OSError):
        watched.recv()
    os._exit(1)
