"""Numbers of the report: three figures, and more only where an interval needs them."""

from __future__ import annotations

import pytest

from sim.compare import figures
from sim.system import words


@pytest.mark.parametrize(("value", "unit", "text"), [
    (1_018_791.0, "¥", "¥1.02 M"), (789_749.0, "¥", "¥790 k"), (-165_000.0, "¥", "−¥165 k"), (99_997.0, "¥", "¥100 k"),
    (4_863.2, "¥", "¥4,860"), (12.5, "¥", "¥12.50"), (0.0, "¥", "¥0"), (999_600.0, "¥", "¥1.00 M"),
    (0.21149, "share", "21.1%"), (0.052, "points", "5.2 points"), (0.674, "0 to 1", "0.67"), (3_910.0, "", "3,910"),
    (1_234_567.0, "", "1.23 M"), (float("nan"), "¥", "–"), (2.0, "", "2"), (0.12345, "", "0.123")])
def test_three_figures(value, unit, text):
    assert figures.short(value, unit).replace(figures.SPACE, " ") == text


def test_a_number_does_not_break_and_has_a_sign_where_it_is_a_gain():
    assert " " not in figures.short(1_234_567, "¥") + figures.interval(1e6, 2e6, "¥")
    assert figures.short(5_000, "¥", sign=True) == "+¥5,000" and figures.short(0, "¥", sign=True) == "¥0"


def test_an_interval_has_ends_that_differ():
    plain = figures.interval(1_018_000, 1_019_000, "¥").replace(figures.SPACE, " ")
    low, high = plain.split(" to ")
    assert low != high and figures.interval(5, 5, "¥") == "in every run" and figures.interval(float("nan"), 1) == ""


def test_chinese_readers_count_in_ten_thousands():
    with words.using("zh"):
        assert (figures.short(1_018_791.0, "¥"), figures.short(-4_863.2, "¥")) == ("102万元", "−4860元")
