"""A store as version 1 made it: its tables, and how it packed a frame."""

from __future__ import annotations

import json
import math
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import numpy as np

from sim.scenario.write import dumped

_TABLES = """
CREATE TABLE "run" ("run_id" TEXT PRIMARY KEY NOT NULL, "scenario" TEXT NOT NULL, "title" TEXT NOT NULL,
    "about" TEXT NOT NULL, "seed" INTEGER NOT NULL, "started" TEXT NOT NULL, "seconds" REAL NOT NULL,
    "state_sha256" TEXT NOT NULL, "yaml" TEXT NOT NULL, "parameters" TEXT NOT NULL, "versions" TEXT NOT NULL,
    "undefined" TEXT NOT NULL);
CREATE INDEX "idx_run_scenario_seed" ON "run" ("scenario", "seed");
CREATE TABLE "measures" ("run_id" TEXT PRIMARY KEY REFERENCES "run"("run_id"), "followers" REAL, "nothing" REAL,
    "endless" REAL, "tiny" REAL);
CREATE TABLE "series" ("run_id" TEXT REFERENCES "run"("run_id"), "kind" TEXT, "facts" TEXT, "content" BLOB,
    PRIMARY KEY ("run_id", "kind"));
CREATE VIEW "runs" AS select run_id, scenario, title, seed, started, round(seconds, 2) as seconds from run
    order by started desc;
CREATE VIEW "outcomes" AS select run.scenario, run.seed, run.started, measures.* from run join measures using (run_id)
    order by run.scenario, run.seed;
CREATE VIEW "parameters" AS select run.run_id, run.scenario, run.seed,
    replace(substr(tree.fullkey, 3), '"', '') as path, tree.atom as value from run, json_tree(run.parameters) as tree
    where tree.atom is not null;
PRAGMA application_id = 1399935281;
PRAGMA user_version = 1;
"""


def make(path: Path, outcomes) -> None:
    """Make a store of version 1 that holds these outcomes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("pragma journal_mode = wal")
        db.executescript(_TABLES)
        for one in outcomes:
            _insert(db, one)


def _insert(db, one) -> None:
    yaml = dumped({"title": one.title, "about": one.about, **one.parameters})
    undefined = [name for name, value in one.measures.items() if math.isnan(value)]
    db.execute("insert into run values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (
        one.run_id, one.scenario, one.title, one.about, one.seed, one.started, one.seconds, one.state_sha256, yaml,
        json.dumps(one.parameters, ensure_ascii=False), json.dumps(one.versions), json.dumps(undefined)))
    db.execute("insert into measures values (?, ?, ?, ?, ?)",
               (one.run_id, *(None if math.isnan(value) else value for value in one.measures.values())))
    for kind in ("series", "communities"):
        db.execute("insert into series values (?, ?, ?, ?)", (one.run_id, kind, *packed(getattr(one, kind))))


def packed(frame) -> tuple[str, bytes]:
    """A frame as version 1 packed it, every integer in eight bytes."""
    columns, parts = [], []
    for name, values in [(None, frame.index), *frame.items()]:
        array, facts = values.to_numpy(), {"name": name}
        if array.dtype.kind not in "biuf":
            labels = list(dict.fromkeys(map(str, array)))
            array, facts = np.array([labels.index(str(one)) for one in array]), {**facts, "labels": labels}
        kept = array.astype(array.dtype if array.dtype.kind == "f" else "<i8")
        columns.append({**facts, "type": array.dtype.name, "kept": kept.dtype.str})
        parts.append(kept.view(np.uint8).reshape(len(kept), kept.itemsize).T.tobytes())
    facts = {"rows": len(frame), "index": frame.index.name, "columns": columns}
    return json.dumps(facts, ensure_ascii=False), zlib.compress(b"".join(parts), 6)
