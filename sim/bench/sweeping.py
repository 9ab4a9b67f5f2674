"""Measure the overhead of sweeps: planning, handing over, storing, resuming and reading."""

from __future__ import annotations

import functools
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sim.bench import memory

# Imported where it is needed, so that memory and time are measured from a bare start.

MANY = 100_000  # runs of the large plans
VERSIONS = {"of": "the bench"}
WEIGHED = ("scenario=xiaomi", "run.days=30", "members.count=10000")  # runs after which a worker's memory is measured


@functools.cache
def _measures() -> dict[str, float]:
    return {f"measure_{n}": n / 7.0 for n in range(40)}


@functools.cache
def _frames(path: str):
    """The frames of a real run, as written by `_write_frames`."""
    with open(path, "rb") as file:
        return pickle.load(file)


def _write_frames(path: Path) -> Path:
    """Run a year of a scenario and write its frames into a file, from which workers read them."""
    from sim.runs import run as runs

    outcome = runs.run("xiaomi", 1, ["members.count=2000", "run.days=365"], store=None)
    path.write_bytes(pickle.dumps({"series": outcome.series, "communities": outcome.communities}))
    return path


def trivial(jobs):
    """Runs without a simulation: forty measures, no series."""
    return [_result(job, ()) for job in jobs]


def trivial_with_series(path: str, jobs):
    """The same with a year of daily series from a real run, packed anew for each run."""
    from sim.runs.store.codec import packed

    return [_result(job, tuple((kind, *packed(frame)) for kind, frame in _frames(path).items())) for job in jobs]


def weighed(folder: str, jobs):
    """Real runs; each worker records its memory after each batch in a file of its own."""
    from sim.sweep.worker import live

    results = live(jobs)
    with Path(folder, str(os.getpid())).open("a") as file:
        file.write(f"{memory.resident() or 0}\n")
    return results


def _result(job, frames):
    from sim.runs.store import Result

    return Result(job.run_id, job.cell_id, job.values["seed"], "2026-01-01T00:00:00+00:00", 1e-6, "0" * 64, VERSIONS,
                  _measures(), frames)


def question(cells: int, seeds: int) -> list[str]:
    """Words for `cells` cells (a cube of three parameters) with `seeds` seeds each."""
    side = round(cells ** (1 / 3))
    rest = cells // side ** 2
    return ["scenario=base", f"seed=range(0,{seeds})", f"members.count=range(100,{100 + rest})",
            "trust.half_life=" + ",".join(str(100 + n) for n in range(side)),
            "trust.inertia=" + ",".join(f"{1 + n / side:.6f}" for n in range(side))]


