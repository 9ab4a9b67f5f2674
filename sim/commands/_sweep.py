"""What `shequn sweep` shows: what is to be done, how far it is, and the results."""

from __future__ import annotations

import contextlib
import shutil
import sys
import time

from sim.commands import _text
from sim.commands._progress import drawn, go_on
from sim.commands._text import took
from sim.store.filesystem import warnings_for
from sim.sweep.run import sweep
from sim.sweep.seeds import Auto

FIRST = 5  # cells shown of those to come
PROBE = 8  # days that are run to estimate how long a run takes
PER_RUN, PER_DAY = 6_000, 60  # bytes a run takes in a store, measured on the scenarios that come along


def live(plan, store, how, options, words=()) -> int:
    """Run what is missing, with a bar on stderr; 1 when runs failed."""
    notes = [*plan.notes, *warnings_for(store.path)]
    with _bar(options, len(plan)) as drawn:
        def told(done, *more):
            _noted(notes if more[-1] or done else [])  # not before something was lived: a refusal is one sentence
            drawn(done, *more)

        try:
            found = sweep(plan, store, how, told, words=words)
            _noted(notes)
        except KeyboardInterrupt:
            print("shequn: stopped; finished runs are stored, and the same command resumes the sweep",
                  file=sys.stderr)
            return 130
    print(_text.json_text(found.to_json()) if options.json else summary(found))
    return 1 if found.failed else 0


def _noted(notes: list[str]) -> None:
    """Say notes on stderr, once."""
    from tqdm import tqdm

    while notes:
        tqdm.write(f"shequn: note: {notes.pop(0)}", file=sys.stderr)


def summary(found) -> str:
    """What became of a sweep, in a few lines."""
    rows = [("cells", f"{found.cells:,}"), ("runs", f"{found.runs:,}"), ("  stored before", f"{found.found:,}"),
            ("  run now", f"{found.lived:,}"), ("  of these failed", f"{found.failed:,}"),
            ("time", took(found.seconds))]
    short = found.sweep_id[:8]
    name = found.name or short
    lines = [f"{found.name or 'sweep'} ({short}): {found.status}", "", _text.table(rows, indent="  "), "",
             f"Results are stored in {found.store}. Export them with: shequn export {name} FILE.csv "
             f"(in Python: sim.outcomes({name!r}))"]
    if found.wide:
        lines.append(f"In {found.wide:,} cells the difference is still less precise than requested, although all "
                     "allowed seeds were used.")
    if found.failed:
        lines.append(f"See why runs failed with: sqlite3 {found.store} 'select * from failures'")
    return "\n".join(lines)


@contextlib.contextmanager
def _bar(options, total: int):
    """A function to be told (done, all, failed); it draws a bar where one is wanted."""
    if options.quiet or not (options.progress or sys.stderr.isatty()):
        yield lambda *_: go_on()
        return
    with drawn(total, "run") as made:
        def told(done, all_, failed):
            if made.total != all_ or made.n == 0:
                made.total, made.initial, made.start_t = all_, done, time.time()
                made.n = done
            made.set_description(f"{failed} failed" if failed else None, refresh=False)
            made.update(done - made.n)
            if done == all_:
                made.refresh()  # the last step is seen, however soon after the one before
            go_on()

        yield told


def forecast(plan, store, how, options) -> int:
    """Show what is to be done, without doing it: cells, runs, how many are stored, time, disk, the first cells."""
    left, kept = missing(plan, store)
    found = {"name": plan.name, "cells": len(plan.cells), "seeds": len(plan.first_seeds), "runs": len(left) + kept,
             "kept": kept, "left": len(left), **costs(plan, left, how),
             "free_disk": shutil.disk_usage(_folder(store)).free, "notes": list(plan.notes),
             "first": [{"cell": cell.number, "scenario": plan.bases[cell.base].name, **cell.point}
                       for cell in plan.cells[:FIRST]]}
    print(_text.json_text(found) if options.json else as_text(plan, found))
    return 0


def missing(plan, store) -> tuple[list, int]:
    """The runs of a plan that are not kept, (cell, seed, run id), each once; and how many are kept."""
    wanted = {run_id: (cell, seed) for cell, seed, run_id in plan.runs()}
    there = store.done(list(wanted))
    return [(*which, run_id) for run_id, which in wanted.items() if run_id not in there], len(there)


def costs(plan, left, how) -> dict:
    """Seconds and bytes that are still needed, from some days of the first of these runs, lived now."""
    from sim import workers

    if not left:
        return {"seconds": 0.0, "bytes": 0, "probe_days": 0}
    cell, seed, _ = left[0]
    values = plan.values(cell, seed)
    lived, build, each = _probe(values)
    at_once = min(how.workers or workers.available(), len(left))
    sizes = [(one["run"]["days"], one["members"]["count"] / values["members"]["count"])
             for one in (plan.values(cell) for cell, _, _ in left)]
    return {"seconds": sum((build + each * days) * members for days, members in sizes) / at_once, "probe_days": lived,
            "bytes": sum(PER_RUN + PER_DAY * days for days, _ in sizes)}


def _probe(values) -> tuple[int, float, float]:
    """Days lived, seconds to build, and seconds a day."""
    from sim import warm
    from sim.economy import Economy

    days = min(PROBE, values["run"]["days"])
    warm.up([values])
    clock = time.perf_counter()
    economy = Economy(values)
    build, clock = time.perf_counter() - clock, time.perf_counter()
    for _ in range(days):
        economy.step()
    return days, build, (time.perf_counter() - clock) / days


def as_text(plan, found) -> str:
    """The forecast for people."""
    auto = isinstance(plan.seeds, Auto)
    seeds = f"{plan.seeds.least} to {plan.seeds.most} seeds" if auto else f"{found['seeds']} seeds"
    lines = [plan.title or plan.name or "sweep", "",
             f"  {found['cells']:,} cells × {seeds}: {'at least ' if auto else ''}{found['runs']:,} runs: "
             f"{found['kept']:,} stored, {found['left']:,} to do."]
    if found["left"]:
        lines.append(f"  About {took(found['seconds'])}, estimated from {found['probe_days']} trial days, and "
                     f"{found['bytes'] / 1e6:,.0f} MB of disk ({found['free_disk'] / 1e9:,.0f} GB free).")
    lines += [f"  Note: {one}" for one in found["notes"]]
    paths = ["cell", "scenario", *dict.fromkeys(path for one in plan.cells[:FIRST] for path in one.point)]
    rows = [paths] + [[_shown(one.get(path)) for path in paths] for one in found["first"]]
    more = [f"  … and {found['cells'] - FIRST:,} more"] if found["cells"] > FIRST else []
    return "\n".join([*lines, "", _text.table(rows, indent="  "), *more])


def _shown(value) -> str:
    return "" if value is None else _text.number(value) if isinstance(value, float) else str(value)


def _folder(store):
    return next(one for one in store.path.absolute().parents if one.exists())
