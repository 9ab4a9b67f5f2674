"""A Chinese report names strategies as their titles do; commands and files to take along keep the identifiers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sim.compare import advice, relabelled, report
from sim.compare.explore import LEVER, Explored, Trial, Tried
from sim.system import words


@pytest.fixture
def titled(invented):
    """Three invented strategies, of which two have a Chinese half of a title of their own."""
    c = invented({"a": [3, 4, 5], "b": [1, 2, 2], "d": [0, 0, 1]})
    titles = {"a": "甲 · The first", "b": "乙 · The second", "d": "Without another half"}
    return replace(c, scenarios=tuple(replace(one, title=titles[one.name]) for one in c.scenarios))


def test_in_english_nothing_changes(titled):
    assert relabelled.in_language(titled) is titled


def test_names_are_those_of_the_titles(titled):
    with words.using("zh"):
        c = relabelled.in_language(titled)
    assert c.names == ["甲", "乙", "d"] and c.called == {"甲": "a", "乙": "b", "d": "d"}
    assert c.own is titled
    assert c.wide()["甲"].tolist() == titled.wide()["a"].tolist()
    assert set(c.series.scenario) == set(c.runs.scenario) == set(c.names)
    assert c.pair("甲", "乙").difference == titled.pair("a", "b").difference


def test_a_title_that_two_share_names_neither(titled):
    same = replace(titled, scenarios=tuple(replace(one, title="甲 · " + one.name) for one in titled.scenarios))
    with words.using("zh"):
        assert relabelled.in_language(same) is same


def test_what_was_tried_is_under_the_new_names(titled):
    trial = Trial(LEVER, "price", {"a": {"x": 1}}, 1.0, 2.0)
    tried = Tried(trial, (1, 2), {"a": [1.0, 2.0]}, {"a": [0.0, 0.0]}, {})
    explored = Explored("quick", (1, 2), (tried,), 2, 0, 0)
    with words.using("zh"):
        c = relabelled.in_language(replace(titled, explored=explored))
    assert c.explored.of(LEVER, "甲")[0].values == {"甲": [1.0, 2.0]} and not c.explored.of(LEVER, "a")


def test_commands_and_downloads_keep_the_identifiers(titled):
    with words.using("zh"):
        c = relabelled.in_language(titled)
        text = re.sub("</?span>", "", report.html(titled))
    assert advice.written(c, "甲") == "a"
    assert "shequn compare a b d" in text and "甲" in text
    assert "%2Ca%2C" in text or ",a," in text  # in outcomes.csv


def test_a_report_in_each_language_is_written_and_another_is_refused(titled, tmp_path):
    text = titled.write(tmp_path / "zh.html", language="zh").read_text("utf-8")
    assert '<html lang="zh-CN">' in text and "@font-face" in text and "font-src data:" in text
    english = titled.write(tmp_path / "en.html").read_text("utf-8")
    assert '<html lang="en">' in english and "@font-face" not in english and "font-src" not in english
    with pytest.raises(ValueError, match="one of en, zh"):
        titled.write(tmp_path / "fr.html", language="fr")
    assert not (tmp_path / "fr.html").exists()
