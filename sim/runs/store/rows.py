"""Outcomes and results as rows, and rows as an outcome. What is stored of runs is written here and nowhere else."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sim.runs.store import schema
from sim.runs.store.codec import packed, unpacked

if TYPE_CHECKING:
    from sim.runs.store.result import Result

FRAMES = ("series", "communities")

# A run that is done stays as it is; one that failed is tried again, and every try is counted.
_RUN = ("insert into run ({}) values ({}) on conflict (run_id) do update set {}, attempts = run.attempts + 1 "
        "where run.status = 'failed'").format(
            ", ".join(schema.RUN), ", ".join("?" * len(schema.RUN)),
            ", ".join(f"{name} = excluded.{name}" for name in schema.RUN if name not in ("run_id", "seed", "attempts")))
_CELL = "insert into cell ({}) values ({}) on conflict (cell_id) do nothing".format(
    ", ".join(schema.CELL), ", ".join("?" * len(schema.CELL)))


def keep_cells(db, cells: Iterable[dict]) -> None:
    """Write cells, those that are there already left as they are; to be called inside a transaction."""
    db.conn.executemany(_CELL, ([plain(one.get(name)) for name in schema.CELL] for one in cells))


def keep_results(db, results: Sequence[Result]) -> None:
    """Write results, their cells being there; to be called inside a transaction."""
    done = [one for one in results if one.error is None]
    names = list(dict.fromkeys(name for one in done for name in one.measures))
    schema.widen(db, names)
    db.conn.executemany(_RUN, map(_run, results))
    quoted = ", ".join('"' + name.replace('"', '""') + '"' for name in ["run_id", *names])
    db.conn.executemany(f"insert into measures ({quoted}) values ({', '.join('?' * (1 + len(names)))}) "
                        "on conflict (run_id) do nothing",
                        ([one.run_id, *(_number(one.measures.get(name)) for name in names)] for one in done))
    db.conn.executemany("insert into series (run_id, kind, facts, content) values (?, ?, ?, ?) "
                        "on conflict (run_id, kind) do nothing",
                        ((one.run_id, *frame) for one in done for frame in one.frames))


def done(db, run_ids: Iterable[str]) -> set[str]:
    """Those of these runs that are done."""
    return {one for one, in among(db, "select run_id from run where status = 'done'", run_ids)}


def among(db, query: str, run_ids: Iterable[str]) -> list:
    """The rows of a query, which has a condition already, that belong to these runs; however many they are."""
    return db.execute(f"{query} and run_id in (select value from json_each(?))",
                      (json.dumps(list(run_ids)),)).fetchall()


def cell(identity: str, outcome) -> dict:
    """The row of an outcome's configuration."""
    from sim.scenario.write import dumped

    values = seedless(outcome.parameters)
    return {"cell_id": identity, "scenario": outcome.scenario, "title": outcome.title, "about": outcome.about,
            "parameters": values, "yaml": dumped({"title": outcome.title, "about": outcome.about, **values})}


def cell_of(outcome) -> str:
    """The identity of an outcome's configuration."""
    return cell_id(outcome.scenario, outcome.title, outcome.about, seedless(outcome.parameters))


def cell_id(scenario: str, title: str, about: str, values: dict) -> str:
    """The identity of a configuration under its name: 32 hexadecimal digits."""
    return hashlib.sha256(compact([scenario, title, about, values]).encode()).hexdigest()[:32]


def seedless(parameters: dict) -> dict:
    """The parameters of a configuration: all but the seed."""
    return {name: value for name, value in parameters.items() if name != "seed"}


def frames(outcome) -> tuple[tuple[str, str, bytes], ...]:
    """The daily frames of an outcome: (kind, facts, content)."""
    return tuple((kind, *packed(getattr(outcome, kind))) for kind in FRAMES)


def outcome(run: dict, measures: dict, series: dict):
    """The outcome that was stored, with `found` set.

    `run` is its row together with that of its cell, `measures` the row of them, `series` the rows of frames by kind.
    """
    from sim.runs.run import Outcome

    said = {name: run[name] for name in ("run_id", "scenario", "title", "about", "seed", "started", "seconds",
                                         "state_sha256")}
    undefined = dict.fromkeys(json.loads(run["undefined"]), math.nan)
    taken = {name: value for name, value in measures.items() if value is not None and name != "run_id"}
    return Outcome(**said, parameters={**json.loads(run["parameters"]), "seed": run["seed"]}, found=True,
                   versions=json.loads(run["versions"]), measures=dict(sorted({**taken, **undefined}.items())),
                   **{kind: unpacked(series[kind]["facts"], series[kind]["content"]) for kind in FRAMES})


def _run(result: Result) -> tuple:
    """The row of the run itself; SQLite knows no NaN, so that measures that are none are named in it."""
    undefined = [name for name, value in result.measures.items() if math.isnan(value)]
    return (result.run_id, result.cell_id, result.seed, "done" if result.error is None else "failed", 1, result.error,
            result.started, result.seconds, result.state_sha256, compact(result.versions), compact(undefined))


def _number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def plain(value):
    """A value as a database keeps it: what has parts as JSON."""
    return compact(value) if isinstance(value, (dict, list, tuple, bool)) else value


def compact(value) -> str:
    """A value as JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
