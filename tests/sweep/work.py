"""Work for the executors in tests: what a job is to do stands in its values, and nothing of the model is needed."""

from __future__ import annotations

import os
import time
from pathlib import Path

from sim.runs.store import Result
from sim.sweep.worker import Job

VERSIONS = {"of": "tests"}


def jobs(many, **special):
    """So many jobs; `special` says which of them (j3=…) do something else than returning."""
    return [Job(f"{n:032x}", f"{n % 4:032x}", {"seed": n, "does": special.get(f"j{n}", "")}) for n in range(many)]


def do(some):
    """The results of jobs, each what its number says."""
    return [_done(job) for job in some]


def nap():
    """Longer than the limit of the tests that use it, which is long beside what a job takes on a busy machine."""
    time.sleep(5.0)


def _done(job):
    what, _, where = job.values["does"].partition(" ")
    if what == "die":
        os._exit(9)
    if what == "die_once" and not Path(where).exists():
        Path(where).touch()
        os._exit(9)
    if what == "nap":
        nap()
    if what == "hang":
        time.sleep(600)
    error = "Traceback: it raised" if what == "raise" else None
    return Result(run_id=job.run_id, cell_id=job.cell_id, seed=job.values["seed"], started="", seconds=0.001,
                  state_sha256="", versions=VERSIONS, measures={} if error else {"number": float(job.values["seed"])},
                  frames=(), error=error)
