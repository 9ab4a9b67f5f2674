"""Return freed memory to the operating system, where the C library allows it (glibc)."""

from __future__ import annotations

import contextlib
import ctypes
import gc
from collections.abc import Iterator

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # option numbers of mallopt in glibc
_LARGE = 1 << 20  # bytes; larger arrays get pages of their own, which are returned as soon as the array is freed
_KEPT = 4 << 20  # bytes that may stay free at the end of the heap
_ALL = 1 << 30
_OFTEN = 100_000  # rows created between two garbage collections

_made = 0  # rows created since the last one


def give_back() -> None:
    """Collect garbage and return freed memory to the system. Without glibc, only collect."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def make_room(rows: int) -> None:
    """Call before creating `rows` rows: collects ended economies once every 100,000 rows.

    An economy and its agents refer to each other. Python collects such cycles only after creating many objects, and
    a few large arrays are not many.
    """
    global _made
    _made += rows
    if _made >= _OFTEN:
        _made = 0
        gc.collect()


def keep_little() -> None:
    """In this process, return large freed blocks to the system at once."""
    _set(_LARGE, _KEPT)


@contextlib.contextmanager
def at_hand() -> Iterator[None]:
    """Inside this context, keep freed memory for reuse, so that arrays created again and again are not slowed."""
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
