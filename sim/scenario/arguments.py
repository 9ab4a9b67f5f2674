"""Read the arguments of Python callers (scenarios, seeds, overrides, counts) or refuse each in one sentence.

Whole numbers may be of numpy types, or floats without a fraction. Overrides may be one text, an iterable of texts, a
mapping of paths to values, or None.
"""

from __future__ import annotations

import numbers
import operator
import os
from collections.abc import Callable, Iterable, Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sim.scenario.problems import Problem, ScenarioError, short

if TYPE_CHECKING:
    from sim.scenario.loaded import Scenario
    from sim.scenario.override import Override

# Imported where it is needed, so that files are read and refused without loading the engine's rules.

MOST_SEED = 2**53

Overrides: TypeAlias = "str | Override | Mapping[str, Any] | Iterable[str | Override] | None"
Source: TypeAlias = "str | Path | Scenario"


def wrong(where: str, sentence: str, path: str = "") -> ScenarioError:
    """A ScenarioError about an argument; `where` stands before the sentence."""
    return ScenarioError(Problem(where, None, path, sentence))


def whole(value, low: int, high: float = float("inf")) -> int | None:
    """`value` as an int if it is a whole number from `low` to `high`, of any type; else None."""
    number = None
    if not isinstance(value, bool):
        try:
            number = operator.index(value)
        except TypeError:
            if isinstance(value, numbers.Real) and value % 1 == 0:
                number = int(float(value))
    return number if number is not None and low <= number <= high else None


def random_seed(value, where: str = "run") -> int:
    """The random seed of a run. Raises ScenarioError if `value` is not one."""
    seed = whole(value, 0, MOST_SEED)
    if seed is None:
        raise wrong(where, f"seed = {brief(value)} is not a whole number from 0 to 2⁵³", "seed")
    return seed


def count(name: str, value, where: str = "run") -> int:
    """A number of threads or workers. Raises ScenarioError if `value` is not one."""
    number = whole(value, 1)
    if number is None:
        raise wrong(where, f"{name} = {brief(value)} is not a whole number of 1 or more", name)
    return number


def function(name: str, value, where: str = "run") -> None:
    """Raise ScenarioError unless `value` is callable or None."""
    if value is not None and not callable(value):
        raise wrong(where, f"{name} = {brief(value)} is not a function; give one, or None", name)


def changes(value: Overrides, where: str = "run") -> list[str | Override]:
    """Overrides as a list. Raises ScenarioError for anything but texts and paths with values."""
    from sim.scenario.override import Override

    if value is None:
        return []
    if isinstance(value, (str, Override)):
        return [value]
    if isinstance(value, Mapping):
        return [change(path, item) for path, item in value.items()]
    overrides = listed(value)
    if overrides is None:
        raise wrong(where, f"overrides = {brief(value)} is not a list of texts; write "
                           "overrides=[\"members.count=1000\"]", "overrides")
    for override in overrides:
        if not isinstance(override, (str, Override)):
            raise wrong(where, f"overrides has {brief(override)}, which is not a text; write "
                               "overrides=[\"members.count=1000\"]", "overrides")
    return overrides


def change(path, value) -> Override:
    """The override that sets the parameter at `path` to a Python value. Raises ScenarioError if there is none."""
    from sim.scenario import override

    if not isinstance(path, str):
        raise wrong("overrides", f"{brief(path)} is not the path of a parameter, for example members.count")
    return override.from_value(path, _plain(value, path))


def written(overrides: Iterable[str | Override]) -> list[str]:
    """Overrides as texts."""
    from sim.scenario import override

    return [change if isinstance(change, str) else
            change.sign + change.path + ("=" + override.as_written(change.node.plain()) if change.node else "")
            for change in overrides]


def _plain(value, path: str):
    """A value as a scenario file could have it: numpy numbers as Python numbers, sequences as lists."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(item, path) for key, item in value.items()}
    if isinstance(value, (list, tuple, range)):
        return [_plain(item, path) for item in value]
    raise wrong(f"override {short(path)}", f"{short(path)} = {brief(value)} is neither a number nor a text, nor a list "
                                           "of them", path)


def no_scenario(value) -> ScenarioError:
    """The error for an argument that is not a scenario."""
    return wrong("scenario", f"{brief(value)} is not a scenario; give a name, a path or a loaded scenario")


def complete(values: Mapping) -> dict:
    """The values of a scenario that was loaded before. Raises ScenarioError if some are missing."""
    from sim.scenario.layout import ROOT

    missing = [name for name in ("seed", *ROOT.children) if name not in values]
    if missing:
        raise wrong("scenario", f"these values are incomplete: {missing[0]} is missing; take those of "
                                "sim.load(\"base\") and give changes to it as overrides", missing[0])
    return dict(values)


def listed(value) -> list | None:
    """The elements of an iterable as a list; None for a text, an unordered collection or anything else."""
    if isinstance(value, (str, bytes, Path, Set)) or not isinstance(value, Iterable):
        return None
    try:
        return list(value)
    except TypeError:  # a numpy array of dimension 0
        return None


def texts(name: str, value, where: str) -> list[str]:
    """A list of texts, from several texts, one, or None. Raises ScenarioError for anything else."""
    elements = [] if value is None else [value] if isinstance(value, str) else listed(value)
    items = [value] if elements is None else elements
    for item in items:
        text(name, item, where)
    return items


def text(name: str, value, where: str) -> str:
    """`value` if it is a text. Raises ScenarioError otherwise."""
    if not isinstance(value, str):
        raise wrong(where, f"{name} = {brief(value)} is not a text", name)
    return value


def folder(value) -> Path | None:
    """An existing folder, or None. Raises ScenarioError otherwise."""
    if value is not None and not (isinstance(value, (str, Path)) and os.path.isdir(value)):
        raise wrong("scenarios", f"{brief(value)} is not a folder")
    return None if value is None else Path(value)


def brief(value) -> str:
    """A value shortened for a sentence; if it has no `repr`, its type."""
    as_text: Callable[[Any], str] = repr
    if hasattr(value, "dtype") and getattr(value, "ndim", 1) == 0:
        as_text = str
    try:
        return short(as_text(value))
    except Exception:
        return f"something of type {type(value).__name__}"
