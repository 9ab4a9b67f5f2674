"""Reads who the people of an edge list are: a table with a column of names and one of views."""

from __future__ import annotations

from pathlib import Path

import numpy as np

_NAMES = ("node", "new_id", "id", "name", "member")


def by_views(path, labels) -> np.ndarray:
    """Rows of the people in `labels`, those with most views first; equals by their order in the network.

    The table is .csv, or .csv.gz, with a heading that has `views` and one of node, id, name, new_id, member. People
    who are not in the network are left out. ValueError, in one sentence, when it cannot be read so, and for views
    that are no numbers from 0 on.
    """
    import pandas as pd

    path = Path(path)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise ValueError("it is a device or a pipe")
        table = pd.read_csv(path)
    except (OSError, ValueError, EOFError) as fault:
        said = str(fault).splitlines()[0]
        raise ValueError(f"{path}: not readable as a table of people ({said}); allowed is a .csv or .csv.gz") from None
    name = next((one for one in _NAMES if one in table), None)
    if name is None or "views" not in table:
        raise ValueError(f"{path}: a table of people needs the columns views and one of {', '.join(_NAMES)}; "
                         f"it has {', '.join(map(str, table.columns))}")
    views = pd.Series(_numbers(path, table, name), index=table[name])
    known = views[~views.index.duplicated()].reindex(labels).fillna(-1.0).to_numpy()
    if (known < 0).all():
        raise ValueError(f"{path}: nobody in the column {name} is in the edge list")
    return np.argsort(-known, kind="stable")[: int((known >= 0).sum())]


def _numbers(path, table, name) -> np.ndarray:
    """The views of everybody in the table."""
    import pandas as pd

    views = pd.to_numeric(table["views"], errors="coerce").to_numpy(float)
    wrong = np.flatnonzero(~(np.isfinite(views) & (views >= 0)))
    if wrong.size:
        who, held = (table[one].iloc[wrong[0]] for one in (name, "views"))
        raise ValueError(f"{path}: the views of {who} are {str(held)[:60]!r}; needed is a number from 0 on")
    return views
