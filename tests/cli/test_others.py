"""The commands that run nothing: scenarios, show, check, new, schema, measures, parameters."""

from __future__ import annotations

import json
import re

import pytest

from sim.scenario import names


def test_scenarios_lists_every_one(shequn):
    said = shequn("scenarios")
    assert sorted(line.split()[0] for line in said.out.splitlines() if line.startswith("  ")) == names()
    assert "\n\nGrowth and hype\n  huang_taiji" in said.out
    assert "Default community" in said.out
    assert [one["name"] for one in json.loads(shequn("scenarios", "--json").out)] == names()


def test_a_scenario_that_does_not_load_does_not_hide_the_others(shequn, here, monkeypatch):
    from sim.system import paths as places

    (here / "good.yaml").write_text("title: Good\nabout: It is good. And more.\n")
    (here / "bad.yaml").write_text("title: [\n")
    monkeypatch.setattr(places, "scenarios_folder", lambda: here)
    said = shequn("scenarios")
    assert said.code == 0
    assert "(cannot be used) bad.yaml:1" in said.out and "  good  Good" in said.out
    assert json.loads(shequn("scenarios", "--json").out)[1]["says"] == "It is good."


def test_show_prints_yaml_that_loads_again_as_the_same(shequn, here):
    said = shequn("show", "base", "trust.negativity=3")
    (here / "again.yaml").write_text(said.out, "utf-8")
    assert shequn("show", "./again.yaml").out == said.out
    assert "negativity: 3.0" in said.out
    assert json.loads(shequn("show", "base", "--json").out)["members"]["count"] == 10000


def test_show_tells_what_differs(shequn):
    said = shequn("show", "base", "trust.negativity=3", "--diff", "base")
    assert [line.split() for line in said.out.splitlines()[1:]] == [["trust.negativity", "1.5", "3.0"]]
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
    from sim.model.recorder import known as all_of_them

    known = all_of_them()
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
    assert {"path": "trust.negativity", "of": "beta", "default": 1.5}.items() <= next(
        one for one in listed if one["path"] == "trust.negativity").items()
    text = shequn("parameters", "trust").out
    assert "trust.negativity  (beta) = 1.5, 1 to 20\n" in text and "members.count" not in text


def test_parameters_of_the_timeline_and_of_its_plug_ins_are_listed(shequn):
    from sim.core import registry

    kinds = {kind: {name: getattr(registry.declared(kind, name), "declared", {}) for name in registry.names(kind)}
             for kind in ("shocks", "treatments")}
    shocks = kinds["shocks"]
    text = shequn("parameters", "timeline").out
    paths = [line.split()[0].rstrip(",") for line in text.splitlines() if not line.startswith(" ")]
    assert paths[:7] == ["timeline", *(f"timeline.{key}" for key in
                                       ("day", "shock", "treat", "community", "set", "to"))]
    assert f"timeline.shock, one of {', '.join(shocks)}\n" in text and "fixed at the start" not in text
    for asked in ("timeline", "shocks"):
        listed = json.loads(shequn("parameters", asked, "--json").out)
        assert {"path": "timeline.shock", "choices": list(shocks)}.items() <= next(
            one for one in listed if one["path"] == "timeline.shock").items()
        assert [(one["of"], one["path"], one["default"], one["unit"], one["low"], one["high"], one["says"])
                for one in listed if one["of"]] == [
            (name, f"timeline.{key}", par.default, par.unit, par.low, par.high, par.says)
            for kind in (kinds if asked == "timeline" else ["shocks"])
            for name, declared in kinds[kind].items() for key, par in declared.items()]


@pytest.mark.parametrize(("asked", "first"), [("networks", "ties.generator"), ("breach", "timeline.severity"),
                                              ("policies", "communities.<name>.policy.rule")])
def test_a_kind_of_plug_ins_can_be_asked_for(shequn, asked, first):
    assert shequn("parameters", asked).out.startswith(first)


def test_descriptions_are_noun_phrases_in_plain_english(shequn):
    listed = json.loads(shequn("parameters", "--json").out)
    for one in listed:
        says = one["says"]
        assert says[0].isupper() and says.endswith(".") and ".." not in says and "  " not in says, one["path"]
        assert not re.match("(How|What|There|The same|A|The) ", says), one["path"]
        assert not re.search(r"\b(luck|lucky|lived|rooms?|bought|hazards?)\b", f"{says} {one['unit']}"), one["path"]


def test_every_kind_of_plug_in_and_section_is_described():
    from sim.core import registry
    from sim.scenario import layout
    from sim.scenario.layout import Named, Section

    def below(shape):
        yield shape
        for one in [shape.entry] if isinstance(shape, Named) else getattr(shape, "children", {}).values():
            yield from below(one)

    shapes = list(below(layout.ROOT))
    assert {*registry.KINDS} - {"measures"} == {*layout.CHOICES} >= {
        one.choose[0] for one in shapes if isinstance(one, Section) and one.choose}
    said = [*(one.says for one in shapes), *layout.CHOICES.values(), *layout.EVENT.values()]
    assert [one for one in said if not (one[0].isupper() and one.endswith("."))] == []
