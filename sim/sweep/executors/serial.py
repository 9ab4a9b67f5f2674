"""In this process, one run after the other: for looking into a run with a debugger, and for machines of one core."""

from __future__ import annotations

import contextlib
import signal
import threading
from concurrent.futures import Future

from sim.sweep.executors import wrong


class _Late(BaseException):
    """The time is over; no error of the run, which therefore does not get to see it as one."""


class Executor:
    """Works while it is asked to; there is nothing that could break."""

    lost: tuple = ()
    broken: tuple = ()
    exact = True
    workers = 1

    def __init__(self, workers: int, address: str, ready=None):
        if ready:
            ready()

    def submit(self, function, jobs, limit: float | None) -> Future:
        """Do it now."""
        future: Future = Future()
        try:
            with _at_most(limit):
                future.set_result(function(jobs))
        except _Late:
            future.set_exception(TimeoutError())
        return future

    def reopen(self) -> None:
        """Nothing to begin anew."""

    def close(self, at_once: bool) -> None:
        """Nothing to end."""


@contextlib.contextmanager
def _at_most(limit: float | None):
    """_Late inside the block once it has taken `limit` seconds, as soon as Python gets a word in."""
    if limit is None:
        yield
        return
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        raise wrong("limit", "executor=serial can set a time limit only in the main thread of a system that has "
                             "alarms; executor=pool can everywhere")

    def ring(*_):
        raise _Late

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
