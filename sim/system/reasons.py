"""Reasons that the operating system gives, in the reader's language: it says them in English whatever the language."""

from __future__ import annotations

from sim.system.words import later, translated

_USUAL = (later("No such file or directory"), later("Permission denied"), later("Is a directory"),
          later("Not a directory"), later("File exists"), later("No space left on device"),
          later("Read-only file system"), later("File name too long"), later("Too many open files"))


def of_system(reason: str | None) -> str:
    """A reason in the present language where it is a usual one, otherwise as it is."""
    reason = reason or ""
    return translated(reason) if reason in _USUAL else reason
