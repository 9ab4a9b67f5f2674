"""Results of queries as pandas frames."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.runs.store.errors import StoreError
from sim.scenario.paths import ABSENT, held

if TYPE_CHECKING:
    import pandas
    from sqlite_utils import Database


def queried(db: Database, query: str, values: Sequence = ()) -> pandas.DataFrame:
    """The result of a query, with measures as floats; of columns with one name, the first. Raises SQLite's errors."""
    import pandas

    try:
        found = pandas.read_sql_query(query, db.conn, params=tuple(values))
    except pandas.errors.DatabaseError as error:
        raise error.__cause__ or error from None
    found = found.loc[:, ~found.columns.duplicated()]
    measures = {name for name, in db.execute("select name from pragma_table_info('measures')")} - {"run_id"}
    # A measure that is NULL in all rows comes as objects.
    empty = [name for name in found.columns if name in measures and found[name].dtype == object]
    return found.astype(dict.fromkeys(empty, float)) if empty else found


def inserted(found: pandas.DataFrame, at: int, columns: dict) -> pandas.DataFrame:
    """The frame with these columns (name → values) inserted at `at`."""
    import pandas

    made = pandas.DataFrame(columns, index=found.index)
    return pandas.concat([found.iloc[:, :at], made, found.iloc[:, at:]], axis=1)


def with_parameters(found, parameters: Sequence[str], at: int):
    """The frame with a column for each of these parameters from `at` on; missing ones are None.

    They are taken from the column _parameters (JSON), which is removed.
    """
    if "_parameters" not in found:
        return found
    known: dict[str, dict] = {}
    values = [known.get(one) or known.setdefault(one, json.loads(one)) for one in found.pop("_parameters")]
    columns = {}
    for path in [one for one in parameters if one not in found]:  # the seed already has a column
        column = [held(one, path) for one in values]
        if values and all(one is ABSENT for one in column):
            raise StoreError(f"no stored run has a parameter {path!r}")
        columns[path] = [None if one is ABSENT else one for one in column]
    return inserted(found, at, columns) if columns else found
