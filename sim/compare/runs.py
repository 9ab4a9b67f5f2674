"""The runs of a comparison: stored ones are read; the others run in workers and are stored by this process."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.compare import pool
from sim.runs import outcome, run, simulate, warmup
from sim.runs.store import Store, StoreError
from sim.scenario import Scenario

# Imported where it is needed, so that `import sim` and bad arguments need no pandas.


class Runs:
    """Every scenario with every seed. Two scenarios that are the same economy share their runs."""

    def __init__(self, scenarios: Sequence[Scenario], seeds: Sequence[int], store: Store | None):
        from sim.runs.identity import run_id

        chosen = {(scenario.name, seed): run.prepare(scenario, seed) for seed in seeds for scenario in scenarios}
        self.ids = {which: run_id(scenario.values) for which, scenario in chosen.items()}
        self.wanted = {self.ids[which]: scenario for which, scenario in reversed(chosen.items())}
        self.wanted = dict(reversed(self.wanted.items()))  # the first of equal ones, in order
        self.store = store
        self.fault: StoreError | None = None
        self.outcomes = store.find(list(self.wanted)) if store else {}

    def live(self, workers: int, ready: Callable[[], None], done: Callable[[int], None]) -> None:
        """Run what is not stored. `ready()` is called when everything is compiled, `done(number)` after each run."""
        missing = {which: scenario for which, scenario in self.wanted.items() if which not in self.outcomes}
        if missing and self.store:
            self.store.check()
        if len(missing) > 1 and workers > 1:
            by_name = {scenario.name: scenario for scenario in missing.values()}
            warmup.up([scenario.values for scenario in by_name.values()])
        ready()
        done(len(self.outcomes))
        pool.run_all(simulate.simulate, [(scenario, which) for which, scenario in missing.items()], workers,
                     lambda outcome: done(self._arrived(outcome)))

    def _arrived(self, outcome) -> int:
        """Store a run as soon as it arrives. A store that fails must not end the comparison."""
        self.outcomes[outcome.run_id] = outcome
        if self.store and self.fault is None:
            try:
                self.store.put([outcome])
            except StoreError as error:
                self.fault = error
        return len(self.outcomes)

    def by_name(self) -> dict[tuple[str, int], outcome.Outcome]:
        """(name of the scenario, seed) → outcome."""
        return {which: self.outcomes[identity] for which, identity in self.ids.items()}
