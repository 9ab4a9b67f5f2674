"""The work of a worker: run a batch of runs, one after the other. It writes nothing."""

from __future__ import annotations

import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sim.runs.store import Result

# Imported where it is needed, so that words are read and refused without the engine.


@dataclass(frozen=True)
class Job:
    """One run to do: `values` are complete and checked, including the seed."""

    run_id: str
    cell_id: str
    values: dict = field(repr=False)


def live(jobs: Sequence[Job]) -> list[Result]:
    """The results of these runs, in order. An exception of a run becomes part of its result."""
    return [_lived(job) for job in jobs]


def _lived(job: Job) -> Result:
    from sim.runs import simulate
    from sim.scenario import Scenario

    started, clock = now(), time.perf_counter()
    try:
        _agree(job)
        outcome = simulate.simulate(Scenario("", "", "", job.values), job.run_id)
    except Exception:
        return _failed(job, started, time.perf_counter() - clock, traceback.format_exc())
    return Result.of(outcome, job.cell_id)


_agreed: set[tuple] = set()  # hashes of engine and plug-ins on which this process and its parent agree


def _agree(job: Job) -> None:
    """Check that this worker has the same code, once for each: RuntimeError if it would name the run differently."""
    from sim.runs import identity

    of_run = (identity.core(), *(identity.plugin(kind, name) for kind, name in sorted(set(identity.named(job.values)))))
    if of_run in _agreed:
        return
    if identity.run_id(job.values) != job.run_id:
        raise RuntimeError("this worker has another version of Shequn, of a library or of a plug-in than the process "
                           "that runs the sweep; install the same versions")
    _agreed.add(of_run)


def given_up(job: Job, why: str) -> Result:
    """The result of a run that was given up."""
    return _failed(job, now(), 0.0, f"the run {why}")


def _failed(job: Job, started: str, seconds: float, error: str) -> Result:
    return Result(job.run_id, job.cell_id, job.values["seed"], started, seconds, error=error)


def now() -> str:
    """The current time (UTC, ISO 8601)."""
    return datetime.now(UTC).isoformat(timespec="seconds")
