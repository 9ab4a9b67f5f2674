"""Scenarios by name and by path, new ones, and the check of many."""

import subprocess
import sys

import pytest

from sim.scenario import ScenarioError, check, load, names, new


def test_names(write, tmp_path):
    for name in ["b.yaml", "小米.yaml", "_part.yaml", ".hidden.yaml", "a.txt"]:
        write("", name)
    (tmp_path / "folder.yaml").mkdir()
    assert names(tmp_path) == ["b", "小米"]


def test_a_scenario_is_found_by_name_and_by_path(write, tmp_path, monkeypatch):
    write("members: {count: 5}", "小米.yaml")
    assert load("小米", folder=tmp_path).name == "小米"
    assert load("小米.yaml").values["members"]["count"] == 5
    assert load(tmp_path / "小米.yaml").name == "小米"
    write("members: {count: 6}", "plain")
    assert load("plain", folder=tmp_path).values["members"]["count"] == 6


def test_a_name_that_does_not_exist(write, tmp_path):
    write("", "xiaomi.yaml")
    with pytest.raises(ScenarioError) as refused:
        load("xiaomy", folder=tmp_path)
    assert str(refused.value) == "xiaomy: no scenario has this name; did you mean xiaomi?"
    for name in ["", ".", "..", "a\0b", "x" * 5000, "\n"]:
        with pytest.raises(ScenarioError) as refused:
            load(name, folder=tmp_path)
        assert len(str(refused.value).splitlines()) == 1


def test_check_tells_the_faults_of_all_files_once(write, tmp_path):
    write("members: {count: x}", "base.yaml")
    write("from: base", "a.yaml")
    write("from: base\nrun: {days: 0}", "b.yaml")
    write("", "good.yaml")
    assert [str(one) for one in check(["a.yaml", "b.yaml", "good.yaml", "none.yaml"], folder=tmp_path)] == [
        'base.yaml:1: members.count = "x" is not a whole number from 1 to 50000000',
        "b.yaml:2: run.days = 0 is outside 1 to 1000 (d)",
        "none.yaml: there is no such file"]
    assert check(["good.yaml"]) == []


def test_a_new_scenario_loads_and_points_editors_to_the_schema(write, tmp_path):
    write("members: {count: 5}", "base.yaml")
    assert new(tmp_path / "我的方案.yaml", "base", folder=tmp_path) == tmp_path / "我的方案.yaml"
    text = (tmp_path / "我的方案.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=scenario.schema.json\nfrom: base\ntitle: 我的方案\n")
    scenario = load(tmp_path / "我的方案.yaml")
    assert scenario.values["members"]["count"] == 5
    assert scenario.about


def test_a_new_scenario_can_build_on_a_path(write, tmp_path):
    write("members: {count: 5}", "base.yaml")
    (tmp_path / "mine").mkdir()
    new(tmp_path / "mine" / "1e5.yaml", "./base.yaml")
    scenario = load(tmp_path / "mine" / "1e5.yaml")
    assert (scenario.values["members"]["count"], scenario.title) == (5, "1e5")


@pytest.mark.parametrize(("target", "parent", "words"), [
    ("base.yaml", "base", "base.yaml: this exists already; choose another name"),
    ("new.yaml", "bsae", "bsae: no scenario has this name; did you mean base?"),
    ("new.txt", "base", "ends in .yaml"),
    ("_new.yaml", "base", "ends in .yaml and begins with a letter"),
    ("none/new.yaml", "base", "there is no folder"),
    ("base.yaml/new.yaml", "base", "there is no folder"),
    ("new.yaml", "broken", "members.count"),
    ("a\0.yaml", "base", "cannot be written"),
])
def test_what_cannot_be_made_new(write, tmp_path, target, parent, words):
    write("members: {count: 5}", "base.yaml")
    write("members: {count: x}", "broken.yaml")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(ScenarioError) as refused:
        new(tmp_path / target, parent, folder=tmp_path)
    assert words in str(refused.value)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_importing_scenarios_imports_nothing_heavy():
    code = ("import sys, sim.scenario; "
            "print([one for one in ('hydra', 'omegaconf', 'mesa', 'numba', 'numpy', 'pandas') if one in sys.modules])")
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_plain_values_are_read_without_hydra():
    code = ("import sys, sim.scenario; sim.scenario.load('base', ['members.count=100', 'trust.rule=degroot']); "
            "print([one for one in ('hydra', 'omegaconf') if one in sys.modules])")
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
