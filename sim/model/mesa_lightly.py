"""Mesa, imported without what an economy seldom uses of it; that halves the time in which a short command starts.

Mesa imports its spaces at once, and with them NetworkX and parts of SciPy, and pandas for the frames of its collector.
Here stand-ins are left in their places, and the first use of anything in one of them imports the real module.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import ModuleType

__all__ = ["SPARED", "mesa"]

SPARED = ("mesa.space", "mesa.experimental", "pandas")


class StandIn(ModuleType):
    """Stands for a module that is not imported yet. Everybody who looks into it sees what is in the real one."""

    def __getattr__(self, name: str) -> object:
        return getattr(_real(self), name)

    def __dir__(self) -> list[str]:
        return dir(_real(self))


def _real(stand_in: StandIn) -> ModuleType:
    _withdraw(stand_in)
    return importlib.import_module(stand_in.__name__)


def _withdraw(stand_in: StandIn) -> None:
    """From now on whoever imports the module gets the real one."""
    if sys.modules.get(stand_in.__name__) is stand_in:
        del sys.modules[stand_in.__name__]


@contextmanager
def _spared() -> Iterator[None]:
    """What is imported here gets stand-ins, except for modules that are there already, as all are if Mesa is."""
    stand_ins = [StandIn(name) for name in SPARED if {name, "mesa"}.isdisjoint(sys.modules)]
    for one in stand_ins:
        one.__file__ = None  # Mesa looks for the files of all modules, by way of `inspect`; this one has none yet
    sys.modules.update({one.__name__: one for one in stand_ins})
    try:
        yield
    finally:
        for one in stand_ins:
            del one.__file__
            _withdraw(one)


with _spared(), ThreadPoolExecutor(1) as aside:
    # Importing Mesa looks twice at the source of everything that is being called; a thread has called little.
    aside.submit(importlib.import_module, "mesa").result()
    import mesa
