"""Run jobs in several processes. Each worker runs one economy at a time, in one thread, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from sim.system.worker_processes import WorkerLost, begin, childless, context, without_main


def run_all(function: Callable, jobs: Sequence[tuple], workers: int, done: Callable[[Any], None]) -> list:
    """`function(*job)` for every job; the results are in the order of the jobs.

    `done(result)` is called in this process as each result arrives. With one worker, or if this process may not start
    others, everything happens in this process.
    The first error, or Ctrl-C, ends all workers and is raised.
    """
    if min(workers, len(jobs)) <= 1 or childless():
        return [_reported(done, function(*job)) for job in jobs]
    fresh = context()
    watched, held = fresh.Pipe(duplex=False)
    try:
        with ProcessPoolExecutor(min(workers, len(jobs)), fresh, initializer=begin, initargs=(watched,)) as pool:
            return _watched(pool, held, function, jobs, done)
    finally:
        held.close()  # also if Ctrl-C comes while the pool is being closed
        watched.close()


def _watched(pool, held, function, jobs, done) -> list:
    try:
        return _collect(pool, function, jobs, done)
    except BaseException as error:
        held.close()
        pool.shutdown(wait=True, cancel_futures=True)
        if isinstance(error, BrokenProcessPool):
            raise WorkerLost("a worker process was killed, perhaps because memory ran out; "
                             "compare again with fewer workers (--workers 1)") from None
        raise


def _collect(pool, function, jobs, done) -> list:
    with without_main():
        waiting = {pool.submit(function, *job): n for n, job in enumerate(jobs)}
    results = {}
    for future in as_completed(waiting):
        results[waiting[future]] = _reported(done, future.result())
    return [results[n] for n in range(len(jobs))]


def _reported(done, result):
    done(result)
    return result
