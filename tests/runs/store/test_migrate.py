"""A store of version 1 is read as it is, and loses nothing when it is first written to."""

from __future__ import annotations

import importlib.util
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from sim.runs.store import StoreError, migrate

_spec = importlib.util.spec_from_file_location("old", Path(__file__).with_name("old.py"))
old = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(old)


@pytest.fixture
def outcomes(made):
    """Three outcomes, of which two are of one configuration."""
    return [made(1), made(2), made(3)]


@pytest.fixture
def first(store, outcomes):
    """A store of version 1."""
    old.make(store.path, outcomes)
    return store


def _facts(outcome) -> dict:
    return {**vars(outcome), "measures": repr(outcome.measures), "series": None, "communities": None,
            "from_store": None}


def _version(store) -> int:
    with closing(sqlite3.connect(store.path)) as db:
        return db.execute("pragma user_version").fetchone()[0]


def _holds(store, outcomes):
    found = store.find([one.run_id for one in outcomes])
    for one in outcomes:
        ours = found[one.run_id]
        assert _facts(ours) == {**_facts(one), "measures": repr(dict(sorted(one.measures.items())))}
        assert_frame_equal(ours.series, one.series)
        assert_frame_equal(ours.communities, one.communities)


def test_it_is_read_and_stays_as_it_is(first, outcomes):
    before = first.path.read_bytes()
    _holds(first, outcomes)
    frame = first.frame(parameters=["trust.negativity"])
    assert frame.seed.tolist() == [1, 2, 3] and frame["trust.negativity"].tolist() == [2.0] * 3
    assert first.frame("小米").seed.tolist() == [2]
    assert first.get(outcomes[0].run_id[:32]).seed == 1
    first.check()
    assert first.path.read_bytes() == before and _version(first) == 1


def test_it_is_renewed_when_written_to(first, outcomes, made):
    first.put([made(4)])
    assert _version(first) == 2
    _holds(first, [*outcomes, made(4)])
    assert first.frame().seed.tolist() == [1, 2, 3, 4]
    with closing(sqlite3.connect(first.path)) as db:
        assert db.execute("select count(*) from cell").fetchone() == (2,)
        assert db.execute("select count(*) from cell where yaml like '%seed:%'").fetchone() == (0,)
        assert db.execute("select count(*) from cell where yaml like 'title: 一个%negativity: 2.0%'").fetchone() == (2,)
        assert db.execute("select value from parameters where path = 'trust.rule'").fetchall() == [("beta",)] * 4
        assert db.execute("select status, count(*) from runs group by status").fetchall() == [("done", 4)]
        assert db.execute("pragma foreign_key_check").fetchall() == []
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]


def test_a_configuration_has_one_identity_before_and_after(first, outcomes, made):
    first.put([made(5)])  # of the scenario of 1 and 3
    with closing(sqlite3.connect(first.path)) as db:
        assert db.execute("select count(*) from cell").fetchone() == (2,)


def test_the_tables_are_those_of_a_new_one(first, made, tmp_path):
    from sim.runs.store import Store

    fresh = Store(tmp_path / "fresh.db")
    for store in (first, fresh):
        store.put([made(4)])

    def shape(store):
        with closing(sqlite3.connect(store.path)) as db:
            names = db.execute("select type, name from sqlite_master where name not like 'sqlite_%'").fetchall()
            return {one: db.execute(f"select name, type, pk from pragma_table_info('{one[1]}')").fetchall()
                    for one in names}

    assert shape(first) == shape(fresh)


def test_it_stays_of_version_1_when_renewing_fails(first, outcomes, made, monkeypatch):
    move, moved = migrate._move, []

    def once(db, at):
        if moved:
            raise sqlite3.OperationalError("no more")
        moved.append(move(db, at))

    monkeypatch.setattr(migrate, "_move", once)
    with pytest.raises(StoreError, match="no more"):
        first.put([made(4)])
    monkeypatch.undo()
    assert moved and _version(first) == 1
    _holds(first, outcomes)
    first.put([made(4)])
    assert len(first.frame()) == 4
