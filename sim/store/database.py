"""The store: a SQLite database of outcomes that several processes may use at once.

What is written is written in one transaction that takes the right to write at its beginning, so that a run that is
stopped or killed leaves everything or nothing. A database is opened for each use and closed after it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sim.store import rows, schema
from sim.store.errors import StoreError, explained

if TYPE_CHECKING:
    import pandas
    from sqlite_utils import Database

    from sim.runs import Outcome

DEFAULT = "default"  # the store named by SHEQUN_STORE, else results/shequn.db below the current folder
_AT_ONCE = 500  # below the least number of variables that any SQLite allows


def takes_files(folder: Path) -> bool:
    """Whether a file can be made in a folder, found out by making one and taking it away again."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


class Store:
    """A file of outcomes. Making one touches no disk; the file is made when the first outcome is put into it.

    Every method raises StoreError, in one sentence, when the file cannot be used. `patience` is how many seconds to
    wait for other programs that are writing.
    """

    patience = 30.0

    def __init__(self, path: str | Path):
        self.path = Path(path)

    @classmethod
    def chosen(cls, choice) -> Store | None:
        """The store that `store=` means: DEFAULT, None for none, a path, or a store."""
        if choice is None or isinstance(choice, Store):
            return choice
        if choice is DEFAULT or choice == DEFAULT:
            return cls(os.environ.get("SHEQUN_STORE") or Path("results", "shequn.db"))
        return cls(choice)

    def check(self) -> None:
        """Make sure, without changing anything, that outcomes can be put here."""
        if self._exists():
            with self._opened() as db:
                db.execute("begin immediate")
                db.execute("rollback")
            return
        folder = next(one for one in self.path.absolute().parents if one.exists())
        if not takes_files(folder):
            raise StoreError(f"{self.path}: nothing can be written in {folder}; give another file with --store")

    def put(self, outcomes: Iterable[Outcome]) -> None:
        """Keep outcomes, all of them or, when that fails, none. One that is there already stays as it is."""
        outcomes = list(outcomes)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._opened() as db:
                self._prepare(db)
                with _writing(db):
                    _insert(db, outcomes)
        except StoreError as error:
            raise StoreError(error.args[0], outcomes) from None
        except OSError as error:
            raise StoreError(f"{self.path}: its folder cannot be made: {error.strerror}", outcomes) from None

    def find(self, run_ids: Sequence[str]) -> dict[str, Outcome]:
        """Those of these runs that are kept: run id → outcome."""
        if not self._exists():
            return {}
        found = {}
        with self._opened() as db:
            for at in range(0, len(run_ids), _AT_ONCE):
                found.update(self._found(db, list(run_ids[at:at + _AT_ONCE])))
        return found

    def get(self, run_id: str) -> Outcome:
        """One kept run, by its id or the beginning of it. StoreError when there is none, or more than one."""
        with self._reading() as db:
            there = [] if db is None else [one for one, in db.execute(
                "select run_id from run where substr(run_id, 1, ?) = ? limit 2", (len(run_id), run_id))]
        if len(there) != 1:
            raise StoreError(f"{self.path}: {'several runs begin with' if there else 'there is no run'} {run_id!r}")
        return self.find(there)[there[0]]

    def frame(self, scenario: str | None = None, parameters: Sequence[str] = ()) -> pandas.DataFrame:
        """All kept runs, one a row, oldest first: run_id, scenario, seed, started, seconds, parameters, measures."""
        import pandas

        with self._reading() as db:
            if db is None:
                return pandas.DataFrame(columns=["run_id", "scenario", "seed", "started", "seconds", *parameters])
            said = "run.parameters as _parameters, " if parameters else ""
            try:
                found = pandas.read_sql_query(
                    f"select run.run_id, run.scenario, run.seed, run.started, run.seconds, {said} measures.* from run "
                    "join measures using (run_id) where ? in ('', run.scenario) order by run.started, run.rowid",
                    db.conn, params=(scenario or "",))
            except pandas.errors.DatabaseError as error:
                raise error.__cause__ or error from None
        found = found.loc[:, ~found.columns.duplicated()]
        return _with_parameters(found, parameters) if parameters else found

    def _exists(self) -> bool:
        if "\0" in str(self.path):
            raise StoreError(f"{str(self.path)!r} is no name of a file")
        try:
            folder = self.path.is_dir()
            there = self.path.exists() and (not self.path.is_file() or self.path.stat().st_size > 0)
        except OSError as error:
            raise StoreError(f"{self.path}: {error.strerror}") from None
        if folder:
            raise StoreError(f"{self.path}: this is a folder; a store is a file")
        return there

    def _found(self, db: Database, run_ids: list[str]) -> dict[str, Outcome]:
        marks = ",".join("?" * len(run_ids))
        series: dict[str, dict] = {}
        for one in db.query(f"select * from series where run_id in ({marks})", run_ids):
            series.setdefault(one["run_id"], {})[one["kind"]] = one
        taken = {one["run_id"]: one for one in db.query(f"select * from measures where run_id in ({marks})", run_ids)}
        try:
            return {one["run_id"]: rows.outcome(one, taken[one["run_id"]], series[one["run_id"]])
                    for one in db.query(f"select * from run where run_id in ({marks})", run_ids)}
        except (KeyError, ValueError, zlib.error) as error:
            raise StoreError(f"{self.path}: a kept run is damaged ({error}); give another file with --store") from None

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Database | None]:
        """The database, or None when there is nothing in it yet."""
        if not self._exists():
            yield None
            return
        with self._opened() as db:
            yield db if schema.owner(db) == "ours" else None

    @contextlib.contextmanager
    def _opened(self) -> Iterator[Database]:
        """The open database. StoreError for one that is not ours, and for every error of SQLite."""
        from sqlite_utils import Database

        self._exists()
        connection = None
        try:
            connection = _connected(self.path, self.patience)
            db = Database(connection, recursive_triggers=False, execute_plugins=False)
            whose = schema.owner(db)
            if whose in ("foreign", "newer"):
                raise StoreError(f"{self.path}: this database " + (
                    "was made by a newer Shequn" if whose == "newer" else "belongs to another program")
                    + "; give another file with --store")
            yield db
        except sqlite3.Error as error:
            raise explained(self.path, error) from None
        finally:
            if connection:
                connection.close()

    def _prepare(self, db: Database) -> None:
        """Make an empty database a store; two processes may do so at once."""
        for left in reversed(range(max(20, int(20 * self.patience)))):
            try:
                db.execute("pragma journal_mode = wal").fetchone()
                break
            except sqlite3.OperationalError as error:
                # Going over to WAL needs the file alone for a moment and does not wait for it.
                if not left or not str(error.sqlite_errorname).startswith("SQLITE_BUSY"):
                    raise
                time.sleep(0.05)
        with _writing(db):
            if schema.owner(db) == "empty":
                schema.create(db)


