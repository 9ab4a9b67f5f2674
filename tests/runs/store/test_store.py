"""What is put into a store comes out of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import sim
from sim.runs.store import DEFAULT, Store, StoreError
from sim.runs.store.filesystem import of_network

PLAIN = ("run_id", "scenario", "title", "about", "seed", "parameters", "state_sha256", "started", "seconds", "versions")


def _same(a, b):
    assert [getattr(a, name) for name in PLAIN] == [getattr(b, name) for name in PLAIN]
    assert repr(dict(sorted(a.measures.items()))) == repr(dict(sorted(b.measures.items())))
    assert_frame_equal(a.series, b.series)
    assert_frame_equal(a.communities, b.communities)


def test_an_outcome_comes_back_exactly(store, made):
    store.put([made(1)])
    found = store.find([made(1).run_id, "no such run"])
    assert list(found) == [made(1).run_id]
    _same(found[made(1).run_id], made(1))
    assert found[made(1).run_id].from_store is True


def test_many_at_once(store, made):
    store.put([made(n, days=2) for n in range(1200)])
    assert len(store.find([made(n).run_id for n in range(1200)])) == 1200


def test_nothing_is_written_by_looking(store):
    assert store.find(["x"]) == {}
    assert len(store.frame()) == 0 and list(store.frame(parameters=["a.b"]).columns)[5] == "a.b"
    with pytest.raises(StoreError, match="no run has an id that begins with 'x'"):
        store.get("x")
    store.check()
    assert not any(store.path.parent.iterdir())


def test_the_same_run_twice_is_kept_once_and_stays_as_it_was(store, made):
    store.put([made(1)])
    store.put([made(1, seconds=99.0), made(2)])
    assert store.frame().seconds.tolist() == [1.25, 1.25]


def test_new_measures_add_columns(store, made):
    store.put([made(1)])
    store.put([made(2, measures={"followers": 1.0, "newer": 2.0})])
    frame = store.frame().set_index("run_id")
    assert frame.loc[made(2).run_id, "newer"] == 2.0
    assert frame["newer"].isna().tolist() == [True, False]
    assert store.get(made(2).run_id).measures == {"followers": 1.0, "newer": 2.0}
    assert "newer" not in store.get(made(1).run_id).measures
    with closing(sqlite3.connect(store.path)) as db:
        assert db.execute("select newer from outcomes where newer is not null").fetchall() == [(2.0,)]


def test_the_frame_is_tidy_and_can_be_filtered(store, made):
    store.put([made(n) for n in (3, 1, 2)])
    frame = store.frame(parameters=["trust.negativity", "communities.圈子.offer", "seed"])
    assert list(frame.columns[:8]) == ["run_id", "scenario", "seed", "started", "seconds", "trust.negativity",
                                       "communities.圈子.offer", "followers"]
    assert frame["trust.negativity"].tolist() == [2.0] * 3
    assert frame["communities.圈子.offer"].tolist() == [[1, 2.5]] * 3
    assert frame.followers.tolist() == [21.0, 22.0, 23.0]
    assert store.frame("小米").run_id.tolist() == [made(2).run_id]
    assert len(store.frame("nobody")) == 0
    with pytest.raises(StoreError, match="no stored run has a parameter 'trust.negativty'"):
        store.frame(parameters=["trust.negativty"])


def test_a_run_is_found_by_the_beginning_of_its_id(store, made):
    store.put([made(1, run_id="a" * 32), made(2, run_id="ab" * 16)])
    assert store.get("ab").seed == 2
    with pytest.raises(StoreError, match="several runs have an id that begins with 'a'"):
        store.get("a")


def test_it_reads_well_in_sqlite3(store, made):
    store.put([made(1)])
    with closing(sqlite3.connect(store.path)) as db:
        assert db.execute("select scenario, seed, seconds from runs").fetchall() == [("base", 1, 1.25)]
        assert db.execute("select scenario, followers, [nothing] from outcomes").fetchall() == [("base", 21.0, None)]
        assert db.execute("select value from parameters where path = 'trust.negativity'").fetchall() == [(2.0,)]
        second = "select value from parameters where path = 'communities.圈子.offer[1]'"
        assert db.execute(second).fetchall() == [(2.5,)]
        yaml, = db.execute("select yaml from cell").fetchone()
        assert "negativity: 2.0" in yaml and "title: 一个 title" in yaml
        mode = "delete" if of_network(store.path) else "wal"
        assert db.execute("pragma journal_mode").fetchone() == (mode,)
        assert db.execute("pragma foreign_key_check").fetchall() == []


def test_which_store_is_meant(monkeypatch, tmp_path):
    monkeypatch.delenv("SHEQUN_STORE", raising=False)
    assert Store.chosen(DEFAULT).path == Path("results/shequn.db")
    monkeypatch.setenv("SHEQUN_STORE", str(tmp_path / "x.db"))
    assert Store.chosen(DEFAULT).path == tmp_path / "x.db"
    assert Store.chosen(None) is None
    one = Store("y.db")
    assert Store.chosen(one) is one
    assert Store.chosen("z.db").path == Path("z.db")


def test_an_empty_file_becomes_a_store(tmp_path):
    path = tmp_path / "new.db"
    path.touch()
    first = sim.run("base", overrides=["members.count=100", "run.days=2"], store=path)
    assert not first.from_store
    assert sim.run("base", overrides=["members.count=100", "run.days=2"], store=path).from_store
