"""How the runs of a sweep are run: by which executor, with how many workers. None of this changes a result."""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.scenario import arguments
from sim.scenario.fit import Unfit
from sim.scenario.override import called
from sim.scenario.problems import Problem, ScenarioError, meant, shown
from sim.sweep import executors
from sim.sweep.question import Question
from sim.system.words import later, say

MOST_WORKERS = 10**9
MOVED = {"engine": "executor", "here": "serial"}  # former names of settings and executors


@dataclass(frozen=True)
class ExecutionOptions:
    """How runs are run; none of this changes a result. `workers` None: one per processor. `limit`: seconds per run."""

    executor: str = "pool"
    workers: int | None = None
    address: str = ""
    limit: float | None = None


def _said(value) -> str:
    return shown(value) if isinstance(value, str | int | float) else arguments.brief(value)


def executor(value) -> str:
    """The name of an executor."""
    if isinstance(value, str) and value in MOVED:
        raise Unfit(later("{name} = {value} is now called {now}; write executor={now}"), value=_said(value),
                    now=MOVED[value])
    if not isinstance(value, str) or value not in executors.names():
        raise Unfit(later("{name} = {value} is not known; {hint}"), value=_said(value),
                    hint=meant(str(value), executors.names()))
    return value


def address(value) -> str:
    """The address of a scheduler; "" for none."""
    if not isinstance(value, str):
        raise Unfit(later("{name} = {value} is not an address such as tcp://scheduler:8786"), value=_said(value))
    return value


def workers(value) -> int:
    """Number of processes."""
    number = arguments.whole(value, 1, MOST_WORKERS)
    if number is None:
        raise Unfit(later("{name} = {value} is not a whole number of 1 or more"), value=_said(value))
    return number


def limit(value) -> float:
    """Seconds after which a run is ended."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real) or not 0 < float(value) < math.inf:
        raise Unfit(later("{name} = {value} is not a number of seconds above 0"), value=_said(value))
    return float(value)


READ: dict[str, Callable] = {"executor": executor, "workers": workers, "address": address, "limit": limit}


def moved(name: str, value: str) -> str:
    """The message about a setting with its former name."""
    return say("{name} is now {now}; write {now}={value}", name=name, now=MOVED[name], value=MOVED.get(value, value))


def check(how: ExecutionOptions) -> ExecutionOptions:
    """The same options with plain numbers. Raises ScenarioError if runs cannot be run with them."""
    options: dict[str, Any] = {}
    for name, read in READ.items():
        value = getattr(how, name)
        try:
            options[name] = None if value is None else read(value)
        except Unfit as fault:
            raise executors.wrong(name, fault.of(name)) from None
    if how.address and how.executor != "dask":
        raise executors.wrong("address", say("executor={executor} has no address; executor=dask has",
                                             executor=how.executor))
    return ExecutionOptions(**options)


def split(words: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """The settings `executor=`, `workers=`, `address=` and `limit=` among words, and the other words.

    Raises ScenarioError.
    """
    given: dict[str, Any] = {}
    others: list[str] = []
    problems: list[Problem] = []
    for word in words:
        name, equals, value = word.partition("=")
        if name in MOVED and equals:
            problems.append(Problem(called(word), None, name, moved(name, value)))
        elif not equals or name not in READ:
            others.append(word)
        elif name in given:
            problems.append(Problem(called(word), None, name, say("{what} is given twice", what=name)))
        else:
            given[name] = None
            try:
                given[name] = READ[name](_written(value) if name in ("workers", "limit") else value)
            except Unfit as fault:
                problems.append(Problem(called(word), None, name, fault.of(name)))
    if problems:
        raise ScenarioError(problems)
    return given, others


def chosen(question: Question, *given: Mapping[str, Any]) -> ExecutionOptions:
    """The options for running a question: those of its experiment file, overridden by `given`; the last one counts.

    None in `given` means not given. Raises ScenarioError as `check` does.
    """
    settings: dict[str, Any] = dict(question.how)
    for mapping in given:
        settings |= {name: value for name, value in mapping.items() if value is not None}
    return check(ExecutionOptions(**settings))


def _written(text: str):
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            pass
    return text
