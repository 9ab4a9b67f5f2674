"""Overrides laid over a loaded scenario do what they do when its file is loaded with them: same values, same faults."""

from dataclasses import replace

import pytest

import sim
from sim.runs import identity
from sim.scenario import ScenarioError, load, names, with_overrides

CIRCLE = "communities.circle"
GOOD = [
    ["members.count=1000"],
    {"members.count": 1000, "run.days": 7},
    ["seed=5", "title=小米 2", "about=x"],
    ["trust.rule=degroot"],
    ["trust={rule: beta, negativity: 3}"],
    ["conversion.rule=bass"],
    ["~communities"],
    ["ties.file=nowhere.csv", "ties.folder=./nowhere"],
    ["timeline=[{day: 3, shock: breach, severity: 1}, {day: 1, treat: price, share: 0.5}]"],
]
IN_BASE = [
    ["platforms.wechat.kind=microblog"],
    [f"~{CIRCLE}.channels.shop", f"+{CIRCLE}.channels.fee={{kind: membership_fee}}"],
    [f"{CIRCLE}.channels.shop.kind=preorder", f"{CIRCLE}.channels.shop.price=99"],
    [f"{CIRCLE}=null"],
    [f"+{CIRCLE}.partners.x={{}}", "+platforms.other={kind: traffic_portal}", f"{CIRCLE}.platform=other"],
    [f"{CIRCLE}.growth.traffic_budget.per_thousand=50", "members.count=500"],
    [f"timeline=[{{day: 3, set: {CIRCLE}.host.cadence, to: 2}}]"],
]
BAD = [
    ["members.cout=5"],
    ["members.count=many", "run.days=0"],
    ["members.count=-1"],
    ["members.count=1,2"],
    ["a b"],
    ["trust.rule=bets"],
    ["trust.rule=frozen", "trust.negativity=2"],
    ["communities.nobody.host.quality=1"],
    ["~communities.nobody"],
    ["from=base"],
    ["~platforms.wechat"],
    [f"{CIRCLE}.platform=nowhere"],
    [f"{CIRCLE}.channels.shop.price=0.001"],
    ["members.taste_drift.per_thousand=1"],
    ["timeline=[{day: 3, shock: quake}]"],
    ["run.scale=1000", "members.count=100"],
    ["members.count=1"],
    ["organisation.split_at=5", "organisation.merge_below=100"],
]
FILE = """\
from: base
title: A file
members: {count: 500}
communities:
  circle:
    growth: {traffic_budget: {per_thousand: 1000}, investment: 70000}
    host:
      quality: 0.7
timeline:
- {day: 9, set: trust.negativity, to: 3}
- {day: 4, shock: breach, severity: 0.5}
"""


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.yaml").write_text(FILE, encoding="utf-8")
    return "./own.yaml"


def run_id(scenario):
    return None if scenario.values["ties"]["file"] else identity.run_id(scenario.values)


def outcome(make):
    """A scenario and what belongs to it, or the sentences about what is wrong with it."""
    try:
        one = make()
    except ScenarioError as error:
        return [str(problem) for problem in error.problems]
    given = {key: where for key, where in one.origin.items() if where is not None}
    return one.name, one.title, one.about, one.values, one.rates, one.meant_for, given, one.digest(), run_id(one)


@pytest.mark.parametrize("overrides", [*GOOD, *IN_BASE, *BAD], ids=str)
@pytest.mark.parametrize("source", ["base", "own"])
def test_it_is_as_if_the_file_were_loaded_with_them(source, overrides, path):
    file = path if source == "own" else source
    from_file = outcome(lambda: load(file, overrides))
    assert outcome(lambda: with_overrides(load(file), overrides)) == from_file
    assert source == "own" or (overrides in BAD) == isinstance(from_file, list)


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("overrides", GOOD, ids=str)
def test_it_holds_for_every_scenario(name, overrides):
    from_file = outcome(lambda: load(name, overrides))
    assert outcome(lambda: with_overrides(load(name), overrides)) == from_file


def test_one_after_the_other_is_both_at_once(path):
    first, second = ["members.count=400", "timeline=[]", "trust.negativity=5"], [f"{CIRCLE}.growth.seeds=3", "seed=2"]
    assert with_overrides(load(path, first), second).yaml() == load(path, [*first, *second]).yaml()
    assert with_overrides(with_overrides(load(path), first), second).values == load(path, [*first, *second]).values


def test_what_an_override_gave_is_told_by_the_override():
    with pytest.raises(ScenarioError, match=f"^setting {CIRCLE}.platform=portal: {CIRCLE}.platform = .*not in"):
        with_overrides(load("base", ["+platforms.portal={kind: traffic_portal}", f"{CIRCLE}.platform=portal"]),
                       ["~platforms.portal"])


def test_values_that_were_changed_in_python_are_kept(path):
    before = load(path)
    changed = replace(before, name="mine", values={**before.values, "seed": 77})
    after = with_overrides(changed, ["members.count=300"])
    assert (after.name, after.values["seed"], after.values["members"]["count"]) == ("mine", 77, 300)


def test_nothing_to_lay_over_leaves_the_scenario_as_it_is():
    before = load("base")
    assert with_overrides(before, None) is before
    assert with_overrides(before, []) is before


@pytest.mark.parametrize(("scenario", "overrides"), [("base", ["seed=1"]), (None, None), ({}, [])])
def test_what_is_no_scenario_is_refused(scenario, overrides):
    with pytest.raises(ScenarioError, match="is not a scenario|is neither"):
        with_overrides(scenario, overrides)


def test_a_comparison_reads_loaded_scenarios_and_names_alike():
    small = ["members.count=100", "run.days=2", "conversion.rule=bass"]
    options = {"seeds": 2, "overrides": small, "store": None, "workers": 1, "progress": False}
    by_name, loaded = (sim.compare(some, **options)
                       for some in (["base", "xiaomi"], [load("base"), load("xiaomi")]))
    assert by_name.table().equals(loaded.table())
    assert [one["run_id"] for one in by_name.to_json()["runs"]] == [one["run_id"] for one in loaded.to_json()["runs"]]
