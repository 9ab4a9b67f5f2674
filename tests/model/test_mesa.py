"""Mesa, really: the economy is a model, everybody in it an agent, and Mesa's tools work on it."""

import gc
import inspect
import os
import subprocess
import sys
import warnings

import mesa
import numpy as np
import pytest

from sim.model.agents.brand import BrandAgent
from sim.model.agents.community import CommunityAgent
from sim.model.agents.kol import KOL
from sim.model.agents.member import Member
from sim.model.agents.partner import PartnerAgent
from sim.model.agents.platform import PlatformAgent
from sim.model.economy import Economy
from sim.scenario import ScenarioError

PROCESSES = {"conversion": "conversion", "weigh_evidence": "trust", "choose": "trade", "visit": "attention"}


def columns(economy):
    w = economy.world
    return {name: column.copy() for table in (w.m, w.r, w.e) for name, column in zip(table._fields, table, strict=True)}


@pytest.mark.parametrize("method", PROCESSES)
def test_views_in_any_order_do_what_the_compiled_loop_does(method, busy, live_until):
    views, loop = busy(), busy()
    for economy in (views, loop):
        live_until(economy, 12, PROCESSES[method])
    before = columns(views)
    views.members.shuffle_do(method)
    _loop_of(method)(loop)
    after, expected = columns(views), columns(loop)
    changed = [name for name in after if not np.array_equal(before[name], after[name])]
    assert changed, "the process did nothing, so nothing was tested"
    for name in after:
        assert np.array_equal(after[name], expected[name]), name


def _loop_of(method):
    from sim.model.processes import conversion, trust

    return {
        "conversion": lambda economy: conversion.run(economy, economy.day),
        "weigh_evidence": lambda economy: trust.run(economy, economy.day),
        "choose": _choose,
        "visit": _visit,
    }[method]


def _choose(economy):
    from sim.model.processes import trade

    who = trade.customers(economy, economy.day, trade.reminded(economy, economy.day))
    economy.parallel_for(who.size, trade.step, who, *trade.arguments(economy, economy.day))


def _visit(economy):
    from sim.model.processes import attention

    w = economy.world
    economy.parallel_for(w.rows, attention.visits, *attention.visit_arguments(economy, economy.day))
    economy.parallel_for(w.members, attention.hearing_outside, *attention.outside_arguments(economy, economy.day))


def test_everybody_is_an_agent_of_the_model(busy):
    economy = busy("+communities.circle.partners.bank={}")
    assert isinstance(economy, mesa.Model)
    for kind in (KOL, BrandAgent, PlatformAgent, CommunityAgent, PartnerAgent):
        assert len(economy.agents_by_type[kind]) == 1
    assert all(isinstance(agent, mesa.Agent) for agent in economy.agents)
    assert isinstance(economy.members[5], mesa.Agent)
    assert economy.members[5].wallet == economy.world.m.wallet[5]


def test_select_holds_its_views(busy):
    economy = busy()
    rich = economy.members.select(lambda member: member.wallet > 50_000, at_most=7)
    gc.collect()
    assert 0 < len(rich) <= 7
    assert all(member.wallet > 50_000 for member in rich)
    assert len(economy.agents.select(agent_type=KOL)) == 1


def test_select_never_makes_the_whole_population(busy, monkeypatch):
    economy, made = busy(), []
    original = Member.__init__
    monkeypatch.setattr(Member, "__init__", lambda self, *a: (made.append(1), original(self, *a))[1])
    assert len(economy.members.select(at_most=3)) == 3
    assert len(made) <= 4
    assert len(economy.members.select(economy.world.m.wallet > 0)) > 0
    economy.members.agg("wallet", np.mean)
    economy.members.groupby("town")
    assert len(made) <= 4


def test_aggregation_runs_on_columns_and_agrees_with_views(busy):
    economy = busy()
    assert economy.members.agg("wallet", sum) == sum(member.wallet for member in economy.members)
    low, high = economy.members.agg("taste", [np.min, np.max])
    assert low < high
    towns = economy.members.groupby("town")
    assert sum(towns.count().values()) == len(economy.members)
    sums = towns.agg("wallet", sum)
    assert sum(sums.values()) == economy.world.m.wallet.sum()


def test_the_data_collector_has_a_row_a_day(busy):
    economy = busy().run()
    frame = economy.datacollector.get_model_vars_dataframe()
    assert len(frame) == 40
    assert frame["followers"].iloc[-1] == economy.outcomes()["followers"]
    communities = economy.datacollector.get_agenttype_vars_dataframe(CommunityAgent)
    assert {"community", "community_followers", "community_treasury"} <= set(communities.columns)
    assert communities["community_followers"].groupby("Step").sum().iloc[-1] >= frame["followers"].iloc[-1]


