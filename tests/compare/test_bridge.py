"""The bridge: parts that add up exactly, whatever the numbers, and a sentence that stays within them."""

from __future__ import annotations

import re
from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.compare import bridge, causes, waterfall
from sim.compare.comparison import Comparison
from sim.scenario import load

fractions = st.fractions(min_value=-10**6, max_value=10**6, max_denominator=10**4)
pairs = st.lists(st.tuples(fractions, fractions), min_size=1, max_size=4)


def product(values) -> Fraction:
    total = Fraction(1)
    for value in values:
        total *= value
    return total


@given(pairs)
def test_the_parts_of_a_product_add_up_to_its_difference_exactly(values):
    before, after = zip(*values, strict=True)
    assert sum(bridge.shapley(before, after)) == product(after) - product(before)


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_the_factors_does_not_matter(values, chance):
    shuffled = list(enumerate(values))
    chance.shuffle(shuffled)
    places, mixed = zip(*shuffled, strict=True)
    parts = bridge.shapley(*zip(*values, strict=True))
    assert list(bridge.shapley(*zip(*mixed, strict=True))) == [parts[place] for place in places]


@given(pairs)
def test_a_factor_that_is_the_same_has_no_part_and_exchange_turns_the_sign(values):
    before, after = zip(*values, strict=True)
    assert bridge.shapley((before[0], *before), (before[0], *after))[0] == 0
    assert bridge.shapley(after, before) == [-part for part in bridge.shapley(before, after)]


def test_two_factors_are_divided_as_by_hand():
    """2 × 3 becomes 4 × 5: the first brings 2·3 = 6 or 2·5 = 10, the second 2·2 = 4 or 4·2 = 8."""
    assert bridge.shapley([Fraction(2), Fraction(3)], [Fraction(4), Fraction(5)]) == [8, 6]


@given(st.lists(fractions, min_size=1, max_size=8), st.integers(0, 1))
def test_rounding_to_cents_keeps_the_sum(parts, off):
    total = round(sum(parts) * 100) + off
    made = bridge.rounded(parts, total)
    assert sum(made) == total
    assert all(abs(one - 100 * part) <= 1 for one, part in zip(made, parts, strict=True)) or off


RUN = st.fixed_dictionaries({
    "revenue": st.integers(0, 10**9), "goods_cost": st.integers(0, 10**9), "growth_spending": st.integers(0, 10**7),
    "running": st.integers(0, 10**7), "orders": st.integers(0, 10**5), "member_days": st.integers(0, 10**6)})


BASE = load("base", ["members.count=300", "run.days=10"])


def comparison(runs: dict[str, list[dict]]) -> Comparison:
    """A comparison of invented runs; money in cents."""
    base, seeds = BASE, range(1, 1 + len(next(iter(runs.values()))))
    return Comparison.of([type(base)(name, name, "", base.values) for name in runs], list(seeds),
                         {(name, seed): _run(runs[name][seed - 1]) for name in runs for seed in seeds})


def _run(one: dict):
    money = {name: one[name] for name in ("revenue", "goods_cost", "growth_spending")}
    money |= {"running_costs": one["running"],
              "profit": one["revenue"] - one["goods_cost"] - one["growth_spending"] - one["running"]}
    measures = {name: cents / 100 for name, cents in money.items()} | {"orders": float(one["orders"])}
    series = pd.DataFrame({"followers": [one["member_days"], *[0] * 9]}, index=pd.RangeIndex(10, name="day"))
    return SimpleNamespace(measures=measures, series=series, run_id="0", state_sha256="0", seconds=0.0,
                           from_store=False)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 4).flatmap(lambda size: st.tuples(*[st.lists(RUN, min_size=size, max_size=size)] * 2)))
def test_the_bridge_adds_up_to_the_cent(both):
    c = comparison({"a": both[0], "b": both[1]})
    one = bridge.bridge(c)
    assert sum(step.cents for step in one.steps) == one.gap == one.end - one.start
    for end, name in ((one.start, one.second), (one.end, one.leader)):
        assert end / 100 == pytest.approx(c.statistics("profit").loc[name, "mean"], abs=0.0101)
    assert not [step for step in one.steps if "other" in step.name]


PLAIN = {"revenue": 100_000, "goods_cost": 40_000, "growth_spending": 5_000, "running": 1_000, "orders": 50,
         "member_days": 1_000}


