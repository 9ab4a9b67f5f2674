"""What modules there are in a package: files that are found under their names and listed nowhere."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable


def names(path: Iterable[str]) -> tuple[str, ...]:
    """The names of the modules in a package (given by its `__path__`), sorted; those that begin with _ are left out."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(path) if not module.name.startswith("_")))
