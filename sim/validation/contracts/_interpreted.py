"""Try a plug-in in a process that is not compiled: which of its parameters are read, and whether all values survive.

Interpreted, whoever reads a parameter can be seen, and an index beyond a table is an error.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence

from sim.core import registry
from sim.core.columns import Columns
from sim.model import builder, plugins
from sim.model.agents import platform
from sim.scenario.problems import ScenarioError
from sim.validation.contracts import _trial
from sim.validation.contracts._kinds import SUITES

SEEN: set[str] = set()  # names of the parameters of the tried plug-in that somebody has read
TRIED: list[tuple[str, str]] = [("", "")]  # kind and name of that plug-in


class Elsewhere:
    """The other process, which tries several plug-ins, one after the other, while this one does its own part."""

    def __init__(self, named: Sequence[tuple[str, str]]):
        self.process = subprocess.Popen([sys.executable, "-W", "ignore", "-m", __name__], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env={**os.environ, "NUMBA_DISABLE_JIT": "1"})
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(named))
        self.process.stdin.close()

    def __enter__(self) -> Elsewhere:
        return self

    def __exit__(self, *error) -> None:
        self.process.kill()
        with self.process:  # closes its pipes, and waits
            pass

    def next(self) -> dict:
        """What it finds about the next plug-in: the last state, which parameters are read, and faults."""
        assert self.process.stdout is not None and self.process.stderr is not None
        if line := self.process.stdout.readline():
            return json.loads(line)
        last = (self.process.stderr.read().strip().splitlines() or ["it says nothing"])[-1]
        return {"state": None, "read": None, "faults": [f"interpreted, it ends the process: {last}"]}


def found(kind: str, name: str) -> dict:
    """The same, found here."""
    SEEN.clear()
    TRIED[0] = (kind, name)
    suite = SUITES[kind]
    try:
        state = _trial.economy(suite.tried(name, {})).run().state_sha256()
    except Exception as error:
        return {"state": None, "read": None, "faults": [f"interpreted, it fails: {type(error).__name__}: {error}"]}
    faults = [f"with {_shown(values)}, {fault}" for values in _tried(kind, name)
              for fault in _faults(suite.tried(name, values))]
    return {"state": state, "read": sorted(SEEN), "faults": faults}


def _tried(kind: str, name: str) -> Iterator[dict]:
    """The values with which it is tried: each parameter at both ends, all others as they are declared."""
    for parameter, values in _trial.ends_of(kind, name).items():
        yield from ({parameter: value} for value in values)


def _shown(values: dict) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def _faults(laid: list[Mapping]) -> list[str]:
    """What is wrong with the economy of some values; nothing if it is refused with a sentence."""
    try:
        return _trial.faults_of(laid)[1]
    except ScenarioError:
        return []
    except Exception as error:
        return [f"it fails: {type(error).__name__}: {error}"]


def watch() -> None:
    """From now on, note who reads the parameters of the tried plug-in, whether as a named tuple or as columns."""
    chosen = registry.chosen

    def watched(of_kind, key, values):
        plugin = chosen(of_kind, key, values)
        if (plugin.kind, plugin.name) != TRIED[0] or plugin.p is None:
            return plugin
        return registry.Plugin(plugin.kind, plugin.name, _noting(type(plugin.p))._make(plugin.p), plugin.module)

    plugins.chosen = watched
    builder.Columns = platform.Columns = _columns  # type: ignore[misc, assignment]


def _noting(declared: type) -> type:
    """The class of some parameters, which also notes what is read."""
    fields = frozenset(declared._fields)  # type: ignore[attr-defined]

    def read(self, attribute):
        if attribute in fields:
            SEEN.add(attribute)
        return declared.__getattribute__(self, attribute)

    return type(declared.__name__, (declared,), {"__slots__": (), "__getattribute__": read, "NOTING": True})


class _Noting(Columns):
    """Columns that note what is read."""

    def __getattribute__(self, name):
        if name in object.__getattribute__(self, "_fields"):
            SEEN.add(name)
        return object.__getattribute__(self, name)

    def _replace(self, **changes):
        return _columns(self.named_tuple._replace(**changes))


def _columns(p) -> Columns:
    made = Columns(p)
    if getattr(p, "NOTING", False):
        made.__class__ = _Noting
    return made


if __name__ == "__main__":
    watch()
    for plugin in json.load(sys.stdin):
        print(json.dumps(found(*plugin)), flush=True)
