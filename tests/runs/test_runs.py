"""Runs from Python: the public names, the identity of a run, and that a kept run is found."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import sim
from sim.core import source_hash
from sim.runs import identity, run
from sim.runs.store import Store, StoreError
from sim.scenario import ScenarioError, load

TINY = ["members.count=300", "run.days=3"]


@pytest.fixture
def store(tmp_path) -> Path:
    return tmp_path / "shequn.db"


@pytest.fixture
def sources_with(monkeypatch):
    """`sources_with({"sim.model.live_parameters": b"…"})`: the package as if these modules had these texts."""
    real = source_hash.texts()

    def forget():
        for one in (source_hash.imports, identity.core, identity.plugin):
            one.cache_clear()

    def pretend(changed):
        monkeypatch.setattr(source_hash, "texts", lambda: {**real, **changed})
        forget()

    yield pretend
    monkeypatch.undo()
    forget()


def _id(*overrides, name="base"):
    return identity.run_id(load(name, overrides).values)


class TestPublicNames:
    def test_every_one_is_there(self):
        for name in sim.__all__:
            assert getattr(sim, name) is not None
        assert set(sim.__all__) <= set(dir(sim))
        assert sim.run is run.run and sim.load is load

    def test_an_unknown_one_is_an_attribute_error(self):
        with pytest.raises(AttributeError, match="no attribute 'rnu'"):
            sim.rnu  # noqa: B018

    def test_compare_is_a_package_and_can_be_called(self):
        from sim.compare import Comparison

        assert Comparison
        assert callable(sim.compare)
        with pytest.raises(ScenarioError, match="name the scenarios to compare"):
            sim.compare([])


class TestIdentity:
    def test_it_is_the_same_whatever_the_way_to_the_same_values(self, tmp_path):
        (tmp_path / "other.yaml").write_text("from: base\ntitle: other\nabout: words\nmembers: {count: 300}\n")
        assert _id("members.count=300") == _id(name=tmp_path / "other.yaml")
        assert _id("trust.negativity=3") == _id("trust.negativity=3.0", "run.days=365") != _id()
        assert _id("seed=3") == identity.run_id(run.prepare("base", 3).values) != _id()
        assert identity.run_id(run.prepare(load("base"), 3).values) == _id("seed=3")

    def test_the_content_of_an_edge_list_counts_and_not_its_path(self, tmp_path):
        for name, text in (("a.csv", "1,2\n"), ("b.csv", "1,2\n"), ("c.csv", "1,3\n")):
            (tmp_path / name).write_text(text)
        a, b, c = (_id(f"ties.file='{tmp_path / name}'") for name in ("a.csv", "b.csv", "c.csv"))
        assert a == b != c
        (tmp_path / "b.csv").write_text("1,3\n")
        assert _id(f"ties.file='{tmp_path / 'b.csv'}'") == c

    @pytest.mark.parametrize("module", ["sim.model.live_parameters", "sim.core.rng", "sim.world.derived",
                                        "sim.model.processes.trade", "sim.model.agents.kol",
                                        "sim.plugins.networks._build", "sim.plugins.measures.money", "sim.model.day",
                                        "sim.plugins.channels.shop", "sim.plugins.channels._base",
                                        "sim.plugins.trust.beta", "sim.plugins.networks.lognormal",
                                        "sim.plugins.policies.fixed", "sim.plugins.organisation._founding",
                                        "sim.plugins.platforms.groups_and_accounts"])
    def test_what_can_change_a_result_changes_it(self, module, sources_with):
        before = _id()
        sources_with({module: source_hash.texts()[module] + b"\n# edited\n"})
        assert _id() != before

    @pytest.mark.parametrize("module", ["sim", "sim.cli.main", "sim.runs.run", "sim.runs.identity",
                                        "sim.core.jit_cache", "sim.cli.commands.run", "sim.runs.store.database",
                                        "sim.scenario.read", "sim.plugins.trust.frozen",
                                        "sim.plugins.networks.small_world", "sim.plugins.channels.preorder",
                                        "sim.plugins.shocks.breach", "sim.plugins.policies.adaptive"])
    def test_what_cannot_does_not(self, module, sources_with):
        before = _id()
        sources_with({module: source_hash.texts()[module] + b"\n# edited\n"})
        assert _id() == before

    def test_a_new_plug_in_that_is_not_named_changes_nothing(self, sources_with):
        before = _id()
        sources_with({"sim.plugins.shocks.meteor": b"from sim.core.parameters import par\n",
                      "sim.plugins.trust.other": b""})
        assert _id() == before

    def test_a_shock_counts_when_the_timeline_names_it(self, sources_with):
        plan = "timeline=[{day:1,shock:breach}]"
        before, without = _id(plan), _id()
        sources_with({"sim.plugins.shocks.breach": source_hash.texts()["sim.plugins.shocks.breach"] + b"\n# edited\n"})
        assert _id(plan) != before and _id() == without

    def test_versions_count(self, monkeypatch):
        before = _id()
        monkeypatch.setattr(identity, "versions", lambda: {"numpy": "0"})
        assert _id() != before


class TestRun:
    def test_an_outcome_holds_everything(self):
        found = sim.run("base", 2, TINY, store=None)
        assert (found.scenario, found.seed, found.from_store) == ("base", 2, False)
        assert found.parameters["members"]["count"] == 300 and found.parameters["seed"] == 2
        assert len(found.series) == 3 and found.series.index.name == "day"
        assert set(found.communities.community) == {"circle"}
        assert len(found.measures) >= 40 and found.seconds > 0

    def test_it_is_what_the_economy_itself_gives(self):
        found = sim.run("base", 2, TINY, store=None)
        economy = sim.Economy(load("base", TINY).values, seed=2).run()
        assert found.state_sha256 == economy.state_sha256()
        assert found.measures == pytest.approx(economy.outcomes(), rel=0, abs=0, nan_ok=True)
        assert_frame_equal(found.series, economy.series())

    def test_a_kept_run_is_found_as_it_was(self, store, monkeypatch):
        first = sim.run("base", 2, TINY, store=store)
        monkeypatch.setattr(run, "simulate", lambda *arguments: pytest.fail("it was lived again"))
        again = sim.run("base", 2, TINY, store=store, threads=2)
        assert again.from_store and not first.from_store
        assert (again.run_id, again.state_sha256, again.seconds) == (first.run_id, first.state_sha256, first.seconds)
        assert again.parameters == first.parameters
        assert all(again.measures[name] == value or math.isnan(value) for name, value in first.measures.items())
        assert list(again.measures) == list(first.measures)
        assert_frame_equal(again.series, first.series)
        assert_frame_equal(again.communities, first.communities)

    def test_it_is_found_under_the_name_asked_for(self, store, tmp_path):
        (tmp_path / "mine.yaml").write_text("from: base\ntitle: Mine\nmembers: {count: 300}\nrun: {days: 3}\n")
        sim.run("base", overrides=TINY, store=store)
        again = sim.run(tmp_path / "mine.yaml", store=store)
        assert (again.from_store, again.scenario, again.title) == (True, "mine", "Mine")

    def test_progress_is_told_after_each_day(self):
        days = []
        sim.run("base", overrides=TINY, store=None, progress=days.append)
        assert days == [1, 2, 3]

    def test_what_is_wrong_is_said_before_anything_is_written(self, store, tmp_path):
        (tmp_path / "one.csv").write_text("just one column\n1\n")
        for overrides in (["members.count=1"], ["ties.file=nowhere.csv"], [f"ties.file='{tmp_path / 'one.csv'}'"]):
            with pytest.raises(ScenarioError):
                sim.run("base", overrides=overrides, store=store)
        for seed in (-1, 2**53 + 1, 1.5, True):
            with pytest.raises(ScenarioError):
                sim.run(load("base"), seed, store=store)
        with pytest.raises(ScenarioError, match="cannot be given with a loaded scenario"):
            sim.run(load("base"), overrides=["seed=1"], store=store)
        assert not store.exists()

    def test_a_store_that_cannot_be_used_is_said_before_anything_is_lived(self, tmp_path, monkeypatch):
        monkeypatch.setattr(run, "simulate", lambda *arguments: pytest.fail("it was lived"))
        (tmp_path / "file").touch()
        for path in (tmp_path, tmp_path / "file" / "x.db"):
            with pytest.raises(StoreError):
                sim.run("base", overrides=TINY, store=path)


class TestOutcomes:
    def test_they_are_a_tidy_frame(self, store):
        for seed in (1, 2):
            sim.run("base", seed, TINY, store=store)
        frame = sim.outcomes("base", ["trust.negativity"], store=Store(store))
        assert frame.seed.tolist() == [1, 2]
        assert frame["trust.negativity"].tolist() == [1.5, 1.5]
        assert {"run_id", "scenario", "started", "seconds", "followers", "profit"} <= set(frame.columns)
        assert_frame_equal(sim.series(frame.run_id[0], store=store), sim.run("base", 1, TINY, store=None).series)

    def test_the_default_store_is_below_the_current_folder(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("SHEQUN_STORE", raising=False)
        assert len(sim.outcomes()) == 0 and not list(tmp_path.iterdir())
        sim.run("base", overrides=TINY)
        assert (tmp_path / "results" / "shequn.db").is_file() and len(sim.outcomes()) == 1

    def test_no_store_is_no_place_to_look(self):
        with pytest.raises(StoreError, match="stores nothing"):
            sim.outcomes(store=None)


@pytest.mark.parametrize("threads", [0, -1, "x", 1.5, True, None])
def test_threads_are_a_whole_number_from_1_on(threads):
    with pytest.raises(ScenarioError, match="threads = .* is not a whole number of 1 or more"):
        sim.run("base", store=None, threads=threads)


def test_a_store_is_a_path():
    with pytest.raises(StoreError, match="store = 3 is neither a path nor a Store"):
        sim.run("base", store=3)
    with pytest.raises(StoreError, match="store = 3"):
        sim.compare(["base", "base"], seeds=2, store=3)


def test_former_names_of_results_say_what_they_are_called_now():
    outcome = sim.run("base", overrides=["members.count=100", "run.days=1"], store=None)
    with pytest.raises(AttributeError, match="Outcome.found is now called from_store"):
        outcome.found  # noqa: B018
    with pytest.raises(AttributeError, match="'Outcome' object has no attribute 'fond'"):
        outcome.fond  # noqa: B018
