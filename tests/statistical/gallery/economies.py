"""What the tests of the gallery share: scenarios run to their end, with some parameters changed."""

from __future__ import annotations

import numpy as np

from sim import scenario
from sim.model.economy import Economy
from sim.world.stages import COCREATOR, FOLLOWER

SEEDS = (1, 2, 3)


def after(name: str, seed: int, **overrides) -> Economy:
    """The economy of a scenario at its end. Overrides write a path with `__` for each dot."""
    changes = [f"{path.replace('__', '.')}={_text(value)}" for path, value in overrides.items()]
    return Economy(scenario.load(name, changes).values, seed=seed).run()


def _text(value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def over(name: str, measure: str, **overrides) -> np.ndarray:
    """A measure of the whole run, for each of the three seeds."""
    return np.array([after(name, seed, **overrides).outcomes()[measure] for seed in SEEDS])


def income(economy, community: str, first: int, last: int) -> float:
    """What members paid a community for sales from day `first` to before `last`, in yuan."""
    account = f"community:{community}"
    return sum(cents for (day, _, payee, heading), cents in economy.ledger.entries.items()
               if payee == account and heading.startswith("sales") and first <= day < last) / 100.0


def mean_followers(economy, community: str, first: int, last: int) -> float:
    """The mean number of a community's followers from day `first` to before `last`."""
    frame = economy.recorder.community_frame()
    return float(frame[(frame.community == community) & (frame.day >= first) & (frame.day < last)].followers.mean())


def follower_rows(economy, community: int = 0) -> np.ndarray:
    """The rows of memberships that follow a community, by its number."""
    r = economy.world.r
    stage = r.stage[:economy.world.rows]
    return np.flatnonzero((r.community[:economy.world.rows] == community) & (stage >= FOLLOWER) & (stage <= COCREATOR))
