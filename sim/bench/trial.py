"""Measure one contestant in its own process: `python -m sim.bench.trial NAME WORK.npz RESULT.json DAYS SECONDS`.

Time is processor time in all threads of the process. A rehearsal with a few hundred members compiles and loads
libraries before time and memory are measured.
"""

from __future__ import annotations

import gc
import json
import re
import statistics
import sys
import time
from importlib import metadata
from pathlib import Path

from sim.bench import memory, peers, workload

REHEARSAL, REHEARSAL_DAYS = 300, 2
ENOUGH = 1.0  # processor seconds of days, after which a fast contestant is not repeated
ROUNDS = 25  # maximum
PATIENCE = 20.0  # seconds of set-up, above which a contestant is not repeated
_STATUS, _FORGET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def main(words: list[str]) -> int:
    """Run, and write the measurements."""
    name, work, result, days, seconds = words
    measured = run(peers.find(name), workload.load(Path(work)), int(days), float(seconds))
    Path(result).write_text(json.dumps(measured))
    return 0


def run(contestant, work: workload.Work, days: int, seconds: float) -> dict:
    """Run one contestant with the workload, for about `seconds` seconds of days at most.

    `speed` is member-days per processor second, the median of `rounds` runs. `bytes_held` and `bytes_peak` are the
    growth of the process per member in the first run, at its end and at most; the ends are those of the first run too.
    """
    short = workload.build(REHEARSAL)
    live(contestant.build(short), REHEARSAL_DAYS, seconds)
    gc.collect()
    before = _forget_peak()
    result, model = once(contestant, work, days, seconds)
    gc.collect()
    grown = {"bytes_held": _apiece(memory.resident(), before, work), "bytes_peak": _apiece(peak(), before, work)}
    del model
    return result | grown | repeated(contestant, work, days, seconds, result) | {"versions": versions(contestant)}


def once(contestant, work, days, seconds) -> tuple[dict, object]:
    """Set up and run once."""
    began = time.process_time()
    model = contestant.build(work)
    ready = time.process_time()
    spent, days_run, course = live(model, days, seconds, contestant.ROLE == peers.YARDSTICK)
    adopters, lapsed, trust = model.ends()
    return {"days": days_run, "seconds": spent, "setup_seconds": ready - began,
            "speed": work.members * days_run / spent, "adopters": adopters, "lapsed": lapsed, "trust": trust,
            "course": course}, model


def live(model, days: int, seconds: float, watched: bool = False) -> tuple[float, int, list]:
    """Run days until there are enough or another would take too long: seconds taken, number, ends of each."""
    spent, days_run, course = 0.0, 0, []
    while days_run < days and (days_run == 0 or spent * (days_run + 1) / days_run <= seconds):
        began = time.process_time()
        model.step()
        spent += time.process_time() - began
        days_run += 1
        if watched:
            course.append(model.ends())
    return spent, days_run, course


def repeated(contestant, work, days, seconds, first: dict) -> dict:
    """Repeat a fast run with other random numbers: the median speed and set-up time of all rounds."""
    speeds, setups, spent = [first["speed"]], [first["setup_seconds"]], first["seconds"]
    while spent < ENOUGH and len(speeds) < ROUNDS and sum(setups) < PATIENCE:
        repeat, _ = once(contestant, work.reseeded(work.seed + len(speeds)), days, seconds)
        speeds.append(repeat["speed"])
        setups.append(repeat["setup_seconds"])
        spent += repeat["seconds"]
    return {"speed": statistics.median(speeds), "setup_seconds": statistics.median(setups), "rounds": len(speeds)}


def versions(contestant) -> dict[str, str]:
    """Versions of a contestant's libraries."""
    return {name: metadata.version(name) for name in contestant.LIBRARIES}


def peak() -> int | None:
    """Maximum memory of this process in bytes since the last reset; None if unknown."""
    try:
        kilobytes = re.search(r"VmHWM:\s+(\d+)", _STATUS.read_text())
    except OSError:
        return None
    return int(kilobytes[1]) * 1024 if kilobytes else None


def _forget_peak() -> int | None:
    """Reset the maximum, if the system allows it; returns the present memory."""
    try:
        _FORGET.write_text("5")
    except OSError:
        pass
    return memory.resident()


def _apiece(now: int | None, before: int | None, work) -> float | None:
    return None if now is None or before is None else max(0, now - before) / work.members


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
