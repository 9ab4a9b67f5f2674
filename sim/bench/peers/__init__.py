"""The contestants of `shequn bench peers`: each Python file of this folder is one, with the name of the file.

A contestant has
  TITLE      its name in tables
  ROLE       "ours", "peer", "yardstick" (which defines likeness) or "floor" (no model)
  LIBRARIES  distributions whose versions are shown; MODULES must be importable
  NOTE       (optional) what else a reader should know, as a clause
  LIGHTER    what it leaves out of the workload, as text; "" if it does all of it
  build(work) → an object with `step()`, which runs one day, and `ends()` → (adopters, lapsed, mean trust)
Libraries are imported only inside functions, because any of them may be missing.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util

from sim.system import modules

OURS, PEER, YARDSTICK, FLOOR = "ours", "peer", "yardstick", "floor"


@functools.cache
def names() -> tuple[str, ...]:
    """Names of all contestants, sorted."""
    return modules.names(__path__)


def find(name: str):
    """The module of one contestant. Raises KeyError, listing the names that exist, if there is none."""
    if name not in names():
        raise KeyError(f"there is no contestant {name!r}; there are {', '.join(names())}")
    return importlib.import_module(f"{__name__}.{name}")


def missing(contestant) -> list[str]:
    """Modules that a contestant needs and that are not installed."""
    return [name for name in contestant.MODULES if importlib.util.find_spec(name) is None]


def of_role(role: str) -> list[str]:
    """Names of the contestants with a role."""
    return [name for name in names() if find(name).ROLE == role]
