"""Import a module without some of what it imports itself, if that takes long and is seldom used.

Stand-ins are left in the places of what is spared. The first use of anything in one of them imports the real module.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


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
    package, _, last = stand_in.__name__.rpartition(".")
    places = [(sys.modules, stand_in.__name__)]
    if vars(stand_in).pop("put_inside", False):  # and not what the package has imported for its users
        places.append((_inside(package), last))
    for names, name in places:
        if names.get(name) is stand_in:
            del names[name]


def _inside(package: str) -> dict:
    """The names in a package; empty if it is not imported yet."""
    return vars(sys.modules[package]) if package in sys.modules else {}


@contextmanager
def spared(*names: str) -> Iterator[None]:
    """Whatever is imported here gets stand-ins for these modules, except for those that are there already."""
    stand_ins = [StandIn(name) for name in names if name not in sys.modules]
    for one in stand_ins:
        one.__file__ = None  # `inspect` looks for the files of all modules; this one has none yet
        sys.modules[one.__name__] = one
        package, _, last = one.__name__.rpartition(".")
        if package in sys.modules and not isinstance(sys.modules[package], StandIn):
            _inside(package)[last] = one  # as an import does
            vars(one)["put_inside"] = True
    try:
        yield
    finally:
        for one in stand_ins:
            del one.__file__
            _withdraw(one)
