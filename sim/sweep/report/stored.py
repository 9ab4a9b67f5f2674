"""A sweep as the store has it: its plan, the outcomes of its runs, and how many runs are missing."""

from __future__ import annotations

import functools
import shlex
from dataclasses import dataclass, field, replace

import pandas as pd

from sim.runs.store import DEFAULT, Store, StoreError
from sim.scenario import Scenario
from sim.scenario.problems import Problem, ScenarioError, meant
from sim.sweep import snapshot
from sim.sweep.plan import Plan
from sim.system.words import say, say_many

MEASURES = ("profit", "followers", "trust")  # drawn besides the one that the sweep compares


@dataclass(frozen=True, eq=False)
class Stored:
    """A stored sweep. `runs` are those planned, `outcomes` those that are done, as `sim.outcomes` has them.

    `failed` of the others ended with an error, and all others have not been run. `words` are those that started it.
    """

    name: str
    sweep_id: str
    title: str
    about: str
    words: tuple[str, ...]
    launched: str
    plan: Plan = field(repr=False)
    outcomes: pd.DataFrame = field(repr=False)
    runs: int
    failed: int
    store: Store = field(repr=False)

    @property
    def called(self) -> str:
        """The name by which commands find it."""
        return self.name or self.sweep_id[:8]

    @property
    def missing(self) -> int:
        """How many of its runs have no outcome."""
        return self.runs - len(self.outcomes)

    @property
    def scenarios(self) -> list[str]:
        """The names of its scenarios, in the order given."""
        return list(dict.fromkeys(base.name for base in self.plan.bases))

    @functools.cached_property
    def loaded(self) -> dict[str, Scenario]:
        """Each scenario as it was planned, with its first choice of structure."""
        found: dict[str, Scenario] = {}
        for base in self.plan.bases:
            found.setdefault(base.name, Scenario(base.name, base.title, base.about, base.values))
        return found

    @property
    def measure(self) -> str:
        """The measure that the sweep compares."""
        return self.plan.measure

    @functools.cached_property
    def measures(self) -> list[str]:
        """Measures of every run, by name."""
        return list(self.outcomes.columns[self.outcomes.columns.get_loc("seconds") + 1:])

    @property
    def drawn(self) -> list[str]:
        """The measures that are drawn, the compared one first."""
        return [one for one in dict.fromkeys((self.measure, *MEASURES)) if one in self.measures]

    def completes(self) -> str:
        """The command that runs what is missing."""
        usual = self.store.path == Store.chosen(DEFAULT).path  # type: ignore[union-attr]
        return f"shequn sweep --resume {shlex.quote(self.called)}" + (
            "" if usual else f" --store {shlex.quote(str(self.store.path))}")

    def again(self) -> str:
        """The command that started it."""
        return "shequn sweep " + shlex.join(self.words) if self.words else self.completes()

    def lacking(self) -> str:
        """A sentence about missing runs; empty if there are none."""
        if not self.missing:
            return ""
        values = {"all": f"{self.runs:,}", "failed": f"{self.failed:,}", "command": self.completes()}
        if self.failed:
            return say_many("one of {all} runs is missing ({failed} failed); complete it with: {command}",
                            "{n} of {all} runs are missing ({failed} failed); complete them with: {command}",
                            self.missing, **values)
        return say_many("one of {all} runs is missing; complete it with: {command}",
                        "{n} of {all} runs are missing; complete them with: {command}", self.missing, **values)


def stored(name: str, store=DEFAULT, measure: str = "") -> Stored:
    """The sweep of this name, id or first characters of its id; of several with one name, the one started last.

    `measure` replaces the one that it compares. Raises StoreError, with the nearest name, if there is no such sweep or
    none of its runs is done, and ScenarioError for an unknown measure.
    """
    chosen = Store.chosen(store)
    if chosen is None:
        raise StoreError(say("store=None stores nothing; name the store to read"))
    row = chosen.sweep(name)
    outcomes = chosen.outcomes(row["sweep_id"])
    done = outcomes[outcomes.status == "done"].reset_index(drop=True).copy()
    found = Stored(name=row["name"], sweep_id=row["sweep_id"], title=row["title"] or "", about=row["about"] or "",
                   words=tuple(row["words"] or ()), launched=row["launched"], plan=snapshot.read(row["plan"]),
                   outcomes=done, runs=row["runs"], failed=len(outcomes) - len(done), store=chosen)
    if done.empty:
        raise StoreError(say("{path}: no run of {called} is done yet; run it with: {completes}", path=chosen.path,
                             called=found.called, completes=found.completes()))
    return _compared(found, measure)


def _compared(found: Stored, measure: str) -> Stored:
    wanted = measure or found.measure
    if wanted not in found.measures:
        raise ScenarioError(Problem(f"report {found.called}", None, "measure", say(
            "{wanted} is not a measure of these runs; {hint}", wanted=wanted, hint=meant(wanted, found.measures))))
    return replace(found, plan=replace(found.plan, measure=wanted)) if wanted != found.measure else found
