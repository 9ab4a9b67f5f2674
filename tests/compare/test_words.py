"""What is said of invented numbers: no conclusion that they do not carry."""

from __future__ import annotations

import numpy as np
import pytest

from sim.scenario import load

STOCKED = load("base").values["communities"]["circle"]["brand"]["unit_cost"]
NOISE = np.array([3.0, -1.0, 2.0, -4.0, 1.0, 0.5, -2.0, 0.5])


def words(c):
    from sim.compare import _words

    return _words.answer(c), " ".join(_words.doubts(c))


def test_a_clear_leader_leads(invented):
    c = invented({"a": 1000 + NOISE, "b": 500 + 2 * NOISE, "c": NOISE})
    answer, doubts = words(c)
    assert answer.startswith("a leads on profit: ¥1,000.0 on average over 8 seeds") and "8 of 8 seeds" in answer
    assert "clearly ahead of c" in answer and "seeds would tell" not in doubts
    assert list(c.table().verdict) == ["leads", "behind a", "behind a"]


def test_luck_alone_is_no_winner(invented):
    c = invented({"a": 100 + NOISE, "b": 100.4 - NOISE, "c": 0 * NOISE})
    answer, doubts = words(c)
    assert answer.startswith("No clear winner on profit: b has the best mean") and "contains 0" in answer
    assert "c is clearly behind" in answer and "seeds would tell a difference" in doubts
    assert list(c.table().verdict) == ["not told apart from a", "not told apart from b", "behind b"]


def test_exactly_equal_is_said_to_be_equal(invented):
    answer, _ = words(invented({"a": NOISE, "b": NOISE}))
    assert "exactly equal in every seed" in answer


def test_one_seed_tells_nothing(invented):
    c = invented({"a": [5.0], "b": [1.0]})
    assert words(c)[0].startswith("One seed tells nothing") and set(c.table().verdict) == {"one seed tells nothing"}


def test_losses_are_called_losses(invented):
    assert "All of them lose money" in words(invented({"a": NOISE - 50, "b": NOISE - 90}))[0]
    assert "lose money" not in words(invented({"a": NOISE + 50, "b": NOISE - 90}))[0]


def test_lowest_ranks_the_other_way(invented):
    c = invented({"a": 1000 + NOISE, "b": 500 + NOISE}, lowest=True)
    assert c.ranking() == ["b", "a"] and c.table().loc["b", "p_better"] == 1.0
    assert c.best_shares()["b"] == 1.0


def test_a_lead_that_came_late_is_told(invented):
    late, early = np.linspace(-500, 1000, 100), np.linspace(0, 500, 100)
    _, doubts = words(invented({"a": 1000 + NOISE, "b": 500 + NOISE}, {"a": late, "b": early}))
    assert f"until day {int(np.flatnonzero(late < early)[-1])} (mean over seeds) b was ahead of a" in doubts


def test_a_lead_that_shrinks_is_told(invented):
    fading, rising = np.full(100, 1000.0), np.linspace(0, 900, 100)
    _, doubts = words(invented({"a": 1000 + NOISE, "b": 900 + NOISE}, {"a": fading, "b": rising}))
    assert "the lead of a shrank; at that pace it would be gone about 11 days after the end" in doubts


def test_another_goal_is_told_only_when_it_is_told_apart(invented):
    profits = {"a": 1000 + NOISE, "b": 500 + NOISE}
    _, doubts = words(invented(profits, trust={"a": 0.3 + NOISE / 1000, "b": 0.6 - NOISE / 1000}))
    assert "b on trust" in doubts
    _, doubts = words(invented(profits, trust={"a": 0.3 + NOISE / 10, "b": 0.31 - NOISE / 10}))
    assert "on trust" not in doubts


@pytest.mark.parametrize("size", [2, 3, 8])
def test_the_summary_names_all_and_is_of_even_width(invented, size):
    from sim.compare._format import columns

    lines = invented({"小米": 1000 + NOISE[:size], "traffic_mall": NOISE[:size]}).summary().splitlines()
    rows = [line for line in lines if line.startswith(("1  小米", "2  traffic_mall"))]
    starts = {columns(row[:row.index(word)]) for row, word in zip(rows, ("leads", "behind 小米"), strict=True)}
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


def test_equal_losses_for_each_yuan_are_no_reason_to_think_again(invented):
    _, doubts = words(invented({"a": -99.5 + NOISE / 100, "b": -100 + NOISE / 100}, revenue={"a": [0.0] * 8,
                                                                                           "b": [0.0] * 8}))
    assert "Money is scarce" not in doubts
    _, doubts = words(invented({"a": 200 + NOISE, "b": 100 + NOISE}, revenue={"a": [900.0] * 8, "b": [200.0] * 8}))
    assert "for each ¥ really spent b returned" in doubts


def test_stock_that_outweighs_the_gap_is_told(invented):
    profits, cost = {"a": 1000 + NOISE, "b": 900 + NOISE}, 100 / STOCKED
    _, doubts = words(invented(profits, inventory={"a": [0.0] * 8, "b": [cost * 2] * 8}))
    assert "Stock: at the end b has goods left that cost about ¥200; stock counts as spent" in doubts
    assert "the gap in profit is ¥100. Counted at cost, b would be ahead of a." in doubts
    _, doubts = words(invented(profits, inventory={"a": [cost * 2] * 8, "b": [0.0] * 8}))
    assert "Counted at cost, the order would stay." in doubts
    _, doubts = words(invented(profits, inventory={"a": [0.0] * 8, "b": [cost / 2] * 8}))
    assert "Stock:" not in doubts


def test_which_budget_was_not_the_same_is_told():
    import pandas as pd

    from sim.compare._money import equality

    def told(investment, traffic):
        return equality(pd.DataFrame({"investment": investment, "traffic_budget": traffic, "spent": [1.0, 1.0]}))

    assert told([1, 1], [2, 2]).startswith("All had the same budget, and spent the same")
    assert told([1, 1], [2, 3]).startswith("All were given the same by investors, but not the same budget for bought")
    assert told([1, 2], [2, 2]).startswith("They were not given the same by investors, but the same budget for bought")
    assert told([1, 2], [2, 3]).startswith("They had the same budget neither from investors nor for bought")


def test_prose_and_table_have_the_same_numbers(invented):
    c = invented({"a": -15_781 + NOISE, "b": -20_000 + NOISE})
    assert "−¥15,781.0" in words(c)[0] and "−¥15,781.0" in c.summary().splitlines()[3]


def test_one_seed_is_one_seed(invented):
    assert "the same 1 seed for each" in invented({"a": [5.0], "b": [1.0]}).summary()
