"""Measure how much memory an economy takes: what its arrays hold, and by how much the process grew."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

_STATM, _STATUS = Path("/proc/self/statm"), Path("/proc/self/status")


def held(thing) -> int:
    """Bytes of all arrays reachable from an object through attributes, mappings and sequences, each counted once."""
    return sum({id(array): array.nbytes for array in _arrays(thing, set())}.values())


def _arrays(thing, seen: set[int]) -> Iterator[np.ndarray]:
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, np.ndarray):
        while isinstance(thing.base, np.ndarray):  # a view counts as the array that it keeps alive
            thing = thing.base
        yield thing
        return
    for part in _parts(thing):
        yield from _arrays(part, seen)


def _parts(thing):
    if isinstance(thing, Mapping):
        return list(thing.values())
    if isinstance(thing, (list, tuple, set, frozenset)):
        return list(thing)
    if type(thing).__module__.partition(".")[0] in ("sim", "types"):
        return list(getattr(thing, "__dict__", {}).values())
    return []


def resident() -> int | None:
    """Bytes of this process in memory now; None if the system does not say."""
    try:
        return int(_STATM.read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        return None


def peak() -> int:
    """Maximum memory of this process, in bytes, without that of its parent, which Linux would include."""
    try:
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    except (OSError, StopIteration):
        pass
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
