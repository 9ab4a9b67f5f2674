"""What a comparison takes from the ledgers of its runs: who paid whom, and for how many days members followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from sim.runs import flows as _flows

FLOWS = ["scenario", "seed", *_flows.COLUMNS]


def flows(keys: Sequence[tuple[str, int]], lived: Mapping) -> pd.DataFrame:
    """The flows of all runs, one below the other. Runs without such a table have no rows."""
    tables = [table.assign(scenario=name, seed=seed) for name, seed in keys
              if (table := getattr(lived[name, seed], "flows", None)) is not None]
    return pd.concat(tables, ignore_index=True)[FLOWS] if tables else pd.DataFrame(columns=FLOWS)


def followed(keys: Sequence[tuple[str, int]], lived: Mapping) -> pd.DataFrame:
    """For each run, followers summed over its days, and the number of days; 0 if followers were not measured."""
    rows = [(name, seed, int(series["followers"].sum()) if "followers" in series else 0, len(series))
            for name, seed in keys for series in [lived[name, seed].series]]
    return pd.DataFrame(rows, columns=["scenario", "seed", "member_days", "days"])


def mean_flows(c, name: str) -> pd.DataFrame:
    """The flows of one scenario: cents over all seeds (exact), and the mean over seeds in yuan, the largest first."""
    own = c.flows[c.flows.scenario == name]
    sums = own.groupby(["payer", "payee", "heading"], as_index=False)["cents"].sum()
    sums["yuan"] = sums.cents / 100.0 / max(1, own.seed.nunique())
    return sums.sort_values(["cents", "payer", "payee", "heading"], ascending=[False, True, True, True])


def missing(c, name: str) -> int:
    """How many runs of a scenario have no table of flows, because an earlier version stored them."""
    return len(c.seeds) - int(c.flows[c.flows.scenario == name].seed.nunique())
