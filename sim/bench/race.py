"""Run one workload with each contestant in its own process, one after the other, with one thread."""

from __future__ import annotations

import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from sim import __version__
from sim.bench import likeness, peers, workload

LIMIT = 400.0  # wall-clock seconds for one contestant and population, including set-up
SECONDS = 60.0  # processor seconds for the days of one contestant
SPARE = 0.8  # share of the free memory that a contestant may be expected to need
_ONE = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")} | {"POLARS_MAX_THREADS": "1"}


def raced(sizes: Sequence[int], days: int, only: Sequence[str], seconds: float,
          on_progress: Callable[[str], None]) -> dict:
    """All results as plain values: machine, contestants, and a result of each for each size."""
    order = [*peers.of_role(peers.YARDSTICK), *peers.of_role(peers.FLOOR), *peers.of_role(peers.OURS),
             *(name for name in peers.of_role(peers.PEER) if not only or name in only)]
    tables: list[dict] = []
    for members in sorted(sizes):
        tables.append(population(members, days, order, seconds, tables[-1] if tables else {}, on_progress))
    return {"shequn": __version__, "python": platform.python_version(), "machine": machine(), "days": days,
            "seconds": seconds, "load": max((table["load"] for table in tables), default=0.0), "sizes": tables,
            "contestants": {name: {"title": peers.find(name).TITLE, "role": peers.find(name).ROLE,
                                   "lighter": peers.find(name).LIGHTER, "note": getattr(peers.find(name), "NOTE", "")}
                            for name in order}}


def population(members: int, days: int, order, seconds: float, smaller: dict, on_progress) -> dict:
    """One table: the results of all contestants for a number of members."""
    on_progress(f"creating the network of {members:,} members")
    work = workload.build(members)
    results: dict[str, dict] = {}
    load = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "work.npz"
        workload.save(work, path)
        for name in order:
            on_progress(f"{members:,} members: {peers.find(name).TITLE}")
            reason = unaffordable(members, smaller["results"][name], smaller["members"]) if smaller else None
            results[name] = {"not_measured": reason} if reason else trial(name, path, days, seconds)
            load = max(load, busy())
    judged(results, members)
    return {"members": members, "ties": int(work.a.size), "load": load, "results": results}


def trial(name: str, work: Path, days: int, seconds: float) -> dict:
    """The measurements of one contestant in its own process, or why there are none."""
    lacking = peers.missing(peers.find(name))
    if lacking:
        return {"not_measured": f"not installed: {', '.join(lacking)}"}
    into = work.with_name(f"{name}.json")
    if peers.find(name).ROLE == peers.YARDSTICK:
        seconds = LIMIT / 2  # it should run all days, so that every other end can be compared with its
    command = [sys.executable, "-m", "sim.bench.trial", name, str(work), str(into), str(days), str(seconds)]
    try:
        done = subprocess.run(command, env=os.environ | _ONE, capture_output=True, text=True, timeout=LIMIT,
                              errors="replace", check=False)
    except subprocess.TimeoutExpired:
        return {"not_measured": f"not finished within {LIMIT:.0f} s, set-up included"}
    if done.returncode:
        return {"not_measured": _reason(done)}
    return json.loads(into.read_text())


def _reason(done) -> str:
    if done.returncode < 0:
        why = ", probably because memory ran out" if done.returncode == -9 else ""
        return f"ended by signal {-done.returncode}{why}"
    return (done.stderr.strip().splitlines() or ["ended without a message"])[-1]


def unaffordable(members: int, before: dict, had: int) -> str | None:
    """Why a population is not tried, from what a smaller one of `had` members needed; None if it is."""
    if "not_measured" in before:
        return None
    times, free = members / had, free_memory()
    needed = (before["bytes_peak"] or 0) * members
    if free is not None and needed > SPARE * free:
        return f"needs about {needed / 2**30:.0f} GiB of memory, and {free / 2**30:.0f} GiB are free"
    seconds = times * (before["setup_seconds"] + before["seconds"] / before["days"])
    return f"set-up and one day would take about {seconds:,.0f} s" if seconds > LIMIT else None


def judged(results: dict[str, dict], members: int) -> None:
    """Add to each result how many times as fast Shequn is, and any difference from the yardstick."""
    ours = next((results[name] for name in peers.of_role(peers.OURS) if name in results), {})
    course: list = next((results[name].pop("course", []) for name in peers.of_role(peers.YARDSTICK)), [])
    for name, result in results.items():
        result.pop("course", None)
        if "not_measured" in result:
            continue
        result["ratio"] = ours["speed"] / result["speed"] if "speed" in ours else None
        if math.isnan(result["trust"]):
            result["trust"] = None
        if not peers.find(name).LIGHTER and result["days"] <= len(course):
            result["unlike"] = likeness.fault(result, course, members)


def machine() -> dict:
    """The processor, its cores and the memory of this machine, as far as the system says."""
    try:
        cpuinfo = Path("/proc/cpuinfo").read_text()
        model = next(line.partition(":")[2].strip() for line in cpuinfo.splitlines() if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor() or platform.machine()
    return {"processor": model, "cores": os.cpu_count(), "system": platform.system(),
            "memory_gib": _memory("MemTotal", 2**30)}


def busy() -> float:
    """Mean number of processes that wanted a processor in the last minute, including this one; 0 if unknown."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def free_memory() -> int | None:
    """Bytes of memory that are available now; None if the system does not say."""
    return _memory("MemAvailable", 1)


def _memory(name: str, unit: int) -> int | None:
    try:
        line = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith(f"{name}:"))
    except (OSError, StopIteration):
        return None
    return round(int(line.split()[1]) * 1024 / unit)
