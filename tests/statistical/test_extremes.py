"""Extremes: the ends of the levers do what somebody from the field would expect; docs/model.md has the figures."""

from __future__ import annotations

import numpy as np
import pytest

from sim import scenario
from sim.model.economy import Economy

pytestmark = pytest.mark.slow
CIRCLE = "communities.circle"
SEEDS = (1, 2, 3)
LEAVES = "timeline=[{day: 1, shock: host_leaves}]"


def lived(*overrides, base: str = "base") -> dict[str, float]:
    """The mean measures of a year among 3,000 people."""
    found = [Economy(scenario.load(base, ["members.count=3000", "run.days=360", "organisation.founding=0",
                                          f"seed={seed}", *overrides]).values).run().outcomes() for seed in SEEDS]
    return {name: float(np.mean([one[name] for one in found])) for name in found[0]}


def everything(quality: float) -> list[str]:
    """Posts of the host, goods and posts of cocreators of one quality."""
    return [f"{CIRCLE}.host.quality={quality}", f"{CIRCLE}.brand.quality={quality}",
            f"publishing.member_quality={quality}"]


def claiming(quality: float) -> list[str]:
    """Posts and goods are claimed to be of this quality."""
    return [f"{CIRCLE}.host.claimed_quality={quality}", f"{CIRCLE}.brand.claimed_quality={quality}"]


@pytest.fixture(scope="module")
def usual():
    return lived()


def test_what_is_worth_nothing_is_left_and_warned_of(usual):
    worst = lived(*everything(0))
    assert worst["trust"] < 0.25 and worst["followers"] < 0.75 * usual["followers"]
    assert worst["warnings"] > 3 * worst["recommendations"] and worst["orders"] < 0.5 * usual["orders"]


def test_what_is_perfect_is_loved_and_dear(usual):
    best = lived(*everything(1))
    assert best["trust"] > usual["trust"] + 0.05 and best["followers"] > 1.2 * usual["followers"]
    assert best["recommendations"] > 10 * max(1.0, best["warnings"]) and best["orders"] > usual["orders"]
    assert best["running_costs"] > 2 * usual["running_costs"]


def test_who_claims_nothing_sells_little_and_who_claims_everything_is_trusted_by_few(usual):
    modest, loud = lived(*claiming(0)), lived(*claiming(1))
    assert modest["orders"] < 0.8 * usual["orders"] and modest["profit"] < usual["profit"]
    assert modest["recommendations"] > usual["recommendations"], "whoever comes is pleasantly surprised"
    assert loud["trust"] < usual["trust"] - 0.1 and loud["warnings"] > 1.5 * usual["warnings"]


def test_hype_without_end_brings_trial_and_costs_trust(usual):
    hyped = lived(f"{CIRCLE}.growth.hype=3")
    assert hyped["trust"] < usual["trust"] - 0.1 and hyped["warnings"] > usual["warnings"]
    assert 0 <= hyped["followers"] <= 3000


def test_without_a_host_little_is_left_but_not_nothing(usual):
    never, left = lived(f"{CIRCLE}.host.present=false"), lived(LEAVES)
    for one in (never, left):
        assert 0 < one["daily_visits"] < 0.6 * usual["daily_visits"], one["daily_visits"]
        assert 0 < one["followers"] < usual["followers"]
    assert left["trust"] < usual["trust"] - 0.2, "silence is a disappointment"


def test_a_hundred_people_and_a_hundred_thousand_live_alike(usual):
    few, many = lived("members.count=100"), lived("members.count=100000", "run.days=180")
    assert 0 < few["followers"] <= 100 and 0.3 < few["trust"] < 0.8
    short = lived("run.days=180")
    assert many["trust"] == pytest.approx(short["trust"], abs=0.03)
    assert many["followers"] / 100_000 == pytest.approx(short["followers"] / 3000, rel=0.15)


def test_fifteen_years_end_in_a_balance():
    economy = Economy(scenario.load("base", ["members.count=1000", "run.days=5475", "organisation.founding=0"]).values)
    series = economy.run().series()
    year = [series["followers"].iloc[365 * n:365 * (n + 1)].mean() for n in range(15)]
    assert np.isfinite(series[["trust", "engagement", "belonging", "familiarity"]]).all().all()
    assert abs(year[-1] / year[-2] - 1) < 0.08 and 0.2 * 1000 < year[-1] < 1000, year
    stages = series.iloc[-1]
    assert 0.3 < stages["fans"] / stages["followers"] < 0.75, "there is a way down"
    assert stages["cocreators"] < 0.12 * stages["followers"]
