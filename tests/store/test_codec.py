"""Frames come back exactly as they were, and small."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pandas.testing import assert_frame_equal

from sim.store.codec import packed, unpacked


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


def test_content_that_is_cut_short_is_noticed(made):
    import zlib

    facts, content = packed(made().series)
    with pytest.raises(ValueError, match="shorter"):
        unpacked(facts, zlib.compress(zlib.decompress(content)[:50]))
    with pytest.raises(zlib.error):
        unpacked(facts, content[:-9])
