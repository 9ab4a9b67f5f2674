"""What Python callers give: scenarios, random seeds, overrides, counts. Each is read here, or refused in one sentence.

Whole numbers may be those of numpy, and floats without a fraction; overrides may come as one text, as any iterable of
texts, as a mapping of paths to values, or as None.
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
    """What is wrong with an argument, as a ScenarioError; `where` stands before the sentence."""
    return ScenarioError(Problem(where, None, path, sentence))


def whole(value, low: int, high: float = float("inf")) -> int | None:
    """`value` as an int when it is a whole number from `low` to `high`, whatever its type; else None."""
    found = None
    if not isinstance(value, bool):
        try:
            found = operator.index(value)
        except TypeError:
            if isinstance(value, numbers.Real) and value % 1 == 0:
                found = int(float(value))
    return found if found is not None and low <= found <= high else None


def random_seed(value, where: str = "run") -> int:
    """The random seed of a run. ScenarioError when it is none."""
    found = whole(value, 0, MOST_SEED)
    if found is None:
        raise wrong(where, f"seed = {told(value)} is not a whole number from 0 to 2⁵³", "seed")
    return found


def count(name: str, value, where: str = "run") -> int:
    """A number of threads or of workers. ScenarioError when it is none."""
    found = whole(value, 1)
    if found is None:
        raise wrong(where, f"{name} = {told(value)} is not a whole number of 1 or more", name)
    return found


def function(name: str, value, where: str = "run") -> None:
    """ScenarioError unless the value can be called, or is None."""
    if value is not None and not callable(value):
        raise wrong(where, f"{name} = {told(value)} is not a function; give one, or None", name)


def changes(value: Overrides, where: str = "run") -> list[str | Override]:
    """Overrides as a list. ScenarioError for what is neither a text nor a path with its value."""
    from sim.scenario.override import Override

    if value is None:
        return []
    if isinstance(value, (str, Override)):
        return [value]
    if isinstance(value, Mapping):
        return [change(path, one) for path, one in value.items()]
    found = listed(value)
    if found is None:
        raise wrong(where, f"overrides = {told(value)} is not a list of texts; write "
                           "overrides=[\"members.count=1000\"]", "overrides")
    for one in found:
        if not isinstance(one, (str, Override)):
            raise wrong(where, f"overrides has {told(one)}, which is not a text; write "
                               "overrides=[\"members.count=1000\"]", "overrides")
    return found


def change(path, value) -> Override:
    """The override that gives the parameter at `path` a value of Python's. ScenarioError when it cannot be one."""
    from sim.scenario import override

    if not isinstance(path, str):
        raise wrong("overrides", f"{told(path)} is not the path of a parameter, for example members.count")
    return override.made(path, _plain(value, path))


def written(some: Iterable[str | Override]) -> list[str]:
    """Overrides as they are written."""
    from sim.scenario import override

    return [one if isinstance(one, str) else one.sign + one.path + ("=" + override.told(one.node.plain())
                                                                    if one.node else "") for one in some]


def _plain(value, path: str):
    """A value as a scenario file could have it: numpy's numbers become Python's, and sequences lists."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(one, path) for key, one in value.items()}
    if isinstance(value, (list, tuple, range)):
        return [_plain(one, path) for one in value]
    raise wrong(f"override {short(path)}", f"{short(path)} = {told(value)} is neither a number nor a text, nor a list "
                                           "of them", path)


def no_scenario(value) -> ScenarioError:
    """What to say of something that was given in the place of a scenario."""
    return wrong("scenario", f"{told(value)} is not a scenario; give a name, a path or a loaded scenario")


def complete(values: Mapping) -> dict:
    """Values of a scenario that were loaded before. ScenarioError when a part of them is missing."""
    from sim.scenario.layout import ROOT

    missing = [name for name in ("seed", *ROOT.children) if name not in values]
    if missing:
        raise wrong("scenario", f"these values are incomplete: {missing[0]} is missing; take those of "
                                "sim.load(\"base\") and give changes to it as overrides", missing[0])
    return dict(values)


def listed(value) -> list | None:
    """What is in an iterable; None when it is none, is a text, or has no order."""
    if isinstance(value, (str, bytes, Path, Set)) or not isinstance(value, Iterable):
        return None
    try:
        return list(value)
    except TypeError:  # an array without an axis
        return None


def texts(name: str, value, where: str) -> list[str]:
    """Some texts, or one, or None for none, as a list. ScenarioError for anything else."""
    some = [] if value is None else [value] if isinstance(value, str) else listed(value)
    found = [value] if some is None else some
    for one in found:
        text(name, one, where)
    return found


def text(name: str, value, where: str) -> str:
    """A text. ScenarioError for anything else."""
    if not isinstance(value, str):
        raise wrong(where, f"{name} = {told(value)} is not a text", name)
    return value


def folder(value) -> Path | None:
    """A folder that is there, or None. ScenarioError for anything else."""
    if value is not None and not (isinstance(value, (str, Path)) and os.path.isdir(value)):
        raise wrong("scenarios", f"{told(value)} is not a folder")
    return None if value is None else Path(value)


def told(value) -> str:
    """A value in a sentence, short; what cannot even be written is told by its type."""
    say: Callable[[Any], str] = repr
    if hasattr(value, "dtype") and getattr(value, "ndim", 1) == 0:
        say = str
    try:
        return short(say(value))
    except Exception:
        return f"something of type {type(value).__name__}"
