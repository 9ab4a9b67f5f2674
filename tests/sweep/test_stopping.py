"""Stopping early: as many seeds as make the interval of the paired difference narrow enough, and no more."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.core.intervals import half_width
from sim.sweep import stopping


def test_the_half_width_is_that_of_students_interval():
    values = np.array([3.0, 5.0, 4.0, 8.0])
    low, high = stats.t.interval(0.95, 3, values.mean(), stats.sem(values))
    assert half_width(values) == pytest.approx((high - low) / 2)
    assert half_width(values[:1]) == np.inf


def test_cells_that_differ_by_the_same_on_every_seed_need_no_more():
    luck = np.random.default_rng(1).normal(100, 50, 8)
    assert stopping.seeds_per_cell({0: luck, 1: luck + 3}, 0.01, 64) == {0: 8, 1: 8}


def test_a_difference_that_is_known_badly_gets_more_seeds_and_so_does_the_first_cell():
    luck = np.random.default_rng(1).normal(100, 50, (3, 8))
    wanted = stopping.seeds_per_cell(dict(enumerate(luck)), 0.05, 64)
    assert wanted[0] == max(wanted.values()) > 8 and all(8 < many <= 16 for many in wanted.values())


def test_no_more_than_the_most():
    luck = np.random.default_rng(1).normal(100, 50, (2, 8))
    assert stopping.seeds_per_cell(dict(enumerate(luck)), 0.001, 10) == {0: 10, 1: 10}


def test_seeds_are_added_until_the_interval_is_narrow_enough():
    rng = np.random.default_rng(7)
    luck = rng.normal(100, 10, (2, 4000))
    many = {0: 4, 1: 4}
    for _ in range(60):
        found = {cell: luck[cell, :many[cell]] for cell in many}
        wanted = stopping.seeds_per_cell(found, 0.02, 4000)
        if wanted == many:
            break
        many = wanted
    both = luck[1, :many[1]] - luck[0, :many[1]]
    assert wanted == many and many[1] < 4000
    assert half_width(both) <= 0.02 * abs(luck[0, :many[0]].mean())


def test_a_single_cell_is_known_by_its_mean_and_failed_runs_count_for_nothing():
    luck = np.random.default_rng(3).normal(100, 1, 12)
    assert stopping.seeds_per_cell({0: [*luck, np.nan]}, 0.05, 64) == {0: 13}
    assert stopping.seeds_per_cell({0: [np.nan] * 4, 1: [1.0] * 4}, 0.05, 64) == {0: 4, 1: 4}
