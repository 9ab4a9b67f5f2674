"""Estimate the time, memory and disk space that the runs of a sweep need, before any is run."""

from __future__ import annotations

import time
from collections.abc import Iterable

from sim.system import worker_processes

# Imported where it is needed, so that words are read and refused without the engine.

RATE = 2.5e6  # members × days per second in one process, for the shipped scenarios
PER_MEMBER = 480  # bytes of memory, measured with ten million members
PROBE = 8  # days of the trial run that estimates the time of a run
PROBED = 200_000  # members up to which a trial is run; for more, the time is estimated from the size
PER_RUN, PER_DAY = 6_000, 60  # bytes in the store, measured on the shipped scenarios


def rough(sizes: Iterable[tuple[int, int, int]], at_once: int) -> tuple[float, float]:
    """Seconds and bytes of memory, estimated by size alone; `sizes` are (runs, days, members)."""
    listed = list(sizes)
    runs = sum(count for count, _, _ in listed)
    busy = max(1, min(at_once, runs))
    work = sum(count * days * members for count, days, members in listed)
    return work / RATE / busy, busy * PER_MEMBER * max((members for _, _, members in listed), default=0)


def sizes_of(plan):
    """(runs, days, members) of every cell, or of all cells of a base together if these do not vary."""
    import numpy as np

    seeds = len(plan.first_seeds)
    if any(axis.scalar and axis.path in ("run.days", "members.count") for axis in plan.axes):
        cells = ((1, plan.values(cell)) for cell in plan.cells)
    else:
        cells = zip(np.bincount(plan.of_base).tolist(), (base.values for base in plan.bases), strict=True)
    for count, values in cells:
        yield count * seeds, values["run"]["days"], values["members"]["count"]


def missing(plan, store) -> tuple[list, int]:
    """The runs of a plan that are not stored, (cell, seed, run id), each once; and the number of stored ones."""
    by_run_id = {run_id: (cell, seed) for cell, seed, run_id in plan.runs()}
    stored = store.done(list(by_run_id))
    return [(*which, run_id) for run_id, which in by_run_id.items() if run_id not in stored], len(stored)


def costs(plan, runs, how) -> dict:
    """Seconds and bytes that are still needed, estimated from a trial of some days of the first of these runs."""
    if not runs:
        return {"seconds": 0.0, "bytes": 0, "memory": 0.0, "probe_days": 0}
    cell, seed, _ = runs[0]
    first = plan.values(cell, seed)
    at_once = min(how.workers or worker_processes.available(), len(runs))
    sizes = [(1, values["run"]["days"], values["members"]["count"])
             for values in (plan.values(cell) for cell, _, _ in runs)]
    seconds, memory = rough(sizes, at_once)
    probe_days = 0
    if first["members"]["count"] <= PROBED:
        probe_days, build, each = _probe(first)
        seconds = sum((build + each * days) * members for _, days, members in sizes)
        seconds /= first["members"]["count"] * at_once
    return {"seconds": seconds, "probe_days": probe_days, "memory": memory,
            "bytes": sum(PER_RUN + PER_DAY * days for _, days, _ in sizes)}


def _probe(values) -> tuple[int, float, float]:
    """Days run, seconds to build, and seconds per day."""
    from sim.model.economy import Economy
    from sim.runs import warmup

    days = min(PROBE, values["run"]["days"])
    warmup.up([values])
    clock = time.perf_counter()
    economy = Economy(values)
    build, clock = time.perf_counter() - clock, time.perf_counter()
    for _ in range(days):
        economy.step()
    return days, build, (time.perf_counter() - clock) / days
