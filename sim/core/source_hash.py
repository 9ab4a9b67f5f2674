"""Read source files without importing them, of Shequn and of plug-ins from outside: which imports which, and one hash.

`sim.core.jit_cache` and `sim.runs.identity` take their hashes from here. What they cover follows from the import
statements in the files, not from a list kept by hand.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from sim.core import outside

PACKAGE = Path(__file__).resolve().parents[1]
_FROM = re.compile(rb"^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]*)", re.M)
_IMPORT = re.compile(rb"^[ \t]*import[ \t]+([^\n#]*)", re.M)
_NAME = re.compile(rb"(\w+)(?:\s+as\s+\w+)?")


@functools.cache
def texts() -> dict[str, bytes]:
    """Every module of the package, and plug-ins from outside: dotted name → source as it was at the first call."""
    return {**{_dotted(path): path.read_bytes() for path in sorted(PACKAGE.rglob("*.py"))}, **outside.texts()}


def _dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(("sim", *parts[:-1], *(() if parts[-1] == "__init__" else parts[-1:])))


@functools.cache
def imports(module: str) -> tuple[str, ...]:
    """The modules of `texts` that `module` imports anywhere in its source, without the package `sim` itself."""
    names = set()
    for origin, named in _FROM.findall(texts()[module]):
        source = _absolute(origin.decode(), module)
        names.add(source)
        names.update(f"{source}.{name.decode()}" for name in _NAME.findall(named))
    for named in _IMPORT.findall(texts()[module]):
        names.update(name.decode() for name in re.findall(rb"[\w.]+", named))
    return tuple(sorted(name for name in names if name in texts() and name != "sim"))


def _absolute(origin: str, module: str) -> str:
    """The module that `from origin import …` names in `module`, also where it begins with dots."""
    rest = origin.lstrip(".")
    up = len(origin) - len(rest)
    if not up:
        return origin
    is_package = any(name.startswith(f"{module}.") for name in texts())
    parts = module.split(".")
    kept = parts[:len(parts) - up + is_package]
    return ".".join([*kept, rest] if rest else kept)


def reached(seeds: Iterable[str], beyond: Callable[[str], bool] = lambda module: False) -> set[str]:
    """The modules `seeds` and all they import, directly or not. Imports of a module that is `beyond` are left out."""
    seen: set[str] = set()
    waiting = list(seeds)
    while waiting:
        module = waiting.pop()
        if module not in seen and not beyond(module):
            seen.add(module)
            waiting += imports(module)
    return seen


def digest(modules: Iterable[str]) -> str:
    """SHA-256 over the names and sources of modules, sorted by name."""
    sha256 = hashlib.sha256()
    for module in sorted(modules):
        sha256.update(b"%s\0%d\0" % (module.encode(), len(texts()[module])))
        sha256.update(texts()[module])
    return sha256.hexdigest()
