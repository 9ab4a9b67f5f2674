"""The JSON Schema agrees with `load` on what a file may hold."""

import json

import pytest

from sim.scenario import json_schema
from sim.scenario.read import compose

GOOD = [
    "{}",
    "title: x\nabout: y\nfrom: z\n",
    "from: z\ncommunities: {a: {channels: {own: {price: 9000}}}}",
    "trust: {rule: degroot, stubborn: yes}",
    "trust: {rule: frozen}",
    "members: {count: 1e5}\nrun:\n",
    "platforms: {forum: {boards: 5}, 微博: {kind: microblog}}\n"
    "communities: {小米: {prices: [1], words: [], channels: {shop: {price: 9000}}}, gone: null}",
    "timeline: [{day: 1, shock: breach, severity: 1}, {day: 2, set: trust.prior, to: 1}]",
]
BAD = [
    "communities: {a: {channels: {shopp: {}}}}", "platforms: {own: {}}",
    "membres: {}", "members: 5", "members: {count: x}", "members: {count: 0}", "members: {count: 1.5}",
    "trust: {rule: best}", "trust: {rule: frozen, prior: 1}", "trust: {rule: beta, negativity: 50}",
    "trust: {negativity: 50}", "trust: {x: 1}", "platforms: {a.b: {kind: forum}}",
    "platforms: {forum: {kind: microblog, boards: 3}}", "communities: {a: {mood: zz}}",
    "communities: {a: {prices: [x]}}", "communities: {a: {words: [1]}}", "communities: {a: {host: {x: 1}}}",
    "timeline: {}", "timeline: [{shock: breach}]", "timeline: [{day: 1}]", "timeline: [{day: 1, shock: x}]",
    "timeline: [{day: 1, shock: breach, x: 1}]", "timeline: [{day: 1, set: trust.prior}]",
    "timeline: [{day: 1, set: trust.prior, to: 1, shock: breach}]",
]


@pytest.fixture
def validator(small_world):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_what_loads_is_valid(validator):
    for text in GOOD:
        assert list(validator.iter_errors(compose(text, "x").plain())) == [], text


def test_what_the_schema_can_see_is_refused(validator):
    for text in BAD:
        assert list(validator.iter_errors(compose(text, "x").plain())), text


def test_what_is_refused_is_refused_by_load_too(told):
    for text in BAD:
        assert told(text)


def test_a_resolved_scenario_is_valid(validator, loaded):
    text = loaded(GOOD[6].replace(", gone: null", "")).yaml()
    assert list(validator.iter_errors(compose(text, "x").plain())) == []


def test_descriptions_tell_unit_range_source_and_default(small_world):
    schema = json_schema()
    assert schema["$defs"]["members"]["properties"]["count"] == {
        "type": "integer", "minimum": 1, "maximum": 50_000_000, "default": 1000,
        "description": (
            "Number of members. Unit: members. Range: 1 to 50000000. Source: assumption. Fixed at the start.")}
    assert schema["$defs"]["members"]["properties"]["share"]["description"] == (
        "A share. Range: 0 to 1. Source: assumption.")
    assert schema["$defs"]["trust"]["properties"]["rule"]["enum"] == ["beta", "degroot", "frozen"]
    assert json.loads(json.dumps(schema, allow_nan=False))["$defs"]["trust"]["description"] == "how trust moves"
