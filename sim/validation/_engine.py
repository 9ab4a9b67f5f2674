"""Economies for validation: a scenario of `experiments`, the row's own settings, and then the user's."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim import building, places
from sim.agents.members import MemberSet
from sim.economy import Economy
from sim.scenario import load
from sim.world import stages


def values(job, name: str, *own: str) -> dict:
    """The complete values of `experiments/theory/<name>.yaml`, changed by the row and then by the user."""
    return load(places.experiments_folder() / "theory" / f"{name}.yaml", [*own, *job.overrides]).values


def economy(made: dict, seed: int) -> Economy:
    """An economy of which no daily measures are kept: a row reads the columns it needs."""
    found = Economy(made, seed=seed)
    found.recorder.record = lambda: None  # type: ignore[method-assign]
    return found


def again(one: Economy, seed: int) -> Economy:
    """The same people with the same ties under other luck, before the first day; only for a still world."""
    w = one.world
    rows = np.arange(w.members * w.slots)
    w.r.community[rows] = 0
    w.forget(0)
    w.adopters = w.yesterday = None
    one.seed, one.day, one.flows, one.census, one.running = seed, 0, {}, {}, True
    building.seed_members(one)
    one.members = MemberSet(one)
    return one


def fans(one: Economy) -> np.ndarray:
    """Which members have adopted the first community, as of last night."""
    w = one.world
    inside = (w.r.community == 0) & (w.r.stage >= stages.FOLLOWER) & (w.r.stage <= stages.COCREATOR)
    return inside.reshape(-1, w.slots).any(axis=1)


def ever(one: Economy) -> np.ndarray:
    """Which members have adopted the first community, those who lapsed since among them."""
    w = one.world
    inside = (w.r.community == 0) & (w.r.stage >= stages.FOLLOWER)
    return inside.reshape(-1, w.slots).any(axis=1)


def days(one: Economy) -> Iterator[int]:
    """Live all days that are left, one at a time; gives how many have been lived."""
    while one.running:
        one.step()
        yield one.day


def curve(one: Economy) -> np.ndarray:
    """The share of members who are fans, before the first day and after each."""
    shares = [fans(one).mean()]
    for _ in days(one):
        shares.append(int(one.world.described.followers[0]) / one.world.members)
    return np.array(shares)


def until_still(one: Economy, patience: int = 1) -> Economy:
    """Live until nobody's stage has changed for so many days."""
    quiet = 0
    for _ in days(one):
        moved = sum(one.flows[name] for name in ("joins", "lapses", "returns"))
        quiet = 0 if moved else quiet + 1
        if quiet >= patience:
            break
    return one
