"""Economies for validation: a scenario of `experiments` with the row's settings and then the user's."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.model import builder
from sim.model.economy import Economy
from sim.scenario import load
from sim.system import paths
from sim.world import stages


def values(job, name: str, *own: str) -> dict:
    """The complete values of `experiments/theory/<name>.yaml`, changed by the row and then by the user."""
    return load(paths.experiments_folder() / "theory" / f"{name}.yaml", [*own, *job.overrides]).values


def new_economy(values: dict, seed: int) -> Economy:
    """An economy that records no daily measures; a row reads the columns it needs."""
    economy = Economy(values, seed=seed)
    economy.recorder.record = lambda: None  # type: ignore[method-assign]
    return economy


def again(economy: Economy, seed: int) -> Economy:
    """The same people and ties with other random numbers, before the first day. Only for a world without changes."""
    w = economy.world
    w.forget_everybody()
    w.adopters = w.yesterday = None
    economy.seed, economy.day, economy.flows, economy.census, economy.running = seed, 0, {}, {}, True
    builder.seed_members(economy, economy.communities)
    economy.counts.clear()
    return economy


def fans(economy: Economy) -> np.ndarray:
    """Which members have adopted the first community, as of last night."""
    return _members(economy, economy.world.r.stage <= stages.COCREATOR)


def ever(economy: Economy) -> np.ndarray:
    """Which members have ever adopted the first community, even if they lapsed later."""
    return _members(economy, True)


def _members(economy: Economy, chosen) -> np.ndarray:
    """Which members have a membership of the first community, from follower on, in the `chosen` rows."""
    r, members = economy.world.r, np.zeros(economy.world.members, np.bool_)
    members[r.member[(r.community == 0) & (r.stage >= stages.FOLLOWER) & chosen]] = True
    return members


def days(economy: Economy) -> Iterator[int]:
    """Run all remaining days, one at a time; yields the number run so far."""
    while economy.running:
        economy.step()
        yield economy.day


def curve(economy: Economy) -> np.ndarray:
    """Share of members who are fans, before the first day and after each."""
    shares = [fans(economy).mean()]
    for _ in days(economy):
        shares.append(int(economy.world.communities.followers[0]) / economy.world.members)
    return np.array(shares)


def until_still(economy: Economy, patience: int = 1) -> Economy:
    """Run until no stage has changed for `patience` days."""
    quiet = 0
    for _ in days(economy):
        moved = sum(economy.flows[name] for name in ("joins", "lapses", "returns"))
        quiet = 0 if moved else quiet + 1
        if quiet >= patience:
            break
    return economy
