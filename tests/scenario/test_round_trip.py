"""Properties of merging and writing, for any scenario hypothesis can think of."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.scenario import Scenario, ScenarioError
from sim.scenario.build import build
from sim.scenario.problems import one_line
from sim.scenario.read import compose, unsafe_text
from sim.scenario.validate import NAME
from sim.scenario.write import dumped

CHECKED = settings(max_examples=150, derandomize=True, deadline=None,
                   suppress_health_check=[HealthCheck.function_scoped_fixture])

texts = st.one_of(st.text(max_size=30), st.sampled_from(["no", "1e5", "~", "1_000", "12:30", "=", "<<", "- a", "a: b",
                                                          "010", "'", '"', "#x", "\u3000", "\u2028x", "小米 2.0"]))
texts = texts.filter(lambda text: not unsafe_text(text, "the text"))
names = st.one_of(st.text(max_size=12), st.sampled_from(["小米", "no", "360", "1e5", "null", "shop"]))
names = names.filter(lambda name: NAME.fullmatch(name) and one_line(name) == name and not unsafe_text(name, "the name")
                     and name.casefold() != "hydra")


def some(**parts):
    """A mapping with any selection of these keys."""
    return st.fixed_dictionaries({}, optional=parts)


channels = st.one_of(some(shop=some(price=st.integers(5000, 10**9))), some(tips=st.just({})))
trust = st.one_of(st.fixed_dictionaries({"rule": st.just("beta")}, optional={"negativity": st.floats(1, 10)}),
                  st.fixed_dictionaries({"rule": st.just("degroot")}, optional={"stubborn": st.booleans()}),
                  st.just({"rule": "frozen"}))
communities = st.dictionaries(names, some(
    mood=st.sampled_from(["calm", "lively", "wild"]), open=st.booleans(), words=st.lists(texts, max_size=3),
    prices=st.lists(st.floats(0, 100), max_size=3), host=some(quality=st.floats(0, 1)), channels=channels), max_size=3)
events = st.lists(st.one_of(
    st.fixed_dictionaries({"day": st.integers(1, 99), "shock": st.just("breach"), "community": st.just("基")},
                          optional={"severity": st.floats(0, 1)}),
    st.fixed_dictionaries({"day": st.integers(0, 99), "set": st.just("members.share"), "to": st.floats(0, 1)})),
    max_size=3)
scenarios = some(title=texts, about=texts, trust=trust, communities=communities, timeline=events,
                 members=some(count=st.integers(1, 10**6), share=st.floats(0, 1), debt=st.floats(-1e6, 1e6)))


def built(*layers) -> Scenario:
    """The scenario of layers that all have the platform and the community which they speak of."""
    common = {"platforms": {"forum": {}}}
    return read(*(dumped({**common, **layer, "communities": {"基": {}, **layer.get("communities", {})}})
                  for layer in layers))


def read(*layers: str) -> Scenario:
    return build([compose(text, "x.yaml") for text in layers], "x.yaml", "x", ())


@CHECKED
@given(scenarios)
def test_writing_and_reading_gives_the_same_scenario(small_world, layer):
    scenario = built(layer)
    again = read(scenario.yaml())
    assert (again.values, again.title, again.about) == (scenario.values, scenario.title, scenario.about)
    assert again.digest() == scenario.digest()


@CHECKED
@given(scenarios)
def test_a_child_that_says_nothing_or_the_same_changes_nothing(small_world, layer):
    assert built(layer, {}).values == built({}, layer).values == built(layer, layer).values == built(layer).values


@CHECKED
@given(scenarios, scenarios)
def test_what_the_child_says_holds_and_what_neither_says_is_default(small_world, parent, child):
    values, default = built(parent, child).values, built({}).values
    for key in ("count", "share", "debt"):
        said = [layer["members"][key] for layer in (child, parent) if key in layer.get("members", {})]
        assert values["members"][key] == (said or [default["members"][key]])[0]
    assert set(values["communities"]) == {"基", *parent.get("communities", {}), *child.get("communities", {})}
    for name, community in child.get("communities", {}).items():
        assert "mood" not in community or values["communities"][name]["mood"] == community["mood"]


@CHECKED
@given(scenarios, scenarios, scenarios)
def test_layers_may_be_joined_in_any_grouping(small_world, a, b, c):
    whole = built(a, b, c).values
    joined = built(a, b).values
    assert built(joined, c).values["communities"] == whole["communities"]
    assert built(joined, c).values["members"] == whole["members"]


@CHECKED
@given(st.recursive(st.one_of(texts, st.floats(), st.integers(), st.booleans(), st.none()),
                    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
                    max_leaves=12))
def test_any_tree_at_all_loads_or_is_refused_with_sentences(small_world, tree):
    try:
        scenario = read(dumped({"communities": tree, "members": tree, "x": tree}))
    except ScenarioError as error:
        assert all(str(one).startswith("x.yaml") and len(str(one).splitlines()) == 1 for one in error.problems)
    else:
        pytest.fail(f"x is no part of a scenario, but this loaded: {scenario}")
