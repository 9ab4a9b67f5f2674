"""Numbers to take along: outcomes of all runs, daily means, and money flows, as CSV inside the report.

The links hold the data themselves, so that they work offline, without scripts, and wherever the report is sent. Excel
and pandas read them; they begin with a byte order mark, by which Excel knows Chinese names. `write` puts the
same files, with the daily means of all measures, into a folder.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pandas as pd

from sim.compare import names
from sim.system import atomic_write, paths
from sim.system.words import say

MARK = "\ufeff"
# Daily measures in the report; `write` has all.
DAILY = ("aware", "followers", "fans", "core", "cocreators", "lapsed", "joins", "lapses", "orders", "daily_visits",
         "trust", "revenue", "goods_cost", "growth_spending", "running_costs", "profit")


def outcomes(c) -> pd.DataFrame:
    """A row for each run, a column for each measure, as `sim.outcomes` has them."""
    wide = c.outcomes.pivot(index=["scenario", "seed"], columns="measure", values="value")
    runs = c.runs[["run_id", "scenario", "seed"]].set_index(["scenario", "seed"])
    return runs.join(wide).reset_index()[["run_id", "scenario", "seed", *wide.columns]]


def daily(c, measures=None) -> pd.DataFrame:
    """A row for each scenario and day, a column for each daily measure: means over seeds, to twelve digits."""
    wide = c.series.pivot(index=["scenario", "day"], columns="measure", values="mean")
    chosen = [one for one in measures or wide.columns if one in wide.columns]
    return wide.loc[c.names, chosen].map(lambda value: float(f"{value:.12g}")).reset_index()


def flows(c) -> pd.DataFrame:
    """A row for each run, payer, payee and heading, with cents over the run."""
    return c.flows


def meanings(c) -> pd.DataFrame:
    """Unit and meaning of every measure of the comparison."""
    known = list(dict.fromkeys([*c.outcomes.measure, *c.series.measure]))
    return pd.DataFrame([(one, names.unit(one), names.declared(one).says) for one in known],
                        columns=["measure", "unit", "meaning"])


def csv(frame: pd.DataFrame) -> str:
    """The frame as CSV. Numbers keep every digit, so that totals are those of the store."""
    return frame.to_csv(index=False, lineterminator="\n")


def link(frame: pd.DataFrame) -> str:
    """The frame as an address that holds the data itself."""
    return f"data:text/csv;charset=utf-8,{quote(MARK + csv(frame), safe=',.-')}"


def links(c) -> list[dict]:
    """What can be downloaded from the report as CSV: name of the file, words, and address."""
    files = [("outcomes.csv", say("Outcomes of all runs"), outcomes(c)),
             ("daily.csv", say("Daily means over seeds"), daily(c, DAILY)),
             ("flows.csv", say("Money flows of all runs"), flows(c))]
    return [{"file": file, "says": says, "kind": "CSV", "rows": len(frame), "address": link(frame)}
            for file, says, frame in files if len(frame)]


def write(c, folder: str | Path) -> list[Path]:
    """Write outcomes.csv, daily.csv (all measures), flows.csv and measures.csv (units, meanings) into a folder.

    Each is written completely or not at all. Raises OSError if there is no such folder or it cannot be written.
    """
    files = {"outcomes.csv": outcomes(c), "daily.csv": daily(c), "flows.csv": flows(c), "measures.csv": meanings(c)}
    return [_written(paths.expanded(folder) / file, frame) for file, frame in files.items()]


def _written(path: Path, frame: pd.DataFrame) -> Path:
    with atomic_write.replaced(path) as draft:
        draft.write_bytes((MARK + csv(frame)).encode())
    return path