def _connected(path: Path, patience: float) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
        connection.execute("select count(*) from sqlite_master").fetchone()
        return connection
    except sqlite3.OperationalError:
        if not path.is_file() or os.access(path.parent, os.W_OK):
            raise
        # In a folder that cannot be written to, SQLite reads a WAL database only when told that nobody changes it.
        return sqlite3.connect(f"file:{quote(str(path.absolute()))}?immutable=1", uri=True, isolation_level=None)


@contextlib.contextmanager
def _writing(db: Database) -> Iterator[None]:
    """One transaction that has the right to write from its beginning, so that it cannot fail for it later."""
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        db.conn.rollback()
        raise


def _insert(db: Database, outcomes: list[Outcome]) -> None:
    schema.widen(db, dict.fromkeys(name for one in outcomes for name in one.measures))
    db.table("run").insert_all(map(rows.run, outcomes), ignore=True)
    db.table("measures").insert_all(map(rows.measures, outcomes), ignore=True)
    db.table("series").insert_all((frame for one in outcomes for frame in rows.frames(one)), ignore=True)


def _with_parameters(found, parameters: Sequence[str]):
    """The frame with a column for each of these parameters, before the measures; missing ones are None."""
    values = [json.loads(one) for one in found.pop("_parameters")]
    for at, path in enumerate(parameters):
        column = [_at(one, path) for one in values]
        if values and all(one is _NOWHERE for one in column):
            raise StoreError(f"no kept run has a parameter {path!r}")
        if path not in found:  # the seed is there already
            found.insert(5 + at, path, [None if one is _NOWHERE else one for one in column])
    return found


_NOWHERE = object()


def _at(values, path: str):
    for key in path.split("."):
        if not isinstance(values, dict) or key not in values:
            return _NOWHERE
        values = values[key]
    return values
