"""Write a sweep: one connection per process, results in groups of one transaction each, safe on disk on return."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.runs.store import connection, packing, rows, schema
from sim.runs.store.errors import explained
from sim.runs.store.result import Result
from sim.system.text import compact_json

if TYPE_CHECKING:
    from sqlite_utils import Database

_CELLS = "insert into sweep_cell (sweep_id, number, cell_id) values (?, ?, ?) on conflict do nothing"
_PARAMS = "insert into param (sweep_id, number, path, value) values (?, ?, ?, ?) on conflict do nothing"
_RUNS = "insert into sweep_run (sweep_id, number, seed, run_id) values (?, ?, ?, ?) on conflict do nothing"
_COUNTED = ("update sweep set runs = (select count(*) from sweep_run where sweep_id = :id), "
            "cells = (select count(*) from sweep_cell where sweep_id = :id) where sweep_id = :id")


class Writer:
    """The writing connection of a sweep, made by `Store.writer()` and used in a `with` block.

    Every method raises StoreError, in one sentence, if it fails; it has then done nothing, and the writer can be used
    again. What a method wrote is safe on disk when it returns.
    """

    def __init__(self, path: str | Path, patience: float):
        self.path, self.patience = Path(path), patience

    def __enter__(self) -> Writer:
        with contextlib.ExitStack() as stack:
            self.db: Database = stack.enter_context(connection.writable(self.path, self.patience))
            self._held = stack.pop_all()
        return self

    def __exit__(self, *error) -> None:
        self._held.close()

    def launch(self, sweep: dict, cells: Iterable[dict], params: Iterable[tuple[int, str, object]],
               runs: Iterable[tuple[int, int, str]], bases: Iterable[dict] = ()) -> None:
        """Begin a sweep or resume it: what exists stays, what is missing is added.

        `sweep` has `sweep_id`, `name`, `launched` (UTC, ISO 8601) and any of the other columns of its table; `words`
        and `plan` are JSON values. Each of `cells` has a `number` and the columns of the table cell; `yaml` may be
        missing. With a `base`, the id of one of `bases`, `parameters` are only the differences from it. `params` are
        (number, path, value), `runs` (number, seed, run id).
        """
        identity = sweep["sweep_id"]
        with self._writing():
            self._begun(sweep)
            rows.keep_cells(self.db, bases)
            self.db.conn.executemany(_CELLS, self._kept(identity, cells))
            self.db.conn.executemany(_PARAMS, ((identity, number, path, packing.plain(value))
                                               for number, path, value in params))
            self.db.conn.executemany(_RUNS, ((identity, *run) for run in runs))
            self.db.execute(_COUNTED, {"id": identity})

    def relaunch(self, sweep_id: str, cells: int, runs: int, launched: str) -> bool:
        """Resume a sweep whose cells and at least `runs` runs are recorded; returns False if they are not."""
        with self._writing():
            recorded = self.db.execute("select cells, runs from sweep where sweep_id = ?", (sweep_id,)).fetchone()
            if recorded is None or recorded[0] != cells or recorded[1] < runs:
                return False
            self.db.execute("update sweep set status = 'running', launched = ?, finished = null where sweep_id = ?",
                            (launched, sweep_id))
        return True

    def add_runs(self, sweep_id: str, runs: Iterable[tuple[int, int, str]]) -> None:
        """Add runs to a sweep: (number of the cell, seed, run id)."""
        with self._writing():
            self.db.conn.executemany(_RUNS, ((sweep_id, *run) for run in runs))
            self.db.execute(_COUNTED, {"id": sweep_id})

    def keep(self, results: Sequence[Result]) -> None:
        """Store all results or, if that fails, none. Their cells exist since `launch`.

        A run that is done is never changed; one that failed is replaced, and its attempts are counted.
        """
        with self._writing():
            rows.keep_results(self.db, results)

    def finish(self, sweep_id: str, status: str, finished: str | None = None) -> None:
        """Record that a sweep is "complete", "stopped" or "failed", and when (UTC, ISO 8601)."""
        if status not in ("complete", "stopped", "failed"):
            raise ValueError(f"a sweep does not end as {status!r}")
        with self._writing():
            self.db.execute("update sweep set status = ?, finished = ? where sweep_id = ?",
                            (status, finished, sweep_id))

    def done(self, run_ids: Iterable[str]) -> set[str]:
        """Those of these runs that are done."""
        with self._explained():
            return rows.done(self.db, run_ids)

    def measured(self, run_ids: Iterable[str], measure: str) -> dict[str, float]:
        """A measure in those of these runs that are done and have a value: run id → number."""
        known = {name for name, in self.db.execute("select name from pragma_table_info('measures')")}
        if measure not in known:
            return {}
        quoted = '"' + measure.replace('"', '""') + '"'
        values = self._among(f"select run_id, {quoted} from measures where {quoted} is not null", run_ids)
        return {run_id: float(value) for run_id, value in values}

    def _among(self, query: str, run_ids: Iterable[str]) -> list:
        with self._explained():
            return rows.among(self.db, query, run_ids)

    def _begun(self, sweep: dict) -> None:
        row = {name: packing.plain(sweep.get(name)) for name in schema.SWEEP}
        plan = zlib.compress(compact_json(sweep.get("plan")).encode())
        row |= {"plan": plan, "status": "running", "finished": None}
        self.db.execute(
            f"insert into sweep ({', '.join(row)}) values ({', '.join('?' * len(row))}) on conflict (sweep_id) do "
            "update set status = 'running', launched = excluded.launched, finished = null", list(row.values()))

    def _kept(self, identity: str, cells: Iterable[dict]) -> Iterator[tuple]:
        """Write each cell and yield its row in the sweep, so that a hundred thousand need not be in memory at once."""
        for cell in cells:
            rows.keep_cells(self.db, [cell])
            yield identity, cell["number"], cell["cell_id"]

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        with self._explained(), connection.writing(self.db):
            yield

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explained(self.path, error) from None
