"""Stores of version 1, which had one table of runs: they are read unchanged, and converted when written to."""

from __future__ import annotations

import json
import re

from sim.runs.store import schema
from sim.runs.store.packing import cell_id, seedless
from sim.system.text import compact_json

_SEED = re.compile(r"^seed: .*\n", re.M)  # only a top-level key stands at the beginning of a line

# The tables run and cell of version 2, derived from version 1: each run is a cell of its own.
_SEEN = (
    "create temp view cell as select run_id as cell_id, scenario, title, about, yaml, parameters, null as base "
    "from main.run",
    "create temp view run as select rowid as rowid, run_id, run_id as cell_id, seed, 'done' as status, 1 as attempts, "
    "null as error, started, seconds, state_sha256, versions, undefined from main.run",
)
_EMPTY = {"sweep": schema.SWEEP, "sweep_cell": ("sweep_id", "number", "cell_id"),
          "sweep_run": ("sweep_id", "number", "seed", "run_id"), "param": ("sweep_id", "number", "path", "value")}


def see_through(db) -> None:
    """Let this connection read a database of version 1 with the names of version 2, without changing the file."""
    db.execute("pragma temp_store = memory")
    for statement in _SEEN:
        db.execute(statement)
    for name, columns in _EMPTY.items():
        db.execute(f"create temp table {name} ({', '.join(columns)})")


def migrate(db) -> None:
    """Convert a database of version 1 to this version. Call it inside a transaction."""
    for name in ("runs", "outcomes", "parameters"):
        db.execute(f"drop view if exists {name}")
    schema.create_sweeps(db)
    # Other tables refer to `run` by name: drop it and rename the new table.
    schema.create_runs(db, "run_2")
    for at, in db.execute("select rowid from run order by rowid").fetchall():
        _move(db, at)
    db.execute("drop table run")
    db.execute("alter table run_2 rename to run")
    schema.create_views(db)


def _move(db, at: int) -> None:
    scenario, title, about, yaml, parameters = db.execute(
        "select scenario, title, about, yaml, parameters from run where rowid = ?", (at,)).fetchone()
    values = seedless(json.loads(parameters))
    cell = cell_id(scenario, title, about, values)
    db.execute("insert or ignore into cell values (?, ?, ?, ?, ?, ?, null)", (
        cell, scenario, title, about, _SEED.sub("", yaml, count=1), compact_json(values)))
    db.execute("insert into run_2 select run_id, ?, seed, 'done', 1, null, started, seconds, state_sha256, versions, "
               "undefined from run where rowid = ?", (cell, at))
