"""What matters, other goals, and how both are said, in comparisons with invented numbers."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from sim.compare import answer, matters, report, risk_text
from sim.core.plugin_error import PluginError
from sim.plugins.measures._measure import daily, least

NOISE = np.array([3.0, -1.0, 2.0, -4.0, 1.0, 0.5, -2.0, 0.5])


def test_what_matters_is_declared_beside_the_measure_or_follows_its_unit():
    assert matters.threshold("profit", -1000.0, 200.0) == 50.0 and matters.threshold("trust", 0.9, 0.1) == 0.02
    assert matters.rule("profit") == "5% of the larger mean" and matters.rule("trust") == "0.02"
    assert matters.rule("retention") == "2 percentage points" and matters.rule("break_even_day") == "7 days"
    made = daily("¥", "Something.", matters=250.0)(lambda economy: 0.0)
    assert made.matters == 250.0 and least("10%") == (0.1, True)


@pytest.mark.parametrize("wrong", [0, -1, "5", "x%", float("nan"), True])
def test_what_cannot_matter_is_refused(wrong):
    with pytest.raises(PluginError, match="a number above 0"):
        daily("¥", "Something.", matters=wrong)(lambda economy: 0.0)


def test_a_trust_of_6715_does_not_beat_6699(invented):
    close = {"a": 0.6715 + NOISE / 1e5, "b": 0.6699 - NOISE / 1e5}
    c = invented({"a": 1000 + NOISE, "b": 2000 + NOISE}, trust=close)
    row = c.pairs("trust").set_index("a").loc["a"]
    assert row.told_apart and row.standing == matters.EQUAL
    assert set(c.goals().query("measure == 'trust'").winner) == {""}
    assert "Another goal" not in " ".join(c.to_json()["doubts"])
    far = invented({"a": 1000 + NOISE, "b": 2000 + NOISE}, trust={**close, "b": close["b"] - 0.03})
    assert set(far.goals().query("measure == 'trust'").winner) == {"a"}
    assert "Another goal: a leads b on trust." in far.to_json()["doubts"]


def test_planted_tie_win_and_flip_have_three_texts(invented):
    wide = 100 * NOISE
    made = {"tie": invented({"a": 1000 + wide, "b": 1000 - wide}),
            "win": invented({"a": 2000 + wide, "b": 1000 + NOISE}),
            "flip": invented({"a": 1000 + NOISE, "b": 2000 + wide}),
            "near": invented({"a": 1000 + NOISE, "b": 1010 - NOISE}),
            "same": invented({"a": 1000 + NOISE, "b": 1000 + NOISE})}
    said = {name: answer.answer(c) for name, c in made.items()}
    assert said["tie"].startswith("No clear winner") and "which includes 0" in said["tie"]
    assert "a earns ¥1,0" in said["win"] and "b earns" in said["flip"] and "No " not in said["win"] + said["flip"]
    assert said["near"].startswith("No difference that matters") and "less than what matters, ¥50." in said["near"]
    assert "identical" in said["same"] and len(set(said.values())) == 5
    assert [c.table().verdict.iloc[0] for c in made.values()] == [
        "no clear winner against b", "leads", "leads", "no difference that matters from a", "identical to b"]


def test_a_lead_below_what_matters_on_average_is_said_so(invented):
    c = invented({"a": 1040 + 15 * NOISE, "b": 1000 + 0 * NOISE, "c": 0 * NOISE})
    assert list(c.table().verdict) == ["ahead of b by less than what matters", "behind a by less than what matters",
                                       "behind a"]
    assert answer.answer(c).startswith("No winner: over 12 days")
    assert "On average, that is less than what matters, ¥52." in answer.answer(c)


def test_a_comparison_may_say_itself_what_matters(invented):
    c = invented({"a": 1000 + NOISE, "b": 1020 - NOISE}, trust={"a": 0.5 + NOISE / 1e5, "b": 0.55 + NOISE / 1e5})
    strict = replace(c, matters=10.0)
    assert c.table().verdict.iloc[0] == "no difference that matters from a"
    assert strict.table().verdict.iloc[0] == "leads"
    assert set(strict.pairs("trust").matters) == {0.02}  # it is said of the measure that ranks
    assert "a difference of at least ¥10." in " ".join(strict.summary().split())
    assert "a difference of at least 3% of the larger mean (¥31 between b and a)" in " ".join(
        replace(c, matters="3%").summary().split())


def test_a_copy_under_another_name_has_no_winner_on_anything(invented):
    c = invented({"a": NOISE, "copy": NOISE}, trust={"a": NOISE, "copy": NOISE}, followers={"a": NOISE, "copy": NOISE})
    assert set(c.goals().winner) == {""} and set(c.goals().standing) == {matters.IDENTICAL}
    assert c.pareto().front.all() and (c.pareto().front_share == 1).all()
    assert [risk_text.probability(row) for _, row in c.table().iterrows()] == ["equal to the best"] * 2
    assert (c.table().regret == 0).all() and (c.table().dominates == 0).all()


def test_measures_are_corrected_for_how_many_are_judged(invented):
    apart = np.array([1.0, 0.1, 1.2, 0.9, -0.5, 1.1, 0.4, 0.2])  # p = .03 alone
    other = {name: {"a": 10 * NOISE, "b": -10 * NOISE} for name in ("followers", "fans", "retention", "daily_visits")}
    c = invented({"a": 500 + NOISE, "b": 500 - NOISE}, trust={"a": 1 + apart, "b": 1 + 0 * apart}, **other)
    alone, among = c.pairs("trust").iloc[0], c.goals().query("measure == 'trust'").iloc[0]
    assert alone.standing == matters.APART and among.standing == matters.UNSURE
    assert among.p_adjusted == pytest.approx(alone.p * 6) and among.winner == ""


def test_a_scenario_is_beaten_only_by_one_that_is_inferior_on_none(invented):
    profits = {"a": 2000 + NOISE, "b": 1000 + NOISE, "c": 1000 - NOISE}
    followers = dict.fromkeys("abc", 100 + NOISE / 10)
    trust = {"a": 0.5 + NOISE / 1000, "b": 0.5 - NOISE / 1000, "c": 0.5 + NOISE / 20}
    found = invented(profits, trust=trust, followers=followers).pareto()
    assert found.dominated_by.to_dict() == {"a": [], "b": ["a"], "c": []}  # a may be worse than c in trust
    assert found.front.to_dict() == {"a": True, "b": False, "c": True}


def test_probabilities_are_bounds_in_report_and_summary(invented):
    c = invented({"a": 2000 + np.tile(NOISE, 3)[:20], "b": 1000 + np.zeros(20)},
                 trust={"a": np.full(20, 0.5), "b": np.full(20, 0.7)}, followers={"a": np.full(20, 5.0),
                                                                                 "b": np.full(20, 4.0)})
    page, lines = report.html(c), " ".join(c.summary().split())
    for text in (page, lines):
        assert "at least 86%" in text and "at most 14%" in text and "Worst tenth" in text and "Regret" in text
        assert "What matters on profit: a difference of at least 5% of the larger mean (¥100 between a and b)" in text
    assert "Which of them to choose depends on the goal" in page and "Ranking and selection (Kim &amp; Nelson" in page
    assert "a dominates b at first order" in page and "Who wins on which measure" in page


def test_lowest_turns_risk_round(invented):
    c = invented({"a": 1000 + NOISE, "b": 500 + NOISE}, lowest=True)
    assert c.table().loc["b", "worst_tenth"] == 503 and c.table().loc["b", "best_low"] == pytest.approx(0.05 ** (1 / 8))
    assert c.table().loc["a", "regret"] == 500 and c.pair("b", "a").dominates == 1
    assert c.selection().kept == ("b",)


def test_json_keeps_its_keys_and_has_the_new_ones(invented):
    c = invented({"a": 1000 + NOISE, "b": 500 + NOISE}, trust={"a": NOISE, "b": -NOISE})
    found = json.loads(json.dumps(c.to_json(), allow_nan=False))
    assert {"ranking", "pairs", "money", "measures", "answer", "matters", "selection", "goals", "pareto"} <= set(found)
    assert {"p_better", "best_share", "verdict", "best_low", "best_high", "worst_tenth", "regret", "matters",
            "standing"} <= set(found["ranking"][0])
    assert found["measures"]["trust"]["matters"] == 0.02 and found["selection"]["kept"] == ["a"]


def test_what_has_no_value_has_no_risk(invented):
    c = invented({"a": [np.nan, 1.0, 2.0], "b": [1.0, 2.0, 3.0]})
    assert c.table()[["best_share", "best_low", "regret"]].loc["a"].isna().all() and c.selection() is None
    assert set(c.table().standing) == {matters.NO_VALUE} and "P(best)" in c.summary()
    assert report.html(c)
