"""Risks for a store on this machine: a network file system, and an old SQLite."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from sim.system.words import say

# Imported where it is needed, so that what is stored can be found and read without the engine.

_NETWORK = re.compile(r"nfs\d?|cifs|smb.*|9p|afs|ceph|lustre|gpfs|beegfs.*|glusterfs|ocfs2|gfs2|pvfs2|orangefs|"
                      r"fuse\.(sshfs|glusterfs|ceph.*|gvfsd-fuse|rclone|s3fs|smbnetfs|curlftpfs|davfs.*|juicefs)|davfs2?")
_OLD = re.compile(r"SQLite ?[\d.]+")
_MENDED = (3, 51, 3)  # sqlite.org: before, two writing connections could damage a WAL database when its log was reset


def warnings_for(path: str | Path, mounts: str | None = None, sqlite: tuple[int, ...] | None = None) -> list[str]:
    """Warnings for a sweep that is to be stored in this file, one sentence each.

    `mounts` is a text like /proc/self/mountinfo, `sqlite` a version; by default those of this machine.
    """
    kind, version = of_network(path, mounts), sqlite or sqlite3.sqlite_version_info
    warnings = []
    if kind:
        warnings.append(say("{path} is on a network file system ({kind}), where locks are unreliable; use a local "
                            "disk, or let only one program at a time write to this store", path=path, kind=kind))
    elif version < _MENDED:
        warnings.append(say("{path}: SQLite {version} has a rare fault when two programs write at once (fixed in "
                            "{mended}); let only one sweep at a time write to this store", path=path,
                            version=_dotted(version), mended=_dotted(_MENDED)))
    return warnings


def once(warnings: list[str]) -> list[str]:
    """Those of these warnings that are due now: the one about an old SQLite is given once per machine."""
    return [warning for warning in warnings if not _OLD.search(warning) or _first_time()]


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _first_time() -> bool:
    """Whether this is the first time on this machine with this SQLite; always true if that cannot be recorded."""
    from sim.core import jit_cache

    mark = jit_cache.place() / f"told-of-sqlite-{sqlite3.sqlite_version}"
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch(exist_ok=False)
    except FileExistsError:
        return not mark.exists()
    except OSError:
        return True
    return True


def of_network(path: str | Path, mounts: str | None = None) -> str | None:
    """The kind of network file system that a path is on; None if it is on none, or if that is unknown."""
    if mounts is None:
        try:
            mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return None
    try:
        place = Path(path).resolve()
    except (OSError, RuntimeError):
        return None
    mounted = map(_mounted, filter(None, mounts.splitlines()))
    # If several are mounted at one point, the last one covers the others.
    points = [(len(point.parts), at, kind) for at, (point, kind) in enumerate(mounted) if place.is_relative_to(point)]
    kind = max(points)[2] if points else ""
    return kind if _NETWORK.fullmatch(kind) else None


def _mounted(line: str) -> tuple[Path, str]:
    """The mount point, with its octal escapes decoded, and the kind of file system."""
    before, _, after = line.partition(" - ")
    point = re.sub(r"\\(\d{3})", lambda match: chr(int(match[1], 8)), before.split(" ")[4])
    return Path(point), after.split(" ")[0]
