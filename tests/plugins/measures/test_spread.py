"""Measures of spread, on worlds small enough to count by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim.plugins.measures import spread
from sim.world.stages import FOLLOWER, LAPSED


def post(*parent, heard=()):
    """An economy in which a tracked post went from `parent` to each member (−1 first hand, −2 not reached).

    All passed it on but those who only `heard` of it.
    """
    passed = np.array([i not in heard for i in range(len(parent))], np.uint8)
    return SimpleNamespace(post=np.array(parent, np.int32), passed=passed)


def test_cascades_by_hand():
    """Two trees: 0 → 1 → 2 and the lone 3; 4 is not reached, whatever the order of the members."""
    one = post(-1, 0, 1, -1, -2)
    assert spread.steps(spread.adopted(one)).tolist() == [0, 1, 2, 0, -1]
    assert spread.lone_cascades(one, None) == 0.5 and spread.deep_cascades(one, None) == 0.5
    assert spread.distant_reach(one, None) == 0.25
    assert spread.steps(spread.adopted(post(-2, -1, 3, 4, -1))).tolist() == [-1, 0, 2, 1, 0]
    assert np.isnan(spread.lone_cascades(post(-2, -2), None))
    assert np.isnan(spread.deep_cascades(SimpleNamespace(post=None), None))


def test_who_only_hears_of_a_post_has_not_adopted_it():
    """0 → 1 → 2 and 3 → 4, of whom 2 and 4 pass nothing on."""
    one = post(-1, 0, 1, -1, 3, heard=(2, 4))
    assert spread.lone_cascades(one, None) == 0.5 and spread.deep_cascades(one, None) == 0
    assert spread.distant_reach(one, None) == 0


def test_the_introduced_by_hand():
    """Members 1 and 2 were introduced, 3 was not, 0 was there from the first day and does not count."""
    r = SimpleNamespace(joined=np.array([0, 10, 10, 10]), introducer=np.array([-1, 0, 1, -1]),
                        referral_depth=np.array([0, 1, 2, 0]), spent=np.array([9_000, 1_000, 3_000, 1_000]),
                        stage=np.array([FOLLOWER, FOLLOWER, LAPSED, FOLLOWER]), member=np.arange(4))
    one, series = SimpleNamespace(world=SimpleNamespace(r=r, members=4)), range(20)
    assert spread.introduced_value(one, series) == 2
    assert spread.introduced_loyalty(one, series) == 0.5
    assert spread.distant_joins(one, series) == pytest.approx(1 / 3)
    assert spread.spending_noise(one, series) == pytest.approx(np.std([90, 10, 30, 10]) / 35)
    r.introducer[:] = -1
    assert np.isnan(spread.introduced_value(one, series))
