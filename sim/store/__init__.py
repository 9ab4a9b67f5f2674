"""Outcomes kept: every run is a row of a database that outlives the process. `Store` is all that others need."""

from __future__ import annotations

from sim.store.database import DEFAULT, Store
from sim.store.errors import StoreError

__all__ = ["DEFAULT", "Store", "StoreError"]
