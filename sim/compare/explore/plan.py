"""Plan and make the further runs of a comparison, in four stages: the later ones depend on what the earlier show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import numpy as np

from sim.compare import crossing, decision, runs
from sim.compare.explore import (
    ASSUMPTION,
    DEPTHS,
    MOST_RIVALS,
    MOST_STRATEGIES,
    Depth,
    Explored,
    Trial,
    Tried,
    assumptions,
    levers,
    removals,
)
from sim.runs.store import Store
from sim.scenario import Scenario, ScenarioError, arguments, with_overrides
from sim.system.words import later

# Imported where it is needed, because most pages explore nothing.

COSTS = ("growth_spending", "running_costs")
PHASES = (0.5, 0.65, 1.0, 1.35, 1.5)  # besides ±20%, for the phase map
NEARER = 0.1  # an assumption that turns the winner at 20% is tried at 10% too
Progress = Callable[[str, int, int], None]


class Explorer:
    """Makes the runs of trials, and counts those that are not runs of the comparison itself."""

    def __init__(self, c, seeds: Iterable[int], store: Store | None, workers: int, progress: Progress):
        self.c, self.seeds, self.store, self.workers, self.progress = c, tuple(seeds), store, workers, progress
        self.by_name: dict[str, Scenario] = {scenario.name: scenario for scenario in c.scenarios}
        self.own = set(c.runs.run_id)
        self.made: set[str] = set()

    def tried(self, says: str, trials: Iterable[Trial | None], seeds: tuple[int, ...] = ()) -> list[Tried]:
        """The trials with their results; those whose change a scenario does not allow are left out."""
        seeds = seeds or self.seeds
        planned = [(trial, variants) for trial in trials if trial and (variants := self._variants(trial))]
        scenarios = {f"{n} {name}": replace(variant, name=f"{n} {name}")
                     for n, (_, variants) in enumerate(planned) for name, variant in variants.items()}
        if not scenarios:
            return []
        made = runs.Runs(list(scenarios.values()), seeds, self.store)
        made.live(self.workers, lambda: None, lambda done: self.progress(says, done, len(made.wanted)))
        if made.fault:
            raise made.fault
        self.made |= set(made.wanted) - self.own
        found = made.by_name()
        return [self._result(trial, seeds, {name: [found[f"{n} {name}", seed] for seed in seeds] for name in variants})
                for n, (trial, variants) in enumerate(planned)]

    def _variants(self, trial: Trial) -> dict[str, Scenario]:
        try:
            return {name: with_overrides(self.by_name[name], _overrides(changes))
                    for name, changes in trial.changes.items()}
        except ScenarioError:
            return {}  # two parameters may exclude each other: this change does not exist

    def _result(self, trial: Trial, seeds: tuple[int, ...], by_strategy: Mapping[str, list]) -> Tried:
        measure = self.c.measure
        daily = crossing.counts_so_far(self.c) and trial.kind == ASSUMPTION
        return Tried(trial, seeds, {name: np.array([one.measures[measure] for one in found], float)
                                    for name, found in by_strategy.items()},
                     {name: np.array([sum(one.measures[cost] for cost in COSTS) for one in found], float)
                      for name, found in by_strategy.items()},
                     {name: np.array([one.series[measure].to_numpy(float) for one in found])
                      for name, found in by_strategy.items() if daily})


def _overrides(changes: Mapping[str, object]) -> list:
    """Overrides of `with_overrides`: None removes an entry."""
    given = {path: value for path, value in changes.items() if value is not None}
    return [*arguments.changes(given), *(f"~{path}" for path, value in changes.items() if value is None)]


def explored(c, depth: str, store: Store | None, workers: int,
             progress: Progress = lambda says, done, total: None) -> Explored:
    """Explore a comparison. Raises StoreError if the runs cannot be stored."""
    size, made = DEPTHS[depth], decision.decision(c)
    explorer = Explorer(c, c.seeds[:size.seeds], store, workers, progress)
    named = [explorer.by_name[name] for name in made.order[:MOST_STRATEGIES]]
    tried = explorer.tried(later("levers"), (trial for one in named for trial in levers.trials(one)))
    tried += explorer.tried(later("removals"), (trial for one in named for trial in removals.trials(one)))
    tried += explorer.tried(later("equal money"), _equal(c, explorer, made))
    pair = [explorer.by_name[name] for name in made.order[:2]]
    if len(pair) < 2:
        return Explored(depth, explorer.seeds, tuple(tried), len(explorer.made), 0, 0)
    varied, screened, known, swept = _assumed(c, explorer, pair, size)
    return Explored(depth, explorer.seeds, (*tried, *varied), len(explorer.made), screened, known, swept)


def _equal(c, explorer: Explorer, made: decision.Decision) -> list[Trial | None]:
    """The best of the others with the growth spending of the first, where theirs differs by more than 5%."""
    spent = c.money()["growth"]
    more = {name: float(spent[made.first] - spent[name]) for name in made.order[1:1 + MOST_RIVALS]}
    return [levers.equal_money(explorer.by_name[name], by) for name, by in more.items()
            if abs(by) > 0.05 * max(spent[made.first], spent[name])]


def _assumed(c, explorer: Explorer, pair: list[Scenario], size: Depth) -> tuple[list[Tried], int, int, str]:
    """Screen assumptions, vary the widest ones both ways, those that turn it also nearer, and sweep the widest one."""
    known = assumptions.candidates(pair, c.measure)
    chosen = dict(list(known.items())[:size.screened])

    def all_of(keys, *factors) -> list[Trial | None]:
        return [assumptions.trial(pair, key, known[key], factor) for key in keys for factor in factors]

    width = assumptions.WIDTH
    screen = explorer.tried(later("assumptions, screened"), all_of(chosen, 1 + width), explorer.seeds[:1])
    screen.sort(key=lambda one: -abs(float(lead(c, one, pair)[0] - planned(c, pair, one.seeds)[0])))
    widest = [one.trial.key for one in screen][:size.drawn]
    varied = explorer.tried(later("assumptions"), all_of(widest, 1 - width, 1 + width))
    turning = list(dict.fromkeys(one.trial.key for one in varied if lead(c, one, pair).mean() < 0))
    nearer = explorer.tried(later("assumptions, nearer"), all_of(turning, 1 - NEARER, 1 + NEARER))
    swept = _swept(c, varied, pair) if crossing.counts_so_far(c) else ""
    phases = explorer.tried(later("phases"), all_of([swept] if swept else [], *PHASES))
    return [*varied, *nearer, *phases], len(screen), len(known), swept


def _swept(c, varied: list[Tried], pair: list[Scenario]) -> str:
    """The assumption with the widest bar."""
    ends: dict[str, list[float]] = {}
    for one in varied:
        ends.setdefault(one.trial.key, []).append(float(lead(c, one, pair).mean()))
    middle = float(planned(c, pair, varied[0].seeds).mean()) if varied else 0.0
    return max(ends, key=lambda key: max([*ends[key], middle]) - min([*ends[key], middle]), default="")


def lead(c, one: Tried, pair: list[Scenario]) -> np.ndarray:
    """By how much the first leads the second in a trial, seed by seed; below 0 where the second is ahead."""
    turn = -1.0 if c.lowest else 1.0
    first, second = (scenario.name for scenario in pair)
    return turn * (one.values[first] - one.values[second])


def planned(c, pair: list[Scenario], seeds) -> np.ndarray:
    """The same as planned."""
    turn, wide = -1.0 if c.lowest else 1.0, c.wide().loc[list(seeds)]
    first, second = (scenario.name for scenario in pair)
    return turn * (wide[first] - wide[second]).to_numpy(float)
