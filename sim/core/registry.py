"""Find plug-ins. Every Python file in a plug-in folder is one and has the name of the file; there is no list."""

from __future__ import annotations

import functools
import importlib
import pkgutil

KINDS = ("networks", "trust", "conversion", "organisation", "platforms", "channels", "policies", "shocks", "treatments",
         "measures")


@functools.cache
def names(kind: str) -> tuple[str, ...]:
    """Names of all plug-ins of a kind (a folder of `sim.plugins`), sorted."""
    package = importlib.import_module(f"sim.plugins.{kind}")
    return tuple(sorted(found.name for found in pkgutil.iter_modules(package.__path__)
                        if not found.name.startswith("_")))


@functools.cache
def find(kind: str, name: str):
    """The module of a plug-in. Raises KeyError, listing the names that exist, if there is none of that name."""
    if name not in names(kind):
        raise KeyError(f"{kind} has no {name!r}; it has {', '.join(names(kind))}")
    return importlib.import_module(f"sim.plugins.{kind}.{name}")


def every(kind: str) -> dict:
    """All plug-ins of a kind (name → module), sorted by name."""
    return {name: find(kind, name) for name in names(kind)}


def declared(kind: str, name: str):
    """The `@parameters` class of a plug-in; None if it has none."""
    module = find(kind, name)
    own = [value for value in vars(module).values()
           if isinstance(value, type) and hasattr(value, "declared") and value.__module__ == module.__name__]
    if len(own) > 1:
        raise TypeError(f"{module.__name__} declares more than one set of parameters")
    return own[0] if own else None
