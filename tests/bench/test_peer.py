"""Plain Mesa and Shequn give statistically the same adoption curve, and the test would see it if they did not."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.bench import contest

MEMBERS, DAYS, RUNS = 1_000, 120, 20
LOOKED_AT = (9, 19, 39, 59, 79, 99, 119)
# With 20 runs each and the spread of about 35 of 670 final adopters, a difference of 4.6 % (31 adopters) is found in
# four of five cases at the level of .05, and the 95 % interval of the difference is about 3.3 % to each side.
TOLERANCE = 0.06


def curves_of_shequn(seed: int):
    economy = contest.economy(MEMBERS, seed).run()
    series = economy.series()
    return series["followers"].to_numpy(), (series["memberships"]).to_numpy()


def curves_of_mesa(seed: int, **changed):
    peer = contest.peer(contest.economy(MEMBERS, seed), seed)
    for name, value in changed.items():
        setattr(peer.p, name, value)
    for _ in range(DAYS):
        peer.step()
    frame = peer.datacollector.get_model_vars_dataframe()
    return frame["adopters"].to_numpy(), frame["knows"].to_numpy()


@pytest.fixture(scope="module")
def both():
    """Curves of both: (what, run, day), what being adopters and those who know.

    Only slow tests ask for them; `test_bench.py` compares the adopters of one run always.
    """
    ours = np.array([curves_of_shequn(seed) for seed in range(RUNS)]).swapaxes(0, 1)
    # Other seeds: with the same ones the ties would be the same and the runs not independent.
    theirs = np.array([curves_of_mesa(seed) for seed in range(1_000, 1_000 + RUNS)]).swapaxes(0, 1)
    return ours, theirs


def interval(a, b, level: float):
    """The confidence interval of the difference of two means (Welch)."""
    return stats.ttest_ind(a, b, equal_var=False).confidence_interval(level)


@pytest.mark.slow
def test_the_curve_is_an_s(both):
    mean = both[0][0].mean(axis=0)
    assert mean.shape == (DAYS,) and mean[-1] > 0.5 * MEMBERS > 0.1 * MEMBERS > mean[0]
    fastest = int(np.diff(mean).argmax())
    assert 20 < fastest < DAYS - 5


@pytest.mark.slow
@pytest.mark.parametrize("what", (0, 1), ids=("adopters", "knows"))
def test_final_numbers_come_from_one_distribution(both, what):
    ours, theirs = both[0][what][:, -1], both[1][what][:, -1]
    assert stats.ttest_ind(ours, theirs, equal_var=False).pvalue > 0.01
    assert stats.ks_2samp(ours, theirs).pvalue > 0.01
    low, high = interval(ours, theirs, 0.95)
    assert -TOLERANCE * theirs.mean() < low < high < TOLERANCE * theirs.mean()


@pytest.mark.slow
@pytest.mark.parametrize("what", (0, 1), ids=("adopters", "knows"))
def test_mean_curves_lie_within_intervals(both, what):
    level = 1.0 - 0.01 / len(LOOKED_AT)  # Bonferroni: all days together at .99
    for day in LOOKED_AT:
        low, high = interval(both[0][what][:, day], both[1][what][:, day], level)
        assert low < 0.0 < high, f"day {day}"


@pytest.mark.slow
def test_a_slightly_different_model_is_found_out(both):
    told = contest.parameters(contest.economy(MEMBERS, 0)).hearing
    other = np.array([curves_of_mesa(seed, hearing=1.15 * told)[0] for seed in range(2_000, 2_000 + RUNS)])
    assert stats.ttest_ind(both[0][0][:, -1], other[:, -1], equal_var=False).pvalue < 0.01


def test_nobody_adopts_when_nobody_tells():
    adopters, knows = curves_of_mesa(1, hearing=0.0)
    assert knows.max() <= contest.economy(MEMBERS, 1).communities[0].growth.seeds
    assert adopters[-1] < adopters[0]
