"""Small economies in which everything happens, for tests of the engine."""

import functools
import hashlib

import numpy as np
import pytest

from sim import scenario
from sim.model.day import DAY
from sim.model.economy import Economy
from sim.world.memberships import OF_A_ROW

BUSY = ["communities.circle.growth.seeds=150", "communities.circle.growth.seed_stage=core", "run.days=40",
        "communities.circle.growth.traffic=200", "communities.circle.growth.traffic_budget=4000",
        "communities.circle.growth.reward=3", "organisation.meetings=0.2", "organisation.founding=0.01",
        "word_of_mouth.hearing=0.8", "members.need_weeks=0.5", "trade.rivals=0"]


def busy(*overrides, **keywords):
    """An economy of 600 members in which every process has something to do."""
    return Economy(scenario.load("base", ["members.count=600", *BUSY, *overrides]).values, **keywords)


def life(economy) -> dict:
    """What members live: their columns, memberships and ties, and the money of everybody but partners.

    Left out: what only agents and tables remember, such as parameters, plans and the number of a visit.
    """
    w = economy.world
    held = {f"m.{name}": column for name, column in w.m._asdict().items()}
    held |= {f"r.{name}": column[:w.rows] if name in OF_A_ROW else column for name, column in w.r._asdict().items()}
    held |= {f"t.{name}": column for name, column in w.t._asdict().items()}
    books = {entry: cents for entry, cents in economy.ledger.entries.items()
             if not any(party.startswith("partner") for party in entry[1:3])}
    return {name: hashlib.sha256(column).hexdigest() for name, column in held.items()} | {"money": books}


@functools.cache
def lived(*overrides) -> dict:
    """The life in a busy economy; lived once."""
    return life(busy(*overrides).run())


def apart(one: dict, other: dict) -> list[str]:
    """The names of what differs in two lives."""
    return [name for name in one if one[name] != other[name]]


def live_until(economy, days: int, before: str):
    """Live whole days, and of the next one the processes before the one named."""
    with np.errstate(over="ignore"):
        for _ in range(days):
            economy.step()
        for process in DAY:
            if process.__name__.endswith("." + before):
                return
            process.run(economy, economy.day)
    raise AssertionError(f"no process {before}")


def nights(economy) -> list[str]:
    """The hash of the state after each day that is left."""
    found = []
    economy.run(lambda day: found.append(economy.state_sha256()))
    return found


@pytest.fixture(name="nights")
def nights_fixture():
    return nights


@pytest.fixture(name="busy")
def busy_fixture():
    return busy


@pytest.fixture(name="apart")
def apart_fixture():
    return apart


@pytest.fixture(name="life")
def life_fixture():
    return life


@pytest.fixture(name="lived")
def lived_fixture():
    return lived


@pytest.fixture(name="live_until")
def live_until_fixture():
    return live_until
