"""A comparison that was really lived, small; and comparisons with invented numbers, to test what is said of them."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from sim.compare import compare
from sim.compare.comparison import Comparison
from sim.scenario import load

SMALL = ["members.count=300", "run.days=12"]
LOUD = """\
from: base
title: "<script>alert('title')</script> & 大声"
about: "Loud. <img src=x onerror=alert(1)> 先声夺人。"
communities:
  circle:
    host: {claimed_quality: 0.9}
    growth: {hype: 1.5, traffic: 1000, traffic_budget: 20000}
    brand: {quality: 0.3, claimed_quality: 0.6}
    channels: {preorder: {}}
timeline:
  - {day: 5, shock: breach, community: circle}
"""


@pytest.fixture(scope="session")
def loud(tmp_path_factory):
    """A scenario file with a Chinese name and a title that tries to run a script."""
    path = tmp_path_factory.mktemp("scenarios") / "大声的方案.yaml"
    path.write_text(LOUD, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def lived(loud):
    """Two scenarios, three seeds, lived in this process."""
    return compare(["base", loud], seeds=3, overrides=SMALL, store=None, workers=1, progress=False)


@pytest.fixture(scope="session")
def invented():
    """A maker of comparisons: {name: profits by seed}, and daily lines of profit where they matter."""
    return _invented


def _invented(profits: dict, lines: dict | None = None, lowest: bool = False, **measures) -> Comparison:
    base, size = load("base", SMALL), len(next(iter(profits.values())))
    scenarios = [type(base)(name, name, "", base.values) for name in profits]
    lived = {(name, seed + 1): _outcome(profits[name][seed], (lines or {}).get(name),
                                        {what: values[name][seed] for what, values in measures.items()})
             for name in profits for seed in range(size)}
    return Comparison.of(scenarios, range(1, size + 1), lived, lowest=lowest)


def _outcome(profit: float, line, more: dict):
    found = {"profit": profit, "revenue": profit + 100.0, "traffic_spending": 0.0, "rewards": 0.0,
             "platform_income": 0.0, "growth_spending": 0.0, "goods_cost": 0.0, "running_costs": 100.0, "owed": 0.0,
             "paid_ahead": 0.0, "partner_fees": 0.0, "treasury": profit, **more}
    days = np.linspace(0.0, profit, 50) if line is None else np.asarray(line, float)
    series = pd.DataFrame({"profit": days}, index=pd.RangeIndex(len(days), name="day"))
    return SimpleNamespace(measures=found, series=series, run_id="0" * 32, state_sha256="0" * 64, seconds=0.0,
                           from_store=False)
