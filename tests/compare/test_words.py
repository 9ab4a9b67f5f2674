"""What is said of invented numbers: no conclusion that they do not carry."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

NOISE = np.array([3.0, -1.0, 2.0, -4.0, 1.0, 0.5, -2.0, 0.5])


def words(c):
    from sim.compare import answer as _answer
    from sim.compare import verdict

    return _answer.answer(c), " ".join(verdict.doubts(c))


def test_a_clear_leader_leads(invented):
    c = invented({"a": 1000 + NOISE, "b": 500 + 2 * NOISE, "c": NOISE})
    answer, doubts = words(c)
    assert answer.startswith("Over 12 days and 8 paired runs, a earns ¥500.00 more profit than b (95% ")
    assert "interval ¥498.12 to ¥501.88) and leads in all 8. It also leads c. Mean profit: a ¥1,000.00, b" in answer
    assert "would separate" not in doubts
    assert list(c.table().verdict) == ["leads", "behind a", "behind a"]


def test_chance_alone_is_no_winner(invented):
    c = invented({"a": 100 + NOISE, "b": 100.4 - 2 * NOISE, "c": 0 * NOISE})
    answer, doubts = words(c)
    assert answer.startswith("No clear winner: over 12 days and 8 paired runs, b earns ¥0.40 more profit than a ")
    assert "which includes 0) and leads in 3 of 8. c is behind b." in answer and "would separate b from a" in doubts
    assert list(c.table().verdict) == ["no clear winner against a", "no clear winner against b", "behind b"]


def test_verdicts_between_a_lead_and_none(invented):
    apart = np.array([1.0, 0.2, 1.3, 0.9, -0.4, 1.1])
    c = invented({"a": 5 + apart, "b": 5 + 0 * apart, "b2": 5 + 0 * apart, "c": 0 * apart})
    assert list(c.table().verdict) == ["ahead, not separated from b, b2", "behind, not separated from a",
                                       "behind, not separated from a", "behind a"]
    answer = words(c)[0]
    assert answer.startswith("a is ahead but not separated from b: over 12 days and 6 paired runs, a earns ¥0.68 more")
    assert "after correction for the 6 pairs compared. b2 is not separated from a either. c is behind a." in answer
    c = invented({"a": apart, "twin": apart, "b": apart - np.array([1, -1, 1, -1, 1, -1.5])})
    assert c.table().verdict.iloc[0] == "no clear winner against a, twin" and c.ranking()[0] == "b"


def test_other_measures_have_verbs_of_their_own(invented):
    steady = {"a": NOISE, "b": -NOISE}

    def told(lowest=False, **values):
        made = invented(steady, lowest=lowest, **values)
        (what,) = values
        return words(replace(made, measure=what))[0]

    up = np.array([0.60, 0.61, 0.62, 0.63, 0.60, 0.61, 0.62, 0.63])
    few = up - 0.3 - NOISE / 1000
    assert "a has higher retention than b, by 30.00 percentage points (95% interval 29.81 to 30.19)" in told(
        retention={"a": up, "b": few})
    assert "a has higher trust than b, by 0.3000 (95% interval 0.2981 to 0.3019)" in told(trust={"a": up, "b": few})
    assert "a has 300.0 more followers than b (95%" in told(followers={"a": 1000 * up, "b": 1000 * few})
    assert "b has an earlier break-even day than a, by 30.00 days (95%" in told(
        True, break_even_day={"a": 100 * up, "b": 100 * few})
    assert "b has lower acquisition cost (CAC) than a, by ¥3" in told(
        True, cost_per_follower={"a": 1000 * up, "b": 1000 * up - 3 + NOISE / 1000})


def test_exactly_equal_is_said_to_be_equal(invented):
    answer, _ = words(invented({"a": NOISE, "b": NOISE}))
    assert answer.startswith("a and b are identical on profit: over 12 days, their values are the same in each of 8 ")


def test_one_seed_tells_nothing(invented):
    c = invented({"a": [5.0], "b": [1.0]})
    answer = words(c)[0]
    assert answer.startswith("One seed cannot separate strategy from chance. With this one, a ranks first on profit.")
    assert answer.endswith("Profit: a ¥5, b ¥1.") and set(c.table().verdict) == {"undecided: one seed"}
    assert "a ties with b on profit" in words(invented({"a": [5.0], "b": [5.0]}))[0]


def test_losses_are_called_losses(invented):
    answer = words(invented({"a": NOISE - 50, "b": NOISE - 90}))[0]
    assert answer.endswith("lose money on average over this horizon: the ranking shows which loses least.")
    assert words(invented({"a": NOISE - 50, "b": NOISE - 50}))[0].endswith("lose money on average over this horizon.")
    assert "lose money" not in words(invented({"a": NOISE + 50, "b": NOISE - 90}))[0]


def test_lowest_ranks_the_other_way(invented):
    c = invented({"a": 1000 + NOISE, "b": 500 + NOISE}, lowest=True)
    assert c.ranking() == ["b", "a"] and c.table().loc["b", "p_better"] == 1.0
    assert c.best_shares()["b"] == 1.0


def test_a_lead_that_came_late_is_told(invented):
    late, early = np.linspace(-500, 1000, 100), np.linspace(0, 500, 100)
    _, doubts = words(invented({"a": 1000 + NOISE, "b": 500 + NOISE}, {"a": late, "b": early}))
    assert f"until day {int(np.flatnonzero(late < early)[-1])}, b is ahead of a on profit (mean over seeds)" in doubts


def test_a_lead_that_shrinks_is_told(invented):
    fading, rising = np.full(100, 1000.0), np.linspace(0, 900, 100)
    _, doubts = words(invented({"a": 1000 + NOISE, "b": 900 + NOISE}, {"a": fading, "b": rising}))
    assert "the lead of a shrinks. At that pace it ends about 11 days after the run" in doubts


def test_another_goal_is_told_only_when_it_is_told_apart(invented):
    profits = {"a": 1000 + NOISE, "b": 500 + NOISE}
    _, doubts = words(invented(profits, trust={"a": 0.3 + NOISE / 1000, "b": 0.6 - NOISE / 1000}))
    assert "Another goal: b leads a on trust." in doubts
    _, doubts = words(invented(profits, trust={"a": 0.3 + NOISE / 10, "b": 0.31 - NOISE / 10}))
    assert "on trust" not in doubts


@pytest.mark.parametrize("size", [2, 3, 8])
def test_the_summary_names_all_and_is_of_even_width(invented, size):
    from sim.system.text import width

    lines = invented({"小米": 1000 + NOISE[:size], "traffic_mall": NOISE[:size]}).summary().splitlines()
    rows = [line for line in lines if line.startswith(("1  小米", "2  traffic_mall"))]
    starts = {width(row[:row.index(word)]) for row, word in zip(rows, ("leads", "behind 小米"), strict=True)}
    assert len(rows) == 2 and len(starts) == 1


def test_the_interval_of_a_share_stays_between_0_and_1(invented):
    c = invented({"a": NOISE, "b": -NOISE}, posting_gini={"a": [0.0, 1.0] * 4, "b": [1.0] * 7 + [0.0]})
    found = c.statistics("posting_gini")
    assert found.loc["b", "high"] == 1.0 and 0.0 <= found.low.min() < found["mean"].min()
    assert c.statistics().low.min() < 0


def test_a_late_dip_or_a_smaller_loss_is_no_shorter_horizon(invented):
    early = np.linspace(0, 500, 100)
    dip = np.where(np.arange(100) == 60, early - 50, early + 50)
    losing = np.linspace(-500, 1000, 100)
    for leader, other in ((dip, early), (losing, np.where(np.arange(100) < 50, -1.0, 500.0))):
        _, doubts = words(invented({"a": 1000 + NOISE, "b": 500 + NOISE}, {"a": leader, "b": other}))
        assert "shorter horizon" not in doubts


def test_who_leads_with_more_growth_spending_may_lead_because_of_it(invented):
    profits = {"a": 200 + NOISE, "b": 100 + NOISE}

    def told(a, b):
        return words(invented(profits, growth_spending={"a": [a] * 8, "b": [b] * 8}))[1]

    more = told(500.0, 100.0)
    assert "Equal growth spending: a spends ¥500.00 on growth, b ¥100.00. If both spend the same, the ranking" in more
    for a, b in ((100.0, 100.0), (100.0, 500.0), (0.0, 0.0)):
        assert "Equal growth spending" not in told(a, b)


def test_stock_that_outweighs_the_gap_is_told(invented):
    profits = {"a": 1000 + NOISE, "b": 900 + NOISE}
    _, doubts = words(invented(profits, stock_value={"a": [200.0] * 8, "b": [0.0] * 8}))
    assert "Stock: at the end, a holds goods that cost ¥200. Profit counts them at cost" in doubts
    assert "the gap in profit is ¥100. If they cannot be sold any more, b is ahead of a." in doubts
    _, doubts = words(invented(profits, stock_value={"a": [0.0] * 8, "b": [200.0] * 8}))
    assert "If they cannot be sold any more, the order does not change." in doubts
    _, doubts = words(invented(profits, stock_value={"a": [50.0] * 8, "b": [0.0] * 8}))
    assert "Stock:" not in doubts


def test_which_money_was_not_the_same_is_told():
    import pandas as pd

    from sim.compare.money import equality

    def told(investment, traffic, growth=(1.0, 1.0)):
        return equality(pd.DataFrame({"investment": investment, "traffic_budget": traffic, "growth": growth},
                                     index=["a", "b"]))

    assert told([1, 1], [2, 2]).startswith("All scenarios have the same budget. Their growth spending (")
    assert told([1, 1], [2, 3]).startswith("All scenarios have the same capital from investors, but different budgets")
    assert told([1, 2], [2, 2]).startswith("The scenarios have different capital from investors, but the same budget")
    assert told([1, 2], [2, 3]).startswith("The scenarios differ in capital from investors and in budget for paid")
    assert "is the same within 2.0%: ¥204." in told([1, 1], [2, 2], (200.0, 204.0))
    assert "b spends 2 times as much on growth" in told([1, 1], [2, 2], (1.0, 2.0))
    assert "a spends nothing on growth, b ¥2.00:" in told([1, 1], [2, 2], (0.0, 2.0))
    assert "None of them spends anything on growth" in told([1, 1], [2, 2], (0.0, 0.0))


def test_what_has_no_value_in_some_runs_ranks_nothing(invented):
    some = {"a": [5.0, np.nan, 7.0, 8.0], "b": [1.0, 2.0, 3.0, 4.0]}
    c = replace(invented({"a": NOISE[:4], "b": NOISE[:4]}, break_even_day=some), measure="break_even_day")
    answer, doubts = words(c)
    assert answer.startswith("Break-even day cannot rank these scenarios: in 1 of 4 runs of a it has no value (not ")
    assert doubts.startswith("Assumptions") and set(c.table().verdict) == {"no value"}
    assert c.to_json()["ranking"][1]["mean"] is None


def test_prose_and_table_have_the_same_numbers(invented):
    c = invented({"a": -15_781 + NOISE, "b": -20_000 + NOISE})
    assert "loses ¥4,219 less than b in every run. Mean profit: a −¥15,781.00" in words(c)[0]
    assert "−¥15,781.00" in next(line for line in c.summary().splitlines() if line.startswith("1  a"))


def test_one_seed_is_one_seed(invented):
    assert "on the same 1 random seed, ranked by profit" in invented({"a": [5.0], "b": [1.0]}).summary()
