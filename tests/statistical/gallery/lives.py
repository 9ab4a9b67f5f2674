"""Runs of scenarios of the gallery, with what tests look at: each is made once, and several at a time."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.compare import pool
from sim.model.economy import Economy
from sim.runs import warmup
from sim.scenario import load
from sim.system.worker_processes import available

SEEDS = (1, 2, 3)


@dataclass(frozen=True)
class Life:
    """One run: its daily measures, those of each community, its outcomes, and when each community was founded."""

    series: pd.DataFrame
    by_community: pd.DataFrame
    outcomes: dict[str, float]
    founded_on: dict[str, int]
    revenue: dict[str, float]
    profit: dict[str, float]

    def of(self, community: str, measure: str) -> np.ndarray:
        """A daily measure of one community."""
        frame = self.by_community
        return frame.loc[frame["community"] == community, measure].to_numpy(float)

    def last(self, measure: str) -> pd.Series:
        """A measure of all communities on the last day, the largest first."""
        frame = self.by_community
        today = frame[frame["day"] == frame["day"].max()]
        return today.set_index("community")[measure].sort_values(ascending=False)


def lived(values: dict, seed: int) -> Life:
    """Run prepared values with a seed."""
    economy = Economy(values, seed=seed).run()
    return Life(economy.series(), economy.recorder.community_frame(), economy.outcomes(),
                {one.name: one.founded_on for one in economy.communities},
                {one.name: economy.ledger.revenue(one.account) / 100.0 for one in economy.communities},
                {one.name: economy.ledger.profit(one.account) / 100.0 for one in economy.communities})


@functools.cache
def lives(name: str, *overrides: str, seeds=SEEDS) -> tuple[Life, ...]:
    """The runs of a scenario with all seeds, side by side."""
    values = load(name, list(overrides)).values
    warmup.up([values])
    return tuple(pool.run_all(lived, [(values, seed) for seed in seeds], available(), lambda life: None))
