"""Money on the command line: shown in yuan, and a note where sums meet other people than they were written for."""

from __future__ import annotations

import json

import pytest

PLAN = """\
from: base
members: {count: 400}
communities:
  circle:
    growth: {seeds: 20, seed_share: 0, traffic: 10, traffic_budget: 500}
"""
NOTE = ("shequn: note: plan gives circle.growth.traffic, circle.growth.traffic_budget, circle.growth.seeds for 400 "
        "people, and members.count is 200, so that each person meets 2 times as much; for fewer members in the same "
        "world leave members.count and set run.scale=2, or give amounts per thousand people "
        "(communities.circle.growth.traffic.per_thousand=…)\n")
SHORT = ("run.days=2", "--quiet")


@pytest.fixture
def plan(here):
    (here / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return "./plan.yaml"


@pytest.mark.parametrize("words", [
    ("run", "PLAN", "members.count=200", *SHORT, "--no-store"),
    ("compare", "PLAN", "base", "members.count=200", *SHORT, "--seeds", "1", "--workers", "1", "--no-store"),
    ("sweep", "scenario=PLAN", "members.count=200", "seeds=1", "executor=serial", *SHORT, "--store", "x.db"),
    ("sweep", "scenario=PLAN", "members.count=400,200", "seeds=1", "executor=serial", *SHORT, "--store", "x.db")])
def test_one_line_says_that_sums_meet_other_people(shequn, plan, words):
    said = shequn(*[word.replace("PLAN", plan) for word in words])
    notes = [line for line in said.err.splitlines(keepends=True) if "SQLite" not in line]
    assert (said.code, notes) == (0, [NOTE])


def test_checking_a_file_says_it_too(shequn, here, plan):
    (here / "small.yaml").write_text("from: plan\nmembers: {count: 200}\n", encoding="utf-8")
    said = shequn("check", "small.yaml")
    assert (said.code, said.err) == (0, NOTE.replace("plan gives", "small gives"))


@pytest.mark.parametrize("words", [(), ("members.count=400",), ("run.scale=2",), (
    "members.count=200", "communities.circle.growth.traffic.per_thousand=25", "communities.circle.growth.seeds=10",
    "communities.circle.growth.traffic_budget.per_thousand=¥1,250")])
def test_nothing_is_said_where_they_do_not(shequn, plan, words):
    said = shequn("run", plan, *words, *SHORT, "--no-store", "--json")
    assert (said.code, said.err) == (0, "")
    growth = json.loads(said.out)["parameters"]["communities"]["circle"]["growth"]
    assert growth["traffic_budget"] == (250.0 if len(words) > 1 else 500.0)


def test_parameters_are_listed_in_yuan(shequn):
    said = shequn("parameters", "growth")
    assert "growth.traffic = ¥0 a day, ¥0 to ¥10,000,000,000, or {per_thousand: …} people\n" in said.out
    assert "communities.<name>.growth.reward = ¥0, ¥0 to ¥1,000,000\n" in said.out
    rows = {one["path"]: one for one in json.loads(shequn("parameters", "growth", "--json").out)}
    one = rows["communities.<name>.growth.investment"]
    assert (one["default"], one["unit"], one["per_thousand"]) == (500_000.0, "¥", True)
    assert "¥0.01 per follower and month" in shequn("parameters", "upkeep").out


def test_what_is_shown_can_be_read_again_for_other_people(shequn, here, plan):
    rated = shequn("show", plan, "communities.circle.growth.traffic_budget.per_thousand=1250")
    assert "traffic_budget:\n        per_thousand: 1250.0\n" in rated.out
    (here / "shown.yaml").write_text(rated.out, encoding="utf-8")
    shown = json.loads(shequn("show", "./shown.yaml", "members.count=4000", "--json").out)
    assert shown["communities"]["circle"]["growth"]["traffic_budget"] == 5000.0


def test_a_comma_in_a_sweep_is_no_list_where_a_number_would_begin_with_nought(refused):
    assert '"10,000" is no list of numbers; write 10000, if that is meant' in refused("sweep", "members.count=10,000")