def test_batch_run():
    rows = mesa.batch_run(Economy, {"scenario": "base", "members.count": [300, 320], "run.days": 5},
                          number_processes=1, display_progress=False)
    assert len({row["RunId"] for row in rows}) == 2  # Mesa 3.5 gives a row for each kind of agent as well
    assert all("followers" in row for row in rows)
    assert {row["members.count"] for row in rows} == {300, 320}


BATCH = {"scenario": "base", "members.count": 200, "run.days": 2}
ALONE = {"number_processes": 1, "display_progress": False}
NEW_MESA = "rng" in inspect.signature(mesa.batch_run).parameters


def batch(parameters, **how):
    """What each run of a batch came to, in the order of runs: (iteration, its ties)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of Mesa 3.5, which has another word for iterations
        rows = mesa.batch_run(Economy, {**BATCH, **parameters}, **ALONE, **how)
    return list({row["RunId"]: (row["iteration"], row["ties"]) for row in rows}.values())


def ties(seed):
    return Economy("base", seed, overrides={"members.count": 200, "run.days": 2}).run().outcomes()["ties"]


class TestIterationsOfABatch:
    """Rows with the same seed would be one run that counts several times."""

    def test_they_differ_and_come_again(self):
        found = batch({}, iterations=3)
        assert found == [(n, ties(n)) for n in range(3)] and len({many for _, many in found}) == 3
        assert found == batch({}, iterations=3)

    def test_seeds_are_those_that_are_given(self):
        assert [many for _, many in batch({"seed": range(3, 5)})] == [ties(3), ties(4)]
        assert [many for _, many in batch({"rng": [4]} if not NEW_MESA else {}, **({"rng": [4]} if NEW_MESA else {}))
                ] == [ties(4)]

    @pytest.mark.parametrize("given", ["seed", *([] if NEW_MESA else ["rng"])])
    def test_iterations_with_one_seed_are_refused_before_the_first(self, given, monkeypatch):
        monkeypatch.setattr(Economy, "step", lambda self: pytest.fail("it was lived"))
        with pytest.raises(ScenarioError, match=r"would all be the same run; give .*\"seed\": range\(20\)"):
            batch({given: 5}, iterations=3)

    def test_in_a_worker_they_are_refused_at_the_second(self):
        from mesa.batchrunner import _model_run_func

        assert _model_run_func(Economy, (0, 0, {**BATCH, "seed": 5}), 9, -1)
        with pytest.raises(ScenarioError, match="would all be the same run"):
            _model_run_func(Economy, (1, 1, {**BATCH, "seed": 5}), 9, -1)

    def test_a_mesa_that_does_not_tell_them_is_refused(self):
        scope = {"__name__": "mesa.batchrunner", "Economy": Economy, "how": {**BATCH, "members.count": 200}}
        with pytest.raises(ScenarioError, match="would all be the same run"):
            exec("Economy(**how)", scope)
        exec("one = Economy(**how, seed=4)", scope)
        assert scope["one"].seed == 4

    def test_the_seed_has_one_name(self):
        with pytest.raises(ScenarioError, match="seed = 1 and rng = 2 are both given"):
            Economy("base", seed=1, rng=2)


def test_no_measure_of_a_community_hides_one_of_the_economy():
    """Mesa 3.5 puts both into the same rows."""
    economy = Economy("base", **{"members.count": 200, "run.days": 2}).run()
    own = economy.datacollector.get_agenttype_vars_dataframe(CommunityAgent).columns
    assert not set(own) & set(economy.series().columns)


def test_measures_change_nothing(busy, monkeypatch):
    """An economy that is not measured lives the same life."""
    measured, unmeasured = busy(), busy()
    monkeypatch.setattr(unmeasured.recorder, "record", lambda: None)
    assert measured.run().state_sha256() == unmeasured.run().state_sha256()


def test_an_economy_goes_on_after_its_last_day():
    """Interpreted, where an index beyond the end of a table is an error; compiled code reads any number at all."""
    code = ("import sim\n"
            "short, long = (sim.Economy('base', **{'members.count': 200, 'run.days': n}) for n in (3, 70))\n"
            "for one in (short, long):\n    [one.step() for _ in range(70)]\n"
            "assert short.day == 70\n"
            "assert short.series().followers.tolist() == long.series().followers.tolist()")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False,
                          env={**os.environ, "NUMBA_DISABLE_JIT": "1"})
    assert done.returncode == 0, done.stderr
