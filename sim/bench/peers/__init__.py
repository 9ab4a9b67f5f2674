"""The contestants of `shequn bench peers`: every Python file of this folder is one, under the name of the file.

A contestant has
  TITLE      what it is called in tables
  ROLE       "ours", "peer", "yardstick" (what likeness is judged by) or "floor" (no model at all)
  LIBRARIES  distributions whose versions are told; MODULES are what must be importable
  NOTE       (where there is one) what else a reader should know, as a clause
  LIGHTER    what of the workload it leaves out, as words; "" when it does all of it
  build(work) → something with `step()`, which runs one day, and `ends()` → (adopters, lapsed, mean trust)
Libraries are imported inside functions only, since any of them may not be installed.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util

from sim.system import modules

OURS, PEER, YARDSTICK, FLOOR = "ours", "peer", "yardstick", "floor"


@functools.cache
def names() -> tuple[str, ...]:
    """The names of all contestants, sorted."""
    return modules.names(__path__)


def find(name: str):
    """The module of one contestant. KeyError, naming what exists, when there is none of that name."""
    if name not in names():
        raise KeyError(f"there is no contestant {name!r}; there are {', '.join(names())}")
    return importlib.import_module(f"{__name__}.{name}")


def missing(contestant) -> list[str]:
    """The modules that a contestant needs and that are not installed."""
    return [name for name in contestant.MODULES if importlib.util.find_spec(name) is None]


def of_role(role: str) -> list[str]:
    """The names of the contestants of a role."""
    return [name for name in names() if find(name).ROLE == role]
