"""What a worker does: it does a batch of runs, one after the other, and writes nothing."""

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
    """One run to do: `values` are complete and checked, the seed among them."""

    run_id: str
    cell_id: str
    values: dict = field(repr=False)


def live(jobs: Sequence[Job]) -> list[Result]:
    """The results of these runs, in their order. What a run raises is its own affair: it is part of its result."""
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


_agreed: set[str] = set()  # the hashes of the engine under which this process has agreed with whoever directs it


def _agree(job: Job) -> None:
    """Once a process: RuntimeError when this worker would call the run by another name, having other code."""
    from sim.runs import identity

    if identity.core() in _agreed:
        return
    if identity.run_id(job.values) != job.run_id:
        raise RuntimeError("this worker has another version of Shequn, or of a library, than the process that runs the "
                           "sweep; install the same versions")
    _agreed.add(identity.core())


def given_up(job: Job, why: str) -> Result:
    """The result of a run that never came to an end."""
    return _failed(job, now(), 0.0, f"the run {why}")


def _failed(job: Job, started: str, seconds: float, error: str) -> Result:
    return Result(job.run_id, job.cell_id, job.values["seed"], started, seconds, error=error)


def now() -> str:
    """This moment, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")
