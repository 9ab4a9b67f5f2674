"""A store that cannot be used says so in one sentence, and nothing is lost or half written."""

from __future__ import annotations

import os
import pickle
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sim.runs.store import Store, StoreError, connection, rows

ROOT = Path(__file__).resolve().parents[3]


def _one_sentence(raised) -> str:
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize("act", [lambda store, made: store.put([made(2)]), lambda store, made: store.find(["x"]),
                                 lambda store, made: store.frame(), lambda store, made: store.check()])
class TestEveryUse:
    def test_of_a_folder(self, act, tmp_path, made):
        with pytest.raises(StoreError, match="is a folder; name a file"):
            act(Store(tmp_path), made)

    def test_of_a_foreign_database(self, act, tmp_path, made):
        with closing(sqlite3.connect(tmp_path / "x.db")) as db:
            db.execute("create table run(run_id)")
        before = (tmp_path / "x.db").read_bytes()
        with pytest.raises(StoreError, match="belongs to another program"):
            act(Store(tmp_path / "x.db"), made)
        assert (tmp_path / "x.db").read_bytes() == before

    def test_of_what_is_no_database(self, act, tmp_path, made):
        (tmp_path / "x.db").write_text("dear diary " * 100)
        with pytest.raises(StoreError, match="this is not a database"):
            act(Store(tmp_path / "x.db"), made)
        assert (tmp_path / "x.db").read_text() == "dear diary " * 100

    def test_of_one_from_the_future(self, act, store, made):
        store.put([made(1)])
        with closing(sqlite3.connect(store.path)) as db:
            db.execute("pragma user_version = 99")
        with pytest.raises(StoreError, match="newer Shequn"):
            act(store, made)

    def test_of_a_name_that_cannot_be(self, act, made):
        with pytest.raises(StoreError):
            act(Store("x\0.db"), made)


def test_damaged_pages_are_said_and_left(store, made):
    store.put([made(n) for n in range(50)])
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[:8192] + bytes(len(whole) - 8192))
    with pytest.raises(StoreError) as raised:
        store.find([made(n).run_id for n in range(50)])
    assert str(store.path) in _one_sentence(raised)


def test_damaged_content_is_said(store, made):
    store.put([made(1)])
    with closing(sqlite3.connect(store.path)) as db, db:
        db.execute("update series set content = x'00'")
    with pytest.raises(StoreError, match="a stored run is damaged"):
        store.find([made(1).run_id])


def test_an_empty_file_becomes_a_store(tmp_path, made):
    (tmp_path / "x.db").touch()
    Store(tmp_path / "x.db").put([made(1)])
    assert len(Store(tmp_path / "x.db").frame()) == 1


@pytest.mark.parametrize("act", [lambda store, made: store.put([made(2)]), lambda store, made: store.check()])
def test_one_that_somebody_else_is_writing(act, store, made, monkeypatch):
    store.put([made(1)])
    monkeypatch.setattr(Store, "patience", 0.01)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as db:
        db.execute("begin immediate")
        with pytest.raises(StoreError, match="another program kept writing"):
            act(store, made)
        assert len(store.frame()) == 1
        db.execute("rollback")
    act(store, made)


def test_one_that_cannot_be_written(store, made, monkeypatch):
    store.put([made(1)])
    monkeypatch.setattr(connection, "_connected", lambda path, patience: sqlite3.connect(
        f"file:{path}?mode=ro", uri=True, isolation_level=None))
    with pytest.raises(StoreError, match="cannot be written to") as raised:
        store.put([made(2)])
    assert [one.seed for one in raised.value.outcomes] == [2]
    assert len(store.frame()) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path, made):
    Store(tmp_path / "here" / "x.db").put([made(1)])
    (tmp_path / "here").chmod(0o555)
    try:
        with pytest.raises(StoreError):
            Store(tmp_path / "here" / "x.db").put([made(2)])
        assert len(Store(tmp_path / "here" / "x.db").frame()) == 1
        with pytest.raises(StoreError, match="nothing can be written"):
            Store(tmp_path / "here" / "new.db").check()
    finally:
        (tmp_path / "here").chmod(0o755)


def test_no_space_left(store, made):
    """A limit on the size of files stands for a full disk."""
    resource = pytest.importorskip("resource")
    store.put([made(1)])
    size = store.path.stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        with pytest.raises(StoreError) as raised:
            store.put([made(n) for n in range(2, 200)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "nothing was changed" in _one_sentence(raised)
    assert len(raised.value.outcomes) == 198
    assert len(store.frame()) == 1
    store.put(raised.value.outcomes)
    assert len(store.frame()) == 199


def test_all_or_nothing(store, made, monkeypatch):
    store.put([made(1)])

    def stop(value):
        raise KeyboardInterrupt

    monkeypatch.setattr(rows, "_number", stop)
    with pytest.raises(KeyboardInterrupt):
        store.put([made(2, measures={"newer": 1.0}), made(3)])
    monkeypatch.undo()
    assert store.frame().run_id.tolist() == [made(1).run_id]
    assert "newer" not in store.frame().columns


def test_killed_while_writing_leaves_everything_or_nothing(store, made, tmp_path):
    store.put([made(1)])
    (tmp_path / "more").write_bytes(pickle.dumps([made(n) for n in range(2, 30)]))
    code = ("import os, pickle, signal, sys; from pathlib import Path\n"
            "from sim.runs.store import Store, rows\n"
            "rows._number = lambda value: os.kill(os.getpid(), signal.SIGKILL)\n"
            "Store(sys.argv[1]).put(pickle.loads(Path(sys.argv[2]).read_bytes()))\n")
    done = subprocess.run([sys.executable, "-c", code, store.path, tmp_path / "more"], cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    assert store.frame().run_id.tolist() == [made(1).run_id]
    store.put([made(2)])
    assert len(store.frame()) == 2


def test_four_processes_write_at_once_into_a_store_that_none_has_made(store, made, tmp_path):
    code = ("import pickle, sys; from pathlib import Path\n"
            "from sim.runs.store import Store\n"
            "outcomes = pickle.loads(Path(sys.argv[2]).read_bytes())\n"
            "sys.stdout.write('ready'); sys.stdout.flush(); sys.stdin.read()\n"
            "for one in outcomes: Store(sys.argv[1]).put([one])\n")
    running = []
    for n in range(4):
        (tmp_path / str(n)).write_bytes(pickle.dumps([made(100 * n + k, days=3) for k in range(15)] + [made(999)]))
        running.append(subprocess.Popen([sys.executable, "-c", code, store.path, tmp_path / str(n)], cwd=ROOT,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
    for one in running:
        assert one.stdout.read(5) == b"ready"
    for one in running:
        one.stdin.close()
    for one in running:
        assert one.wait() == 0, one.stderr.read().decode()
        one.stdout.close(), one.stderr.close()
    assert sorted(store.frame().seed) == sorted([100 * n + k for n in range(4) for k in range(15)] + [999])


def test_an_error_travels_between_processes(made):
    error = pickle.loads(pickle.dumps(StoreError("a sentence", [made(1)])))
    assert str(error) == "a sentence" and error.outcomes[0].seed == 1
