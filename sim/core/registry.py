"""Find plug-ins. Every Python file in a plug-in folder is one and has the name of the file; there is no list.

Folders of plug-ins are those of the package, and those that `sim.core.outside` finds.
"""

from __future__ import annotations

import functools
import importlib
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.core import contracts, outside
from sim.core.outside import KINDS as KINDS
from sim.core.parameters import pick
from sim.core.plugin_error import PluginError
from sim.system import modules


@functools.cache
def names(kind: str) -> tuple[str, ...]:
    """Names of all plug-ins of a kind (a folder of `sim.plugins`), sorted."""
    package = importlib.import_module(f"sim.plugins.{kind}")
    return modules.names(package.__path__)


@functools.cache
def find(kind: str, name: str):
    """The module of one plug-in. KeyError, naming what exists, when there is none of that name.

    PluginError, with a sentence for each fault, when it is not what the contract of its kind asks for.
    """
    if name not in names(kind):
        raise KeyError(f"{kind} has no {name!r}; it has {', '.join(names(kind))}")
    module = _imported(f"sim.plugins.{kind}.{name}")
    contracts.check(importlib.import_module(f"sim.plugins.{kind}"), module, _declared(module))
    return module


def _imported(name: str):
    """The module of this name. What goes wrong in a file from outside is a PluginError, no defect of the program."""
    try:
        return importlib.import_module(name)
    except PluginError:
        raise
    except Exception as error:
        if name not in outside.files():
            raise
        raise PluginError(f"{outside.origin(name)}: it cannot be imported{_at(error, outside.origin(name))}: "
                          f"{type(error).__name__}: {error}") from error


def _at(error: Exception, file: str) -> str:
    """Where in a file an error has occurred."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    line = error.lineno if isinstance(error, SyntaxError) else lines[-1] if lines else None
    return f" (line {line})" if line else ""


def every(kind: str) -> dict:
    """All plug-ins of a kind (name → module), sorted by name."""
    return {name: find(kind, name) for name in names(kind)}


def declared(kind: str, name: str):
    """The `@parameters` class of a plug-in; None if it has none."""
    return _declared(find(kind, name))


def _declared(module):
    own = [value for value in vars(module).values()
           if isinstance(value, type) and hasattr(value, "declared") and value.__module__ == module.__name__]
    if len(own) > 1:
        raise PluginError(f"{contracts.file_of(module)}: it declares {len(own)} sets of parameters, "
                          f"{' and '.join(declaration.__name__ for declaration in own)}; put them into one class")
    return own[0] if own else None


@dataclass(frozen=True, eq=False)
class Plugin:
    """A plug-in that a scenario has chosen: its module, and its parameters as rules read them (None: it has none).

    Copied or pickled it is found again by its name, since modules cannot be.
    """

    kind: str
    name: str
    p: Any
    module: Any

    def __reduce__(self):
        return _found, (self.kind, self.name, self.p)


def chosen(kind: str, key: str, values: Mapping) -> Plugin:
    """The plug-in that the values of a section (or an event) name under `key`, with its parameters out of them."""
    own = declared(kind, values[key])
    return _found(kind, values[key], pick(own, values) if own else None)


def _found(kind: str, name: str, p) -> Plugin:
    return Plugin(kind, name, p, find(kind, name))
