"""The rows by name, and running and judging them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from sim import validation
from sim.scenario import arguments, override
from sim.scenario.problems import Problem, ScenarioError
from sim.validation.levers import _runs, _verdict
from sim.validation.levers._row import Row
from sim.validation.levers._runs import Size, Wanted

FOLDER = "levers"


def names() -> list[str]:
    """Names of all rows."""
    return [name[0].upper() + name[1:].replace("_", "-") for name in validation.names(FOLDER)]


def row(name: str) -> Row:
    """A row by its name."""
    return validation.find(FOLDER, name[0].lower() + name[1:].replace("-", "_")).ROW


def meant(word: str) -> list[str]:
    """The rows that a word means, in upper or lower case: L05 means one, L25 all whose names begin with L25-."""
    lower = word.lower()
    return [name for name in names() if name.lower() == lower or name.lower().startswith(f"{lower}-")]


def fitted() -> list[str]:
    """The rows with a target that enters the calibration."""
    return [name for name in names() if "fit" in row(name).kinds()]


def wanted(names: Sequence[str], size: Size) -> Wanted:
    """The runs of these rows. Raises ScenarioError if a setting does not fit, or is set by the arms of a row."""
    runs = Wanted(size)
    for name in names:
        lever = row(name)
        _reach(name, lever, size)
        runs.add(name, lever)
    return runs


def _reach(name: str, lever: Row, size: Size) -> None:
    """Refuse an override that every arm would set again, so that it would have no effect."""
    changed = [change if not isinstance(change, str) else override.parse(change)
               for change in arguments.changes(size.overrides)]
    for change in changed:
        if all(change.path in {path.lstrip("+") for path in settings} for settings in lever.arms.values()):
            raise ScenarioError(Problem(change.text, None, change.path, f"{change.path} is what the arms of {name} "
                                        "differ in; set another parameter, or run other rows"))


def judge(names: Sequence[str], size: Size, workers: _runs.Workers,
          on_progress: Callable[[int], object] = lambda done: None,
          runs: Wanted | None = None) -> list[_verdict.Judged]:
    """Run and judge rows. Outcomes are read row by row, so that few are in memory at a time."""
    runs = runs or wanted(names, size)
    workers.run(runs, on_progress)
    return [_verdict.judged(name, size.of(row(name)), runs.outcomes(name, workers.find)) for name in names]


def switched_off(name: str, size: Size) -> Size:
    """The same size with the mechanism of a row switched off."""
    return dataclasses.replace(size, overrides=(*size.overrides, *arguments.changes(dict(row(name).off))))
