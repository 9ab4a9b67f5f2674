"""Write and look up the rows of runs and cells in the store. No other module does."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sim.runs.store import schema
from sim.runs.store.packing import plain
from sim.system.text import compact_json

if TYPE_CHECKING:
    from sim.runs.store.result import Result

# A run that is done is never changed; one that failed is tried again, and attempts are counted.
_RUN = ("insert into run ({}) values ({}) on conflict (run_id) do update set {}, attempts = run.attempts + 1 "
        "where run.status = 'failed'").format(
            ", ".join(schema.RUN), ", ".join("?" * len(schema.RUN)),
            ", ".join(f"{name} = excluded.{name}" for name in schema.RUN if name not in ("run_id", "seed", "attempts")))
_CELL = "insert into cell ({}) values ({}) on conflict (cell_id) do nothing".format(
    ", ".join(schema.CELL), ", ".join("?" * len(schema.CELL)))


def keep_cells(db, cells: Iterable[dict]) -> None:
    """Write cells, leaving existing ones unchanged. Call it inside a transaction."""
    db.conn.executemany(_CELL, ([plain(cell.get(name)) for name in schema.CELL] for cell in cells))


def keep_results(db, results: Sequence[Result]) -> None:
    """Write results, whose cells must exist. Call it inside a transaction."""
    done = [result for result in results if result.error is None]
    names = list(dict.fromkeys(name for result in done for name in result.measures))
    schema.widen(db, names)
    db.conn.executemany(_RUN, map(_run, results))
    quoted = ", ".join('"' + name.replace('"', '""') + '"' for name in ["run_id", *names])
    db.conn.executemany(f"insert into measures ({quoted}) values ({', '.join('?' * (1 + len(names)))}) "
                        "on conflict (run_id) do nothing",
                        ([result.run_id, *(_number(result.measures.get(name)) for name in names)] for result in done))
    db.conn.executemany("insert into series (run_id, kind, facts, content) values (?, ?, ?, ?) "
                        "on conflict (run_id, kind) do nothing",
                        ((result.run_id, *frame) for result in done for frame in result.frames))


def done(db, run_ids: Iterable[str]) -> set[str]:
    """Those of these runs that are done."""
    return {run_id for run_id, in among(db, "select run_id from run where status = 'done'", run_ids)}


def among(db, query: str, run_ids: Iterable[str]) -> list:
    """The rows of a query (which has a condition already) that belong to these runs, however many there are."""
    return db.execute(f"{query} and run_id in (select value from json_each(?))",
                      (json.dumps(list(run_ids)),)).fetchall()


def _run(result: Result) -> tuple:
    """The row of the run itself. SQLite has no NaN, so that the row lists the measures without a value."""
    undefined = [name for name, value in result.measures.items() if math.isnan(value)]
    return (result.run_id, result.cell_id, result.seed, "done" if result.error is None else "failed", 1, result.error,
            result.started, result.seconds, result.state_sha256, compact_json(result.versions), compact_json(undefined))


def _number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)
