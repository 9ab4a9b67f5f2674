"""Statistics on planted cases: coverage, ranking, selection and risk, where the truth is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.compare import goals, matters, risk, selection, statistics
from sim.core.intervals import t_interval
from sim.core.rng import stream_key, uniforms

CASES, SEEDS = 1000, 20


def draws(name: str, *shape: int) -> np.ndarray:
    """Standard normal numbers, the same every time."""
    return stats.norm.ppf(uniforms(stream_key(3, name, 0), np.arange(np.prod(shape)))).reshape(shape)


def cases(gaps, spread: float, name: str, count: int = 300):
    """Frames of values over seeds: scenarios with these means, random numbers in common, and noise of their own."""
    common, own = 40 * draws(f"{name} common", count, SEEDS, 1), spread * draws(f"{name} own", count, SEEDS, len(gaps))
    return [pd.DataFrame(one, columns=list("abcdef")[:len(gaps)]) for one in 1000 + np.array(gaps) + common + own]


def verdicts(wide) -> pd.DataFrame:
    return matters.judged(statistics.pairs(wide), wide, "profit").set_index(["a", "b"])


def test_paired_intervals_cover_the_planted_difference_and_have_the_right_width():
    apart = 2.0 + 3.0 * draws("cover", CASES, SEEDS)
    student = np.array([t_interval(one) for one in apart])
    boot = np.array([statistics.bootstrap_interval(one) for one in apart])
    for intervals in (student, boot):
        assert 0.93 < ((intervals[:, 0] <= 2.0) & (2.0 <= intervals[:, 1])).mean() < 0.97
    width = 2 * stats.t.ppf(0.975, SEEDS - 1) * 3.0 / np.sqrt(SEEDS)
    assert np.diff(student).mean() == pytest.approx(width, rel=0.03)
    assert np.diff(boot).mean() == pytest.approx(width, rel=0.05)


def test_pairing_takes_out_what_scenarios_have_in_common():
    wide = cases([0, 100], 4.0, "common", 1)[0]
    pair = verdicts(wide).loc["b", "a"]
    alone = stats.ttest_ind(wide.b, wide.a).confidence_interval()
    assert (pair.high - pair.low) < 0.3 * (alone.high - alone.low)


def test_a_planted_tie_seldom_has_a_winner_and_a_planted_win_nearly_always():
    told = [verdicts(wide).standing for wide in cases([0, 0, 0], 120, "tie")]
    assert np.mean([(one == matters.APART).any() for one in told]) < 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)
    won = [verdicts(wide) for wide in cases([0, 100], 60, "win")]
    assert np.mean([(one.standing == matters.APART).all() for one in won]) > 0.95
    assert np.mean([one.loc["b", "a"].difference > 0 for one in won]) > 0.99


def test_a_difference_below_what_matters_never_wins_however_well_it_is_separated():
    for wide in cases([0, 20], 2.0, "small", 50):  # 2% of 1,000, where 5% matter
        found = verdicts(wide)
        assert found.told_apart.all() and (found.standing == matters.EQUAL).all()
    reaching = cases([0, 40], 30.0, "reaching", 1)[0]
    assert verdicts(reaching).loc["b", "a"].high > 52 and set(verdicts(reaching).standing) == {matters.SMALL}


@pytest.mark.parametrize("chance", [0.5, 0.8, 0.9, 0.97])
@pytest.mark.parametrize("size", [6, 20])
def test_the_bounds_of_a_probability_cover_it(chance, size):
    found = np.array([risk.bounds(k, k, size) for k in range(size + 1)])
    weight = stats.binom.pmf(np.arange(size + 1), size, chance)
    assert weight[found[:, 0] <= chance].sum() >= 0.95 and weight[found[:, 1] >= chance].sum() >= 0.95


def test_the_bounds_are_those_of_scipy_and_never_certain():
    assert risk.bounds(20, 20, 20) == (pytest.approx(0.05 ** (1 / 20)), 1.0)
    assert risk.bounds(0, 0, 20) == (0.0, pytest.approx(1 - 0.05 ** (1 / 20)))
    for k in range(1, 20):
        low = stats.binomtest(k, 20, alternative="greater").proportion_ci(0.95, "exact").low
        high = stats.binomtest(k, 20, alternative="less").proportion_ci(0.95, "exact").high
        assert risk.bounds(k, k, 20) == pytest.approx((low, high))


def test_best_counts_ties_against_the_lower_bound_and_for_the_upper():
    wide = pd.DataFrame({"a": [1.0, 2.0, 3.0, 9.0], "b": [1.0, 2.0, 5.0, 1.0], "c": [0.0, 0.0, 0.0, 0.0]})
    found = risk.best(wide)
    assert list(found.best_share) == [0.5, 0.5, 0.0]
    assert (found.loc["a", "best_low"], found.loc["a", "best_high"]) == pytest.approx(
        (risk.bounds(1, 1, 4)[0], risk.bounds(3, 3, 4)[1]))
    assert risk.best(wide.assign(d=np.nan)).isna().all(axis=None)


def test_regret_worst_tenth_and_dominance_by_hand():
    wide = pd.DataFrame({"a": [4.0, 1.0, 5.0], "b": [2.0, 3.0, 1.0]})
    found = risk.regret(wide)
    assert list(found.regret) == pytest.approx([2 / 3, 2.0]) and (found.regret_low >= 0).all()
    assert risk.worst_tenth([5, 3, 9]) == 3 and risk.worst_tenth(range(20)) == 0.5
    assert risk.worst_tenth(range(25)) == pytest.approx((0 + 1 + 0.5 * 2) / 2.5)
    assert np.isnan(risk.worst_tenth([1.0, np.nan]))
    assert risk.dominance([3, 2, 1], [1, 2, 2]) == 1 and risk.dominance([1, 2, 2], [3, 2, 1]) == 0
    assert risk.dominance([2, 2], [1, 3]) == 2 and risk.dominance([1, 3], [2, 2]) == 0
    assert risk.dominance([1, 2], [2, 1]) == 0


def test_regret_of_planted_scenarios_is_the_closed_form():
    wide = pd.DataFrame(draws("regret", 20_000, 2), columns=["a", "b"])
    assert risk.regret(wide).regret.to_numpy() == pytest.approx(np.full(2, 1 / np.sqrt(np.pi)), rel=0.02)


def lived(values: np.ndarray, first: int, size: float) -> tuple[int, int]:
    """Kim & Nelson's procedure from its first stage to its end: which column it selects, and after how many rows."""
    seen = pd.DataFrame(values[:first])
    start = selection.selected(seen, size)
    spread = (values[:first, :, None] - values[:first, None, :]).var(axis=0, ddof=1)
    kept, row = list(start.kept), first
    while len(kept) > 1:
        row += 1
        sums = values[:row].sum(axis=0)
        reach = selection.boundary(spread, first, values.shape[1] - 1, size, row)
        kept = [i for i in kept if all(sums[i] >= sums[j] - reach[i, j] for j in kept)]
    return kept[0], row


