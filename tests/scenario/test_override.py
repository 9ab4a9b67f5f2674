"""Overrides are Hydra's notation and nothing else of Hydra."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario import ScenarioError, declared, override
from sim.scenario.build import build, draft
from sim.scenario.override import from_value, parse, parse_sweep
from sim.scenario.read import compose

BASE = """\
platforms: {forum: {}}
communities:
  小米: {channels: {shop: {price: 9900}}}
  rival: {}
"""


@pytest.mark.parametrize(("text", "path", "value"), [
    ("members.count=10000", "members.count", 10_000),
    ("members.count=1e5", "members.count", 100_000),
    ("++members.share=.5", "members.share", 0.5),
    ("+members.share=1", "members.share", 1.0),
    ("communities.小米.host.quality=0.5", "communities.小米.host.quality", 0.5),
    ("communities.小米.words=[小米, 'a, b', \"c\"]", "communities.小米.words", ("小米", "a, b", "c")),
    ("communities.小米.prices=[1, 2.5]", "communities.小米.prices", (1.0, 2.5)),
    ("communities.小米.open=no", "communities.小米.open", False),
    ("communities.小米.open=False", "communities.小米.open", False),
    ("communities.小米.mood='wild'", "communities.小米.mood", "wild"),
    ("+communities.小米.channels.tips={}", "communities.小米.channels.tips", {"kind": "tips"}),
    ("+communities.新.host.quality=1", "communities.新.host", {"quality": 1.0}),
    ("+communities.新={host: {quality: 1}}", "communities.新.host", {"quality": 1.0}),
    ("+platforms.微博={kind: microblog, reach: 0.5}", "platforms.微博", {"kind": "microblog", "reach": 0.5}),
    ("trust={rule: degroot, stubborn: yes}", "trust", {"rule": "degroot", "prior": 2.0, "stubborn": True}),
    ("trust.rule=frozen", "trust", {"rule": "frozen"}),
    ("timeline=[{day: 3, shock: host_leaves, community: 小米}]", "timeline",
     [{"day": 3, "shock": "host_leaves", "community": "小米"}]),
])
def test_a_value_given_on_the_command_line(loaded, text, path, value):
    found = loaded(BASE, text).values
    for key in path.split("."):
        found = found[key]
    assert found == value
    assert type(found) is type(value)


WORDS_OF_HYDRA = st.sampled_from(["true", "False", "NULL", "nan", "NaN", "inf", "Infinity", "no", "on", "e5", "x" * 99])


@settings(max_examples=300)
@given(st.from_regex(override._PLAIN, fullmatch=True) | WORDS_OF_HYDRA)
def test_plain_values_are_read_as_hydra_reads_them(text):
    """They are read without Hydra, which takes a tenth of a second to import."""
    from hydra.core.override_parser.overrides_parser import OverridesParser

    read = override._value(text, sweeps=False)[0]
    of_hydra = OverridesParser.create().parse_override(f"x={text}").value()
    assert type(read) is type(of_hydra) and repr(read) == repr(of_hydra)


def test_entries_can_be_taken_away(loaded):
    assert list(loaded(BASE, "~communities.rival").values["communities"]) == ["小米"]
    assert list(loaded(BASE, "communities.rival=null").values["communities"]) == ["小米"]
    assert loaded(BASE, "~communities.小米.channels.shop").values["communities"]["小米"]["channels"] == {}
    assert loaded(BASE, "~communities").values["communities"] == {}


def test_the_last_override_wins_and_builds_on_the_ones_before(loaded):
    values = loaded(BASE, "members.count=5", "members.count=6", "+communities.c={}", "communities.c.mood=wild").values
    assert values["members"]["count"] == 6
    assert values["communities"]["c"]["mood"] == "wild"


def test_prose_may_be_overridden_and_a_parent_may_not(loaded, told):
    assert loaded(BASE, "title=小米 2.0").title == "小米 2.0"
    assert "from cannot be set here" in told(BASE, "from=base")[0]


@pytest.mark.parametrize(("text", "words"), [
    ("members.cout=5", "members.cout is not a parameter of members; did you mean members.count?"),
    ("members.count=many", 'members.count = "many" is not a whole number from 1 to 50000000'),
    ("members.count=", 'members.count = "" is not a whole number from 1 to 50000000'),
    ("members.count", "a setting is written path=value"),
    ("=5", "a setting begins with a dotted path"),
    ("", "a setting begins with a dotted path"),
    ("members..count=5", "a setting begins with a dotted path"),
    ("members.count=1,2", '"1,2" is several values'),
    ("members.count=choice(1,2)", "functions are not allowed"),
    ("members.count=range(1,5)", "functions are not allowed"),
    ("members.count=interval(1,5)", "functions are not allowed"),
    ("title=glob(*)", "functions are not allowed"),
    ("members.count=int(5)", "functions are not allowed"),
    ("members.count=sort([3,1])", "functions are not allowed"),
    ("title=${oc.env:HOME}", "contains ${"),
    ("title='${oc.env:HOME}'", "contains ${"),
    ("title=\\${oc.env:HOME}", "contains ${"),
    ("${a}=1", "contains ${"),
    ("+x._target_=os.system", "the key _target_ is not allowed"),
    ("+communities.x={_target_: os.system}", "the key _target_ is not allowed"),
    ("hydra.run.dir=/tmp", "the key hydra is not allowed"),
    ("hydra/launcher=joblib", "hydra/launcher is not a parameter"),
    ("+hydra@members=x", "hydra@members is not a parameter"),
    ("+members={<<: {}}", "cannot be read"),
    ("+members={1: 2}", "the key 1 is not read as text"),
    ("title=[1", "cannot be read"),
    ("title=" + "[" * 150, "cannot be read"),
    ("title=" + "[" * 5000, "too many brackets"),
    ("+communities.x=" + "{a: " * 20 + "1" + "}" * 20, "nested deeper"),
    ("title=" + "x" * 20_000, "at most 10,000"),
    (".".join("a" * 13) + "=1", "at most 12"),
    ("title=a\0b", "contains a control character"),
    ("members.share=nan", "members.share = nan is not a number from 0 to 1"),
    ("communities.riva.mood=calm", "communities has no entry riva (did you mean rival?); add a new entry with "
                                   "+communities.riva.mood=…"),
    ("communities.小米.channels.tips.x=1", "communities.小米.channels has no entry tips"),
    ("~communities.riva", "communities has no riva to remove; did you mean rival?"),
    ("~members.count", "to remove"),
    ("~communities.rival={}", "~ removes an entry and has no value"),
    ("communities.riva=null", "communities has no entry riva"),
])
def test_what_an_override_may_not_be(told, text, words):
    (sentence,) = told(BASE, text)
    assert words in sentence
    assert sentence.startswith("setting ")


def test_nothing_of_this_runs_anything(told, tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr(os, "system", ran.append)
    told(BASE, "+x._target_=os.system", "+x._args_=[ls]")
    told(BASE, "+hydra.callbacks.x._target_=builtins.open")
    assert ran == []


def test_faults_of_file_and_overrides_are_told_together(told):
    assert len(told(BASE + "members: {count: x}", "members.share=5", "run.days=0", "a b=1")) == 4


@pytest.mark.parametrize("value", ["u小米", "小u米uu", "5小", "小 米", "'小,米'", "uuuuu小", "emoji 👨‍👩‍👧"])
def test_any_script_comes_through_hydras_lexer_unchanged(value):
    assert parse("title=" + value).node.value == value.strip("'")


PIECES = st.one_of(st.text(max_size=8), st.sampled_from([*"+~=.,:[]{}()'\"\\$@/ ", "++", "members", "count", "1",
                                                         "小米", "${", "null", "nan", "choice(", "_target_", "hydra"]))


@settings(max_examples=1000, derandomize=True, deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join), st.sampled_from(["", "title=", "members.count=", "+x=["]))
def test_any_text_is_read_or_refused_in_one_sentence(text, start):
    try:
        override = parse(start + text)
    except ScenarioError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert all(override.keys)
        assert "${" not in str(override.node)


@pytest.mark.parametrize(("key", "value", "text"), [
    ("members.count", 5, "setting members.count=5"),
    ("+communities.小米", {"host": {"quality": 1}, "words": ["a", True]},
     "setting +communities.小米={host: {quality: 1}, words: [a,true]}"),
    ("++communities.x", None, "setting ++communities.x=null"),
])
def test_an_override_can_be_made_of_a_plain_value(key, value, text):
    found = from_value(key, value)
    assert (found.sign + found.path, found.node.plain(), found.text) == (key, value, text)
    assert parse(text.removeprefix("setting "))[1:3] == found[1:3]


@pytest.mark.parametrize(("key", "value", "words"), [
    ("a..b", 1, "a setting begins with a dotted path"),
    ("~a.b", None, "~ removes an entry and has no value"),
    ("a._b", 1, "the key _b is not allowed"),
    ("a.b", {"_target_": "x"}, "the key _target_ is not allowed"),
    ("a.b", ["${x}"], "contains ${"),
])
def test_what_an_override_is_made_of_keeps_to_the_same_rules(key, value, words):
    with pytest.raises(ScenarioError) as refused:
        from_value(key, value, "x.yaml", 7)
    assert str(refused.value).startswith("x.yaml:7: ")
    assert words in str(refused.value)


def test_several_values_are_read_where_they_are_asked_for():
    assert parse_sweep("a.b=1,小米,[2]").values == (1, "小米", [2])
    assert parse_sweep("a.b=interval(1,2.5)").interval == (1.0, 2.5)
    assert parse_sweep("a.b=1") == parse("a.b=1")


def test_values_can_be_laid_without_holding_them_against_each_other(small_world):
    layers = [compose("platforms: {forum: {}}\ncommunities: {a: {channels: {shop: {cost: 20000}}}}\n", "x.yaml")]
    with pytest.raises(ScenarioError, match="is more than the price"):
        build(layers, "x.yaml", "x", ())
    made_of = draft(layers, "x.yaml", [parse("members.count=3")], contradictions=False)
    assert made_of.problems == []
    assert made_of.checked.values["members"]["count"] == 3
    assert "communities.a.channels.shop" in {path for path, _, modules in made_of.checked.sections}


def test_which_paths_choose_a_plugin(small_world):
    chosen = ["trust.rule", "platforms.forum.kind", "communities.小米.channels.tips.kind"]
    assert all(map(declared.chooses, chosen))
    assert not any(map(declared.chooses, ["trust", "trust.prior", "rule", "members.count", "a.b.c", "timeline.rule"]))
    assert declared.parameter("members.count", {"members": {"count": 3}}).name == "count"
    with pytest.raises(ScenarioError, match="did you mean members.count?"):
        declared.parameter("members.cuont")
