"""The runs of rows: each arm with each seed, read from the store or run and stored, once even if rows share it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from typing import Any

import pebble

from sim.runs import run as runs
from sim.runs import simulate, warmup
from sim.runs.identity import named, run_id
from sim.runs.outcome import Outcome
from sim.runs.store import Store
from sim.scenario import Scenario, arguments, load
from sim.sweep import executors
from sim.system.worker_processes import WorkerLost, childless
from sim.validation.levers._row import Row, Settings


@dataclass(frozen=True)
class Size:
    """How large rows are run, if not as they say; `overrides` apply to every arm, before the arm's own settings."""

    members: int | None = None
    days: int | None = None
    seeds: int | None = None
    overrides: tuple = ()

    def of(self, row: Row) -> Row:
        """The row in this size."""
        return replace(row, members=self.members or row.members, days=self.days or row.days,
                       seeds=self.seeds or row.seeds)


@dataclass
class Wanted:
    """The runs that are needed: the run of each seed of each arm of each row."""

    size: Size = field(default_factory=Size)
    ids: dict[tuple[str, str, int], str] = field(default_factory=dict)
    scenarios: dict[str, Scenario] = field(default_factory=dict)

    def add(self, name: str, row: Row, arms: Mapping[str, Settings] | None = None) -> None:
        """Add all arms of a row (or `arms` of it). Raises ScenarioError if a setting does not fit."""
        row = self.size.of(row)
        for arm, settings in (row.arms if arms is None else arms).items():
            self._add(name, arm, arm_of(row, settings, self.size.overrides), row.seeds)

    def add_plain(self, name: str, row: Row) -> None:
        """Add all arms of a row whose own settings give its numbers of members and days, unless the size does."""
        count = (self.size.members or 0) * row.settings.get("run.scale", 1)
        size = {"members.count": count, "run.days": self.size.days}
        common = [*arguments.changes(dict(row.settings)),
                  *arguments.changes({path: value for path, value in size.items() if value}), *self.size.overrides]
        for arm, settings in row.arms.items():
            scenario = load(row.base, [*common, *arguments.changes(dict(settings))])
            self._add(name, arm, scenario, self.size.seeds or row.seeds)

    def _add(self, name: str, arm: str, scenario: Scenario, seeds: int) -> None:
        for seed in range(1, seeds + 1):
            seeded = runs.prepare(scenario, seed)
            self.ids[name, arm, seed] = identity = run_id(seeded.values)
            self.scenarios.setdefault(identity, seeded)

    def outcomes(self, name: str, find: Callable[[Sequence[str]], Mapping]) -> list[dict[str, Outcome]]:
        """The outcomes of a row, which `find` returns by ids: for each seed a mapping from arm to outcome."""
        own = {(arm, seed): identity for (row, arm, seed), identity in self.ids.items() if row == name}
        outcomes = find(list(dict.fromkeys(own.values())))
        by_seed: dict[int, dict[str, Outcome]] = {}
        for (arm, seed), identity in own.items():
            by_seed.setdefault(seed, {})[arm] = outcomes[identity]
        return [by_seed[seed] for seed in sorted(by_seed)]


def arm_of(row: Row, settings: Settings, overrides: Iterable = ()) -> Scenario:
    """The scenario of an arm: the row's base, its own settings, its size, the user's overrides, then the arm's."""
    scale = {"run.scale": row.people / row.members} if row.people > row.members else {}
    size = {"members.count": max(row.people, row.members), "run.days": row.days, **scale}
    return load(row.base, [*arguments.changes(dict(row.settings)), *arguments.changes(size), *overrides,
                           *arguments.changes(dict(settings))])


class Workers:
    """Worker processes for the runs of arms, started on demand and kept until closed.

    A context manager. Outcomes are stored as they arrive; without a store they are kept in memory.
    """

    def __init__(self, count: int, store: Store | None):
        self.count, self.store = count, store
        self.executor: Any = None
        self.held: dict[str, Outcome] = {}
        self.warmed: set[tuple] = set()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind, *error) -> None:
        if self.executor is not None:
            self.executor.close(at_once=kind is not None)

    def run(self, wanted: Wanted, on_progress: Callable[[int], object] = lambda done: None) -> None:
        """Run what is not stored. `on_progress(done)` is called as runs arrive and are stored.

        Raises StoreError.
        """
        stored = self.store.done(list(wanted.scenarios)) if self.store else self.held.keys()
        missing = [(scenario, identity) for identity, scenario in wanted.scenarios.items() if identity not in stored]
        done = len(wanted.scenarios) - len(missing)
        on_progress(done)
        if missing and self.store:
            self.store.check()
        for outcome in self._simulated(missing):
            if self.store:
                self.store.put([outcome])
            else:
                self.held[outcome.run_id] = outcome
            done += 1
            on_progress(done)

    def find(self, ids: Sequence[str]) -> Mapping[str, Outcome]:
        """Outcomes by the ids of their runs."""
        return self.store.find(ids) if self.store else {identity: self.held[identity] for identity in ids}

    def _simulated(self, missing: Sequence[tuple[Scenario, str]]) -> Iterator[Outcome]:
        if min(self.count, len(missing)) <= 1 or childless():
            yield from (simulate.simulate(*job) for job in missing)
            return
        self._open(missing)
        waiting = {self.executor.submit(_run, [job], None) for job in missing}
        while waiting:
            landed, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (outcome for future in landed for outcome in _result(future))

    def _open(self, missing) -> None:
        """Compile once, before several processes would all do it; then start them."""
        kinds = {tuple(sorted(set(named(scenario.values)))): scenario.values for scenario, _ in missing}
        warmup.up([values for kind, values in kinds.items() if kind not in self.warmed])
        self.warmed |= set(kinds)
        if self.executor is None:
            ready = functools.partial(warmup.load, missing[0][0].values)
            self.executor = executors.opened("pool", self.count, ready=ready)


def _run(jobs):
    """In a worker: the outcomes of some runs."""
    return [simulate.simulate(*job) for job in jobs]


def _result(future):
    try:
        return future.result()
    except (pebble.ProcessExpired, BrokenProcessPool):
        raise WorkerLost("a worker process was killed, perhaps because memory ran out; use fewer workers "
                         "(--workers 1), then what is stored is found again") from None
