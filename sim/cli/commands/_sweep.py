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
from sim.system.text import took
from sim.system.words import later, say, say_many, translated

CELL, SCENARIO = later("cell"), later("scenario")
STATUS = {"complete": later("complete"), "failed": later("failed")}
FIRST = 5  # cells shown in a forecast


def live(plan, store, how, options, words=()) -> int:
    """Run what is missing, with a progress bar on stderr; returns 1 if runs failed."""
    notes = [*plan.notes, *once(warnings_for(store.path)), *([] if options.quiet else files_read.of_plan(plan))]
    ahead = ahead_of(plan, store, how)
    with _bar(options, len(plan)) as drawn:
        def on_progress(done, *more):
            usage.note(ahead)  # only once the store is known to be writable, so that an error is a single sentence
            usage.note(notes if more[-1] or done else [])
            drawn(done, *more)

        try:
            result = sweep(plan, store, how, on_progress, words=words)
            usage.note(notes)
        except KeyboardInterrupt:
            print(say("shequn: stopped; finished runs are stored, and the same command resumes the sweep"),
                  file=sys.stderr)
            return 130
    print(text.json_text(result.to_json()) if options.json else summary(result))
    return 1 if result.failed else 0


def ahead_of(plan, store, how) -> list[str]:
    """Notes before a sweep that needs minutes or gigabytes, estimated without running anything."""
    at_once = how.workers or worker_processes.available()
    if not _forecast.worth(*rough(sizes_of(plan), at_once), len(plan) * PER_RUN):
        return []
    runs, _ = missing(plan, store)
    estimate = costs(plan, runs, how)
    needs = estimate["seconds"], estimate["memory"], estimate["bytes"]
    return [_forecast.sentence(*needs)] if runs and _forecast.worth(*needs) else []


def summary(result) -> str:
    """The results of a sweep, in a few lines."""
    rows = [(say("cells"), f"{result.cells:,}"), (say("runs"), f"{result.runs:,}"),
            (f"  {say('stored before')}", f"{result.from_store:,}"), (f"  {say('run now')}", f"{result.simulated:,}"),
            (f"  {say('of these failed')}", f"{result.failed:,}"), (say("time"), took(result.seconds))]
    short = result.sweep_id[:8]
    name = result.name or short
    usual = result.store == str(cast(Store, Store.chosen(DEFAULT)).path)
    word, argument = ("", "") if usual else (f" --store {shlex.quote(result.store)}", f", store={result.store!r}")
    lines = [f"{result.name or say('sweep')} ({short}): {translated(STATUS[result.status])}", "",
             text.table(rows, indent="  "), "",
             say("Results are stored in {store}. Export them with: shequn export {name} FILE.csv{word} (in Python: "
                 "sim.outcomes({name!r}{argument}))", store=result.store, name=name, word=word, argument=argument)]
    if result.wide:
        lines.append(say("In {cells} cells the difference is still less precise than requested, although all allowed "
                         "seeds were used.", cells=f"{result.wide:,}"))
    if result.failed:
        lines.append(say("See why runs failed with: sqlite3 {store} 'select * from failures'",
                         store=shlex.quote(result.store)))
    return "\n".join(lines)


@contextlib.contextmanager
def _bar(options, total: int):
    """A function to be called with (done, all, failed); it draws a progress bar unless `options` say otherwise."""
    if options.quiet or not (options.progress or sys.stderr.isatty()):
        yield lambda *_: go_on()
        return
    with drawn(total, "run") as progress_bar:
        def on_progress(done, all_, failed):
            if progress_bar.total != all_ or progress_bar.n == 0:
                progress_bar.total, progress_bar.initial, progress_bar.start_t = all_, done, time.time()
                progress_bar.n = done
            progress_bar.set_description(say("{failed} failed", failed=failed) if failed else None, refresh=False)
            progress_bar.update(done - progress_bar.n)
            if done == all_:
                progress_bar.refresh()  # tqdm would skip a step that follows too soon; always show the last one
            go_on()

        yield on_progress


def forecast(plan, store, how, options) -> int:
    """Show what is to be done, without doing it: cells, runs, how many are stored, time, disk, the first cells."""
    runs, stored = missing(plan, store)
    facts = {"name": plan.name, "cells": len(plan.cells), "seeds": len(plan.first_seeds), "runs": len(runs) + stored,
             "kept": stored, "left": len(runs), **costs(plan, runs, how),
             "free_disk": shutil.disk_usage(_folder(store)).free, "notes": [*plan.notes, *files_read.of_plan(plan)],
             "first": [{"cell": cell.number, "scenario": plan.bases[cell.base].name, **cell.point}
                       for cell in plan.cells[:FIRST]]}
    print(text.json_text(facts) if options.json else as_text(plan, facts))
    return 0


def as_text(plan, facts) -> str:
    """The forecast as text."""
    auto = isinstance(plan.seeds, Auto)
    seeds = say("{least} to {most} seeds", least=plan.seeds.least, most=plan.seeds.most) if auto else \
        say_many("1 seed", "{n:,} seeds", facts["seeds"])
    size = {"cells": say_many("1 cell", "{n:,} cells", facts["cells"]), "seeds": seeds,
            "runs": say_many("1 run", "{n:,} runs", facts["runs"]), "stored": f"{facts['kept']:,}",
            "left": f"{facts['left']:,}"}
    lines = [plan.title or plan.name or say("sweep"), "", "  " + (
        say("{cells} × {seeds}: at least {runs}: {stored} stored, {left} to do.", **size) if auto else
        say("{cells} × {seeds}: {runs}: {stored} stored, {left} to do.", **size))]
    lines += [f"  {_cost(facts)}"] if facts["left"] else []
    lines += ["  " + say("Note: {note}", note=note) for note in facts["notes"]]
    paths = ["cell", "scenario", *dict.fromkeys(path for cell in plan.cells[:FIRST] for path in cell.point)]
    head = [translated(CELL), translated(SCENARIO), *paths[2:]]
    rows = [head] + [[_shown(cell.get(path)) for path in paths] for cell in facts["first"]]
    more = ["  " + say("… and {n} more", n=f"{facts['cells'] - FIRST:,}")] if facts["cells"] > FIRST else []
    return "\n".join([*lines, "", text.table(rows, indent="  "), *more])


def _cost(facts) -> str:
    """The time and the disk that is left to do."""
    values = {"time": took(facts["seconds"]), "days": facts["probe_days"], "size": f"{facts['bytes'] / 1e6:,.0f}",
              "free": f"{facts['free_disk'] / 1e9:,.0f}"}
    if facts["probe_days"]:
        return say("About {time}, estimated from {days} trial days, and {size} MB of disk ({free} GB free).", **values)
    return say("About {time}, estimated from the size, and {size} MB of disk ({free} GB free).", **values)


def _shown(value) -> str:
    """A value with all its digits."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return "" if value is None else str(value)


def _folder(store):
    return next(parent for parent in store.path.absolute().parents if parent.exists())
