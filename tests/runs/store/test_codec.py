"""Frames come back exactly as they were, and small."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pandas.testing import assert_frame_equal

import sim
from sim.runs.store import Result
from sim.runs.store.codec import column, packed, unpacked


def test_the_frames_of_an_outcome(made):
    for frame in (made().series, made().communities, made(days=1).series):
        assert_frame_equal(unpacked(*packed(frame)), frame)


@given(arrays(np.float64, st.integers(1, 30), elements=st.floats(allow_nan=True, allow_infinity=True)))
def test_every_float_comes_back_bit_by_bit(values):
    back = unpacked(*packed(pd.DataFrame({"x": values})))["x"].to_numpy()
    same = back.view(np.int64) == values.view(np.int64)
    assert (same | (np.isnan(back) & np.isnan(values))).all()


@given(arrays(np.int64, st.integers(0, 30), elements=st.integers(-2**63, 2**63 - 1)))
def test_every_integer_comes_back(values):
    frame = pd.DataFrame({"x": values}, index=pd.Index(np.arange(values.size) * 3, name="day"))
    assert_frame_equal(unpacked(*packed(frame)), frame)


@pytest.mark.parametrize("kind", ["uint64", "int8", "uint8", "float32", "bool"])
def test_types_are_kept(kind):
    frame = pd.DataFrame({"x": np.array([0, 1, 1], kind)})
    assert unpacked(*packed(frame))["x"].dtype == kind


def test_a_year_of_daily_counts_takes_less_than_a_byte_a_value():
    frame = pd.DataFrame({f"m{n}": np.arange(365) * n for n in range(40)})
    assert len(packed(frame)[1]) < 365 * 40


def test_a_year_of_a_real_run_takes_less_than_50_kb():
    lived = sim.run("xiaomi", 1, ["members.count=2000", "run.days=365"], store=None)
    kept = Result.of(lived, "c").frames
    assert sum(len(facts) + len(content) for _, facts, content in kept) < 50_000
    for kind, facts, content in kept:
        assert_frame_equal(unpacked(facts, content), getattr(lived, kind), check_exact=True)


def test_content_that_is_cut_short_is_noticed(made):
    facts, content = packed(made().series)
    with pytest.raises(ValueError, match="shorter"):
        unpacked(facts, zstandard.compress(zstandard.decompress(content)[:50]))
    for damaged in (content[:-9], b"x" + content, content[:-1] + bytes([content[-1] ^ 1])):
        with pytest.raises(ValueError, match="cannot be read"):
            unpacked(facts, damaged)


def test_one_column_alone(made):
    for frame in (made().series, made().communities, pd.DataFrame({"x": [1.5]}, index=pd.Index([7], name="day"))):
        facts, content = packed(frame)
        for name in frame:
            values, index = column(facts, content, name)
            assert list(values) == list(frame[name]) and list(index) == list(frame.index)
        with pytest.raises(KeyError):
            column(facts, content, "nowhere")


@given(st.lists(st.tuples(st.sampled_from(["a", "圈子", ""]), st.floats(), st.integers(-2**63, 2**63 - 1))))
def test_rows_of_labels_come_back_in_their_order(rows):
    frame = pd.DataFrame({"label": [one[0] for one in rows], "x": np.array([one[1] for one in rows], float),
                          "n": np.array([one[2] for one in rows], np.int64)})
    back = unpacked(*packed(frame))
    assert list(back.label) == list(frame.label) and list(back.n) == list(frame.n)
    np.testing.assert_array_equal(back.x, frame.x)


@given(arrays(np.int64, 30, elements=st.integers(-10**12, 10**12)))
def test_money_comes_back(cents):
    frame = pd.DataFrame({"yuan": cents / 100, "same": np.full(30, 0.1), "minus": -np.zeros(30)})
    back = unpacked(*packed(frame))
    assert all((back[name].to_numpy().view(np.int64) == frame[name].to_numpy().view(np.int64)).all() for name in frame)
