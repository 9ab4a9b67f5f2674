"""The columns of a sweep: what varies, its values, and which value each point (row) takes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sim.core.parameters import Par
from sim.scenario import declared, rates
from sim.scenario.fit import Unfit, fitted
from sim.scenario.layout import FILES
from sim.scenario.override import Override
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.validate import stands_alone
from sim.sweep import design
from sim.sweep.axes import Axis
from sim.sweep.check import Asked
from sim.system.words import say

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Column:
    """One thing that varies: plain `values`, and how each becomes an override. `scalar`: each can be fitted alone."""

    path: str
    values: list
    override: Callable[[int], Override] = field(repr=False)
    said: Callable[[Any], tuple[str, int | None]] = field(repr=False)
    scalar: bool = False
    par: Par | None = None  # of a scalar column


def of_axis(axis: Axis, values: Sequence) -> Column:
    """The column of an axis with these values."""
    return Column(axis.path, list(values), lambda place: axis.override(values[place]),
                  lambda value: (axis.said(value), axis.line or None))


def of_points(points: Sequence[Sequence[Override]]) -> tuple[list[Column], np.ndarray]:
    """The columns of listed points, in the order of first mention, and their rows (-1: not set in this point)."""
    import numpy as np

    by_path: dict[str, dict[tuple, Override]] = {}
    for point in points:
        for override in point:
            by_path.setdefault(override.path, {}).setdefault(_key(override), override)
    places = {path: {key: place for place, key in enumerate(known)} for path, known in by_path.items()}
    columns = {path: place for place, path in enumerate(by_path)}
    rows = np.full((len(points), len(by_path)), -1, np.int32)
    for row, point in enumerate(points):
        for override in point:
            rows[row, columns[override.path]] = places[override.path][_key(override)]
    return [_of_overrides(path, list(known.values())) for path, known in by_path.items()], rows


def _key(override: Override) -> tuple:
    return override.sign, repr(override.node and override.node.plain())


def _of_overrides(path: str, known: list[Override]) -> Column:
    values = [override.node.plain() if override.node else None for override in known]
    first = known[0]
    return Column(path, values, known.__getitem__,
                  lambda value: (first.text, first.node.line or None) if first.node else (first.text, None))


def of_axes(asked: Asked, probes: Sequence[dict]) -> tuple[list[Column], np.ndarray, dict | None]:
    """The columns of axes, the rows of their design, and its description for SALib. Raises ScenarioError."""
    if asked.design not in design.DRAWN:
        columns = [of_axis(axis, cast(tuple, axis.values)) for axis in asked.axes]
        make = design.grid if asked.design == "grid" else design.zipped
        return columns, make([len(column.values) for column in columns]), None
    import numpy as np

    spans = ranges(asked.axes, probes)
    units = design.DRAWN[asked.design](len(spans), asked.samples, asked.root)
    taken = [span.taken(units[:, place]) for place, span in enumerate(spans)]
    rows = np.stack([places for _, places in taken], axis=1)
    columns = [of_axis(axis, values) for axis, (values, _) in zip(asked.axes, taken, strict=True)]
    problem = design.problem(asked.design, [axis.path for axis in asked.axes], [span.bounds for span in spans])
    return columns, rows, problem


@dataclass
class Range:
    """The values from which a design draws: numbers between two ends, or one of `parts`."""

    bounds: tuple[float, float] = (0.0, 1.0)
    whole: bool = False
    parts: tuple | None = None
    cents: bool = False  # numbers in yuan, rounded to cents

    def taken(self, units: np.ndarray) -> tuple[list, np.ndarray]:
        """The values for numbers from 0 to 1, and the index of each number's value."""
        if self.parts is not None:
            return list(self.parts), design.parts(units, len(self.parts))
        if self.cents:
            values, places = design.placed(units, self.bounds[0] * 100, self.bounds[1] * 100, True)
            return [value / 100 for value in values], places
        return design.placed(units, *self.bounds, self.whole)


def ranges(axes: Sequence[Axis], probes: Sequence[dict]) -> list[Range]:
    """The range of each axis; `probes` are the values of each scenario. Raises ScenarioError."""
    spans, problems = [], []
    for axis in axes:
        try:
            spans.append(Range(parts=axis.values) if axis.values is not None else _range(axis, probes))
        except ScenarioError as error:
            problems += [axis.problem(problem.sentence) for problem in error.problems]
    if problems:
        raise ScenarioError(dict.fromkeys(problems))
    return spans


