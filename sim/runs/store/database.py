"""The store: a SQLite database of outcomes that several processes may use at the same time.

Each write is one transaction that takes the write lock at its beginning, so that a run that is stopped or killed leaves
everything or nothing. A database is opened for each use and closed afterwards; a sweep keeps it open with
`Store.writer()`.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.runs.store import connection, packing, reading, rows, schema
from sim.runs.store.errors import StoreError
from sim.runs.store.frames import queried, with_parameters
from sim.runs.store.result import Result
from sim.system.paths import expanded
from sim.system.words import say

if TYPE_CHECKING:
    import pandas
    from sqlite_utils import Database

    from sim.runs.outcome import Outcome
    from sim.runs.store.writer import Writer

# Imported where it is needed, so that what is stored can be found and read without the engine.

DEFAULT = "default"  # the store named by SHEQUN_STORE, else results/shequn.db in the current folder
_AT_ONCE = 500  # below the lowest limit on variables of any SQLite build


class Store:
    """A file of outcomes. Creating a Store does not touch the disk; the first outcome creates the file.

    Every method raises StoreError, in one sentence, if the file cannot be used. `patience` is how many seconds to wait
    for other programs that are writing.
    """

    patience = 30.0

    def __init__(self, path: str | Path):
        self.path = expanded(path)

    @classmethod
    def chosen(cls, choice) -> Store | None:
        """The store for the argument `store`: DEFAULT, None for none, a path, or a Store."""
        if choice is None or isinstance(choice, Store):
            return choice
        if choice is DEFAULT or choice == DEFAULT:
            return cls(os.environ.get("SHEQUN_STORE") or connection.USUAL)
        if not isinstance(choice, (str, Path)):
            raise StoreError(say("store = {choice!r} is neither a path nor a Store; give the name of a file, or None "
                                 "to store nothing", choice=choice))
        return cls(choice)

    def check(self) -> None:
        """Check, without changing anything, that outcomes can be stored here."""
        if connection.exists(self.path):
            with connection.opened(self.path, self.patience) as db:
                db.execute("begin immediate")
                db.execute("rollback")
            return
        connection.check_folder(self.path)

    def put(self, outcomes: Iterable[Outcome]) -> None:
        """Store all outcomes or, if that fails, none. Existing ones stay as they are."""
        outcomes = list(outcomes)
        results = [Result.of(outcome, packing.cell_of(outcome)) for outcome in outcomes]
        configured = {result.cell_id: outcome for result, outcome in zip(results, outcomes, strict=True)}
        cells = [packing.cell(identity, outcome) for identity, outcome in configured.items()]
        try:
            with connection.writable(self.path, self.patience) as db, connection.writing(db):
                rows.keep_cells(db, cells)
                rows.keep_results(db, results)
        except StoreError as error:
            raise StoreError(error.args[0], outcomes) from None

    def done(self, run_ids: Sequence[str]) -> set[str]:
        """Those of these runs that are stored and did not fail."""
        with connection.reading(self.path, self.patience) as db:
            return rows.done(db, run_ids) if db is not None else set()

    def writer(self) -> Writer:
        """The writer for a sweep: a context manager that holds this process's only connection for writing."""
        from sim.runs.store.writer import Writer

        return Writer(self.path, self.patience)

    def find(self, run_ids: Sequence[str]) -> dict[str, Outcome]:
        """Those of these runs that are stored: run id → outcome. Runs stored without frames are left out."""
        outcomes: dict[str, Outcome] = {}
        with connection.reading(self.path, self.patience) as db:
            if db is not None:
                for at in range(0, len(run_ids), _AT_ONCE):
                    outcomes.update(self._stored(db, list(run_ids[at:at + _AT_ONCE])))
        return outcomes

    def get(self, run_id: str) -> Outcome:
        """One stored run, by its id or the first characters of it. Raises StoreError unless there is exactly one."""
        with connection.reading(self.path, self.patience) as db:
            matches = [] if db is None else [match for match, in db.execute(
                "select run_id from run where substr(run_id, 1, ?) = ? and status = 'done' limit 2",
                (len(run_id), run_id))]
        if len(matches) != 1:
            raise StoreError(say("{path}: several runs have an id that begins with {run_id!r}", path=self.path,
                                 run_id=run_id) if matches else
                             say("{path}: no run has an id that begins with {run_id!r}", path=self.path, run_id=run_id))
        outcomes = self.find(matches)
        if not outcomes:
            raise StoreError(say("{path}: run {run_id} was stored without its daily series", path=self.path,
                                 run_id=matches[0]))
        return outcomes[matches[0]]

    def frame(self, scenario: str | None = None, parameters: Sequence[str] = ()) -> pandas.DataFrame:
        """All stored runs, one per row, the oldest first.

        Columns: run_id, scenario, seed, started, seconds, one for each of `parameters`, measures.
        """
        import pandas

        with connection.reading(self.path, self.patience) as db:
            if db is None:
                return pandas.DataFrame(columns=["run_id", "scenario", "seed", "started", "seconds", *parameters])
            frame = queried(
                db, "select run.run_id, cell.scenario, run.seed, run.started, run.seconds, "
                f"{f'{schema.PARAMETERS} as _parameters, ' if parameters else ''} measures.* from run "
                f"join cell using (cell_id) {schema.BASED} join measures using (run_id) where ? in ('', cell.scenario) "
                "order by run.started, run.rowid", (scenario or "",))
        return with_parameters(frame, parameters, 5)

    def sweep(self, name: str) -> dict:
        """The row of a sweep, by its name (of several, the one started last), id or first characters of the id.

        `words` and `plan` are those given when it was started. Raises StoreError if there is none.
        """
        with self._looking() as db:
            return reading.sweep(db, reading.known(db, name))

    def outcomes(self, name: str | None = None, parameters: Sequence[str] = (),
                 scenario: str | None = None) -> pandas.DataFrame:
        """The runs of a sweep (by name, id or first characters of the id), or those of a scenario, as in `frame`.

        The finished runs of a sweep are one per row, by cell and seed: sweep, cell, scenario, what varies,
        `parameters`, seed, run_id, status, seconds, measures; measures of failed runs are NaN. `scenario` excludes all
        other scenarios. Raises StoreError, with the nearest name, if nothing has this name.
        """
        if name is None:
            return self.frame(scenario, parameters)
        with self._looking() as db:
            sweep_id = reading.identity(db, name)
            if sweep_id is not None:
                return reading.outcomes(db, sweep_id, parameters, scenario)
            if scenario is not None:
                reading.known(db, name)
            if name not in reading.scenarios(db):
                raise reading.neither(db, name)
        return self.frame(name, parameters)

    def series(self, sweep: str, measure: str) -> pandas.DataFrame:
        """One daily measure of a sweep: a row for each day, a column for each run (cell, seed). Raises StoreError."""
        with self._looking() as db:
            return reading.series(db, reading.known(db, sweep), measure)

    def mean_series(self, sweep: str, measure: str) -> pandas.DataFrame:
        """The mean of one daily measure over the runs of each cell: a row for each day, a column for each cell."""
        with self._looking() as db:
            return reading.mean_series(db, reading.known(db, sweep), measure)

    @contextlib.contextmanager
    def _looking(self) -> Iterator[Database]:
        """The database for a look-up by name; errors name the file."""
        with connection.reading(self.path, self.patience) as db:
            if db is None:
                raise StoreError(say("{path}: no results are stored there yet", path=self.path))
            try:
                yield db
            except StoreError as error:
                raise StoreError(f"{self.path}: {error}") from None

    def _stored(self, db: Database, run_ids: list[str]) -> dict[str, Outcome]:
        marks = ",".join("?" * len(run_ids))
        series: dict[str, dict] = {}
        for row in db.query(f"select * from series where run_id in ({marks})", run_ids):
            series.setdefault(row["run_id"], {})[row["kind"]] = row
        taken = {row["run_id"]: row for row in db.query(f"select * from measures where run_id in ({marks})", run_ids)}
        runs = db.query(f"select run.*, cell.scenario, {schema.TITLE} as title, {schema.ABOUT} as about, "
                        f"{schema.PARAMETERS} as parameters from run join cell using (cell_id) {schema.BASED} "
                        f"where run_id in ({marks}) and status = 'done'", run_ids)
        try:
            return {row["run_id"]: packing.outcome(row, taken[row["run_id"]], series[row["run_id"]])
                    for row in runs if row["run_id"] in series}
        except (KeyError, ValueError, zlib.error) as error:
            raise StoreError(say("{path}: a stored run is damaged ({error}); choose another file with --store",
                                 path=self.path, error=error)) from None
