"""Guard rails: what a strategy must keep to win, whatever it earns, such as `trust>=0.3`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import NamedTuple

from sim.compare import figures, names
from sim.scenario import arguments
from sim.scenario.problems import Problem, ScenarioError, meant, shown
from sim.system.words import say

# Imported where it is needed, because the engine takes a second to import.

FORM = re.compile(r"\s*(\w+)\s*(>=|<=|≥|≤)\s*¥?([-−+]?[\d,]*\.?\d+(?:[eE][-+]?\d+)?)\s*(%?)\s*")
EXAMPLE = "trust>=0.3"


class Guard(NamedTuple):
    """A measure, whether it is a floor (else a ceiling), and its value in the unit of the measure."""

    measure: str
    floor: bool
    value: float

    @property
    def text(self) -> str:
        """The rail as it is written in a command."""
        return f"{self.measure}{'>=' if self.floor else '<='}{self.value:g}"

    def kept(self, value: float) -> bool:
        """Whether a value keeps the rail; what has no value keeps none."""
        return math.isfinite(value) and (value >= self.value if self.floor else value <= self.value)


def read(given: Iterable[str | Guard]) -> tuple[Guard, ...]:
    """Guard rails from texts. Raises ScenarioError for one that is not understood."""
    texts = [given] if isinstance(given, str) else arguments.listed(given)
    if texts is None:
        raise _wrong(say("guards = {given} is not a list of guard rails such as {example}",
                         given=arguments.brief(given), example=EXAMPLE))
    return tuple(one if isinstance(one, Guard) else _one(one) for one in texts)


def _one(text) -> Guard:
    from sim.model.recorder import known

    found = FORM.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise _wrong(say("{text} is not a guard rail; write a measure, >= or <=, and a number: {example}",
                         text=arguments.brief(text), example=EXAMPLE))
    measure, sign, number, percent = found.groups()
    if measure not in known():
        raise _wrong(say("{measure} is not a measure; {hint}", measure=shown(measure),
                         hint=meant(measure, sorted(known()))))
    value = float(number.replace(",", "").replace("−", "-")) / (100.0 if percent else 1.0)
    return Guard(measure, sign in (">=", "≥"), value)


def _wrong(sentence: str) -> ScenarioError:
    return ScenarioError(Problem("compare", None, "guards", sentence))


def broken(c, name: str) -> list[Guard]:
    """The rails that a strategy breaks, by its mean over seeds."""
    return [guard for guard in c.guards if not guard.kept(float(c.statistics(guard.measure).loc[name, "mean"]))]


def keepers(c, order: list[str]) -> list[str]:
    """Those of the ranking that keep every rail, in its order."""
    return [name for name in order if not broken(c, name)]


def limit(guard: Guard) -> str:
    """The rail in words: `trust of at least 0.30`."""
    value = figures.short(guard.value, names.unit(guard.measure))
    name = names.called(guard.measure)
    return say("{measure} of at least {value}", measure=name, value=value) if guard.floor else say(
        "{measure} of at most {value}", measure=name, value=value)


def cell(c, guard: Guard, name: str) -> tuple[str, str]:
    """A strategy's mean on a rail, and whether it keeps it; a mean whose interval holds the limit is not sure."""
    row = c.statistics(guard.measure).loc[name]
    value = figures.short(row["mean"], names.unit(guard.measure))
    sure = not (row.low <= guard.value <= row.high) or row.low == row.high
    if guard.kept(float(row["mean"])):
        return value, say("kept") if sure else say("kept, not for sure")
    if guard.floor:
        return value, say("▼ too low") if sure else say("▼ too low, not for sure")
    return value, say("▲ too high") if sure else say("▲ too high, not for sure")
