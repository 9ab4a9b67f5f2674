"""`compare`: the same seeds for every scenario, a process pool, and what came of it."""

from __future__ import annotations

import operator
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from sim.compare import _engine
from sim.compare._comparison import Comparison
from sim.runs import MOST_SEED
from sim.scenario import Problem, Scenario, ScenarioError, load
from sim.scenario.problems import meant, short, shown
from sim.store import DEFAULT, Store, StoreError
from sim.workers import available

MOST_SEEDS = 100_000


class NotKept(StoreError):
    """Runs could not be kept; `comparison` holds what was found all the same."""

    def __init__(self, sentence: str, outcomes=(), comparison: Comparison | None = None):
        super().__init__(sentence, outcomes)
        self.comparison = comparison


def compare(scenarios: Sequence[str | Path | Scenario], seeds: int | Sequence[int] = 20,
            overrides: Sequence[str] = (), store=DEFAULT, workers: int | None = None,
            progress: Callable[[int, int], None] | bool | None = None, measure: str = "profit",
            lowest: bool = False) -> Comparison:
    """Compare scenarios by living each of them with the same seeds.

    `scenarios` are names, paths or loaded scenarios, at least two; `overrides` ("members.count=1000") are laid over
    each. `seeds` is how many (1, 2, …) or which. `measure` ranks: the highest mean first, or the lowest with
    `lowest`. Runs that are in `store` (as in `sim.run`) are found there, new ones are kept as they end. Results do
    not depend on `workers` (default: one for each processor). `progress(done, all)` is called after each run; by
    default a bar is drawn on stderr when that is a terminal, always with True and never with False.

    Raises ScenarioError, saying everything that is wrong before anything is run; StoreError, when the store cannot be
    used; and NotKept, which is one too, when runs could not be kept although all were lived.
    """
    chosen, luck, workers = _loaded(scenarios, overrides), _seeds(seeds), _workers(workers)
    _check_measure(measure)
    runs = _engine.Runs(chosen, luck, Store.chosen(store))
    with _Told(len(runs.wanted), progress) as told:
        runs.live(workers, told.ready, told)
    found = Comparison.of(chosen, luck, runs.by_name(), measure=measure, lowest=lowest, overrides=overrides)
    if runs.fault:
        raise NotKept(str(runs.fault), runs.outcomes.values(), found)
    return found


def _loaded(scenarios, overrides) -> list[Scenario]:
    """The scenarios, each under a name of its own."""
    if any(str(one).lstrip("+~").partition("=")[0].strip() == "seed" for one in overrides):
        raise _wrong("seed", "seed is not set in a comparison: every scenario is lived with the same seeds (--seeds)")
    if isinstance(scenarios, str | Path | Scenario) or len(scenarios) < 2:
        raise _wrong("scenarios", "name at least two scenarios to compare")
    made: list[Scenario] = []
    for one in scenarios:
        scenario = _overridden(one, overrides) if isinstance(one, Scenario) else load(one, overrides)
        taken, name, n = {other.name for other in made}, scenario.name, 2
        while name in taken:
            name, n = f"{scenario.name} ({n})", n + 1
        # A seed of the scenario's own is not used here, and must not appear as a difference.
        made.append(replace(scenario, name=name, values={**scenario.values, "seed": 0}))
    return made


def _overridden(scenario: Scenario, overrides) -> Scenario:
    if not overrides:
        return scenario
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "scenario.yaml")
        path.write_text(scenario.yaml(), encoding="utf-8")
        return replace(load(path, overrides), name=scenario.name)


def _seeds(seeds) -> list[int]:
    whole = isinstance(seeds, int) and not isinstance(seeds, bool)
    try:
        chosen = list(range(1, min(seeds, MOST_SEEDS) + 1)) if whole else list(map(operator.index, seeds))
    except TypeError:
        chosen = []
    if not chosen or min(chosen) < 0 or max(chosen) > MOST_SEED or len(set(chosen)) < len(chosen):
        raise _wrong("seeds", f"seeds = {short(repr(seeds))} is neither a number from 1 to {MOST_SEEDS:,} nor a list "
                              "of different whole numbers from 0")
    return chosen


def _workers(workers: int | None) -> int:
    if workers is None:
        return available()
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise _wrong("workers", f"workers = {workers!r} is no whole number from 1 on")
    return workers


def _check_measure(measure: str) -> None:
    from sim.records import measures

    known = [*measures("daily"), *measures("final")]
    if measure not in known:
        raise _wrong("measure", f"{shown(measure)} is not a measure; {meant(measure, sorted(known))}")


def _wrong(where: str, sentence: str) -> ScenarioError:
    return ScenarioError(Problem("compare", None, where, sentence))


class _Told:
    """Tells how far it is: a bar on stderr, or a function of the caller's."""

    def __init__(self, total: int, progress):
        self.total = total
        self.call = progress if callable(progress) else None
        # None leaves it to tqdm, which draws nothing where stderr is no terminal.
        self.silent = True if self.call or progress is False else None if progress is None else False

    def __enter__(self) -> _Told:
        from sim.commands._progress import drawn

        self.bar = drawn(self.total, "run", disable=self.silent)
        return self

    def ready(self) -> None:
        """All is compiled; runs begin."""
        self.bar.set_description(None)

    def __call__(self, done: int) -> None:
        self.bar.update(done - self.bar.n)
        if self.call and done:
            self.call(done, self.total)

    def __exit__(self, *error) -> None:
        self.bar.close()
