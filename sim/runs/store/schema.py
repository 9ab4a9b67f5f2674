"""The tables of a store, and how to recognise one among other databases.

cell        a row per configuration without its seed: the complete scenario, as YAML and as JSON; for a cell of a sweep
            only what differs from its `base`, which is a cell as well
run         a row per run: its cell and seed, how it ended, and the SHA-256 of its last state
measures    a row per run that is done, a column per measure; a new measure adds a column
series      the frames of a run, packed by `sim.runs.store.codec`: daily measures (kind "series"), those of each
            community ("communities"), and who paid whom ("flows"; runs stored by earlier versions have none)
sweep       a row per sweep: what was asked for, the plan at its launch, and its progress
sweep_cell  the cells of a sweep, numbered
sweep_run   the runs of a sweep
param       what varies in a sweep: a row per cell and path
The views runs, outcomes, parameters, failures, sweeps and sweep_outcomes are for reading with sqlite3.
"""

from __future__ import annotations

APPLICATION = 0x53715131  # number in the file's header that marks the database as ours
VERSION = 2

SWEEP = {"sweep_id": str, "name": str, "title": str, "about": str, "words": str, "plan": bytes, "digest": str,
         "cells": int, "runs": int, "measure": str, "launched": str, "finished": str, "status": str}
CELL = {"cell_id": str, "scenario": str, "title": str, "about": str, "yaml": str, "parameters": str, "base": str}
RUN = {"run_id": str, "cell_id": str, "seed": int, "status": str, "attempts": int, "error": str, "started": str,
       "seconds": float, "state_sha256": str, "versions": str, "undefined": str}
SERIES = {"run_id": str, "kind": str, "facts": str, "content": bytes}

# Tables that are looked up by their whole key, and hold little else, are stored in its order, without row numbers.
_LINKS = (
    "create table sweep_cell (sweep_id text not null references sweep(sweep_id), number integer not null, "
    "cell_id text not null references cell(cell_id), primary key (sweep_id, number)) without rowid",
    "create table sweep_run (sweep_id text not null references sweep(sweep_id), number integer not null, "
    "seed integer not null, run_id text not null, primary key (sweep_id, number, seed)) without rowid",
    "create table param (sweep_id text not null references sweep(sweep_id), number integer not null, "
    "path text not null, value, primary key (sweep_id, number, path)) without rowid",
)
BASED = "left join cell as base on base.cell_id = cell.base"  # needed by PARAMETERS, TITLE and ABOUT
PARAMETERS = "coalesce(json_patch(base.parameters, cell.parameters), cell.parameters)"
TITLE, ABOUT = "coalesce(cell.title, base.title)", "coalesce(cell.about, base.about)"
_LAST_LINE = "trim(run.error, char(10) || char(13) || ' ')"
VIEWS = {
    "runs": f"select run.run_id, cell.scenario, {TITLE} as title, run.seed, run.status, run.started, "
            f"round(run.seconds, 2) as seconds from run join cell using (cell_id) {BASED} order by run.started desc",
    "outcomes": "select cell.scenario, run.seed, run.started, measures.* from run join cell using (cell_id) "
                "join measures using (run_id) order by cell.scenario, run.seed",
    "parameters": "select run.run_id, cell.scenario, run.seed, replace(substr(tree.fullkey, 3), '\"', '') as path, "
                  f"tree.atom as value from run join cell using (cell_id) {BASED}, json_tree({PARAMETERS}) as tree "
                  "where tree.atom is not null",
    "failures": "select run.started, cell.scenario, run.seed, run.attempts, "
                f"substr({_LAST_LINE}, length(rtrim({_LAST_LINE}, replace({_LAST_LINE}, char(10), ''))) + 1) as error, "
                "run.run_id from run join cell using (cell_id) where run.status = 'failed' "
                "order by run.started desc, run.rowid desc",
    "sweeps": "select name, launched, status, runs, (select count(*) from sweep_run join run using (run_id) "
              "where sweep_run.sweep_id = sweep.sweep_id and run.status = 'done') as done, "
              "(select count(*) from sweep_run join run using (run_id) "
              "where sweep_run.sweep_id = sweep.sweep_id and run.status = 'failed') as failed, "
              "title, cells, finished, sweep_id from sweep order by launched desc, rowid desc",
    "sweep_outcomes": "select sweep.name as sweep, sweep_run.sweep_id, sweep_run.number, cell.scenario, "
                      "sweep_run.seed, measures.* from sweep_run join sweep using (sweep_id) "
                      "join sweep_cell using (sweep_id, number) join cell on cell.cell_id = sweep_cell.cell_id "
                      "join measures on measures.run_id = sweep_run.run_id",
}


def owner(db) -> str:
    """Whose database this is: "ours", "older" (ours, of an earlier version), "empty", "newer" or "foreign"."""
    application = db.execute("pragma application_id").fetchone()[0]
    version = db.execute("pragma user_version").fetchone()[0]
    if application == APPLICATION:
        return "ours" if version == VERSION else "newer" if version > VERSION else "older"
    tables = db.execute("select count(*) from sqlite_master").fetchone()[0]
    return "foreign" if tables or application or version else "empty"


def create(db) -> None:
    """Create the tables and views. Call it inside a transaction, on an empty database."""
    create_sweeps(db)
    create_runs(db)
    db.table("measures").create({"run_id": str}, pk="run_id", foreign_keys=[("run_id", "run", "run_id")])
    db.table("series").create(SERIES, pk=("run_id", "kind"), foreign_keys=[("run_id", "run", "run_id")])
    create_views(db)
    db.execute(f"pragma application_id = {APPLICATION}")


def create_sweeps(db) -> None:
    """Create the tables of sweeps and of cells."""
    db.table("cell").create(CELL, pk="cell_id", not_null={"cell_id", "scenario", "parameters"})
    db.table("sweep").create(SWEEP, pk="sweep_id", not_null={"sweep_id", "name", "launched", "status"})
    for statement in _LINKS:
        db.execute(statement)


def create_runs(db, name: str = "run") -> None:
    """Create the table of runs."""
    db.table(name).create(RUN, pk="run_id", not_null={"run_id", "cell_id", "seed", "status", "attempts"},
                          foreign_keys=[("cell_id", "cell", "cell_id")])


def create_views(db) -> None:
    """Create indices and views, and mark the database with this version."""
    db.table("run").create_index(["cell_id", "seed"])
    for name, query in VIEWS.items():
        db.create_view(name, query)
    db.execute(f"pragma user_version = {VERSION}")


def widen(db, names) -> None:
    """Add a column for every new measure."""
    existing = {name.casefold() for name, in db.execute("select name from pragma_table_info('measures')")}
    for name in names:
        if name.casefold() not in existing:
            db.table("measures").add_column(name, float)
