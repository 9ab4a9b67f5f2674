"""Luck: uniform, independent of the order of calls, and distributed as what is drawn from it says."""

import math

import numpy as np
import pytest
from scipy import stats

from sim.core.compile import loop
from sim.core.rng import (
    binomial,
    climb,
    poisson,
    poisson_steps,
    single_uniform,
    stream_key,
    successes,
    uniform,
    uniforms,
)

LEVEL = 1e-4  # chance that a test of a right distribution fails, were its luck new; it is always the same
WHO = np.arange(40_000)


@loop
def draws(key, count, out):
    for i in range(out.size):
        out[i] = uniform(key, i, count)


@loop
def binomials(key, n, p, out):
    for i in range(out.size):
        out[i] = binomial(uniform(key, i, 0), n, p)


@loop
def many_successes(key, n, p, out):
    for i in range(out.size):
        out[i] = successes(key, i, 3, n, p)


@loop
def poissons(key, mean, steps, out, climbed):
    poisson_steps(mean, steps)
    for i in range(out.size):
        out[i] = poisson(uniform(key, i, 0), mean)
        climbed[i] = climb(uniform(key, i, 0), steps)


def drawn(loop, *arguments):
    out = np.empty(WHO.size, np.int64)
    with np.errstate(over="ignore"):
        loop(stream_key(1, "test", 0), *arguments, out)
    return out


def fits(found, law):
    """Chi-square of counts against a discrete law, its tails joined so that each cell expects at least 10."""
    low, high = int(law.ppf(10 / found.size)), int(law.ppf(1 - 10 / found.size))
    cells = np.arange(low, high + 1)
    expected = law.pmf(cells)
    expected[0], expected[-1] = law.cdf(low), law.sf(high - 1)
    counts = np.bincount(np.clip(found, low, high) - low, minlength=cells.size)
    return stats.chisquare(counts, expected / expected.sum() * found.size).pvalue if cells.size > 1 else 1.0


def test_chance_is_the_same_from_everywhere():
    compiled = np.empty(100)
    with np.errstate(over="ignore"):
        draws(stream_key(7, "stream", 3), 5, compiled)
    luck = stream_key(7, "stream", 3)
    alone = [single_uniform(luck, i, 5) for i in range(100)]
    assert compiled.tolist() == uniforms(luck, np.arange(100), 5).tolist() == alone


@pytest.mark.parametrize("who, count", [(WHO, 0), (np.zeros(1, int) + 5, WHO), (WHO, WHO)])
def test_chance_is_uniform_over_people_and_draws(who, count):
    luck = stream_key(2, "uniform", 1)
    found = np.array([single_uniform(luck, int(i), int(n)) for i, n in np.broadcast(who, count)])
    assert stats.kstest(found, "uniform").pvalue > LEVEL
    assert abs(np.corrcoef(found[:-1], found[1:])[0, 1]) < 4 / math.sqrt(found.size)


def test_streams_days_and_seeds_have_luck_of_their_own():
    first = uniforms(stream_key(1, "a", 0), WHO)
    for other in (stream_key(2, "a", 0), stream_key(1, "b", 0), stream_key(1, "a", 1)):
        assert abs(np.corrcoef(first, uniforms(other, WHO))[0, 1]) < 4 / math.sqrt(WHO.size)


@pytest.mark.parametrize("n, p", [(1, 0.3), (10, 0.02), (50, 0.5), (255, 0.01), (255, 0.9), (20, 1.0), (0, 0.5),
                                  (9, 0.0)])
def test_binomial(n, p):
    found = drawn(binomials, n, p)
    assert found.min() >= 0 and found.max() <= n
    assert fits(found, stats.binom(n, p)) > LEVEL


@pytest.mark.parametrize("n, p", [(255, 0.19), (255, 0.5), (255, 0.81), (40, 0.3), (100, 0.11), (255, 0.041), (60, 0.8),
                                  (12, 0.4), (2_000, 0.3), (255, 1.0)])
def test_successes_are_binomial(n, p):
    found = drawn(many_successes, n, p)
    assert found.min() >= 0 and found.max() <= n
    assert fits(found, stats.binom(n, p)) > LEVEL
    assert abs(found.mean() - n * p) < 4 * math.sqrt(n * p * (1 - p) / found.size) + 1e-9


@pytest.mark.parametrize("mean", [0.01, 0.5, 3.0, 40.0])
def test_poisson_and_climb(mean):
    found, climbed = np.empty(WHO.size, np.int64), np.empty(WHO.size, np.int64)
    with np.errstate(over="ignore"):
        poissons(stream_key(1, "test", 0), mean, np.empty(256), found, climbed)
    assert fits(found, stats.poisson(mean)) > LEVEL
    assert np.array_equal(found, climbed)


def test_a_wrong_distribution_is_found():
    assert fits(drawn(many_successes, 255, 0.2), stats.binom(255, 0.19)) < LEVEL
