"""Numbers to take along from the report of a sweep, as CSV inside the page; their totals are those of the store."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sim.compare.downloads import csv, link
from sim.sweep.report.axes import Axis
from sim.sweep.report.stored import Stored
from sim.system.words import say

MOST = 1_500_000  # characters of one file inside the page; of larger ones, fewer measures are taken


def outcomes(found: Stored) -> pd.DataFrame:
    """The runs that are done, as `sim.outcomes` has them: with all measures, or with those that are drawn if all are
    too many for a page."""
    every = found.outcomes
    return every if len(csv(every.head(50))) * len(every) / min(50, len(every)) <= MOST else few(found)


def few(found: Stored) -> pd.DataFrame:
    """The same with the drawn measures only."""
    left_out = set(found.measures) - set(found.drawn)
    return found.outcomes[[name for name in found.outcomes.columns if name not in left_out]]


def cells(found: Stored, axes: Sequence[Axis], table: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """A row for each cell: its scenario, what varies, its seeds, and means with intervals."""
    own = points.rename_axis("cell").reset_index()
    return own.merge(table.rename_axis("cell").reset_index(), on="cell")[
        ["cell", "scenario", *[axis.path for axis in axes], *[name for name in table if name != "scenario"]]]


def links(found: Stored, axes: Sequence[Axis], table: pd.DataFrame, points: pd.DataFrame,
          indices: pd.DataFrame | None, pairs: pd.DataFrame | None = None) -> list[dict]:
    """What can be downloaded: name of the file, words, rows and address. Files that are too large are left out."""
    runs = outcomes(found)
    says = say("Outcomes of all runs, all measures") if len(runs.columns) == len(found.outcomes.columns) else \
        say("Outcomes of all runs, the measures drawn here")
    files = [("outcomes.csv", says, runs),
             ("cells.csv", say("Means and intervals of all cells"), cells(found, axes, table, points))]
    if indices is not None:
        files.append(("indices.csv", say("Sensitivity indices"), indices))
    if pairs is not None:
        files.append(("pairs.csv", say("Sensitivity indices of pairs of parameters"), pairs))
    return [{"file": file, "says": says, "rows": len(frame), "address": link(frame)}
            for file, says, frame in files if len(frame) and len(csv(frame.head(50))) * len(frame) <= 50 * 2 * MOST]
