"""Runs: one economy lived from its scenario to its outcome, kept under its identity, and found again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sim import notebook
from sim.keywords import checked
from sim.scenario import arguments
from sim.scenario.arguments import MOST_SEED, Overrides, prepared
from sim.store import DEFAULT, Store

if TYPE_CHECKING:
    import pandas

    from sim.scenario import Scenario

__all__ = ["MOST_SEED", "Outcome", "lived", "outcomes", "prepared", "renamed", "run", "series"]


@dataclass(frozen=True, eq=False, repr=False)
class Outcome:
    """What came of a run. `found` says that it was kept from an earlier run and not lived now.

    `parameters` are the checked values, `measures` the numbers of the whole run by name. `series` has one row a day
    (index "day") and one column a daily measure; `communities` one row a day and community. `seconds` is how long the
    run took when it was lived, `started` when that was (UTC, ISO 8601).
    """

    run_id: str
    scenario: str
    title: str
    about: str
    seed: int
    parameters: dict
    measures: dict[str, float]
    series: pandas.DataFrame
    communities: pandas.DataFrame
    state_sha256: str
    started: str
    seconds: float
    versions: dict[str, str]
    found: bool = False

    def __repr__(self) -> str:
        members = self.parameters["members"]["count"]
        return notebook.line("Outcome", notebook.name(self.scenario), f"seed {self.seed}", f"{len(self.series)} days",
                             f"{members:,} members", f"run {self.run_id[:8]}", "found" if self.found else "")

    def _repr_html_(self) -> str:
        return notebook.table(repr(self), notebook.measured(self.measures))


@checked("sim.run")
def run(scenario: str | Path | Scenario = "base", seed: int | None = None, overrides: Overrides = (),
        store: str | Path | Store | None = DEFAULT, threads: int = 1,
        progress: Callable[[int], object] | None = None) -> Outcome:
    """Live a scenario (a name, a path, or one that is loaded), or find its outcome when this very run is kept.

    `seed` and `overrides` (["members.count=1000"], or {"members.count": 1000}) change the scenario. `store` is a path,
    a `Store`, None for none, or the default. `progress(day)` is called after each day. Raises ScenarioError, and
    StoreError, whose `outcomes` hold what was lived when it could not be kept.
    """
    from sim.identity import run_id

    chosen, threads = prepared(scenario, seed, overrides), arguments.count("threads", threads)
    arguments.function("progress", progress)
    identity, kept = run_id(chosen.values), Store.chosen(store)
    if kept:
        there = kept.find([identity])
        if there:
            return renamed(there[identity], chosen)
        kept.check()
    outcome = lived(chosen, identity, threads, progress)
    if kept:
        kept.put([outcome])
    return outcome


def lived(scenario: Scenario, identity: str | None = None, threads: int = 1,
          progress: Callable[[int], object] | None = None) -> Outcome:
    """Live a prepared scenario, without looking anything up and without keeping anything."""
    from sim import identity as identities
    from sim import warm

    identity = identity or identities.run_id(scenario.values)
    started, clock = datetime.now(UTC).isoformat(timespec="seconds"), time.perf_counter()
    with warm.helper(scenario.values):
        economy = _built(scenario, threads).run(progress)
    state = economy.state_sha256()  # before anything looks at it
    found = Outcome(run_id=identity, scenario=scenario.name, title=scenario.title, about=scenario.about,
                    seed=scenario.values["seed"], parameters=_plain(economy.values), measures=economy.outcomes(),
                    series=economy.series(), communities=economy.recorder.community_frame(),
                    state_sha256=state, started=started, versions=identities.versions(),
                    seconds=time.perf_counter() - clock)
    vars(economy).clear()  # it and its agents point at each other; its columns go at once, and what is left is small
    return found


def _plain(value):
    """The value with lists in the place of tuples, as a store gives it back."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value


def _built(scenario: Scenario, threads: int):
    """The economy before its first day; what is wrong with its edge list is a ScenarioError like everything else."""
    from sim.economy import Economy
    from sim.scenario import Problem, ScenarioError

    file = scenario.values["ties"]["file"]
    try:
        return Economy(scenario.values, threads=threads)
    except ValueError as error:
        if not file or not str(error).startswith(str(Path(file))):
            raise
        raise ScenarioError(Problem(scenario.name, None, "ties.file", f"ties.file: {error}")) from None


def renamed(outcome: Outcome, scenario: Scenario) -> Outcome:
    """A kept outcome under the name by which it was asked for now: names are no part of a run's identity."""
    return replace(outcome, scenario=scenario.name, title=scenario.title, about=scenario.about)


@checked("sim.outcomes")
def outcomes(name: str | None = None, parameters: str | Iterable[str] | None = (),
             store: str | Path | Store | None = DEFAULT, scenario: str | None = None) -> pandas.DataFrame:
    """All kept runs, or those of a sweep or a scenario, one a row.

    `name` is that of a sweep (of several the one launched last), its id or the beginning of that, else that of a
    scenario. Of a sweep, by cell and seed: sweep, cell, scenario, one column for each path that varies, one for each of
    `parameters` (dotted paths such as "trust.negativity"), seed, run_id, status ("done" or "failed"), seconds, then the
    measures, which are NaN where a run failed. Otherwise the oldest first: run_id, scenario, seed, started, seconds,
    `parameters`, measures. `scenario` leaves out other scenarios. No store yet and no name: no rows. Raises StoreError.
    """
    for which, value in (("name", name), ("scenario", scenario)):
        arguments.text(which, "" if value is None else value, "outcomes")
    return _store(store).outcomes(name, arguments.texts("parameters", parameters, "outcomes"), scenario)


@checked("sim.series")
def series(run_id: str, measure: str | None = None,
           store: str | Path | Store | None = DEFAULT) -> pandas.DataFrame:
    """The daily measures of a kept run, one row a day; the beginning of its id is enough. Raises StoreError.

    With a `measure`, `run_id` is the name or id of a sweep: one column for each of its runs (cell, seed).
    """
    arguments.text("run_id", run_id, "series")
    if measure is not None:
        return _store(store).series(run_id, arguments.text("measure", measure, "series"))
    return _store(store).get(run_id).series


def _store(choice: str | Path | Store | None) -> Store:
    from sim.store import StoreError

    found = Store.chosen(choice)
    if found is None:
        raise StoreError("store=None stores nothing; name the store to read")
    return found
