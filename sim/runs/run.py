"""Runs: from a scenario to an outcome, which is stored under its identity and found again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.runs.outcome import Outcome
from sim.runs.simulate import renamed, simulate
from sim.runs.store import DEFAULT, Store
from sim.scenario import arguments
from sim.scenario.arguments import MOST_SEED, Overrides
from sim.scenario.keywords import checked
from sim.scenario.loading import prepare
from sim.system.words import say

if TYPE_CHECKING:
    import pandas

    from sim.scenario import Scenario

# Imported where it is needed, so that what is stored can be found and read without the engine.

__all__ = ["MOST_SEED", "Outcome", "simulate", "outcomes", "prepare", "renamed", "run", "series"]


@checked("sim.run")
def run(scenario: str | Path | Scenario = "base", seed: int | None = None, overrides: Overrides = (),
        store: str | Path | Store | None = DEFAULT, threads: int = 1,
        progress: Callable[[int], object] | None = None) -> Outcome:
    """Run a scenario and return its results, or read them from the store if the same run is stored.

    `scenario` is a name, the path of a file, or a loaded scenario. `seed` is the random seed; without it, the
    scenario's own is used. `overrides` change parameters: ["members.count=1000"], or {"members.count": 1000}. `store`
    is a path, a `Store`, None to store nothing, or the default (results/shequn.db). `threads` changes the time that
    the run takes, but not its results. `progress(day)` is called after each day.

    Raises ScenarioError, which lists every problem before anything is run, and StoreError if the store cannot be used.
    If the run ended but could not be stored, `outcomes` of that StoreError holds its results.
    """
    from sim.runs.identity import run_id

    chosen, threads = prepare(scenario, seed, overrides), arguments.count("threads", threads)
    arguments.function("progress", progress)
    identity, chosen_store = run_id(chosen.values), Store.chosen(store)
    if chosen_store:
        stored = chosen_store.find([identity])
        if stored:
            return renamed(stored[identity], chosen)
        chosen_store.check()
    outcome = simulate(chosen, identity, threads, progress)
    if chosen_store:
        chosen_store.put([outcome])
    return outcome


@checked("sim.outcomes")
def outcomes(name: str | None = None, parameters: str | Iterable[str] | None = (),
             store: str | Path | Store | None = DEFAULT, scenario: str | None = None) -> pandas.DataFrame:
    """All stored runs, or those of a sweep or scenario, one per row.

    `name` is the name of a sweep (if there are several, the one started last), its id or the first characters of its
    id, or the name of a scenario. `scenario` excludes all other scenarios. `parameters` are dotted paths, such as
    "trust.negativity", for which columns are added.

    The rows of a sweep are in the order of cell and seed. Their columns are sweep, cell, scenario, one for each path
    that varies, one for each of `parameters`, seed, run_id, status ("done" or "failed"), seconds, and the measures,
    which are NaN if a run failed. Otherwise the oldest run comes first, and the columns are run_id, scenario, seed,
    started, seconds, one for each of `parameters`, and the measures. Without a name, a store that does not exist yet
    gives no rows. Raises StoreError.
    """
    for which, value in (("name", name), ("scenario", scenario)):
        arguments.text(which, "" if value is None else value, "outcomes")
    return _store(store).outcomes(name, arguments.texts("parameters", parameters, "outcomes"), scenario)


@checked("sim.series")
def series(run_id: str, measure: str | None = None,
           store: str | Path | Store | None = DEFAULT) -> pandas.DataFrame:
    """The daily measures of a stored run, one row per day.

    The first characters of `run_id` are enough. With a `measure`, `run_id` is the name or id of a sweep, and the
    frame has one column for each of its runs (cell, seed). Raises StoreError.
    """
    arguments.text("run_id", run_id, "series")
    if measure is not None:
        return _store(store).series(run_id, arguments.text("measure", measure, "series"))
    return _store(store).get(run_id).series


def _store(choice: str | Path | Store | None) -> Store:
    from sim.runs.store import StoreError

    store = Store.chosen(choice)
    if store is None:
        raise StoreError(say("store=None stores nothing; name the store to read"))
    return store