@pytest.mark.parametrize("changed, moved", [
    ({"member_days": 2_000, "orders": 100, "revenue": 200_000, "goods_cost": 80_000}, "members"),
    ({"orders": 100, "revenue": 200_000, "goods_cost": 80_000}, "orders each"),
    ({"revenue": 200_000, "goods_cost": 80_000}, "¥ an order"), ({"goods_cost": 20_000}, "margin"),
    ({"growth_spending": 2_000}, "growth spending"), ({"running": 0}, "running costs")])
def test_what_alone_differs_has_the_whole_gap(changed, moved):
    one = bridge.bridge(comparison({"better": [{**PLAIN, **changed}], "plain": [PLAIN]}))
    assert one.leader == "better"
    assert {step.name: step.cents for step in one.steps if step.cents} == {moved: one.gap}


@pytest.mark.parametrize("missing, names", [
    ({}, ["members", "orders each", "¥ an order", "margin"]), ({"orders": 0}, ["members", "income each", "margin"]),
    ({"revenue": 0}, ["income", "cost of goods"]), ({"member_days": 0}, ["income", "cost of goods"])])
def test_factors_that_are_not_defined_in_every_run_are_joined(missing, names):
    one = bridge.bridge(comparison({"a": [PLAIN, PLAIN], "b": [PLAIN, {**PLAIN, **missing}]}))
    assert [step.name for step in one.steps] == [*names, "growth spending", "running costs"]


def test_planted_win_and_tie_are_told_in_different_words():
    better = [{**PLAIN, "goods_cost": 20_000 + n} for n in range(4)]
    won = comparison({"a": better, "b": [{**PLAIN, "goods_cost": 40_000 + n} for n in range(4)]})
    tied = comparison({"a": better, "b": [{**PLAIN, "goods_cost": 20_000 + n * (-1)**n} for n in range(4)]})
    same = comparison({"a": better, "b": better})
    assert causes.why(won)["won"] and not causes.why(tied)["won"] and not causes.why(same)["won"]
    assert causes.why(won)["title"] == "a ends with ¥200 more profit than b: the largest step is margin (+¥200)."
    assert "chance alone may explain it" in causes.why(tied)["title"]
    assert causes.why(same)["title"] == "a and b end with the same mean profit, ¥739.98."


def test_a_real_comparison_adds_up_and_running_costs_are_those_measured(lived):
    one = bridge.bridge(lived)
    assert sum(step.cents for step in one.steps) == one.gap
    running = {step.name: step for step in one.steps}["running costs"]
    means = lived.statistics("running_costs")["mean"]
    assert (running.before, running.after) == pytest.approx((means[one.second], means[one.leader]), abs=1e-6)


@pytest.mark.parametrize("value, text", [(1_023_456.0, "¥1.02 M"), (-500_000.0, "−¥500 k"), (12.5, "¥12.50"),
                                         (4_863.2, "¥4,860"), (0.0, "¥0"), (14_130.0, "¥14.1 k")])
def test_amounts_have_three_figures(value, text):
    assert waterfall.money(value).replace("\u00a0", " ") == text


@pytest.mark.parametrize("name, lines", [
    ("xiaomi", ["xiaomi"]), ("traffic_mall_200k", ["traffic_", "mall_200k"]), ("_a b", ["_a b"]),
    ("流量商城二十万", ["流量商城二", "十万"]), ("a" * 40, ["a" * 9 + "…"])])
def test_names_below_a_column_are_in_narrow_lines(name, lines):
    assert waterfall._pieces(name, 10) == lines


def test_both_pictures_show_every_step_and_only_one_stands_upright():
    c = comparison({"much_better_one": [{**PLAIN, "member_days": 2_000, "goods_cost": 20_000}], "plain": [PLAIN]})
    one = bridge.bridge(c)
    upright, lying = waterfall.columns(c, one, "t"), waterfall.rows(c, one, "t")
    for step in one.steps:
        assert waterfall.money(step.yuan, sign=True) in upright and waterfall.money(step.yuan, sign=True) in lying
    assert ">much_<" in upright and ">better_one<" in upright and "name0name" not in upright
    assert 'viewBox="0 0 660 ' in upright and 'viewBox="0 0 358 ' in lying
    ends = [re.search(rf'<text[^>]* x="([\d.]+)" y="([\d.]+)"[^>]*>{name}<', str(upright))
            for name in ("plain", "much_")]
    assert float(ends[0][1]) < float(ends[1][1]) and ends[0][2] == ends[1][2]
