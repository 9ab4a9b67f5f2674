"""Packages that can be called, as `sim.compare(…)` and `sim.sweep(…)`."""

from __future__ import annotations

import sys
import types


class CallablePackage(types.ModuleType):
    """A package that is also the function it is about: the one in whose `__init__` a class with `__call__` inherits."""

    def __init_subclass__(cls) -> None:
        sys.modules[cls.__module__].__class__ = cls
