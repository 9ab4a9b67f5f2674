"""What goes wrong with a store, in one sentence each."""

from __future__ import annotations

import sqlite3


class StoreError(ValueError):
    """A store cannot be used. `outcomes` are those that could not be put into it, so that they are not lost."""

    def __init__(self, sentence: str, outcomes=()):
        super().__init__(sentence)
        self.outcomes = tuple(outcomes)

    def __reduce__(self):
        return type(self), (self.args[0], self.outcomes)


_SENTENCES = {
    "SQLITE_BUSY": "another program is writing to it and did not finish in time; nothing was changed",
    "SQLITE_LOCKED": "another program is writing to it and did not finish in time; nothing was changed",
    "SQLITE_READONLY": "it cannot be written to; give another file with --store, or --no-store",
    "SQLITE_FULL": "there is no space left for it; nothing was changed",
    "SQLITE_CANTOPEN": "it cannot be opened; is its folder there, and may it be written to?",
    "SQLITE_NOTADB": "this is no database; give another file with --store",
    "SQLITE_CORRUPT": "this database is damaged and was left as it is; give another file with --store",
    "SQLITE_IOERR": "the disk refused to read or write it (is there space left?); nothing was changed",
    "SQLITE_CONSTRAINT": "what was to be kept lacks its configuration or another part; nothing was changed",
    "SQLITE_PERM": "it may not be opened",
}


def explained(path, error: sqlite3.Error, outcomes=()) -> StoreError:
    """The StoreError that tells what an error of SQLite means for the user."""
    name = getattr(error, "sqlite_errorname", "") or ""
    for start, sentence in _SENTENCES.items():
        if name.startswith(start):
            return StoreError(f"{path}: {sentence}", outcomes)
    return StoreError(f"{path}: {error}", outcomes)
