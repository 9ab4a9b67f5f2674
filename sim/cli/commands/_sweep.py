"""The output of `shequn sweep`: what is to be done, progress, and results."""

from __future__ import annotations

import contextlib
import shlex
import shutil
import sys
import time
from typing import cast

from sim.cli import files_read, usage
from sim.cli.commands import _forecast
from sim.runs.store import DEFAULT, Store
from sim.runs.store.filesystem import once, warnings_for
from sim.sweep.forecast import PER_RUN, costs, missing, rough, sizes_of
from sim.sweep.launch import sweep
from sim.sweep.seeds import Auto
from sim.system import text, worker_processes
from sim.system.progress import drawn, go_on
from sim.system.text import counted, took

FIRST = 5  # cells shown in a forecast


def live(plan, store, how, options, words=()) -> int:
    """Run what is missing, with a progress bar on stderr; returns 1 if runs failed."""
    notes = [*plan.notes, *once(warnings_for(store.path)), *([] if options.quiet else files_read.of_plan(plan))]
    ahead = ahead_of(plan, store, how)
    with _bar(options, len(plan)) as drawn:
        def told(done, *more):
            usage.note(ahead)  # only once the store is known to be writable, so that an error is a single sentence
            usage.note(notes if more[-1] or done else [])
            drawn(done, *more)

        try:
            found = sweep(plan, store, how, told, words=words)
            usage.note(notes)
        except KeyboardInterrupt:
            print("shequn: stopped; finished runs are stored, and the same command resumes the sweep",
                  file=sys.stderr)
            return 130
    print(text.json_text(found.to_json()) if options.json else summary(found))
    return 1 if found.failed else 0


def ahead_of(plan, store, how) -> list[str]:
    """Notes before a sweep that needs minutes or gigabytes, estimated without running anything."""
    at_once = how.workers or worker_processes.available()
    if not _forecast.worth(*rough(sizes_of(plan), at_once), len(plan) * PER_RUN):
        return []
    left, _ = missing(plan, store)
    found = costs(plan, left, how)
    said = found["seconds"], found["memory"], found["bytes"]
    return [_forecast.sentence(*said)] if left and _forecast.worth(*said) else []


def summary(found) -> str:
    """The results of a sweep, in a few lines."""
    rows = [("cells", f"{found.cells:,}"), ("runs", f"{found.runs:,}"), ("  stored before", f"{found.found:,}"),
            ("  run now", f"{found.lived:,}"), ("  of these failed", f"{found.failed:,}"),
            ("time", took(found.seconds))]
    short = found.sweep_id[:8]
    name = found.name or short
    usual = found.store == str(cast(Store, Store.chosen(DEFAULT)).path)
    word, argument = ("", "") if usual else (f" --store {shlex.quote(found.store)}", f", store={found.store!r}")
    lines = [f"{found.name or 'sweep'} ({short}): {found.status}", "", text.table(rows, indent="  "), "",
             f"Results are stored in {found.store}. Export them with: shequn export {name} FILE.csv{word} "
             f"(in Python: sim.outcomes({name!r}{argument}))"]
    if found.wide:
        lines.append(f"In {found.wide:,} cells the difference is still less precise than requested, although all "
                     "allowed seeds were used.")
    if found.failed:
        lines.append(f"See why runs failed with: sqlite3 {shlex.quote(found.store)} 'select * from failures'")
    return "\n".join(lines)


@contextlib.contextmanager
def _bar(options, total: int):
    """A function to be called with (done, all, failed); it draws a progress bar unless `options` say otherwise."""
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
                made.refresh()  # tqdm would skip a step that follows too soon; always show the last one
            go_on()

        yield told


def forecast(plan, store, how, options) -> int:
    """Show what is to be done, without doing it: cells, runs, how many are stored, time, disk, the first cells."""
    left, kept = missing(plan, store)
    found = {"name": plan.name, "cells": len(plan.cells), "seeds": len(plan.first_seeds), "runs": len(left) + kept,
             "kept": kept, "left": len(left), **costs(plan, left, how),
             "free_disk": shutil.disk_usage(_folder(store)).free, "notes": [*plan.notes, *files_read.of_plan(plan)],
             "first": [{"cell": cell.number, "scenario": plan.bases[cell.base].name, **cell.point}
                       for cell in plan.cells[:FIRST]]}
    print(text.json_text(found) if options.json else as_text(plan, found))
    return 0


def as_text(plan, found) -> str:
    """The forecast as text."""
    auto = isinstance(plan.seeds, Auto)
    seeds = f"{plan.seeds.least} to {plan.seeds.most} seeds" if auto else counted(found["seeds"], "seed")
    least = "at least " if auto else ""
    lines = [plan.title or plan.name or "sweep", "",
             f"  {counted(found['cells'], 'cell')} × {seeds}: {least}{counted(found['runs'], 'run')}: "
             f"{found['kept']:,} stored, {found['left']:,} to do."]
    if found["left"]:
        how = f"estimated from {found['probe_days']} trial days" if found["probe_days"] else "estimated from the size"
        lines.append(f"  About {took(found['seconds'])}, {how}, and {found['bytes'] / 1e6:,.0f} MB of disk "
                     f"({found['free_disk'] / 1e9:,.0f} GB free).")
    lines += [f"  Note: {one}" for one in found["notes"]]
    paths = ["cell", "scenario", *dict.fromkeys(path for one in plan.cells[:FIRST] for path in one.point)]
    rows = [paths] + [[_shown(one.get(path)) for path in paths] for one in found["first"]]
    more = [f"  … and {found['cells'] - FIRST:,} more"] if found["cells"] > FIRST else []
    return "\n".join([*lines, "", text.table(rows, indent="  "), *more])


def _shown(value) -> str:
    """A value with all its digits."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return "" if value is None else str(value)


def _folder(store):
    return next(one for one in store.path.absolute().parents if one.exists())
