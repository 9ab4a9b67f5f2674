"""Tables that stand straight in Chinese, numbers that can be read, JSON that is JSON."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from sim.system.text import finite, json_text, number, shortened, table, width, wrapped


def test_chinese_takes_two_columns_and_marks_none():
    assert width("社群 ab") == 7
    assert width("e\u0301") == 1


def test_columns_stand_under_each_other():
    lines = table([("社群", "1", "x"), ("ab", "200", "y")], right=(1,)).splitlines()
    assert lines == ["社群    1  x", "ab    200  y"]


def test_long_names_are_cut_by_what_they_take():
    assert shortened("一二三四五", 7) == "一二三…" and shortened("abc", 3) == "abc"


@pytest.mark.parametrize(("value", "text"), [(0.0, "0"), (1234567.0, "1,234,567"), (-13023.96, "-13,024"),
                                             (227.614, "227.61"), (0.29462555, "0.2946"), (math.nan, "–"),
                                             (math.inf, "∞"), (-math.inf, "-∞")])
def test_numbers(value, text):
    assert number(value) == text


def test_json_has_null_for_what_is_no_number():
    assert finite({"a": [math.nan, 1.5, (math.inf,)], "b": "nan"}) == {"a": [None, 1.5, [None]], "b": "nan"}
    found = finite([np.float64(0.5), np.int32(3), np.bool_(True), np.nan, np.float32(np.inf)])
    assert found == [0.5, 3, True, None, None] and {type(one) for one in found[:3]} == {float, int, bool}
    assert json.loads(json_text({"a": math.nan, "社": 1})) == {"a": None, "社": 1}


def test_lines_are_as_wide_as_asked_and_end_where_they_may():
    english = "Over 20 days, base loses ¥2,100 less than xiaomi, which is what was asked for."
    lines = wrapped(english, 30, "  - ")
    assert all(width(line) <= 30 for line in lines) and lines[0].startswith("  - Over") and lines[1][:4] == "    "
    assert " ".join(line.strip() for line in lines).removeprefix("- ") == english
    chinese = "在20组相同随机数下，“流量商城”平均比“小米”多80.9万元（95%置信区间79.0万元～82.8万元），20组全部领先。"
    lines = wrapped(chinese, 24)
    assert all(width(line) <= 26 for line in lines) and "".join(lines) == chinese
    assert not any(line[0] in "，。”）～" or line[-1] in "“（" for line in lines)


def test_wrapping_nothing_gives_no_line():
    assert wrapped("", 40) == [] and wrapped("a", 40) == ["a"]
