"""The language of the command: `--lang`, SHEQUN_LANG, the locale; refusals; what stays in English."""

from __future__ import annotations

import json

import pytest

from sim.system import words

LOCALE = ("SHEQUN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture
def nowhere(monkeypatch):
    """An environment without any language."""
    for key in LOCALE:
        monkeypatch.delenv(key, raising=False)
    return monkeypatch


@pytest.mark.parametrize(("environment", "language"), [
    ({}, "en"), ({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LANG": "zh.UTF-8"}, "zh"), ({"LANG": "de_DE.UTF-8"}, "en"),
    ({"LANG": "C.UTF-8"}, "en"), ({"LC_ALL": "C", "LANG": "zh_CN"}, "en"), ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
    ({"LC_MESSAGES": "zh_TW", "LANG": "en_US"}, "zh"), ({"SHEQUN_LANG": "zh", "LC_ALL": "en_US"}, "zh"),
    ({"SHEQUN_LANG": "en", "LANG": "zh_CN"}, "en")])
def test_the_language_of_an_environment(environment, language):
    assert words.preferred(environment) == language


def test_help_in_the_language_of_the_locale(shequn, nowhere):
    assert shequn("--help").out.startswith("Usage: shequn")
    nowhere.setenv("LANG", "zh_CN.UTF-8")
    assert shequn("--help").out.startswith("用法：shequn")
    assert "对比多套方案并排名" in shequn("compare", "--help").out
    assert shequn("compare", "--lang", "en", "--help").out.startswith("Usage: shequn compare")
    assert words.language() == "en"


@pytest.mark.parametrize("line", ["--lang fr", "run base --lang=de", "--lang zh help --lang x"])
def test_an_unknown_language_is_refused_with_those_that_there_are(refused, line):
    assert "it is one of en, zh" in refused(*line.split())


def test_an_option_without_a_language_is_refused(refused):
    assert "--lang needs a language, en or zh" in refused("run", "--lang")


def test_a_variable_with_an_unknown_language_is_refused(refused, nowhere):
    nowhere.setenv("SHEQUN_LANG", "klingon")
    assert "SHEQUN_LANG: 'klingon'" in refused("scenarios")


def test_scenarios_show_the_half_of_the_reader(shequn):
    english, chinese = (shequn("scenarios", "--lang", name).out for name in ("en", "zh"))
    assert "\n  xiaomi " in english and "Fans first, phones by pre-order" in english and "小米" not in english
    assert "小米" in chinese and "\n\n增长与热炒\n" in chinese and "Fans first" not in chinese


def test_json_is_in_english_whatever_the_language(shequn):
    said = json.loads(shequn("--lang", "zh", "measures", "--json").out)
    assert said["fans"]["says"] == "Fans and above."


def test_the_summary_of_a_run_in_chinese(shequn, tiny):
    said = shequn("run", "base", "--no-store", "--lang", "zh", *tiny).out
    assert said.startswith("默认社群\n一位主理人") and "300人 · 3天 · 随机种子0" in said
    assert "关注者及以上的人数。" in said and "用时" in said and "Fans" not in said


def test_measures_and_parameters_in_chinese(shequn):
    assert "粉丝及以上的人数。" in shequn("measures", "--lang", "zh").out
    said = shequn("parameters", "traffic", "--lang", "zh").out
    assert "= 0元/天，范围0～" in said and "每日流量投放支出。" in said


@pytest.mark.parametrize(("title", "english", "chinese"), [
    ("小米 · Fans first", "Fans first", "小米"), ("Fans · 小米", "Fans", "小米"), ("小米", "小米", "小米"),
    ("A · B", "A · B", "A · B"), ("甲 · 乙", "甲 · 乙", "甲 · 乙"),
    ("MySpace 与对手 · MySpace, and a rival", "MySpace, and a rival", "MySpace 与对手")])
def test_the_half_of_a_title(title, english, chinese):
    assert words.half(title) == english
    with words.using("zh"):
        assert words.half(title) == chinese
