"""Mutated scenarios: each runs, or is refused with sentences. Nothing else may happen."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sim.model import recorder
from sim.model.economy import Economy
from sim.scenario import ScenarioError

HERE = Path(__file__).parent
SHIPPED = sorted((HERE.parents[1] / "scenarios").glob("*.yaml"))
DAYS, MEMBERS = 3, 300

_spec = importlib.util.spec_from_file_location("mutations", HERE.parent / "scenario" / "test_mutations.py")
mutations = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(mutations)

seen = {"lived": 0, "refused": 0}
KNOWN = {**recorder.measures("daily"), **recorder.measures("final")}


def small(values: dict) -> dict:
    """The same scenario with few members and days."""
    communities = {name: {**one, "growth": {**one["growth"], "seeds": min(MEMBERS, one["growth"]["seeds"])}}
                   for name, one in values["communities"].items()}
    return {**values, "communities": communities, "run": {**values["run"], "days": min(DAYS, values["run"]["days"])},
            "members": {**values["members"], "count": min(MEMBERS, values["members"]["count"])}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("mutated")


@settings(max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(number=some.integers(0, 10**6), path=some.sampled_from(SHIPPED))
def test_a_mutated_scenario_runs_or_is_refused(number, path, folder):
    scenario = mutations.outcome(folder / path.name, mutations.mutated(path.read_text(encoding="utf-8"), number),
                                 path.parent)
    if scenario is None:
        seen["refused"] += 1
        return
    try:
        economy = Economy(small(scenario.values)).run()
    except ScenarioError as error:
        assert len(str(error).splitlines()) == len(error.problems)
        return
    seen["lived"] += 1
    assert all(np.isfinite(value) or np.isnan(value) and KNOWN[name].undefined
               for name, value in economy.outcomes().items())


def test_the_mutations_were_neither_too_wild_nor_too_tame():
    assert seen["lived"] >= 40 and seen["refused"] >= 50, seen
