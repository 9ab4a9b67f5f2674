"""Further runs: levers that the table of levers holds, removals, assumptions, and what is said of them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from sim.compare import compare, decision, doubt, flips, levers_text, phases, removed, report, tornado
from sim.compare.explore import (
    ASSUMPTION,
    DEPTHS,
    LEVER,
    MONEY,
    REMOVAL,
    Depth,
    Explored,
    Trial,
    Tried,
    assumptions,
    levers,
    plan,
    removals,
    words,
)
from sim.scenario import load, with_overrides
from sim.validation.levers import _table

NOISE = np.array([3.0, -1.0, 2.0, -4.0, 1.0, 0.5, -2.0, 0.5])
SIZE = ["members.count=120", "run.days=10"]
PAGE = (Path(__file__).parents[2] / "docs" / "levers.md").read_text("utf-8")


@pytest.mark.parametrize("lever", levers.ALL, ids=lambda lever: lever.key)
def test_a_lever_is_offered_only_if_its_row_is_met(lever):
    """The page of levers holds the verdicts of the last full validation; a row that is missed leaves this list."""
    assert re.search(rf"^\*\*{re.escape(lever.row)}: .*: met$", PAGE, flags=re.M), lever.row
    row = _table.row(lever.row)
    assert any(path.endswith(lever.key.rpartition(".")[2]) for arm in row.arms.values() for path in arm)


def test_levers_change_one_thing_and_stay_in_range():
    scenario = load("xiaomi_200k")
    found = list(levers.trials(scenario))
    assert {one.key for one in found} >= {"host.cadence", "growth.traffic", "growth.reward", "growth.seeds"}
    for one in found:
        (changes,) = one.changes.values()
        assert len({path.rpartition(".")[2] for path in changes} - {"traffic_budget", "budget"}) == 1
        assert with_overrides(scenario, changes).values != scenario.values
        assert words.lever(one) and str(one.after) != str(one.before)


def test_less_traffic_leaves_the_rest_of_the_growth_budget():
    scenario = load("xiaomi_200k")
    half = next(one for one in levers.trials(scenario) if one.key == "growth.traffic" and one.after < one.before)
    changes = half.changes["xiaomi_200k"]
    assert changes["communities.xiaomi.growth.traffic_budget"] == 100_000
    assert changes["communities.xiaomi.growth.budget"] == 100_000


def test_only_what_is_there_is_removed():
    base, mall = load("base"), load("traffic_mall")
    keys = {one.key for one in removals.trials(base)}
    assert "host" in keys and not {"traffic", "reward", "hype", "endorsement"} & keys
    assert "host" not in {one.key for one in removals.trials(mall)}
    channels = [one for one in removals.trials(base) if one.key == "channel"]
    for one in channels:
        changed = with_overrides(base, [f"~{path}" for path in one.changes["base"]])
        assert len(changed.values["communities"]["circle"]["channels"]) == len(
            base.values["communities"]["circle"]["channels"]) - 1


def test_an_assumption_is_changed_in_both_or_not_at_all():
    pair = [load("xiaomi"), load("traffic_mall")]
    known = assumptions.candidates(pair, "profit")
    key = "communities.*.brand.unit_cost"
    made = assumptions.trial(pair, key, known[key], 1.2)
    assert {name: list(changes.values()) for name, changes in made.changes.items()} == {
        "xiaomi": [1440.0], "traffic_mall": [1440.0]}
    assert all(parameter.source == "assumption" for parameter in known.values()) and "members.count" not in known
    share = next(key for key, parameter in known.items() if parameter.high == 1 and parameter.type is float)
    assert assumptions.trial(pair, share, known[share], 1e6) is None


@pytest.fixture(scope="module")
def explored(tmp_path_factory):
    """A small comparison that was explored, though not as far as usual, and its store."""
    store = tmp_path_factory.mktemp("explored") / "runs.db"
    more = {"seeds": 3, "overrides": SIZE, "store": store, "workers": 1, "progress": False, "explore": "quick"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(DEPTHS, "quick", Depth(seeds=2, screened=6, drawn=2))
        yield compare(["base", "huang_taiji"], **more), more


def test_exploring_adds_runs_that_are_counted_and_stored(explored):
    c, more = explored
    assert c.explored.of(LEVER) and c.explored.of(REMOVAL) and c.explored.of(ASSUMPTION)
    assert c.explored.seeds == (1, 2) and c.explored.screened <= 6 < c.explored.candidates
    before = sum(one.seconds for one in c.runs.itertuples())
    again = compare(["base", "huang_taiji"], **more)
    assert all(again.runs.found) and again.explored.runs == c.explored.runs > 50 and before > 0
    for one, other in zip(c.explored.tried, again.explored.tried, strict=True):
        assert one.trial == other.trial
        assert all((one.values[name] == other.values[name]).all() for name in one.values)


def test_a_report_says_what_was_explored(explored):
    c, _ = explored
    page = report.html(c)
    assert f"{c.explored.runs} further runs, on the first 2 seeds" in page
    assert "What should I do?" in page and "further runs on the first 2 seeds" in c.summary()
    assert len(tornado.bars(c, decision.decision(c))) <= tornado.MOST


def planted(c, leads: dict[str, tuple[float, float]], kind: str = ASSUMPTION) -> Explored:
    """Assumptions that move the lead of `a` over `b` to these values when they are 20% lower and higher."""
    tried = []
    for key, ends in leads.items():
        for factor, lead in zip((0.8, 1.2), ends, strict=True):
            trial = Trial(kind, key, {"a": {}, "b": {}}, 10.0, 10.0 * factor, factor, f"Name of {key}. More.", "¥")
            values = {"a": 1000.0 + lead + NOISE[:3], "b": 1000.0 + NOISE[:3] / 2}
            tried.append(Tried(trial, (1, 2, 3), values, {}, {}))
    return Explored("quick", (1, 2, 3), tuple(tried), len(tried), 4, 9)


def test_the_tornado_is_sorted_by_width_and_names_what_turns(invented):
    c = invented({"a": 2000 + NOISE, "b": 1000 + NOISE})
    c = replace(c, explored=planted(c, {"small": (900, 1100), "turns": (-500, 2000), "wide": (400, 1700)}))
    made = decision.decision(c)
    assert [one.any.trial.key for one in tornado.bars(c, made)] == ["turns", "wide", "small"]
    found = tornado.section(c, made)
    assert found["title"] == "Within 20%, what turns it: Name of turns"
    assert "Of 9 assumptions, 4 were tried" in found["says"]
    texts = [one.text for one in flips.flips(c, made)]
    assert texts == ["*Name of turns 20% lower:* b leads."]
    calm = replace(c, explored=planted(c, {"small": (900, 1100)}))
    assert tornado.section(calm, made)["title"] == "No one assumption that was tried turns it within 20%"
    assert not flips.flips(calm, made)


def test_levers_show_the_best_three_and_chance_is_hollow(invented):
    c = invented({"a": 2000 + NOISE, "b": 1000 + NOISE}, growth_spending={"a": [0.0] * 8, "b": [0.0] * 8})
    planned = c.wide().loc[[1, 2, 3], "b"].to_numpy()
    gains = {"host.cadence": 500 + NOISE[:3], "host.quality": np.array([900.0, -700.0, 100.0]),
             "growth.seeds": 50 + NOISE[:3] / 10, "growth.reward": -200 + NOISE[:3], "price": 10 + NOISE[:3] / 100}
    tried = tuple(Tried(Trial(LEVER, key, {"b": {}}, 1.0, 2.0), (1, 2, 3), {"b": planned + gain},
                        {"b": np.full(3, 150.0)}, {}) for key, gain in gains.items())
    c = replace(c, explored=Explored("quick", (1, 2, 3), tried, 15, 0, 0))
    best = levers_text.best(c, "b")
    assert [one.tried.trial.key for one in best] == ["host.cadence", "host.quality", "growth.seeds"]
    assert [one.hollow for one in best] == [False, True, False] and best[0].cost == pytest.approx(50.0)
    shown = levers_text.section(c, decision.decision(c))
    assert shown["title"].startswith("Test b with this first: “Post 2 a day, not 1” may bring ¥5")
    assert shown["strategies"][0]["levers"][0]["cost"] == "costs ¥50"


def test_equal_money_is_tried_for_the_best_three_others_whose_spending_differs(invented):
    profits = {name: 1000 * place + NOISE for place, name in enumerate("abcdef")}
    spent = {"f": 9e4, "e": 1e4, "d": 9.1e4, "c": 5e4, "b": 0.0, "a": 0.0}
    c = invented(profits, growth_spending={name: [spent[name]] * 8 for name in profits})
    explorer = SimpleNamespace(by_name={name: replace(load("xiaomi_200k"), name=name) for name in profits})
    trials = plan._equal(c, explorer, decision.decision(c))
    assert [list(one.changes) for one in trials] == [["e"], ["c"]]  # d spends the same within 5%; b and a come later
    assert [one.after - one.before for one in trials] == [8e4, 4e4]


def test_equal_money_takes_away_no_more_than_is_spent():
    scenario = load("xiaomi_200k")
    less = levers.equal_money(scenario, -50_000.0)
    assert less.changes["xiaomi_200k"]["communities.xiaomi.growth.traffic_budget"] == 150_000
    assert levers.equal_money(scenario, -200_001.0) is None


def test_any_of_the_others_may_turn_it_with_equal_money(invented):
    c = invented({"a": 3000 + NOISE, "b": 2000 + NOISE, "c": 1000 + NOISE},
                 growth_spending={"a": [1000.0] * 8, "b": [0.0] * 8, "c": [400.0] * 8})
    tried = tuple(Tried(Trial(MONEY, "growth.traffic", {name: {}}, 0.0, more), (1, 2, 3), {name: value + NOISE[:3]},
                        {}, {}) for name, more, value in (("b", 1000.0, 2500), ("c", 600.0, 5000)))
    c = replace(c, explored=Explored("quick", (1, 2, 3), tried, 6, 0, 0))
    made = decision.decision(c)
    (flip,) = flips.flips(c, made)
    assert flip.distance == 0.6 and flip.text.replace("\u00a0", " ") == (
        "*Equal growth spending:* with the money of a, c reaches ¥5,000 (3 seeds).")
    spending = doubt.limits(c, made)[0]["text"].replace("\u00a0", " ")
    assert "With the growth spending of a, as more or less paid traffic, on 3 seeds: b ¥2,500 and c ¥5,000; a has " in (
        spending)


def test_a_removal_that_takes_most_is_told(invented):
    c = invented({"a": 2000 + NOISE, "b": 1000 + NOISE})
    planned = c.wide().loc[[1, 2, 3], "a"].to_numpy()
    tried = tuple(Tried(Trial(REMOVAL, key, {"a": {}}), (1, 2, 3), {"a": planned + change}, {}, {})
                  for key, change in (("host", -1500 + NOISE[:3]), ("traffic", -100 + NOISE[:3])))
    found = removed.section(replace(c, explored=Explored("quick", (1, 2, 3), tried, 6, 0, 0)), decision.decision(c))
    assert found["title"] == "a without its host is another strategy: ¥1,500 less"
    assert removed.section(c, decision.decision(c)) is None


def test_the_phase_map_has_who_leads_by_horizon_and_value(invented):
    c = invented({"a": 2000 + NOISE, "b": 1000 + NOISE})
    days = np.arange(24.0)
    tried = tuple(Tried(Trial(ASSUMPTION, "x", {"a": {}, "b": {}}, 10.0, 10.0 * factor, factor, "X.", ""), (1, 2),
                        {"a": np.ones(2), "b": np.zeros(2)}, {},
                        {"a": np.array([days, days]), "b": np.full((2, 24), 11.5 * factor)})
                  for factor in (0.5, 1.0, 1.5))
    c = replace(c, explored=Explored("quick", (1, 2), tried, 6, 1, 1, "x"))
    made = decision.decision(c)
    horizons, shares = phases.shared(c, made, list(tried))
    assert horizons[-1] == 23 and (shares == (horizons[None, :] > np.array([[5.75], [11.5], [17.25]]))).all()
    assert phases.section(c, made)["title"] == "Only a shorter horizon hands it to b"
