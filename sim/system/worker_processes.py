"""Processes that work for this one: fresh ones, deaf to Ctrl-C, and gone as soon as this one is, however it ends.

Each watches the far end of a pipe that only its parent holds.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import types
from multiprocessing import forkserver, resource_tracker


class WorkerLost(RuntimeError):
    """Worker processes ended before they had done their work."""


def available() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def childless() -> bool:
    """Whether this process may start no others, as a worker of `multiprocessing.Pool` may not."""
    return bool(multiprocessing.current_process().daemon)


def context():
    """Fresh processes, never copies of this one: a copy would hold locks of threads that it does not have."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    _serve_without_interrupts()
    return multiprocessing.get_context("forkserver")


def _serve_without_interrupts() -> None:
    """Start the server of new processes with Ctrl-C blocked, which they inherit: it may come before `begin` does."""
    resource_tracker.ensure_running()  # first, because starting it unblocks Ctrl-C here
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def without_main():
    """While workers start, hide the caller's script from them: they need nothing of it, and would run it again."""
    main, hidden = sys.modules["__main__"], types.ModuleType("__main__")
    hidden.__spec__ = None
    sys.modules["__main__"] = hidden
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def begin(watched) -> None:
    """In a new worker: leave Ctrl-C to the parent, and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(watched,), daemon=True).start()


def _end_with_parent(watched) -> None:
    with contextlib.suppress(EOFError, OSError):
        watched.recv()
    os._exit(1)
