"""Validation: compare results of the engine with theory, other libraries and findings from the field.

Each file in a folder of `sim/validation` is a row with the file's name; there is no list. A row says what it is about
(`SAYS`) and which scenarios of `experiments/<folder>` it runs (`SCENARIOS`; empty if it runs none), and returns its
findings from `run(job)`. The verdict follows from the value found, the target and the tolerance.
"""
from __future__ import annotations

import importlib
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sim.system import modules
from sim.system.words import later

HELD, MISSED, NOT_RUN = later("held"), later("missed"), later("not run")


@dataclass(frozen=True)
class Finding:
    """One number and its target. `interval` says what low and high are; `tolerance` says what is allowed."""

    what: str
    target: str
    found: float | None
    tolerance: str
    verdict: str
    low: float | None = None
    high: float | None = None
    interval: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Job:
    """The arguments of a row: overrides for runs of the engine, full or fast version, and the data folder."""

    overrides: tuple[str, ...] = ()
    full: bool = False
    data: Path | None = None

    def choose(self, fast, full):
        """The value for the fast or for the full version."""
        return full if self.full else fast


@dataclass(frozen=True)
class Row:
    """The results of a row."""

    name: str
    says: str
    verdict: str
    seconds: float
    findings: tuple[Finding, ...]

    def to_json(self) -> dict:
        """The row as a plain object."""
        return asdict(self)


def names(kind: str) -> list[str]:
    """The rows of a folder, sorted."""
    package = importlib.import_module(f"sim.validation.{kind}")
    return list(modules.names(package.__path__))


def find(kind: str, name: str):
    """The module of one row."""
    return importlib.import_module(f"sim.validation.{kind}.{name}")


def run(kind: str, name: str, job: Job) -> Row:
    """Run one row. Raises ScenarioError if an override does not fit."""
    module, began = find(kind, name), time.perf_counter()
    findings = tuple(module.run(job))
    verdicts = [finding.verdict for finding in findings]
    return Row(name, module.SAYS, verdict(verdicts), time.perf_counter() - began, findings)


def verdict(verdicts: Sequence[str]) -> str:
    """Missed if any finding is; held if all are; else not run."""
    return MISSED if MISSED in verdicts else HELD if set(verdicts) == {HELD} else NOT_RUN
