"""What the files of the gallery say that they should show, they show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.compare import pool
from sim.runs import run, simulate, warmup
from sim.scenario import load
from sim.system.worker_processes import available

SEEDS = [pytest.param(seeds, id=name, marks=pytest.mark.slow)
         for name, seeds in (("few", range(1, 4)), ("twenty", range(1, 21)))]
NAMES = ("huang_taiji", "traffic_mall", "xiaomi")
TWINS = ("traffic_mall_200k", "xiaomi_200k")  # with another budget, for comparisons


@pytest.fixture(scope="module", params=SEEDS)
def lived(request):
    """The daily series of every story: name → a list of frames, one a seed."""
    scenarios = {name: load(name) for name in NAMES}
    warmup.up([one.values for one in scenarios.values()])
    jobs = [(name, run.prepare(one, seed)) for name, one in scenarios.items() for seed in request.param]
    found = pool.run_all(simulate.simulate, [(one, "not kept") for _, one in jobs], available(), lambda outcome: None)
    return {name: [one.series for (which, _), one in zip(jobs, found, strict=True) if which == name] for name in NAMES}


def quarters(series, measure: str) -> np.ndarray:
    """Means of a daily measure over six times 90 days."""
    return series[measure].to_numpy(float)[:540].reshape(6, 90).mean(axis=1)


def test_every_story_is_tried():
    """Each scenario is named in a test of the gallery; the default one tells no story."""
    from sim.scenario import names

    files = [Path(__file__), *Path(__file__).with_name("gallery").glob("test_*.py")]
    texts = "".join(file.read_text(encoding="utf-8") for file in files)
    assert [name for name in names() if name != "base" and f'"{name}"' not in texts] == []


def test_hype_around_a_pancake(lived):
    """A fast rise, trust that is gone within months, guests who warn others, and sales that fall."""
    for series in lived["huang_taiji"]:
        orders, followers = quarters(series, "orders"), quarters(series, "followers")
        assert int(orders.argmax()) == 0 and orders[-1] < 0.65 * orders.max(), orders
        assert int(followers.argmax()) == 1 and followers[-1] < 0.75 * followers.max(), followers
        trust = quarters(series, "trust")
        assert trust[1] < 0.5 * series["trust"].iloc[0] and trust.max() < 0.3, trust
        assert series["warnings"].sum() > 1.5 * series["recommendations"].sum()


def test_bought_impressions_fade_before_their_budget(lived):
    """Sales grow while the impressions find somebody new, and stand still long before the money is gone."""
    for series in lived["traffic_mall"]:
        orders, paid = quarters(series, "orders"), series["paid_impressions"].to_numpy()
        assert orders[0] < 0.5 * orders.max() and orders[2:].min() > 0.75 * orders.max(), orders
        assert np.all(paid[:500] > 0) and np.all(paid[500:] == 0)
        assert series["recommendations"].sum() < 0.005 * series["daily_visits"].sum()


def test_fans_first(lived):
    """Growth that carries itself, nearly all of it by word of mouth, and earnings that come late."""
    told, all_joins = [], []
    for series in lived["xiaomi"]:
        followers, profit = quarters(series, "followers"), series["profit"].to_numpy(float)
        assert np.all(np.diff(followers) > 0) and followers[-1] > 8 * followers[0], followers
        assert profit[269] < 0.35 * profit[539], (profit[269], profit[539])
        assert series["paid_impressions"].sum() == 0
        told.append(series["joins_by_word_of_mouth"].sum())
        all_joins.append(told[-1] + series["joins_from_outside"].sum())
    assert sum(told) / sum(all_joins) > 0.85, (told, all_joins)
