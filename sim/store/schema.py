"""The tables of a store, and how one is told from other databases.

run       one row a run: what was run, when, and the SHA-256 of the state it ended in
measures  one row a run, one column a measure; a new measure adds a column
series    the frames of a run: daily measures, and those of each community, packed by `sim.store.codec`
runs, outcomes, parameters are views for reading with sqlite3.
"""

from __future__ import annotations

APPLICATION = 0x53715131  # a number in the file's header that says whose it is
VERSION = 1

_RUN = {"run_id": str, "scenario": str, "title": str, "about": str, "seed": int, "started": str, "seconds": float,
        "state_sha256": str, "yaml": str, "parameters": str, "versions": str,
        "undefined": str}
_SERIES = {"run_id": str, "kind": str, "facts": str, "content": bytes}
_VIEWS = {
    "runs": "select run_id, scenario, title, seed, started, round(seconds, 2) as seconds from run "
            "order by started desc",
    "outcomes": "select run.scenario, run.seed, run.started, measures.* from run join measures using (run_id) "
                "order by run.scenario, run.seed",
    "parameters": "select run.run_id, run.scenario, run.seed, replace(substr(tree.fullkey, 3), '\"', '') as path, "
                  "tree.atom as value from run, json_tree(run.parameters) as tree where tree.atom is not null",
}


def owner(db) -> str:
    """Whose database this is: "ours", "empty", "newer" or "foreign"."""
    application = db.execute("pragma application_id").fetchone()[0]
    version = db.execute("pragma user_version").fetchone()[0]
    if application == APPLICATION:
        return "ours" if version <= VERSION else "newer"
    tables = db.execute("select count(*) from sqlite_master").fetchone()[0]
    return "foreign" if tables or application or version else "empty"


def create(db) -> None:
    """Make the tables and views; to be called inside a transaction on an empty database."""
    db.table("run").create(_RUN, pk="run_id", not_null=set(_RUN))
    db.table("run").create_index(["scenario", "seed"])
    db.table("measures").create({"run_id": str}, pk="run_id", foreign_keys=[("run_id", "run", "run_id")])
    db.table("series").create(_SERIES, pk=("run_id", "kind"), foreign_keys=[("run_id", "run", "run_id")])
    for name, query in _VIEWS.items():
        db.create_view(name, query)
    db.execute(f"pragma application_id = {APPLICATION}")
    db.execute(f"pragma user_version = {VERSION}")


def widen(db, names) -> None:
    """Add a column for every measure that has none yet."""
    there = {column.name.casefold() for column in db.table("measures").columns}
    for name in names:
        if name.casefold() not in there:
            db.table("measures").add_column(name, float)
