"""Economies for validation: a scenario of `experiments` with the row's settings and then the user's."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.model import builder
from sim.model.economy import Economy
from sim.scenario import load
from sim.system import paths
from sim.world import memberships, stages


def values(job, name: str, *own: str) -> dict:
    """The complete values of `experiments/theory/<name>.yaml`, changed by the row and then by the user."""
    return load(paths.experiments_folder() / "theory" / f"{name}.yaml", [*own, *job.overrides]).values


def economy(made: dict, seed: int) -> Economy:
    """An economy that records no daily measures; a row reads the columns it needs."""
    found = Economy(made, seed=seed)
    found.recorder.record = lambda: None  # type: ignore[method-assign]
    return found


def again(one: Economy, seed: int) -> Economy:
    """The same people and ties with other random numbers, before the first day. Only for a world without changes."""
    w = one.world
    w.r, w.rows, w.memberships = memberships.none_yet(w.members), 0, 0
    w.adopters = w.yesterday = None
    one.seed, one.day, one.flows, one.census, one.running = seed, 0, {}, {}, True
    builder.seed_members(one)
    return one


def fans(one: Economy) -> np.ndarray:
    """Which members have adopted the first community, as of last night."""
    return _members(one, one.world.r.stage <= stages.COCREATOR)


def ever(one: Economy) -> np.ndarray:
    """Which members have ever adopted the first community, even if they lapsed later."""
    return _members(one, True)


def _members(one: Economy, some) -> np.ndarray:
    """Which members have a membership of the first community, from follower on, in `some` of the rows."""
    r, found = one.world.r, np.zeros(one.world.members, np.bool_)
    found[r.member[(r.community == 0) & (r.stage >= stages.FOLLOWER) & some]] = True
    return found


def days(one: Economy) -> Iterator[int]:
    """Run all remaining days, one at a time; yields the number run so far."""
    while one.running:
        one.step()
        yield one.day


def curve(one: Economy) -> np.ndarray:
    """Share of members who are fans, before the first day and after each."""
    shares = [fans(one).mean()]
    for _ in days(one):
        shares.append(int(one.world.communities.followers[0]) / one.world.members)
    return np.array(shares)


def until_still(one: Economy, patience: int = 1) -> Economy:
    """Run until no stage has changed for `patience` days."""
    quiet = 0
    for _ in days(one):
        moved = sum(one.flows[name] for name in ("joins", "lapses", "returns"))
        quiet = 0 if moved else quiet + 1
        if quiet >= patience:
            break
    return one