def measured(runs: int, workers: int, economies: int, on_progress: Callable[[str], None]) -> dict:
    """All figures. `runs` is the number of trivial runs for the overhead of a run, `economies` the number of full runs
    for the load of the processors."""
    with tempfile.TemporaryDirectory() as folder:
        figures: dict = {"workers": workers, "trivial_runs": runs}
        on_progress("running one year for its daily series")
        with_series = functools.partial(trivial_with_series, str(_write_frames(Path(folder, "frames"))))
        for name, function in (("without_series", trivial), ("with_series", with_series)):
            on_progress(f"running {runs:,} trivial runs {name.replace('_', ' ')}")
            figures[f"milliseconds_a_run_{name}"] = _overhead(Path(folder, f"{name}.db"), runs, workers, function)
        on_progress("reading one measure of all runs")
        figures |= _read(Path(folder, "with_series.db"), runs)
        for cells, seeds in ((MANY, 1), (MANY // 32, 32)):
            on_progress(f"planning {cells:,} cells × {seeds} seed{'s' if seeds > 1 else ''}")
            figures[f"planning_{cells}_cells_{seeds}_seeds"] = _planned(cells, seeds)
        on_progress(f"running {MANY:,} trivial runs, then resuming the finished sweep")
        figures |= _again(Path(folder, "many.db"), workers)
        if economies:
            on_progress(f"running {economies} full runs of 10,000 members and 365 days")
            figures |= _busy(Path(folder, "busy.db"), economies, workers)
            on_progress(f"running {economies} runs of 10,000 members and 30 days, and measuring the memory of workers")
            figures |= _weights(Path(folder), economies, workers)
        return figures


def _swept(store: Path, cells: int, seeds: int, workers: int, function, on_progress=None):
    return _asked_of(question(cells, seeds), store, workers, function, on_progress)


def _asked_of(words: list[str], store: Path, workers: int, function, on_progress=None):
    from sim.sweep.launch import ExecutionOptions, sweep
    from sim.sweep.planner import plan
    from sim.sweep.words import of_words

    return sweep(plan(of_words(words)), store, ExecutionOptions("pool", workers), on_progress, function)


def _overhead(store: Path, runs: int, workers: int, function) -> float:
    """Milliseconds per run, from planning to the last commit."""
    clock = time.perf_counter()
    result = _swept(store, max(1, runs // 10), 10, workers, function)
    return 1000.0 * (time.perf_counter() - clock) / result.simulated


def _read(store: Path, runs: int) -> dict:
    from sim.runs.store import Store

    with_blobs = store.stat().st_size
    name = _asked(store, "select sweep_id from sweep")
    clock = time.perf_counter()
    frame = Store(store).mean_series(name, "trust")
    return {"seconds_to_read_a_mean_series": time.perf_counter() - clock, "kilobytes_a_run": with_blobs / runs / 1000,
            "days_read": len(frame)}


def _asked(store: Path, query: str):
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(store)) as db:
        return db.execute(query).fetchone()[0]


def _planned(cells: int, seeds: int) -> dict:
    """Seconds and memory of planning, in a process of its own."""
    import json
    import subprocess

    process = subprocess.run([sys.executable, "-c", "import sys; from sim.bench import sweeping; "
                              f"print(sweeping.plan_alone({cells}, {seeds}))"], capture_output=True, text=True,
                             check=True)
    return json.loads(process.stdout)


def plan_alone(cells: int, seeds: int) -> str:
    """Plan, including the identity of every run; returns seconds and peak memory as JSON."""
    import json

    from sim.sweep.planner import plan
    from sim.sweep.words import of_words

    words, clock = question(cells, seeds), time.perf_counter()
    runs = sum(1 for _ in plan(of_words(words)).runs())
    return json.dumps({"runs": runs, "seconds": time.perf_counter() - clock,
                       "megabytes": memory.peak() / 1e6})


def _again(store: Path, workers: int) -> dict:
    """Restart a finished sweep, and measure the memory of the directing process while a sweep grows."""
    by_tenth: dict[int, int | None] = {}

    def on_progress(done, runs, failed):
        by_tenth[10 * done // runs] = memory.resident()

    clock = time.perf_counter()
    runs = _swept(store, MANY, 1, workers, trivial, on_progress).simulated
    duration, clock = time.perf_counter() - clock, time.perf_counter()
    _swept(store, MANY, 1, workers, trivial)
    return {"large_sweep_runs": runs, "seconds_of_a_large_sweep": duration,
            "seconds_to_find_it_finished": time.perf_counter() - clock,
            "megabytes_of_the_director": {f"{10 * tenth} %": (size or 0) / 1e6
                                          for tenth, size in sorted(by_tenth.items())}}


def _busy(store: Path, economies: int, workers: int) -> dict:
    """Share of the processors' time that real runs use, from the command to the last commit, once compiled."""
    from sim.runs import warmup
    from sim.sweep.launch import ExecutionOptions, sweep
    from sim.sweep.planner import plan
    from sim.sweep.words import of_words

    asked = plan(of_words(["scenario=xiaomi", "run.days=365", "members.count=10000", f"seed=range(1,{economies + 1})"]))
    warmup.up([asked.bases[0].values])
    result = sweep(asked, store, ExecutionOptions("pool", workers))
    busy_seconds = _asked(store, "select sum(seconds) from run")
    return {"economies": result.simulated, "seconds_of_economies": result.seconds,
            "share_of_processors": busy_seconds / result.seconds / workers}


def _weights(folder: Path, economies: int, workers: int) -> dict:
    """The largest memory of a worker after its first batch of runs, and after its last."""
    notes = folder / "weights"
    notes.mkdir()
    words = [*WEIGHED, f"seed=range(1,{economies + 1})"]
    result = _asked_of(words, folder / "weights.db", workers, functools.partial(weighed, str(notes)))
    by_worker = [[int(size) for size in path.read_text().split()] for path in notes.iterdir()]
    return {"weighed_runs": result.simulated, "megabytes_of_a_worker": {
        "first": max(sizes[0] for sizes in by_worker) / 1e6, "last": max(sizes[-1] for sizes in by_worker) / 1e6}}


def lines(figures: dict) -> list[str]:
    """The figures as lines of text."""
    flat: dict[str, float] = {}
    for name, value in figures.items():
        parts = value.items() if isinstance(value, dict) else [("", value)]
        flat |= {f"{name}: {label}".rstrip(": "): number for label, number in parts}
    return [f"  {name.replace('_', ' '):<50}{value:>14{',.3f' if isinstance(value, float) else ','}}"
            for name, value in flat.items()]
