"""Memory: no economy outlives its last reference, whoever ran it, and a process that runs many does not grow."""

from __future__ import annotations

import gc
import weakref

import mesa
import pytest

import sim
from sim.bench import memory
from sim.model.economy import Economy
from sim.runs.identity import run_id
from sim.sweep.worker import Job, live
from sim.system import memory as freed
from sim.world.world import World

TINY = {"members.count": 200, "run.days": 2}


@pytest.fixture
def made(monkeypatch):
    """Weak references to all economies and worlds that are made."""
    found: dict[type, list] = {Economy: [], World: []}
    for kind, noted in found.items():
        original = kind.__init__

        def init(self, *arguments, _original=original, _noted=noted, **more):
            _noted.append(weakref.ref(self))
            _original(self, *arguments, **more)

        monkeypatch.setattr(kind, "__init__", init)
    return found


def run():
    sim.run("base", 1, TINY, store=None)


def compare():
    sim.compare(["base", "xiaomi"], 2, TINY, store=None, workers=1, progress=False)


def batch():
    mesa.batch_run(Economy, {"scenario": "base", "seed": [1, 2], **TINY}, number_processes=1, display_progress=False)


def sweep_worker():
    values = sim.load("base", TINY).values
    found, = live([Job(run_id(values), "c", values)])
    assert found.error is None


def failing():
    with pytest.raises(ZeroDivisionError):
        sim.run("base", 1, TINY, store=None, progress=lambda day: 1 / 0)


def by_hand():
    economy = Economy("base", 1, overrides=TINY)
    economy.step()
    views = economy.members.select(lambda member: member.wallet > 0)
    mesa.Agent(economy)  # one of the user's own
    assert len(views) and economy.members[3].listens_to is not None and len(economy.agents.select(at_most=2)) == 2
    assert economy.series() is not None and economy.outcomes()


@pytest.mark.parametrize("way", [run, compare, batch, sweep_worker, failing, by_hand])
def test_no_economy_outlives_its_last_reference(way, made):
    way()
    gc.collect()
    assert made[Economy] and not [one for one in made[Economy] if one() is not None]


@pytest.mark.parametrize("way", [run, compare, sweep_worker])
def test_the_columns_of_a_run_go_at_once(way, made):
    """Before anything is collected: what a run holds may be most of the memory there is."""
    gc.collect()
    gc.disable()
    try:
        way()
        assert made[World] and not [one for one in made[World] if one() is not None]
    finally:
        gc.enable()


def test_economies_by_hand_are_collected_before_many_of_them_are_made(made, monkeypatch):
    monkeypatch.setattr(freed, "_OFTEN", 1000)
    gc.disable()
    try:
        for seed in range(12):
            Economy("base", seed, overrides=TINY)
            assert sum(one() is not None for one in made[Economy]) <= 6
    finally:
        gc.enable()


def test_a_comparison_goes_with_all_that_was_worked_out():
    found = sim.compare(["base", "xiaomi"], 2, TINY, store=None, workers=1, progress=False)
    assert found.statistics() is found.statistics() and found.table() is found.table()
    gone = weakref.ref(found)
    del found
    gc.collect()
    assert gone() is None


@pytest.mark.slow
def test_a_worker_does_not_grow_over_300_runs():
    """Without it, 300 runs of 10,000 members took 1.2 gigabytes."""
    if memory.resident() is None:
        pytest.skip("this system does not tell")
    held = []
    for seed in range(300):
        values = sim.load("xiaomi", {"members.count": 10_000, "run.days": 5, "seed": seed}).values
        assert live([Job(run_id(values), "c", values)])[0].error is None
        held.append(memory.resident())
    assert max(held[200:]) - max(held[20:100]) < 20e6


def test_a_sweep_in_this_very_process_keeps_none(made, tmp_path):
    sim.sweep("scenario=base", "members.count=200", "run.days=2", "seeds=2", executor="serial", store=tmp_path / "s.db")
    gc.collect()
    assert made[Economy] and not [one for one in made[Economy] if one() is not None]
