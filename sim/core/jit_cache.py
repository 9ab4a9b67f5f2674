"""Cache compiled rules on disk, in one folder for each state of the sources.

Numba checks only the time stamp of the file with the rule. It does not see that a helper in another file has changed.
The folder is therefore named by a hash of every file that contains a rule, of all files these import, of the versions
of Python, numba and LLVM, and of the CPU. Code compiled from other sources lies in other folders and is never used.

The folder lies in SHEQUN_CACHE, else in NUMBA_CACHE_DIR, else in the user's cache folder. It has the hash in its name
in all three cases, so that choosing a location does not bring back stale code. If none of them is writable, a temporary
folder is used.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from sim.core import source_hash
from sim.system import paths

try:
    import fcntl
except ImportError:  # Windows, which does not remove files in use anyway
    fcntl = None  # type: ignore[assignment]

KEPT = 5
_RULES = (b"@loop", b"@rule", b"njit")
_OURS = re.compile(r"rules-[0-9a-f]{16}")
_MARK = "in-use"


def prepare() -> Path | None:
    """Tell numba where to cache compiled rules, and return the folder. Call it before the first rule is defined.

    If compilation is off, return None and write nothing.
    """
    from numba import config as numba_config

    config: Any = numba_config  # numba adds its attributes at run time
    if config.DISABLE_JIT:
        return None
    folder = _usable(place() / f"rules-{key()}")
    config.CACHE_DIR = str(folder)
    return folder


def place() -> Path:
    """The parent of all cache folders."""
    given = os.environ.get("SHEQUN_CACHE") or os.environ.get("NUMBA_CACHE_DIR")
    if given:
        return paths.expanded(given).absolute()
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        # By its specification, XDG_CACHE_HOME must be absolute to count.
        return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "shequn"
    except RuntimeError:  # there is no home folder
        return Path(os.devnull) / "shequn"


def key() -> str:
    """The hash that names the folder, over everything that compiled code depends on."""
    import llvmlite
    import numba
    from llvmlite import binding

    facts = [sys.version, numba.__version__, llvmlite.__version__, binding.get_host_cpu_name(),
             binding.get_host_cpu_features().flatten(), source_hash.digest(rule_files())]
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()[:16]


def rule_files() -> set[str]:
    """Modules whose source can end up in compiled code: those with rules, including plug-ins, and what they import."""
    return source_hash.reached(name for name, text in source_hash.texts().items()
                               if any(marker in text for marker in _RULES))


def _usable(folder: Path) -> Path:
    try:
        fresh = not folder.is_dir()
        folder.mkdir(parents=True, exist_ok=True)
        _claim(folder)
    except OSError:
        return _temporary(folder.name)
    if fresh:
        _forget_old(folder)
    return folder


def _claim(folder: Path) -> None:
    """Mark a folder as used now, and as in use until this process ends. Raises OSError if it is not writable."""
    tempfile.TemporaryFile(dir=folder).close()
    mark = folder / _MARK
    mark.touch()
    if fcntl:
        # Never closed: the system releases the lock when the process ends, however it ends.
        descriptor = os.open(mark, os.O_RDONLY)
        with contextlib.suppress(OSError):  # no locks on this file system; `_in_use` then removes nothing
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)


def _temporary(name: str) -> Path:
    """A temporary folder to which nobody else can write, since compiled code is trusted."""
    base = Path(tempfile.gettempdir(), f"shequn-{os.getuid() if hasattr(os, 'getuid') else 'cache'}")
    try:
        base.mkdir(mode=0o700, exist_ok=True)
        facts = base.lstat()
        if not hasattr(os, "getuid") or facts.st_uid == os.getuid() and facts.st_mode & 0o170077 == 0o040000:
            (base / name).mkdir(exist_ok=True)
            _claim(base / name)
            return base / name
    except OSError:
        pass
    own = tempfile.mkdtemp(prefix="shequn-")
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return Path(own)


def _forget_old(folder: Path) -> None:
    """Remove all but the most recently used folders. Folders in use are never removed."""
    try:
        others = [other for other in folder.parent.iterdir() if _OURS.fullmatch(other.name) and other != folder]
        others.sort(key=_last_use, reverse=True)
    except OSError:
        return
    for other in others[KEPT - 1:]:
        if not _in_use(other):
            shutil.rmtree(other, ignore_errors=True)


def _last_use(folder: Path) -> int:
    try:
        return (folder / _MARK).stat().st_mtime_ns
    except OSError:
        return 0


def _in_use(folder: Path) -> bool:
    try:
        with (folder / _MARK).open("rb") as mark:
            if fcntl:
                fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return False
    except FileNotFoundError:
        return False
    except OSError:
        return True
