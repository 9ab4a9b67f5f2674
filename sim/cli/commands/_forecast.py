"""Notes on the time, memory and disk space that large runs will need."""

from __future__ import annotations

import contextlib
import sys

from sim.sweep.forecast import rough
from sim.system.text import took

# Imported where it is needed, so that `--help` and a sentence about bad input come at once.

LONG, LARGE = 60.0, 1e9  # seconds and bytes from which a note is given
MOST_SEEDS = 100_000  # more are refused


def worth(seconds: float, *amounts: float) -> bool:
    """Whether this needs minutes or gigabytes."""
    return seconds >= LONG or any(one >= LARGE for one in amounts)


def sentence(seconds: float, memory: float, disk: float = 0.0) -> str:
    """What is needed, for the end of a note."""
    parts = [f"about {took(seconds)}"] if seconds >= LONG else []
    parts += [f"{one / 1e9:,.1f} GB of {what}" for one, what in ((memory, "memory"), (disk, "disk")) if one >= LARGE]
    return f"this needs {' and '.join(parts)}; Ctrl-C stops it"


def note(seconds: float, memory: float) -> None:
    """Print the note on stderr if it is worth it."""
    if worth(seconds, memory):
        print(f"shequn: note: {sentence(seconds, memory)}", file=sys.stderr)


def of_scenarios(names, overrides, seeds: int, store, at_once: int) -> None:
    """The note for runs of scenarios that are not stored. Problems of the scenarios are reported elsewhere."""
    from sim.runs import identity
    from sim.runs import run as runs
    from sim.runs.store import StoreError
    from sim.scenario import ScenarioError

    if seeds > MOST_SEEDS:
        return
    with contextlib.suppress(ScenarioError, StoreError, OSError):
        chosen = [one if hasattr(one, "values") else runs.prepare(one, overrides=overrides) for one in names]
        values = [one.values for one in chosen]
        if not worth(*rough(((seeds, one["run"]["days"], one["members"]["count"]) for one in values), at_once)):
            return
        own = [[one["seed"]] if seeds == 1 else range(1, seeds + 1) for one in values]
        ids = [[identity.run_id({**one, "seed": seed}) for seed in some] for one, some in zip(values, own, strict=True)]
        there = set() if store is None else set(store.done([one for some in ids for one in some]))
        note(*rough(((sum(one not in there for one in some), of["run"]["days"], of["members"]["count"])
                     for some, of in zip(ids, values, strict=True) if not set(some) <= there), at_once))