def test_kim_nelson_selects_the_planted_best_and_ends_when_it_said():
    size, first, right, saved = 1.0, 10, 0, 0
    for n in range(300):
        values = draws(f"select {n}", 400, 4) * 2.0 + np.array([0, 0, size, 0]) + 5 * draws(f"shared {n}", 400, 1)
        start = selection.selected(pd.DataFrame(values[:first]), size)
        best, row = lived(values, first, size)
        right += best == 2
        saved += row < start.seeds
        assert row <= start.seeds
    assert right >= 0.95 * 300 - 2 * np.sqrt(0.05 * 0.95 * 300) and saved > 150


def test_selection_keeps_all_that_may_be_best_and_needs_more_seeds_for_finer_differences():
    wide = cases([0, 10, 400], 60, "kept", 1)[0][["a", "b"]]
    rough, fine = selection.selected(wide, 200.0), selection.selected(wide, 10.0)
    assert fine.kept == ("a", "b") and fine.seeds > 100 > rough.seeds
    assert selection.selected(wide.assign(z=0.0), 50.0).kept == selection.selected(wide, 50.0).kept
    assert selection.selected(wide[:1], 1.0) is None and selection.selected(wide, 0.0) is None


def test_seeds_needed_give_the_planted_power():
    need = int(statistics.seeds_needed(50.0, 100.0))
    found = 50.0 + 100.0 * draws("power", 2000, need)
    assert (stats.ttest_1samp(found, 0, axis=1).pvalue < 0.05).mean() == pytest.approx(0.8, abs=0.03)


def test_the_front_by_hand():
    values = np.array([[3.0, 1, 1], [1, 3, 1], [1, 1, 1], [3, 1, 0]])
    assert list(goals.on_front(values)) == [True, True, False, False]
    assert list(goals.on_front(np.ones((2, 3)))) == [True, True]
    assert goals.on_front(np.stack([values, values])).shape == (2, 4)
