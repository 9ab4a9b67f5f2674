"""Dotted paths into the values of a scenario."""

from __future__ import annotations

from sim.scenario.paths import ABSENT, held, nested


def test_what_stands_at_a_path_and_what_stands_nowhere():
    values = {"trust": {"rule": "beta", "none": None}}
    assert held(values, "trust.rule") == "beta" and held(values, "trust.none") is None
    assert held(values, "trust") == values["trust"]
    assert held(values, "trust.rule.x") is held(values, "nothing") is held(values, "trust.nothing") is ABSENT


def test_paths_become_mappings():
    assert nested({"a.b": 1, "a.c.d": 2, "e": 3}) == {"a": {"b": 1, "c": {"d": 2}}, "e": 3} and nested({}) == {}
