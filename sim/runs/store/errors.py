"""Errors of a store, each explained in one sentence."""

from __future__ import annotations

import sqlite3

from sim.system.words import later, say, translated


class StoreError(ValueError):
    """A store cannot be used. `outcomes` are those that could not be stored, so that they are not lost."""

    def __init__(self, sentence: str, outcomes=()):
        super().__init__(sentence)
        self.outcomes = tuple(outcomes)

    def __reduce__(self):
        return type(self), (self.args[0], self.outcomes)


_SENTENCES = {
    "SQLITE_BUSY": later("another program kept writing to this database for too long; nothing was changed; try again"),
    "SQLITE_LOCKED": later(
        "another program kept writing to this database for too long; nothing was changed; try again"),
    "SQLITE_READONLY": later("this database cannot be written to; choose another file with --store, or use --no-store"),
    "SQLITE_FULL": later("the disk is full; nothing was changed"),
    "SQLITE_CANTOPEN": later("this database cannot be opened; check that its folder exists and can be written to"),
    "SQLITE_NOTADB": later("this is not a database; choose another file with --store"),
    "SQLITE_CORRUPT": later("this database is damaged and was left unchanged; choose another file with --store"),
    "SQLITE_IOERR": later("the disk refused to read or write this database; check its free space; nothing was changed"),
    "SQLITE_CONSTRAINT": later("the results to store lack their configuration or another part; nothing was changed"),
    "SQLITE_PERM": later("permission to open this database is denied"),
}


def explained(path, error: sqlite3.Error, outcomes=()) -> StoreError:
    """The StoreError that explains an error of SQLite to the user."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for start, sentence in _SENTENCES.items():
        if name.startswith(start):
            return StoreError(say("{file}: {fault}", file=path, fault=translated(sentence)), outcomes)
    return StoreError(say("{file}: {fault}", file=path, fault=error), outcomes)
