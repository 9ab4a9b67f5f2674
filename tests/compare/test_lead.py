"""Who leads in one place: planted leads are sure, ties are not, and what does not matter is none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.compare.lead import lead, p_value


def table(**columns) -> pd.DataFrame:
    return pd.DataFrame(columns, index=pd.RangeIndex(1, len(next(iter(columns.values()))) + 1, name="seed"))


def test_a_lead_is_the_paired_difference_of_the_two_best():
    found = lead(table(a=[10.0, 12.0, 14.0], b=[20.0, 23.0, 23.0], c=[0.0, 1.0, 2.0]), "profit")
    assert (found.first, found.second, found.seeds, found.sure) == ("b", "a", 3, True)
    assert found.difference == pytest.approx(10.0) and found.low < 10.0 < found.high
    assert lead(table(a=[10.0, 12.0, 14.0], b=[20.0, 23.0, 23.0]), "profit", lowest=True).first == "a"


def test_neither_a_small_difference_nor_one_seed_is_sure():
    assert not lead(table(a=[100.0, 101.0, 102.0], b=[101.0, 102.0, 103.0]), "profit").sure  # 1% of the mean
    assert not lead(table(a=[1.0], b=[9.0]), "profit").sure
    assert not lead(table(a=[1.0, 1.0], b=[1.0, 1.0]), "profit").sure


def test_seeds_without_a_value_do_not_count():
    found = lead(table(a=[1.0, np.nan, 3.0], b=[5.0, 6.0, 7.0]), "profit")
    assert found.seeds == 2 and found.difference == 4.0
    assert lead(table(a=[np.nan], b=[1.0]), "profit") is None


def test_of_equal_ones_hardly_any_lead_is_sure():
    draw = np.random.default_rng(3)
    sure = [lead(table(a=draw.normal(0, 1, 8), b=draw.normal(0, 1, 8), c=draw.normal(0, 1, 8)), "profit").sure
            for _ in range(300)]
    assert np.mean(sure) <= 0.07


def test_p_is_that_of_a_paired_t_test():
    from scipy.stats import ttest_1samp

    apart = np.array([1.0, 3.0, 2.0, 5.0])
    assert p_value(apart) == pytest.approx(ttest_1samp(apart, 0.0).pvalue)
