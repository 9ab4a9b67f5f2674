"""The statistics against scipy, closed forms, and examples worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.compare import statistics
from sim.core.intervals import t_interval
from sim.core.rng import stream_key, uniforms


def sample(size: int, name: str) -> np.ndarray:
    return stats.norm.ppf(uniforms(stream_key(7, name, 0), np.arange(size)))


def test_t_interval_is_that_of_scipy():
    values = 3.0 + 2.0 * sample(20, "t")
    low, high = stats.t.interval(0.95, 19, loc=values.mean(), scale=stats.sem(values))
    assert t_interval(values) == pytest.approx((low, high), rel=1e-12)


def test_intervals_need_two_values_and_are_a_point_when_nothing_varies():
    assert np.isnan(t_interval([1.0])).all() and np.isnan(statistics.bootstrap_interval([1.0])).all()
    assert t_interval([2.0, 2.0, 2.0]) == (2.0, 2.0) == statistics.bootstrap_interval([2.0, 2.0, 2.0])


@pytest.mark.parametrize("shape", ["normal", "skewed"])
def test_bootstrap_interval_is_near_that_of_scipy(shape):
    values = sample(20, "boot") if shape == "normal" else np.exp(sample(20, "boot"))
    luck = np.random.default_rng(1)
    level = 2 * stats.norm.cdf(statistics.expanded(20)) - 1
    theirs = stats.bootstrap((values,), np.mean, n_resamples=20_000, method="BCa", confidence_level=level,
                             rng=luck).confidence_interval
    width = theirs.high - theirs.low
    # Ours has 2,000 samples: the far tail of a skewed sample is known only so well.
    assert statistics.bootstrap_interval(values) == pytest.approx(tuple(theirs), abs=0.08 * width)


def test_bootstrap_interval_is_the_same_every_time():
    values = sample(12, "again")
    first = statistics.bootstrap_interval(values)
    statistics._picks.cache_clear()
    assert statistics.bootstrap_interval(values) == first


def test_t_interval_covers_the_truth_in_about_95_of_100_samples():
    found = [t_interval(sample(8, f"cover {n}")) for n in range(2000)]
    inside = [low <= 0.0 <= high for low, high in found]
    assert np.mean(inside) == pytest.approx(0.95, abs=0.015)


def test_paired_is_the_paired_t_test_of_scipy():
    a, b = 5.0 + sample(15, "a"), 4.6 + sample(15, "b")
    found, theirs = statistics.paired(a, b), stats.ttest_rel(a, b)
    assert found["p"] == pytest.approx(theirs.pvalue, rel=1e-9)
    assert (found["low"], found["high"]) == pytest.approx(tuple(theirs.confidence_interval(0.95)), rel=1e-9)
    assert found["difference"] == pytest.approx((a - b).mean()) and found["p_better"] == (a > b).mean()


def test_equal_seeds_count_half_and_lowest_turns_better_round():
    a, b = [1.0, 2.0, 3.0, 4.0], [1.0, 1.0, 1.0, 9.0]
    assert statistics.paired(a, b)["p_better"] == 0.625
    assert statistics.paired(a, b, lowest=True)["p_better"] == 0.375


def test_a_difference_without_spread():
    assert statistics.paired([1.0, 2.0], [1.0, 2.0])["p"] == 1.0
    assert statistics.paired([2.0, 3.0], [1.0, 2.0])["p"] == 0.0
    assert np.isnan(statistics.paired([2.0], [1.0])["p"])


def test_holm_by_hand():
    # .01·4, then max(.04, .02·3), max(.06, .03·2), max(.06, .04·1)
    assert statistics.holm([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert statistics.holm([0.9, 0.8]) == pytest.approx([1.0, 1.0])
    assert statistics.holm([0.03]) == pytest.approx([0.03])


def test_pairs_are_told_both_ways_round():
    wide = pd.DataFrame({"a": 5 + sample(10, "x"), "b": 3 + sample(10, "y"), "c": 1 + sample(10, "z")})
    found = statistics.pairs(wide).set_index(["a", "b"])
    assert len(found) == 6
    one, other = found.loc["a", "c"], found.loc["c", "a"]
    assert one.difference == -other.difference and (one.low, one.high) == (-other.high, -other.low)
    assert one.p_better + other.p_better == 1 and one.told_apart == other.told_apart


def test_several_pairs_need_more_than_one_pair():
    apart = np.array([1.0, -0.2, 1.3, 0.9, -0.4, 1.1])
    wide = pd.DataFrame({"a": apart, "b": 0.0 * apart})
    assert statistics.pairs(wide).told_apart.all() == (stats.ttest_1samp(apart, 0).pvalue < 0.05)
    more = wide.assign(c=sample(6, "c"), d=sample(6, "d"), e=sample(6, "e"))
    alone, among = statistics.pairs(wide).p_adjusted[0], statistics.pairs(more).p_adjusted[0]
    assert among > alone


def test_seeds_needed_is_the_sample_size_of_a_t_test_with_power_four_fifths():
    difference, sd = 1.0, 2.0
    size = int(statistics.seeds_needed(difference, sd))
    noncentral = stats.nct(size - 1, difference / sd * np.sqrt(size))
    assert noncentral.sf(stats.t.ppf(0.975, size - 1)) == pytest.approx(0.8, abs=0.02)
    assert statistics.seeds_needed(0.0, 1.0) == np.inf
