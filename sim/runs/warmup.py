"""Warm up: run a little of a scenario before time is measured, so that its rules are compiled and loaded."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping

from sim.runs.compile_helper import TINY

# Imported where it is needed, so that what is stored can be found and read without the engine.

WARM_DAYS, WARM_MEMBERS = 30, 1000  # upper limits of such a run


def up(scenarios: Iterable[Mapping]) -> None:
    """Compile the rules that scenarios use by running a few days of each; workers then load them from disk."""
    from sim.runs import simulate
    from sim.scenario import Scenario

    for values in scenarios:
        seeds = sum(community["growth"]["seeds"] for community in values["communities"].values())
        count = min(values["members"]["count"], max(WARM_MEMBERS, seeds))
        small = {**values, "run": {**values["run"], "days": min(values["run"]["days"], WARM_DAYS)},
                 "members": {**values["members"], "count": count}}
        simulate.simulate(Scenario("", "", "", small), identity="not kept")


def load(values: Mapping) -> None:
    """In a new worker, load compiled rules by running two days of a tiny economy, before time is measured."""
    from sim.model.economy import Economy

    with contextlib.suppress(Exception):
        small = {**values, "run": {**values["run"], "days": 2}, "members": {**values["members"], "count": TINY},
                 "ties": {**values["ties"], "file": ""}, "communities": {name: {
                     **community, "growth": {**community["growth"], "seeds": min(TINY, community["growth"]["seeds"])}}
                     for name, community in values["communities"].items()}}
        Economy(small).run()
