"""Results of queries as pandas frames."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.runs.store.errors import StoreError
from sim.scenario.paths import ABSENT, held
from sim.system.words import say

if TYPE_CHECKING:
    import pandas
    from sqlite_utils import Database


def queried(db: Database, query: str, values: Sequence = ()) -> pandas.DataFrame:
    """The result of a query, with measures as floats; of columns with one name, the first. Raises SQLite's errors."""
    import pandas

    try:
        frame = pandas.read_sql_query(query, db.conn, params=tuple(values))
    except pandas.errors.DatabaseError as error:
        raise error.__cause__ or error from None
    frame = frame.loc[:, ~frame.columns.duplicated()]
    measures = {name for name, in db.execute("select name from pragma_table_info('measures')")} - {"run_id"}
    # A measure that is NULL in all rows comes as objects.
    empty = [name for name in frame.columns if name in measures and frame[name].dtype == object]
    return frame.astype(dict.fromkeys(empty, float)) if empty else frame


def inserted(frame: pandas.DataFrame, at: int, columns: dict) -> pandas.DataFrame:
    """The frame with these columns (name → values) inserted at `at`."""
    import pandas

    new_columns = pandas.DataFrame(columns, index=frame.index)
    return pandas.concat([frame.iloc[:, :at], new_columns, frame.iloc[:, at:]], axis=1)


def with_parameters(frame, parameters: Sequence[str], at: int):
    """The frame with a column for each of these parameters from `at` on; missing ones are None.

    They are taken from the column _parameters (JSON), which is removed.
    """
    if "_parameters" not in frame:
        return frame
    known: dict[str, dict] = {}
    values = [known.get(text) or known.setdefault(text, json.loads(text)) for text in frame.pop("_parameters")]
    columns = {}
    for path in [parameter for parameter in parameters if parameter not in frame]:  # the seed already has a column
        column = [held(value, path) for value in values]
        if values and all(value is ABSENT for value in column):
            raise StoreError(say("no stored run has a parameter {path!r}", path=path))
        columns[path] = [None if value is ABSENT else value for value in column]
    return inserted(frame, at, columns) if columns else frame
