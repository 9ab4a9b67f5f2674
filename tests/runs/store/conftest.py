"""Outcomes that nobody had to live for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from sim.runs.outcome import Outcome
from sim.runs.store import Store


@pytest.fixture(scope="session")
def made() -> Callable[..., Outcome]:
    """`made(3)`: the third of many different outcomes; further keywords replace its fields."""
    def make(n: int = 0, days: int = 40, **changed) -> Outcome:
        day = np.arange(days)
        series = pd.DataFrame({"followers": day * (n + 1), "trust": np.sin(day + n), "treasury": day * 1e9 / 3,
                               "open": day % 2 == 0, "share": (day / 4).astype(np.float32)},
                              index=pd.RangeIndex(days, name="day"))
        communities = pd.DataFrame({"day": np.repeat(day, 2), "community": ["圈子", "other"] * days,
                                    "fans": np.arange(2 * days), "trust": np.full(2 * days, 0.1)})
        facts = {
            "run_id": f"{n:032x}", "scenario": "base" if n % 2 else "小米", "title": "一个 title", "about": "about: it",
            "seed": n, "parameters": {"seed": n, "trust": {"negativity": 2.0, "rule": "beta"},
                                      "communities": {"圈子": {"offer": [1, 2.5]}}},
            "measures": {"followers": 20.0 + n, "nothing": float("nan"), "endless": float("inf"), "tiny": 1e-300},
            "series": series, "communities": communities, "state_sha256": "ab" * 32,
            "started": f"2026-01-01T00:00:{n % 60:02d}+00:00", "seconds": 1.25, "versions": {"numpy": "2"}}
        return Outcome(**{**facts, **changed})
    return make


@pytest.fixture
def store(tmp_path) -> Store:
    """A store that is not there yet."""
    (tmp_path / "deep").mkdir()
    return Store(tmp_path / "deep" / "shequn.db")
