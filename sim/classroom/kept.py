"""The file that lets a class go on that was cut off. It lies in the cache folder, and ends with the class."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sim.classroom.plan import Plan
from sim.core import jit_cache
from sim.system.text import compact_json


def file(plan: Plan, port: int) -> Path | None:
    """Where the state of this class is kept; None if there is no folder for it."""
    folder = jit_cache.place() / "classes"
    name = hashlib.sha256(compact_json([plan.source, plan.lesson_name, plan.given, port]).encode()).hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return folder / f"{name}.json"
