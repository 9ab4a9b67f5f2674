"""Ties as rows: nothing lost, nothing added, in order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.plugins.networks._build import csr, pairs, reverse


@st.composite
def ties(draw):
    """A number of members and any pairs among them."""
    count = draw(st.integers(1, 12))
    row = st.integers(0, count - 1)
    drawn = draw(st.lists(st.tuples(row, row), max_size=60))
    a, b = np.array(drawn, np.int64).reshape(-1, 2).T
    return count, a, b


def rows(start, target):
    """The rows as lists."""
    return [target[start[i]:start[i + 1]].tolist() for i in range(start.size - 1)]


def test_undirected_pairs_become_two_ties():
    start, target = csr(4, [2, 0], [1, 2])
    assert rows(start, target) == [[2], [2], [0, 1], []]
    assert start.dtype == np.int64 and target.dtype == np.int32


def test_directed_pairs_stay_one_tie():
    start, target = csr(3, [2, 2, 0], [1, 0, 1], directed=True)
    assert rows(start, target) == [[1], [], [0, 1]]


def test_reverse_says_who_listens():
    start, owner = reverse(*csr(3, [2, 2, 0], [1, 0, 1], directed=True), 3)
    assert rows(start, owner) == [[2], [0, 2], []]


@given(ties())
def test_rows_hold_just_the_ties_sorted(drawn):
    count, a, b = drawn
    found = rows(*csr(count, a, b, directed=True))
    assert found == [sorted(b[a == i].tolist()) for i in range(count)]


@given(ties())
def test_reversing_twice_gives_the_rows_back(drawn):
    count, a, b = drawn
    start, target = csr(count, a, b, directed=True)
    again = reverse(*reverse(start, target, count), count)
    assert np.array_equal(again[0], start) and np.array_equal(again[1], target)


@given(ties())
def test_undirected_rows_are_their_own_reverse(drawn):
    count, a, b = drawn
    start, target = csr(count, a, b)
    back = reverse(start, target, count)
    assert np.array_equal(back[0], start) and np.array_equal(back[1], target)


@given(ties())
def test_pairs_are_each_once_and_sorted(drawn):
    count, a, b = drawn
    low, high = pairs(count, a, b)
    expected = sorted({(min(x, y), max(x, y)) for x, y in zip(a.tolist(), b.tolist(), strict=True) if x != y})
    assert list(zip(low.tolist(), high.tolist(), strict=True)) == expected
    assert low.dtype == high.dtype == np.int32


def test_nobody_at_all():
    start, target = csr(0, [], [])
    assert start.tolist() == [0] and target.size == 0
    assert pairs(0, np.empty(0, int), np.empty(0, int))[0].size == 0


@pytest.mark.parametrize(("a", "b", "fault"), [
    ([0], [3], "row 3"), ([-1], [0], "row -1"), ([0, 1], [1], "equally long"), ([0], [2 ** 40], "row 1099511627776")])
def test_ties_to_nobody_are_refused(a, b, fault):
    with pytest.raises(ValueError, match=fault):
        csr(3, a, b)
    with pytest.raises(ValueError, match=fault):
        pairs(3, a, b)
