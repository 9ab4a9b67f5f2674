"""Check a question before anything is looked up, and expand its abbreviations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from sim.scenario import override
from sim.scenario.fit import Unfit
from sim.scenario.override import Override
from sim.scenario.problems import Problem, ScenarioError
from sim.sweep.axes import Axis
from sim.sweep.design import DRAWN
from sim.sweep.question import Question
from sim.sweep.settings import READ
from sim.system.words import say


@dataclass(frozen=True)
class Asked(Question):
    """A checked question, with its overrides read."""

    fixed: tuple[Override, ...] = ()
    points: tuple[tuple[Override, ...], ...] = ()


def checked(question: Question) -> Asked:
    """The question with its settings and overrides read. Raises a ScenarioError that lists every problem."""
    problems: list[Problem] = []
    where = f"experiment {question.name}" if question.name else "sweep"
    settings = {name: _setting(name, getattr(question, name), where, problems) for name in READ
                if name != "samples" or question.samples}
    given = {field.name: getattr(question, field.name) for field in fields(question)}
    asked = Asked(**{**given, **settings, "fixed": _parsed(question.fixed, problems),
                     "points": tuple(_parsed(point, problems) for point in question.points)})
    for axis in asked.axes:
        problems += _axis(axis, asked.design)
    problems += [Problem(where, None, "", sentence) for sentence in _sentences(asked)]
    problems += _twice(asked)
    if problems:
        raise ScenarioError(problems)
    return asked


def _setting(name: str, value, where: str, problems: list[Problem]):
    try:
        return READ[name](value)
    except Unfit as fault:
        problems.append(Problem(where, None, name, fault.of(name)))
        return getattr(Question, name)


def _parsed(overrides: Iterable[str | Override], problems: list[Problem]) -> tuple[Override, ...]:
    parsed = []
    for change in overrides:
        try:
            parsed.append(override.parse(change) if isinstance(change, str) else change)
        except ScenarioError as error:
            problems += error.problems
    return tuple(parsed)


def _axis(axis: Axis, design: str) -> Iterator[Problem]:
    """Problems of one axis by itself."""
    if axis.values is None and design not in DRAWN:
        yield axis.problem(say("{path} is a range, but the design {design} needs listed values; use another design "
                               "({drawn})", path=axis.path, design=design, drawn=", ".join(DRAWN)))
    if axis.values is not None and not axis.values:
        yield axis.problem(say("{path} has no values; list at least one", path=axis.path))
    if axis.interval and not axis.interval[0] < axis.interval[1]:
        yield axis.problem(say("{path} goes from {low} to {high}; the first must be below the second",
                               path=axis.path, low=axis.interval[0], high=axis.interval[1]))
    # Numbers and booleans need no check here: they are only ever fitted to a declaration.
    for value in axis.values or (None,):
        if not isinstance(value, (int, float)):
            try:
                axis.override(value)
            except ScenarioError as error:
                yield from error.problems


def _sentences(asked: Asked) -> Iterator[str]:
    """Sentences about parts of a question that contradict each other."""
    if not asked.scenarios:
        yield say("no scenario is named; name at least one")
    if asked.design == "points" and not asked.points:
        yield say("the design points needs a list of points")
    if asked.points and asked.design != "points":
        yield say("a list of points needs the design points, not {design}", design=asked.design)
    if asked.points and asked.axes:
        yield say("points and varying parameters exclude each other; use one of them")
    if any(not point for point in asked.points):
        yield say("a point is empty; list the parameters it sets")
    if asked.design in DRAWN and not asked.axes:
        yield say("the design {design} needs at least one parameter that varies", design=asked.design)
    if asked.design in DRAWN and not asked.samples:
        yield say("the design {design} needs samples, for example samples=64", design=asked.design)
    if asked.samples and asked.design not in DRAWN:
        yield say("samples has no effect on the design {design}; use it with {drawn}", design=asked.design,
                  drawn=", ".join(DRAWN))


def _twice(asked: Asked) -> Iterator[Problem]:
    """Paths that are given twice, and seeds in the wrong place."""
    varied = [axis.path for axis in asked.axes]
    for axis in asked.axes:
        if varied.count(axis.path) > 1:
            yield axis.problem(say("{path} varies twice", path=axis.path))
    within = {*varied, *(change.path for point in asked.points for change in point)}
    for change in asked.fixed:
        if change.path in within:
            yield change.problem(say("{path} is both fixed and varied; choose one", path=change.path))
    for point in asked.points:
        paths = [change.path for change in point]
        yield from (change.problem(say("{path} is given twice in one point", path=change.path)) for change in point
                    if paths.count(change.path) > 1)
    if "seed" in within or any(change.path == "seed" for change in asked.fixed):
        yield Problem("sweep", None, "seed", say("seed is not a parameter of a sweep; give seed=1,2,3 or seeds=N"))
