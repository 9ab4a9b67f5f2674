"""Run one prepared scenario and return its outcome. Nothing is looked up or stored."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sim.runs.outcome import Outcome

if TYPE_CHECKING:

    from sim.scenario import Scenario

# Imported where it is needed, so that what is stored can be found and read without the engine.


def simulate(scenario: Scenario, identity: str | None = None, threads: int = 1,
             progress: Callable[[int], object] | None = None) -> Outcome:
    """Run a prepared scenario and return its outcome."""
    from sim.runs import compile_helper, flows
    from sim.runs import identity as identities

    identity = identity or identities.run_id(scenario.values)
    started, clock = datetime.now(UTC).isoformat(timespec="seconds"), time.perf_counter()
    with compile_helper.helper(scenario.values):
        economy = _built(scenario, threads).run(progress)
    state = economy.state_sha256()  # before anything reads from it
    outcome = Outcome(run_id=identity, scenario=scenario.name, title=scenario.title, about=scenario.about,
                      seed=scenario.values["seed"], parameters=_plain(economy.values), measures=economy.outcomes(),
                      series=economy.series(), communities=economy.recorder.community_frame(),
                      state_sha256=state, started=started, versions=identities.versions(),
                      seconds=time.perf_counter() - clock,
                      flows=flows.table(economy.ledger.entries, scenario.values["communities"]))
    vars(economy).clear()  # it and its agents form a cycle; this frees the columns at once
    return outcome


def _plain(value):
    """The value with lists instead of tuples, as a store returns it."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _built(scenario: Scenario, threads: int):
    """The economy before its first day. Problems of its edge list are raised as ScenarioError."""
    from sim.model.economy import Economy
    from sim.scenario import Problem, ScenarioError

    file = scenario.values["ties"]["file"]
    try:
        return Economy(scenario.values, threads=threads)
    except ValueError as error:
        if not file or not str(error).startswith(str(Path(file))):
            raise
        raise ScenarioError(Problem(scenario.name, None, "ties.file", f"ties.file: {error}")) from None


def renamed(outcome: Outcome, scenario: Scenario) -> Outcome:
    """A stored outcome with the name and title asked for now, which are not part of a run's identity."""
    return replace(outcome, scenario=scenario.name, title=scenario.title, about=scenario.about)