def _range(axis: Axis, probes: Sequence[dict]) -> Range:
    if declared.chooses(axis.path):
        raise ScenarioError(axis.problem(say("{path} names a rule and has no range; list its values", path=axis.path)))
    pars = [declared.parameter(axis.path, values) for values in probes]
    if axis.interval is not None:
        return _between(axis, pars[0], axis.interval)
    if any(_drawn(par) != _drawn(pars[0]) for par in pars):
        raise ScenarioError(axis.problem(say("{path} has different ranges in these scenarios; give both ends",
                                             path=axis.path)))
    if pars[0].type is bool:
        return Range(parts=(False, True))
    if pars[0].choices:
        return Range(parts=pars[0].choices)
    return _between(axis, pars[0], (pars[0].low, pars[0].high))


def _drawn(par: Par) -> tuple:
    return par.type, par.low, par.high, par.choices, par.money


def _between(axis: Axis, par: Par, ends) -> Range:
    if par.type not in (int, float) or par.choices:
        raise ScenarioError(axis.problem(say("{path} is not a number and has no range; list its values",
                                             path=axis.path)))
    try:
        low, high = (fitted(par, end) for end in ends)
    except Unfit as fault:
        raise ScenarioError(axis.problem(fault.of(axis.path))) from None
    return Range((low, high), whole=par.type is int, cents=par.in_cents)


def classify(columns: Sequence[Column], probes: Sequence[dict], rated: bool = False) -> None:
    """Determine which columns are scalar: plain parameters of every scenario that no structural change affects.

    Their values can be checked one by one and copied into checked values. Every combination of the others is loaded.
    With amounts per thousand people (`rated`: in the scenarios), the number of people is not scalar.
    """
    rated = rated or any(map(_rated, columns))
    for column in columns:
        if column.path.endswith(f".{rates.KEY}"):
            column.values = [_amount(column.path, probes[0], value) for value in column.values]
        pars = [_par(column, values) for values in probes]
        same = all(par is not None and par == pars[0] for par in pars) and not (rated and column.path == rates.COUNT)
        column.par = pars[0] if same else None
        column.scalar = column.par is not None
    touched = [_touched(column.path) for column in columns if not column.scalar]
    for column in columns:
        column.scalar = column.scalar and not any(_below(column.path, path) for path in touched)


def _rated(column: Column) -> bool:
    """Whether a column concerns amounts per thousand people."""
    return rates.KEY in column.path or any(isinstance(value, (dict, list)) and rates.KEY in str(value)
                                           for value in column.values)


def _amount(path: str, values: dict, given):
    """An amount per thousand people as a number, for the results. Invalid ones are reported when they are loaded."""
    try:
        return fitted(declared.parameter(path, values), given)
    except (Unfit, ScenarioError):
        return given


def _par(column: Column, values: dict) -> Par | None:
    """The declaration to which the values of a column can be fitted one by one; None if there is none."""
    whole = all(value is not None and not isinstance(value, dict) for value in column.values)
    if not whole or column.path in FILES or not stands_alone(column.path):
        return None
    try:
        functools.reduce(lambda node, key: node[key], column.path.split("."), values)
        return declared.parameter(column.path, values)
    except (KeyError, TypeError, ScenarioError):
        return None


def _touched(path: str) -> str:
    """What a structural change may affect: its own path, or the section whose plug-in it chooses."""
    return path.rpartition(".")[0] if declared.chooses(path) else path


def _below(path: str, section: str) -> bool:
    return path == section or path.startswith(f"{section}.")


MOST_FAULTS = 20


def fit(column: Column) -> list[Problem]:
    """Fit all values of a scalar column to its declaration; only the first problem is returned."""
    problems = []
    for place, value in enumerate(column.values):
        try:
            column.values[place] = fitted(cast(Par, column.par), value)
        except Unfit as fault:
            file, line = column.said(value)
            problems.append(Problem(file, line, column.path, fault.of(column.path)))
            if len(problems) == MOST_FAULTS:
                break
    return problems


def count_text(count: int) -> str:
    """A count for a sentence."""
    return f"{count:,}" if count < 10**15 else say("more than 10¹⁵")
