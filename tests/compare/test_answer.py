"""The answer in three sentences, the course of the lead, guard rails and advice, on planted numbers."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from sim.compare import advice, crossing, decision, flips, guards, matters, report, sentences
from sim.scenario import load
from sim.system.text import width

NOISE = np.array([3.0, -1.0, 2.0, -4.0, 1.0, 0.5, -2.0, 0.5])


def said(c) -> list[str]:
    """The three sentences, without marks of bold, and with plain blanks."""
    made = decision.decision(c)
    return [one["text"].replace("*", "").replace("\u00a0", " ") for one in sentences.three(c, made)]


def course(c) -> crossing.Crossing:
    return crossing.course(c, decision.decision(c))


def test_a_win_a_tie_and_a_small_difference_are_told_in_different_words(invented):
    won = said(invented({"a": 100_000 + NOISE, "b": 50_000 + 2 * NOISE}))
    assert won[0] == "As planned, a earns most: ¥100 k, ¥50 k more than b."
    assert won[1].startswith("Chance does not turn it: the gap is ¥49,998.12 to ¥50,001.88 (95%), in 8 of 8 seeds; ")
    tie = said(invented({"a": 100 + 50 * NOISE, "b": 101 - 50 * NOISE}))
    assert tie[0].startswith("No winner: ") and "would matter" in tie[0] and tie[1].startswith("Chance may decide")
    assert tie[2].startswith("More seeds: about ")
    small = said(invented({"a": 1000 + NOISE / 100, "b": 999 + NOISE / 100}))
    assert small[0].startswith("No difference that matters: a is ahead of b by ¥1")
    copy = said(invented({"a": NOISE, "b": NOISE}))
    assert copy[0].startswith("No winner: a and b are the same on profit") and "Chance has no part in it" in copy[1]
    assert len({one[0] for one in (won, tie, small, copy)}) == 4


def test_one_seed_and_losses_have_words_of_their_own(invented):
    one = said(invented({"a": [5_000.0], "b": [1_000.0]}))
    assert one[0] == "With this seed, a earns most: ¥5,000, ¥4,000 more than b."
    assert one[1].startswith("One seed cannot separate strategy from chance: use 20.")
    assert said(invented({"a": NOISE - 5000, "b": NOISE - 9000}))[0] == (
        "As planned, a loses least: −¥5,000, ¥4,000 less than b.")
    assert said(invented({"a": 9000 + NOISE, "b": 5000 + NOISE, "c": NOISE - 700}))[0].endswith("c loses ¥700.")


def test_every_sentence_has_a_number_and_room(invented):
    lines = {"a": np.linspace(-500, 100_000, 100), "b": np.linspace(0, 50_000, 100)}
    for c in (invented({"a": 100_000 + NOISE, "b": 50_000 + NOISE}, lines), invented({"a": NOISE, "b": -2 * NOISE})):
        for text in said(c)[:2]:
            assert any(letter.isdigit() for letter in text)
        assert all(width(text) <= 1.2 * sentences.LONGEST for text in said(c))


def test_a_crossing_is_told_with_its_day_and_not_inside_overlapping_bands(invented):
    late, early = np.linspace(-500, 1000, 100), np.linspace(0, 500, 100)
    clear = invented({"a": 1000 + NOISE / 100, "b": 500 + NOISE / 100}, {"a": late, "b": early})
    day = int(np.flatnonzero(late < early)[-1])
    assert course(clear) == crossing.Crossing(crossing.CROSSES, day, "b", day)
    assert said(clear)[2].startswith(f"A payback before day {day}: until then b leads.")
    wide = replace(clear, series=clear.series.assign(low=clear.series["mean"] - 300, high=clear.series["mean"] + 300))
    assert course(wide).kind == crossing.NEVER  # the bands overlap at the end
    some = replace(clear, series=clear.series.assign(low=clear.series["mean"] - 100, high=clear.series["mean"] + 100))
    found = course(some)
    assert found.kind == crossing.LATE and found.day > day and found.until < day and found.before == "b"
    assert course(invented({"a": 1000 + NOISE / 100, "b": 500 + NOISE / 100})).kind in ("throughout", "late")


def test_having_lost_less_is_no_lead_to_pay_back_from(invented):
    losing = np.linspace(-500, 1000, 100)
    nothing = np.where(np.arange(100) < 70, -1.0, 500.0)
    found = course(invented({"a": 1000 + NOISE / 100, "b": 500 + NOISE / 100}, {"a": losing, "b": nothing}))
    assert not found.before


def test_who_breaks_a_guard_rail_does_not_win(invented):
    trust = {"a": 0.2 + NOISE / 1000, "b": 0.5 + NOISE / 1000, "c": 0.6 + NOISE / 1000}
    profits = {"a": 9000 + NOISE, "b": 5000 + NOISE, "c": 1000 + NOISE}
    c = replace(invented(profits, trust=trust), guards=guards.read(["trust>=0.3"]))
    made = decision.decision(c)
    assert (made.first, made.second, made.barred, made.won) == ("b", "c", ("a",), True)
    first = said(c)[0]
    assert first.startswith("a does not win: with ¥9,000 it is first, but it breaks trust of at least 0.30.")
    assert "Of those that keep it, b is first: ¥5,000, ¥4,000 ahead of c." in first
    assert list(c.table().verdict) == ["breaks trust>=0.3", "leads", "behind b"]
    assert "What breaks a guard rail does not win: a (trust of at least 0.30)" in c.summary()
    page = report.html(c)
    assert "▼ too low" in page and "trust (≥ 0.30)" in page
    none = replace(c, guards=guards.read(["trust>=0.9"]))
    assert decision.decision(none).kind == decision.NONE_KEEPS and said(none)[0].startswith("No winner: none keeps")
    one = replace(c, guards=guards.read(["trust>=0.55"]))
    assert said(one)[0].startswith("a does not win") and "only c keeps every rail" in said(one)[0]
    for other in (none, one):
        assert report.html(other).rstrip().endswith("</html>")


@pytest.mark.parametrize(("text", "expected"), [
    ("trust>=0.3", guards.Guard("trust", True, 0.3)), ("growth_spending <= ¥200,000", guards.Guard(
        "growth_spending", False, 200_000.0)), ("reach ≥ 20%", guards.Guard("reach", True, 0.2))])
def test_guard_rails_are_read(text, expected):
    assert guards.read([text]) == (expected,)


def test_a_mean_whose_interval_holds_the_limit_is_not_sure(invented):
    c = replace(invented({"a": NOISE, "b": -NOISE}, trust={"a": 0.3 + NOISE / 100, "b": 0.5 + 0 * NOISE}),
                guards=guards.read(["trust>=0.3"]))
    (guard,) = c.guards
    assert guards.cell(c, guard, "a")[1].endswith("not for sure") and guards.cell(c, guard, "b")[1] == "kept"


def test_flips_are_sorted_by_distance_and_another_goal_comes_last(invented):
    late, early = np.linspace(-500, 1000, 100), np.linspace(0, 500, 100)
    c = invented({"a": 1000 + NOISE / 100, "b": 500 + NOISE / 100}, {"a": late, "b": early},
                 trust={"a": 0.3 + NOISE / 1000, "b": 0.6 - NOISE / 1000})
    found = flips.flips(c, decision.decision(c))
    assert [one.kind for one in found] == ["horizon", "goal"]
    assert found[0].distance < found[1].distance == flips.FAR


def test_advice_has_a_condition_and_a_command_in_each_line(invented):
    for c in (invented({"a": 100_000 + NOISE, "b": 50_000 + NOISE}), invented({"a": NOISE, "b": -2 * NOISE}),
              invented({"a": [5.0], "b": [1.0]}), invented({"a": NOISE, "b": NOISE}), invented({"a": NOISE})):
        lines = advice.three(c, decision.decision(c))
        assert 2 <= len(lines) <= 3
        assert all(line["head"] and line["text"] and line["run"].startswith("shequn ") for line in lines)


def test_one_strategy_has_a_report_without_a_ranking_or_a_bridge(invented):
    c = invented({"alone": 1000 + NOISE})
    page = report.html(c)
    assert "What comes of alone in 12 days?" in page and "Why did it win?" not in page and "P(best)</th>" not in page
    assert "alone alone: there is nothing to compare it with." in c.summary() and c.to_json()["ranking"]


def test_of_more_than_five_the_rest_is_grey_and_listed(invented):
    c = invented({name: 1000.0 * n + NOISE for n, name in enumerate("abcdefg")})
    page = report.html(c)
    assert "Grey lines: a and b." in page and "--c:#55606E" in page


def test_the_question_can_be_given(invented):
    c = replace(invented({"a": NOISE, "b": -NOISE}), question="Phones or <pancakes>?")
    page = report.html(c)
    assert "<h1><span lang=\"en\">Phones or &lt;pancakes&gt;?</span></h1>" in page


def test_a_gap_that_is_sure_but_too_small_is_not_laid_to_chance_nor_to_seeds(invented):
    """Separated from 0 with every seed, and below what matters: more seeds would settle nothing."""
    for spread in (0.01, 10.0):  # the whole interval below what matters, or not
        c = invented({"a": 1000 + 30 + spread * NOISE, "b": 1000 + 0 * NOISE})
        made = decision.decision(c)
        assert made.kind in (matters.EQUAL, matters.SMALL) and c.pair("a", "b").low > 0
        assert sentences.sure(c, made).startswith("*The gap is too small to matter:* a is ahead in ")
        assert "seeds settle" not in str(advice.three(c, made))


def test_a_command_names_a_built_in_scenario_in_any_folder(tmp_path, monkeypatch):
    """A file of the reader is named by its path, though it is called alike."""
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "base.yaml").write_text("from: xiaomi\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for source, words in (("base", "base"), ("./scenarios/base.yaml", "scenarios/base.yaml")):
        found = SimpleNamespace(scenarios=[load(source)], called={})
        assert advice.written(found, "base") == words
