"""Stored outcomes: every run is a row of a database. Other modules need only `Store` and, for sweeps, its `writer()`,
which takes a `Result` for each run."""

from __future__ import annotations

from sim.runs.store.database import DEFAULT, Store
from sim.runs.store.errors import StoreError
from sim.runs.store.result import Result

__all__ = ["DEFAULT", "Result", "Store", "StoreError"]
