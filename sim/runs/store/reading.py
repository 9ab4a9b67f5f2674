"""The results of a sweep as pandas frames: a tidy table of outcomes, and one daily measure of all runs."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.runs.store import codec, schema
from sim.runs.store.errors import StoreError
from sim.runs.store.frames import inserted, queried, with_parameters
from sim.scenario.problems import listed, meant
from sim.system.words import say

if TYPE_CHECKING:
    import numpy as np
    import pandas
    from sqlite_utils import Database

_FIXED = ("sweep", "cell", "scenario", "seed", "run_id", "status", "seconds")


def identity(db: Database, name: str) -> str | None:
    """The id of a sweep: of those with this name the one launched last, else the one whose id begins with it."""
    if not name:
        return None
    rows = db.execute("select sweep_id from sweep where name = ? order by launched desc, rowid desc limit 1",
                      (name,)).fetchall()
    if not rows:
        rows = db.execute("select sweep_id from sweep where substr(sweep_id, 1, ?) = ? limit 2",
                          (len(name), name)).fetchall()
    if len(rows) > 1:
        raise StoreError(say("several sweeps have an id that begins with {name!r}; give more of it", name=name))
    return rows[0][0] if rows else None


def known(db: Database, name: str) -> str:
    """The id of a sweep as `identity` finds it. Raises StoreError, with the nearest name, if there is none."""
    sweep_id = identity(db, name)
    if sweep_id is None:
        query = "select distinct name from sweep where name != '' order by name"
        names = [stored_name for stored_name, in db.execute(query)]
        raise StoreError(say("no sweep is called {name!r}; {hint}", name=name,
                             hint=meant(name, names) if names else say("no sweep here has a name")))
    return sweep_id


def sweep(db: Database, sweep_id: str) -> dict:
    """The row of a sweep, with JSON decoded."""
    row = next(iter(db.query("select * from sweep where sweep_id = ?", (sweep_id,))))
    return {**row, "words": json.loads(row["words"] or "null"), "plan": json.loads(zlib.decompress(row["plan"]))}


def scenarios(db: Database) -> list[str]:
    """The scenarios with stored runs."""
    return [scenario for scenario, in db.execute("select distinct scenario from cell join run using (cell_id) "
                                                 "where run.status = 'done' order by scenario")]


def outcomes(db: Database, sweep_id: str, parameters: Sequence[str] = (),
             scenario: str | None = None) -> pandas.DataFrame:
    """The finished runs of a sweep, by cell and seed; measures of failed ones are NaN.

    Columns: sweep, cell, scenario, what varies, `parameters`, seed, run_id, status, seconds, measures.
    """
    parameters_column = f"{schema.PARAMETERS} as _parameters, " if parameters else ""
    frame = queried(db, f"""
        select sweep.name as sweep, sweep_run.number as cell, cell.scenario, sweep_run.seed, run.run_id, run.status,
               run.seconds, {parameters_column} measures.*
        from sweep_run join sweep using (sweep_id) join sweep_cell using (sweep_id, number)
             join cell on cell.cell_id = sweep_cell.cell_id {schema.BASED} join run on run.run_id = sweep_run.run_id
             left join measures on measures.run_id = run.run_id
        where sweep_id = ? and ? in ('', cell.scenario) order by sweep_run.number, sweep_run.seed""",
                    (sweep_id, scenario or ""))
    varied = {path: [values.get(cell) for cell in frame["cell"]] for path, values in _varied(db, sweep_id).items()}
    if varied:
        frame = inserted(frame, 3, varied)
    return with_parameters(frame, parameters, 3 + len(varied))


def series(db: Database, sweep_id: str, measure: str) -> pandas.DataFrame:
    """One daily measure of all runs of a sweep: a row per day, a column per run (cell, seed)."""
    import pandas

    by_run = {(cell, seed): pandas.Series(values, index=days)
              for cell, seed, days, values in _each(db, sweep_id, measure)}
    if not by_run:
        raise StoreError(say("no run of this sweep was stored with its daily series"))
    frame = pandas.concat(by_run, axis=1, names=["cell", "seed"]).sort_index()
    frame.index.name = "day"
    return frame


def mean_series(db: Database, sweep_id: str, measure: str) -> pandas.DataFrame:
    """The mean over the runs of each cell, day by day: a row per day, a column per cell.

    A run counts on the days that it has and on which the measure has a value.
    """
    import numpy as np
    import pandas

    sums: dict[int, tuple[np.ndarray, np.ndarray]] = {}
    for cell, _, days, values in _each(db, sweep_id, measure):
        longest = int(days[-1]) + 1 if len(days) else 0
        total, count = _grown(sums.get(cell), longest)
        present = ~np.isnan(values)
        total[days] += np.where(present, values, 0.0)
        count[days] += present
        sums[cell] = total, count
    if not sums:
        raise StoreError(say("no run of this sweep was stored with its daily series"))
    with np.errstate(invalid="ignore"):
        means = {cell: pandas.Series(total / count) for cell, (total, count) in sums.items()}
    frame = pandas.DataFrame(means)
    return frame.rename_axis(index="day", columns="cell")


def _grown(before, longest: int):
    """Sums and counts, extended to `longest` days."""
    import numpy as np

    total, count = before or (np.zeros(0), np.zeros(0, np.int64))
    more = longest - len(total)
    return (np.pad(total, (0, more)), np.pad(count, (0, more))) if more > 0 else (total, count)


def _each(db: Database, sweep_id: str, measure: str) -> Iterator[tuple]:
    """Cell, seed, days and values of one measure for every run that has them, by cell and seed."""
    rows = db.execute(
        "select sweep_run.number, sweep_run.seed, sweep_run.run_id, series.facts, series.content from sweep_run "
        "join series on series.run_id = sweep_run.run_id and series.kind = 'series' "
        "where sweep_run.sweep_id = ? order by sweep_run.number, sweep_run.seed", (sweep_id,))
    for cell, seed, run_id, facts, content in rows:
        try:
            values, days = codec.column(facts, content, measure)
        except KeyError:
            raise StoreError(say("{measure!r} is not a daily measure; {hint}", measure=measure,
                                 hint=meant(measure, codec.names(facts)))) from None
        except (ValueError, zlib.error) as error:
            raise StoreError(say("the daily series of run {run_id} is damaged ({error})", run_id=run_id,
                                 error=error)) from None
        yield cell, seed, days, values


_TRUTH = {"true": True, "false": False}


def _varied(db: Database, sweep_id: str) -> dict[str, dict[int, object]]:
    """What varies in a sweep and has no column of its own: path → cell → value."""
    by_path: dict[str, dict[int, object]] = {}
    for path, number, value in db.execute(
            "select path, number, value from param where sweep_id = ? order by path, number", (sweep_id,)):
        if path not in _FIXED:
            by_path.setdefault(path, {})[number] = _TRUTH.get(value, value)
    return by_path


def neither(db: Database, name: str) -> StoreError:
    """The error for a name that is neither a sweep nor a scenario."""
    names = {stored_name for stored_name, in db.execute("select name from sweep where name != ''")} | set(scenarios(db))
    hint = meant(name, sorted(names)) if names else f"stored: {listed(names)}"
    return StoreError(say("no sweep or scenario with results is called {name!r}; {hint}", name=name, hint=hint))
