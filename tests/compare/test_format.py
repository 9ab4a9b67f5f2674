"""How numbers and names are written."""

from __future__ import annotations

import math

import pytest

from sim.compare import format
from sim.system import words


@pytest.mark.parametrize(("value", "unit", "spread", "text"), [
    (1234.5678, "¥", 20.0, "¥1,235"), (-1234.5678, "¥", 0.5, "−¥1,234.57"), (0.123456, "", 0.002, "0.1235"),
    (0.0, "¥", math.nan, "¥0"), (17.0, "", 0.0, "17"), (0.25, "", math.nan, "0.2500"), (math.nan, "", 1.0, "–"),
    (-0.0001, "", 0.5, "0.00"), (808_852.4, "¥", 19_000.0, "¥809,000"), (0.2114, "share", 0.004, "21.14%"),
    (0.2114, "share", math.nan, "21.1%"), (0.052, "points", 0.012, "5.2 points"), (5.0, "", 1e-12, "5")])
def test_numbers_have_the_digits_their_interval_deserves(value, unit, spread, text):
    assert format.with_unit(value, unit, spread) == text


def test_an_interval_of_width_0_is_left_out():
    third = 50_000_000 / 3
    assert format.with_interval(third, third, third + 4e-9, "¥") == ("¥16.7 million", "in every run")
    assert format.with_interval(12.0, 12.0, 12.0) == ("12", "in every run")
    assert format.with_interval(12.0, math.nan, math.nan) == ("12", "–")
    assert format.with_interval(0.1, 0.08, 0.12, "share") == ("10.0%", "8.0% to 12.0%")


def test_rounding_makes_no_steps():
    shown = [format.with_unit(0.40 + 0.01 * n, "0 to 1", 0.004) for n in range(10)]
    assert len(set(shown)) == 10


def test_a_sign_is_shown_when_asked_for_and_never_before_zero():
    assert format.with_unit(3.0, "¥", sign=True) == "+¥3" and format.with_unit(0.0, sign=True) == "0"


@pytest.mark.parametrize(("value", "unit", "text"), [
    (1_234_567.0, "¥", "¥1.23 million"), (-98_765.0, "¥", "−¥98,800"), (5853.2, "¥", "¥5,850"), (0.1234, "", "0.123"),
    (2.5e9, "¥", "¥2.50 billion"), (0.0, "¥", "¥0"), (math.nan, "", "–")])
def test_numbers_for_prose(value, unit, text):
    assert format.spoken(value, unit) == text


def test_whole_numbers_for_prose():
    assert [format.count(one) for one in (3.4, 37.8, 8812.0)] == ["3", "38", "8,800"]


def test_a_name_cannot_steer_the_terminal():
    assert format.plain_text("a\x1b[31m\nb") == "a [31m b"


def test_lists_of_names_in_prose():
    assert [format.listed("abc"[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize(("value", "unit", "spread", "text"), [
    (808_852.4, "¥", 19_000.0, "80.9万元"), (-164_950.0, "¥", 1_200.0, "−16.50万元"), (1999.0, "¥", math.nan, "1999元"),
    (2_000_000.0, "¥", math.nan, "200万元"), (123_456_789.0, "¥", 2_000_000.0, "1.235亿元"),
    (99_999.7, "¥", 10.0, "10.0000万元"), (0.0, "¥", math.nan, "0元"), (1234.5, "¥", 0.5, "1234.50元"),
    (0.2114, "share", math.nan, "21.1%"), (0.052, "points", 0.012, "5.2个百分点"), (3_068.0, "", 15.0, "3068")])
def test_numbers_for_chinese_readers(value, unit, spread, text):
    with words.using("zh"):
        assert format.with_unit(value, unit, spread) == text


def test_intervals_lists_and_axes_for_chinese_readers():
    with words.using("zh"):
        assert format.between(790_000.0, 828_000.0, "¥") == "79.0万元～82.8万元"
        assert format.between(0.15, 0.3, "share") == "15.0%～30.0%"
        assert format.between(0.01, 0.02, "points") == "1.00～2.00个百分点"
        assert [format.listed("甲乙丙"[:n]) for n in range(4)] == ["", "甲", "甲和乙", "甲、乙和丙"]
        assert [format.on_axis(one, "¥") for one in (-500_000, 0, 20_000, 1500)] == ["−50万元", "0", "2万元", "1500元"]
        assert [format.spoken(one, "¥") for one in (1_234_567.0, 5853.2)] == ["123万元", "5850元"]
        assert format.with_interval(12.0, 12.0, 12.0) == ("12", "各次运行相同")


def test_axes_for_english_readers():
    assert [format.on_axis(one, "¥") for one in (-500_000, 0, 1_500_000)] == ["−¥500 k", "¥0", "¥1.5 M"]
    assert format.on_axis(0.4, "share") == "40%" and format.on_axis(12_000, "") == "12 k"
