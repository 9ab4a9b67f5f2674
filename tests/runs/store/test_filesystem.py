"""What is unkind to a store is recognised."""

from __future__ import annotations

import pytest

from sim.runs.store import connection
from sim.runs.store.filesystem import of_network, warnings_for

GOOD = (3, 51, 3)


def _mounts(*points: tuple[str, str]) -> str:
    return "".join(f"{20 + n} 1 0:{n} / {point} rw,relatime shared:1 - {kind} source rw\n"
                   for n, (point, kind) in enumerate(points))


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "lustre", "gpfs",
                                  "beegfs", "ceph", "fuse.ceph", "afs", "glusterfs"])
def test_file_systems_of_the_network(kind):
    said, = warnings_for("/data/x.db", _mounts(("/", "ext4"), ("/data", kind)), GOOD)
    assert said.startswith("/data/x.db is on a network file system") and f"({kind})" in said
    assert "\n" not in said


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "fuse", "fuse.ntfs-3g", "apfs", "nfsd"])
def test_those_of_this_machine(kind):
    assert warnings_for("/data/x.db", _mounts(("/", kind)), GOOD) == []


def test_the_longest_and_of_one_point_the_last_counts():
    mounts = _mounts(("/", "ext4"), ("/data", "nfs"), ("/data/here", "xfs"), (r"/my\040disk", "cifs"), ("/top", "nfs"),
                     ("/top", "ext4"))
    assert of_network("/data/here/x.db", mounts) is None
    assert of_network("/data/here2/x.db", mounts) == "nfs"
    assert of_network("/my disk/x.db", mounts) == "cifs"
    assert of_network("/top/x.db", mounts) is None
    assert of_network("/elsewhere", "") is None


def test_a_link_leads_where_it_leads(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "far")
    mounts = _mounts(("/", "ext4"), (str((tmp_path / "far").resolve()), "nfs"))
    assert of_network(tmp_path / "link" / "x.db", mounts) == "nfs"


def test_an_old_sqlite():
    said, = warnings_for("x.db", _mounts(("/", "ext4")), (3, 51, 2))
    assert said.startswith("x.db: SQLite 3.51.2") and "3.51.3" in said
    assert warnings_for("x.db", _mounts(("/", "ext4")), (3, 52, 0)) == []


def test_over_a_network_no_memory_is_shared(store, made, monkeypatch):
    monkeypatch.setattr(connection.filesystem, "of_network", lambda path: "nfs")
    with store.writer() as writer:
        assert writer.db.execute("pragma journal_mode").fetchone() == ("delete",)
    store.put([made(1)])
    assert len(store.frame()) == 1 and [one.name for one in store.path.parent.iterdir()] == [store.path.name]


def test_what_is_committed_is_on_the_disk(store):
    with store.writer() as writer:
        assert writer.db.execute("pragma synchronous").fetchone() == (2,)
        assert writer.db.execute("pragma busy_timeout").fetchone() == (30_000,)
