"""Start worker processes that ignore Ctrl-C and end when their parent does, however it ends.

Each worker watches one end of a pipe; only the parent holds the other.
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

from sim.system import blas

# What takes longest to import, and is no part of this package: whoever starts workers may have found that elsewhere.
SHARED = ("numpy", "numba.np.arrayobj", "scipy.special", "pandas")


class WorkerLost(RuntimeError):
    """Worker processes ended before they had finished their work."""


def available() -> int:
    """Number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def childless() -> bool:
    """Whether this process may not start others (as in a worker of `multiprocessing.Pool`)."""
    return bool(multiprocessing.current_process().daemon)


def context():
    """A multiprocessing context that starts fresh processes. A forked copy would inherit locks of other threads."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    _serve_without_interrupts()
    return multiprocessing.get_context("forkserver")


def _serve_without_interrupts() -> None:
    """Start the fork server with Ctrl-C blocked. Workers inherit this and are safe before they call `begin`.

    The server imports what is `SHARED` once, for all workers; not from the current folder, and without a thread, which
    a fork would not take along (Arrow, which pandas uses, has one that tidies memory up).
    """
    blas.one_thread()
    forkserver.set_forkserver_preload(list(SHARED))
    resource_tracker.ensure_running()  # first, because starting it unblocks Ctrl-C
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with _set(PYTHONSAFEPATH="1", JE_ARROW_MALLOC_CONF="background_thread:false"):
            forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _set(**variables: str):
    """Set variables of the environment for a while."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextlib.contextmanager
def without_main():
    """Hide the caller's script while workers start. They do not need it and would run it again."""
    main, hidden = sys.modules["__main__"], types.ModuleType("__main__")
    hidden.__spec__ = None
    sys.modules["__main__"] = hidden
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def begin(watched) -> None:
    """Call in a new worker: ignore Ctrl-C and end when the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(watched,), daemon=True).start()


def _end_with_parent(watched) -> None:
    with contextlib.suppress(EOFError, OSError):
        watched.recv()
    os._exit(1)
