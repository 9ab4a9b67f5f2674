"""Open the file of a store: check whose it is, explain why it cannot be used, and begin transactions."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sim.runs.store import filesystem, migrate, schema
from sim.runs.store.errors import StoreError, explained
from sim.system import atomic_write, paths
from sim.system.reasons import of_system
from sim.system.words import say

if TYPE_CHECKING:
    from sqlite_utils import Database

USUAL = Path("results", "shequn.db")  # the default store


def exists(path: Path) -> bool:
    """Whether this file exists and is not empty. Raises StoreError for anything that cannot be a store."""
    if "\0" in str(path):
        raise StoreError(say("{path!r} is not the name of a file", path=str(path)))
    try:
        folder = path.is_dir()
        present, file = path.exists(), path.is_file()
        has_content = file and path.stat().st_size > 0
    except OSError as error:
        raise StoreError(say("{file}: {fault}", file=path, fault=of_system(error.strerror))) from None
    if folder:
        raise StoreError(say("{path} is a folder; name a file", path=path))
    if present and not file:
        raise StoreError(say("{path} is a device or a pipe; name an ordinary file", path=path))
    return has_content


def check_folder(path: Path) -> None:
    """Raise StoreError unless the store's folder is writable. Only the default store's folder is created."""
    if not path.is_absolute() and paths.here() is None:
        raise StoreError(say("{path}: the current folder does not exist any more; go to another one with cd",
                             path=path))
    folder = path.absolute().parent
    usual = path.absolute() == USUAL.absolute() and not folder.exists()
    fault = None if usual else atomic_write.no_folder(path)
    if fault:
        raise StoreError(say("{file} {fault}", file=path, fault=fault))
    if not exists(path) and not atomic_write.takes_files(folder.parent if usual else folder):
        raise StoreError(say("{path}: nothing can be written in {folder}; choose another file with --store", path=path,
                             folder=folder))


@contextlib.contextmanager
def opened(path: Path, patience: float) -> Iterator[Database]:
    """The open database. Raises StoreError for a foreign database and for every error of SQLite."""
    from sqlite_utils import Database

    exists(path)
    connection = None
    try:
        connection = _connected(path, patience)
        db = Database(connection, recursive_triggers=False, execute_plugins=False)
        whose = schema.owner(db)
        if whose in ("foreign", "newer"):
            raise StoreError(say("{path}: this database was made by a newer Shequn; choose another file with --store",
                                 path=path) if whose == "newer" else
                             say("{path}: this database belongs to another program; choose another file with --store",
                                 path=path))
        yield db
    except sqlite3.Error as error:
        raise explained(path, error) from None
    finally:
        if connection:
            connection.close()


@contextlib.contextmanager
def reading(path: Path, patience: float) -> Iterator[Database | None]:
    """The database, or None if it is empty. An earlier version is read without converting it."""
    if not exists(path):
        yield None
        return
    with opened(path, patience) as db:
        whose = schema.owner(db)
        if whose == "older":
            migrate.see_through(db)
        yield None if whose == "empty" else db


@contextlib.contextmanager
def writable(path: Path, patience: float) -> Iterator[Database]:
    """The open database, created or converted if necessary. What is committed is safe on disk."""
    check_folder(path)
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreError(say("{path}: its folder cannot be made: {reason}", path=path,
                             reason=of_system(error.strerror))) from None
    with opened(path, patience) as db:
        # A write-ahead log needs memory shared by all processes, which a network file system does not provide.
        _journal(db, "delete" if filesystem.of_network(path) else "wal", patience)
        db.execute("pragma synchronous = full")
        db.execute("pragma foreign_keys = off")
        with writing(db):
            whose = schema.owner(db)
            if whose == "empty":
                schema.create(db)
            elif whose == "older":
                migrate.migrate(db)
        db.execute("pragma foreign_keys = on")
        yield db


@contextlib.contextmanager
def writing(db: Database) -> Iterator[None]:
    """A transaction that takes the write lock at its beginning, so that it cannot fail to get it later."""
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        db.conn.rollback()
        raise


def _journal(db: Database, mode: str, patience: float) -> None:
    """Choose the journal mode; two processes may do so at the same time."""
    for attempts_left in reversed(range(max(20, int(20 * patience)))):
        try:
            db.execute(f"pragma journal_mode = {mode}").fetchone()
            return
        except sqlite3.OperationalError as error:
            # Changing the mode needs exclusive access for a moment, and SQLite does not wait for it.
            if not attempts_left or not str(error.sqlite_errorname).startswith("SQLITE_BUSY"):
                raise
            time.sleep(0.05)


def _connected(path: Path, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path.absolute(), timeout=patience, isolation_level=None)
    try:
        connection.execute("select count(*) from sqlite_master").fetchone()
        return connection
    except sqlite3.Error as error:
        connection.close()
        if not isinstance(error, sqlite3.OperationalError) or not path.is_file() or os.access(path.parent, os.W_OK):
            raise
        # In a read-only folder, SQLite reads a WAL database only if told that nobody changes it.
        return sqlite3.connect(f"file:{quote(str(path.absolute()))}?immutable=1", uri=True, isolation_level=None)
