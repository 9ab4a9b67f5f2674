"""The runs of rows: each arm with each seed, found in the store or run and stored, once however many rows share it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sim import runs
from sim.compare import _pool
from sim.scenario import Scenario, arguments, load
from sim.store import Store
from sim.validation.levers._row import Row, Settings


@dataclass(frozen=True)
class Size:
    """How large to run rows, where not as they say; `overrides` are laid over every arm but for what the arms set."""

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
    """Runs that are wanted: which seed of which arm of which row is which run."""

    size: Size = field(default_factory=Size)
    ids: dict[tuple[str, str, int], str] = field(default_factory=dict)
    scenarios: dict[str, Scenario] = field(default_factory=dict)

    def add(self, name: str, row: Row, arms: Mapping[str, Settings] | None = None) -> None:
        """Want all arms of a row (or `arms` of it). ScenarioError where a setting does not fit."""
        row = self.size.of(row)
        for arm, settings in (row.arms if arms is None else arms).items():
            self._add(name, arm, arm_of(row, settings, self.size.overrides), row.seeds)

    def add_plain(self, name: str, row: Row) -> None:
        """Want all arms of a row whose own settings say how many members and days it has, unless the size does."""
        count = (self.size.members or 0) * row.settings.get("run.scale", 1)
        size = {"members.count": count, "run.days": self.size.days}
        common = [*arguments.changes(dict(row.settings)),
                  *arguments.changes({path: value for path, value in size.items() if value}), *self.size.overrides]
        for arm, settings in row.arms.items():
            scenario = load(row.base, [*common, *arguments.changes(dict(settings))])
            self._add(name, arm, scenario, self.size.seeds or row.seeds)

    def _add(self, name: str, arm: str, scenario: Scenario, seeds: int) -> None:
        from sim.identity import run_id

        for seed in range(1, seeds + 1):
            one = runs.prepared(scenario, seed)
            self.ids[name, arm, seed] = identity = run_id(one.values)
            self.scenarios.setdefault(identity, one)

    def outcomes(self, name: str, find: Callable[[Sequence[str]], Mapping]) -> list[dict[str, runs.Outcome]]:
        """The outcomes of a row, which `find` gives by ids: for each seed a mapping from arm to outcome."""
        own = {(arm, seed): identity for (row, arm, seed), identity in self.ids.items() if row == name}
        found = find(list(dict.fromkeys(own.values())))
        made: dict[int, dict[str, runs.Outcome]] = {}
        for (arm, seed), identity in own.items():
            made.setdefault(seed, {})[arm] = found[identity]
        return [made[seed] for seed in sorted(made)]


def arm_of(row: Row, settings: Settings, overrides: Iterable = ()) -> Scenario:
    """The scenario of an arm: the row's base, its own settings, its size, the user's overrides, then the arm's."""
    scale = {"run.scale": row.people / row.members} if row.people > row.members else {}
    size = {"members.count": max(row.people, row.members), "run.days": row.days, **scale}
    return load(row.base, [*arguments.changes(dict(row.settings)), *arguments.changes(size), *overrides,
                           *arguments.changes(dict(settings))])


def run(wanted: Wanted, store: Store | None, workers: int, told: Callable[[int], object] = lambda done: None,
        ready: Callable[[], object] = lambda: None) -> Callable[[Sequence[str]], dict[str, runs.Outcome]]:
    """Run what is not stored; gives a function that finds outcomes by the ids of their runs.

    `told(done)` is called as runs arrive, each stored before the next. StoreError when they cannot be stored.
    """
    there = store.done(list(wanted.scenarios)) if store else set()
    left = [(one, identity) for identity, one in wanted.scenarios.items() if identity not in there]
    if left and store:
        store.check()
    if len(left) > 1 and workers > 1:
        _warm([one for one, _ in left])
    ready()
    held: dict[str, runs.Outcome] = {}
    done = len(there)
    told(done)

    def arrived(outcome) -> None:
        nonlocal done
        done += 1
        if store:
            store.put([outcome])
        else:
            held[outcome.run_id] = outcome
        told(done)

    _pool.run_all(runs.lived, left, workers, arrived)
    return lambda ids: {one: held[one] for one in ids} if store is None else store.find(ids)


def _warm(scenarios: Sequence[Scenario]) -> None:
    """Compile once what is used, before there are several processes that would all do it."""
    from sim import warm
    from sim.identity import named

    kinds = {tuple(sorted(set(named(one.values)))): one.values for one in scenarios}
    warm.up(kinds.values())
