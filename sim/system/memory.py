"""Memory that is free again goes back to the system, where the system's C library can be asked to."""

from __future__ import annotations

import contextlib
import ctypes
import gc
from collections.abc import Iterator

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # the numbers of options in the GNU C library
_LARGE = 1 << 20  # bytes from which an array has pages of its own, which go back as soon as it is gone
_KEPT = 4 << 20  # bytes that may stay free at the end of the heap
_ALL = 1 << 30
_OFTEN = 100_000  # rows after which what is left of ended economies is collected

_made = 0  # rows since then


def give_back() -> None:
    """Ask the C library to let go of what was freed. Elsewhere than with the GNU one nothing happens."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def make_room(rows: int) -> None:
    """Before so many rows are made: collect what ended economies hold, once in 100,000 rows.

    An economy and its agents point at each other, and Python by itself looks for such circles only after many small
    objects were made; a few columns that are large do not count for it.
    """
    global _made
    _made += rows
    if _made >= _OFTEN:
        _made = 0
        gc.collect()


def keep_little() -> None:
    """For this process: do not keep large pieces that were freed for later."""
    _set(_LARGE, _KEPT)


@contextlib.contextmanager
def at_hand() -> Iterator[None]:
    """Within it, what was freed is kept for later: work that makes the same array again and again is not slowed."""
    _set(_ALL, _ALL)
    try:
        yield
    finally:
        _set(_LARGE, _KEPT)
        give_back()


def _set(large: int, kept: int) -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, large)
        ctypes.CDLL(None).mallopt(_TRIM_THRESHOLD, kept)
