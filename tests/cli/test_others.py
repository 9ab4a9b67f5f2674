"""The commands that run nothing: scenarios, show, check, new, schema, measures, parameters."""

from __future__ import annotations

import json

from sim.scenario import names


def test_scenarios_lists_every_one(shequn):
    said = shequn("scenarios")
    assert [line.split()[0] for line in said.out.splitlines()] == names()
    assert "默认社群" in said.out
    assert [one["name"] for one in json.loads(shequn("scenarios", "--json").out)] == names()


def test_a_scenario_that_does_not_load_does_not_hide_the_others(shequn, here, monkeypatch):
    from sim import places

    (here / "good.yaml").write_text("title: Good\nabout: It is good. And more.\n")
    (here / "bad.yaml").write_text("title: [\n")
    monkeypatch.setattr(places, "scenarios_folder", lambda: here)
    said = shequn("scenarios")
    assert said.code == 0
    assert "cannot be used" in said.out.splitlines()[0] and "It is good." in said.out and "And more" not in said.out


def test_show_prints_yaml_that_loads_again_as_the_same(shequn, here):
    said = shequn("show", "base", "trust.negativity=3")
    (here / "again.yaml").write_text(said.out, "utf-8")
    assert shequn("show", "./again.yaml").out == said.out
    assert "negativity: 3.0" in said.out
    assert json.loads(shequn("show", "base", "--json").out)["members"]["count"] == 10000


def test_show_tells_what_differs(shequn):
    said = shequn("show", "base", "trust.negativity=3", "--diff", "base")
    assert [line.split() for line in said.out.splitlines()[1:]] == [["trust.negativity", "2.0", "3.0"]]
    assert "the same values" in shequn("show", "base", "--diff", "base").out
    assert json.loads(shequn("show", "base", "seed=4", "--diff", "base", "--json").out) == [
        {"path": "seed", "base": 0, "now": 4}]


def test_check_says_ok_or_every_problem(shequn, here):
    (here / "good.yaml").write_text("from: base\n")
    (here / "bad.yaml").write_text("from: base\nmembers:\n  cuont: 5\n  slots: 99\n")
    assert shequn("check", "good.yaml") == (0, "good.yaml: ok\n", "")
    said = shequn("check", "good.yaml", "bad.yaml", "nowhere.yaml")
    assert said.code == 2 and said.out == "good.yaml: ok\n"
    lines = said.err.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["bad.yaml:3:", "bad.yaml:4:", "nowhere.yaml:"]


def test_new_writes_a_file_that_checks_and_never_overwrites(shequn, refused, here):
    assert shequn("new", "我的方案.yaml", "--from", "base").code == 0
    before = (here / "我的方案.yaml").read_text("utf-8")
    assert shequn("check", "我的方案.yaml").code == 0
    assert "exists already" in refused("new", "我的方案.yaml")
    assert (here / "我的方案.yaml").read_text("utf-8") == before


def test_schema_goes_to_stdout_or_a_file(shequn, here):
    said = shequn("schema")
    assert json.loads(said.out)["title"] == "Shequn scenario"
    assert shequn("schema", "--out", "schema.json").code == 0
    assert json.loads((here / "schema.json").read_text("utf-8")) == json.loads(said.out)


def test_measures_are_all_listed_with_units(shequn):
    from sim.records import measures

    known = {**measures("daily"), **measures("final")}
    assert [line.split()[0] for line in shequn("measures").out.splitlines()[1:]] == sorted(known)
    listed = json.loads(shequn("measures", "--json").out)
    assert {name: (one["unit"], one["says"]) for name, one in listed.items()} == {
        name: (one.unit, one.says) for name, one in known.items()}


def test_parameters_are_all_listed(shequn):
    from sim.scenario import declared, layout

    listed = json.loads(shequn("parameters", "--json").out)
    paths = {one["path"] for one in listed}
    sections = {".".join(path.split(".")[:n]) for path in paths for n in range(9)} | {"timeline"}
    sections |= {path.removesuffix(".<name>") for path in sections}
    assert {path for path, _ in declared._all(layout.ROOT, "")} <= paths | sections
    assert {"members.count", "communities.<name>.channels.<name>.kind", "trust.rule"} <= paths
    assert {"path": "trust.negativity", "of": "beta", "default": 2.0}.items() <= next(
        one for one in listed if one["path"] == "trust.negativity").items()
    text = shequn("parameters", "trust").out
    assert "trust.negativity  (beta) = 2.0, 1 to 20\n" in text and "members.count" not in text
