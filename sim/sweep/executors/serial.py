"""Run in this process, one run after the other: for debuggers, and for machines with one core."""

from __future__ import annotations

import contextlib
import signal
import threading
from concurrent.futures import Future

from sim.sweep.executors import wrong
from sim.system.words import say


class _Late(BaseException):
    """The time limit is over. Not an Exception, so that the run does not handle it as an error of its own."""


class Executor:
    """Runs batches as they are submitted; nothing can break."""

    lost: tuple = ()
    broken: tuple = ()
    exact = True
    workers = 1

    def __init__(self, workers: int, address: str, ready=None):
        if ready:
            ready()

    def submit(self, function, jobs, limit: float | None) -> Future:
        """Run the batch now."""
        future: Future = Future()
        try:
            with _at_most(limit):
                future.set_result(function(jobs))
        except _Late:
            future.set_exception(TimeoutError())
        return future

    def reopen(self) -> None:
        """Nothing to restart."""

    def close(self, at_once: bool) -> None:
        """Nothing to end."""


@contextlib.contextmanager
def _at_most(limit: float | None):
    """Raise _Late inside the block after `limit` seconds, as soon as Python can run the signal handler."""
    if limit is None:
        yield
        return
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        raise wrong("limit", say("executor=serial can set a time limit only in the main thread of a system that has "
                                 "alarms; executor=pool can everywhere"))

    def ring(*_):
        raise _Late

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
