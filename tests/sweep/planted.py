"""Sweeps with planted results: real plans, launched and stored as always, whose runs are a formula, not a year."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from sim.runs.store import Result
from sim.runs.store.codec import packed
from sim.scenario.paths import held
from sim.sweep.launch import ExecutionOptions, sweep
from sim.sweep.planner import plan
from sim.sweep.report.stored import Stored, stored
from sim.sweep.words import of_words

HERE = ExecutionOptions(executor="serial")
SMALL = ("members.count=100", "run.days=10")


def planted(store, words, measures: Callable[[dict, int], dict | None], days: int = 0, small=SMALL) -> Stored:
    """The stored sweep of `words`: `measures(values, seed)` are the measures of a run; None for a run that fails.

    With `days`, profit grows in a straight line from −1,000 on the first day to its value on the last.
    """
    def done(jobs):
        return [_result(job, measures(job.values, job.values["seed"]), days) for job in jobs]

    found = sweep(plan(of_words([*words, *small])), store, HERE, function=done, words=[*words, *small])
    return stored(found.sweep_id, store)


def _result(job, measured, days: int) -> Result:
    if measured is None:
        return Result(job.run_id, job.cell_id, job.values["seed"], "", 0.1, error="Traceback: planted")
    line = pd.DataFrame({"profit": np.linspace(-1000.0, measured["profit"], days)},
                        index=pd.RangeIndex(days, name="day"))
    whole = {"series": line, "communities": pd.DataFrame({"day": [0], "community": ["circle"]})}
    frames = tuple((kind, *packed(frame)) for kind, frame in whole.items()) if days else ()
    return Result(job.run_id, job.cell_id, job.values["seed"], "", 0.1, "0" * 64, {"numpy": "2"}, measured, frames)


def noise(seed: int) -> float:
    """The chance that all cells with a seed share."""
    return float(np.random.default_rng(seed).normal())


def at(values: dict, path: str):
    """A value of a run."""
    return held(values, path)
