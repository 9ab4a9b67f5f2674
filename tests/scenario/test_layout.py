"""The real layout: what it points to exists, its defaults fit, and every shipped scenario holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.core import registry
from sim.scenario import check, declared, json_schema, layout, live, load
from sim.scenario.fit import fitted
from sim.scenario.layout import Named, Section
from sim.scenario.read import compose, unsafe_key

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))


def _sections(shape, path=""):
    if isinstance(shape, Named):
        yield from _sections(shape.entry, f"{path}.x")
    if isinstance(shape, Section):
        yield path, shape
        for name, child in shape.children.items():
            yield from _sections(child, f"{path}.{name}".lstrip("."))


SECTIONS = list(_sections(layout.ROOT))


@pytest.mark.parametrize(("path", "section"), SECTIONS, ids=[path or "root" for path, _ in SECTIONS])
def test_keys_of_a_section_are_told_apart_and_defaults_fit(path, section):
    options = registry.names(section.choose[0]) if section.choose else [None]
    assert options, f"{path} can choose nothing"
    assert not section.choose or section.choose[2] in (None, *options)
    for plugin in options:
        own, more = declared.own(section), declared.of_plugin(section.choose[0], plugin) if plugin else {}
        keys = [*own, *more, *section.children, *([section.choose[1]] if section.choose else [])]
        assert len(keys) == len(set(keys)), f"{path} with {plugin} has a key twice"
        for par in {**own, **more}.values():
            assert not unsafe_key(par.name)
            assert fitted(par, list(par.default) if par.type is tuple else par.default) == par.coerce(par.default)


def test_every_live_parameter_can_be_found_for_a_timeline():
    found = 0
    for path, section in SECTIONS:
        for plugin in registry.names(section.choose[0]) if section.choose else [None]:
            for par in declared.parameters(section, plugin).values():
                if par.live:
                    assert live(f"{path}.{par.name}").name == par.name
                    found += 1
    assert found > 50


def test_the_smallest_scenario_loads(tmp_path):
    (tmp_path / "x.yaml").write_text("", encoding="utf-8")
    scenario = load(tmp_path / "x.yaml")
    assert list(scenario.values)[-len(layout.ROOT.children):] == list(layout.ROOT.children)
    (tmp_path / "y.yaml").write_text(scenario.yaml(), encoding="utf-8")
    assert load(tmp_path / "y.yaml").digest() == scenario.digest()


def test_the_schema_is_a_schema():
    schema = json_schema()
    assert json.loads(json.dumps(schema, allow_nan=False)) == schema
    assert set(layout.ROOT.children) <= set(schema["properties"])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_is_complete(path, tmp_path):
    assert check([path]) == []
    scenario = load(path)
    assert scenario.about and scenario.title
    (tmp_path / "x.yaml").write_text(scenario.yaml(), encoding="utf-8")
    assert load(tmp_path / "x.yaml").values == scenario.values


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_agrees_with_the_schema(path):
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json_schema())
    for text in (path.read_text(encoding="utf-8"), load(path).yaml()):
        assert [error.message for error in validator.iter_errors(compose(text, path.name).plain())] == []
