"""Notes on the time, memory and disk space that large runs will need."""

from __future__ import annotations

import contextlib
import sys

from sim.sweep.forecast import rough
from sim.system.text import took
from sim.system.words import say

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

LONG, LARGE = 60.0, 1e9  # seconds and bytes from which a note is given
MOST_SEEDS = 100_000  # more are refused


def worth(seconds: float, *amounts: float) -> bool:
    """Whether this needs minutes or gigabytes."""
    return seconds >= LONG or any(amount >= LARGE for amount in amounts)


def sentence(seconds: float, memory: float, disk: float = 0.0) -> str:
    """What is needed, for the end of a note."""
    parts = [say("about {time}", time=took(seconds))] if seconds >= LONG else []
    parts += [say("{size} GB of memory", size=f"{memory / 1e9:,.1f}")] if memory >= LARGE else []
    parts += [say("{size} GB of disk", size=f"{disk / 1e9:,.1f}")] if disk >= LARGE else []
    return say("this needs {parts}; Ctrl-C stops it", parts=say(" and ").join(parts))


def note(seconds: float, memory: float) -> None:
    """Print the note on stderr if it is worth it."""
    if worth(seconds, memory):
        print(say("{program}: note: {note}", program="shequn", note=sentence(seconds, memory)), file=sys.stderr)


def of_scenarios(names, overrides, seeds: int, store, at_once: int, further: int = 0) -> None:
    """The note for runs of scenarios that are not stored. Problems of the scenarios are reported elsewhere.

    `further` runs are added for each scenario that has runs to make.
    """
    from sim.runs import identity
    from sim.runs import run as runs
    from sim.runs.store import StoreError
    from sim.scenario import ScenarioError

    if seeds > MOST_SEEDS:
        return
    with contextlib.suppress(ScenarioError, StoreError, OSError):
        chosen = [scenario if hasattr(scenario, "values") else runs.prepare(scenario, overrides=overrides)
                  for scenario in names]
        values = [scenario.values for scenario in chosen]
        all_of_them = [(seeds + further, of["run"]["days"], of["members"]["count"]) for of in values]
        if not worth(*rough(all_of_them, at_once)):
            return
        own = [[settings["seed"]] if seeds == 1 else range(1, seeds + 1) for settings in values]
        ids = [[identity.run_id({**settings, "seed": seed}) for seed in own_seeds]
               for settings, own_seeds in zip(values, own, strict=True)]
        stored = set() if store is None else set(store.done([run_id for run_ids in ids for run_id in run_ids]))
        missing = [len(set(run_ids) - stored) for run_ids in ids]
        note(*rough(((n + further, days, people) for n, (_, days, people) in zip(missing, all_of_them, strict=True)
                     if n), at_once))
