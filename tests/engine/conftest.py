"""Small economies in which everything happens, for tests of the engine."""

import numpy as np
import pytest

from sim import scenario
from sim.day import DAY
from sim.economy import Economy

BUSY = ["communities.circle.growth.seeds=150", "communities.circle.growth.seed_stage=core", "run.days=40",
        "communities.circle.growth.traffic=20000", "communities.circle.growth.traffic_budget=400000",
        "communities.circle.growth.reward=300", "organisation.meetings=0.2", "organisation.founding=0.01",
        "word_of_mouth.hearing=0.8", "members.need_weeks=0.5"]


def busy(*overrides, **keywords):
    """An economy of 600 members in which every process has something to do."""
    return Economy(scenario.load("base", ["members.count=600", *BUSY, *overrides]).values, **keywords)


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


@pytest.fixture(name="busy")
def busy_fixture():
    return busy


@pytest.fixture(name="live_until")
def live_until_fixture():
    return live_until
