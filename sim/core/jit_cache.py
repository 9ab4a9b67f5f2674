"""Where the compiled rules are kept between runs: a folder of their own for every state of the sources.

Numba keeps the code of a rule beside a stamp of the rule's own file and does not see that a helper it calls has
changed in another. So the folder is named by a hash of every file with a rule in it and of all that these import, of
the Python, numba and LLVM in use, and of the CPU; what was compiled from other texts is never looked at.

The folder lies in SHEQUN_CACHE, else in NUMBA_CACHE_DIR, else in the user's cache folder, and in all three has that
hash as its name: naming a place by hand must not bring stale code back. Where none can be written, it is a temporary
one.
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
except ImportError:  # Windows, where a file in use cannot be removed anyway
    fcntl = None  # type: ignore[assignment]

KEPT = 5
_RULES = (b"@rule", b"@part", b"njit")
_OURS = re.compile(r"rules-[0-9a-f]{16}")
_MARK = "in-use"


def prepare() -> Path | None:
    """Tell numba where compiled rules are kept; to be called before the first rule is made. Returns the folder.

    None, and nothing is written, when compilation is switched off.
    """
    from numba import config as numba_config

    config: Any = numba_config  # numba fills it at run time
    if config.DISABLE_JIT:
        return None
    folder = _usable(place() / f"rules-{key()}")
    config.CACHE_DIR = str(folder)
    return folder


def place() -> Path:
    """The folder in which the folders of compiled code lie."""
    given = os.environ.get("SHEQUN_CACHE") or os.environ.get("NUMBA_CACHE_DIR")
    if given:
        return paths.expanded(given).absolute()
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        # By its specification XDG_CACHE_HOME counts only when it is absolute.
        return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "shequn"
    except RuntimeError:  # there is no home
        return Path(os.devnull) / "shequn"


def key() -> str:
    """The hash that names the folder: everything that compiled code depends on."""
    import llvmlite
    import numba
    from llvmlite import binding

    facts = [sys.version, numba.__version__, llvmlite.__version__, binding.get_host_cpu_name(),
             binding.get_host_cpu_features().flatten(), source_hash.digest(rule_files())]
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()[:16]


def rule_files() -> set[str]:
    """The modules whose text can end up in compiled code: those with rules, plug-ins included, and their imports."""
    return source_hash.reached(name for name, text in source_hash.texts().items() if any(one in text for one in _RULES))


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
    """Mark a folder as used now, and as in use until this process ends. OSError when nothing can be written there."""
    tempfile.TemporaryFile(dir=folder).close()
    mark = folder / _MARK
    mark.touch()
    if fcntl:
        # Never closed: the system lets go of the lock when the process ends, however it ends.
        held = os.open(mark, os.O_RDONLY)
        with contextlib.suppress(OSError):  # a file system without locks: there nothing old is removed either
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)


def _temporary(name: str) -> Path:
    """A folder in the place for temporary files that nobody else can write to, since compiled code is trusted."""
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
    """Remove all but the folders used last, and none that is in use."""
    try:
        others = [one for one in folder.parent.iterdir() if _OURS.fullmatch(one.name) and one != folder]
        others.sort(key=_last_use, reverse=True)
    except OSError:
        return
    for one in others[KEPT - 1:]:
        if not _in_use(one):
            shutil.rmtree(one, ignore_errors=True)


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
