"""Words of the command line become a question, or sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario import ScenarioError
from sim.sweep.question import Question
from sim.sweep.seeds import Auto, seed_of
from sim.sweep.words import of_words


def axes(*words):
    """path → values or interval of what the words vary."""
    return {one.path: one.values or one.interval for one in of_words(words).axes}


@pytest.mark.parametrize(("word", "values"), [
    ("trust.negativity=1,2,4.5", (1, 2, 4.5)),
    ("trust.negativity=choice(1,2)", (1, 2)),
    ("members.count=range(100,400,100)", (100, 200, 300)),
    ("trust.negativity=range(1,2,0.25)", (1.0, 1.25, 1.5, 1.75)),
    ("trust.negativity=sort(3,1,2)", (1, 2, 3)),
    ("trust.negativity=sort(sort(3,1,2),reverse=true)", (3, 2, 1)),
    ("trust.negativity=sort(choice(3,1,2),reverse=true)", (3, 2, 1)),
    ("trust.rule=sort('b',a,小,z)", ("a", "b", "z", "小")),
    ("trust.negativity=range(2,4,0.3)", (2.0, 2.3, 2.6, 2.9, 3.2, 3.5, 3.8)),
    ("trust.negativity=sort(range(2,4,0.3),reverse=true)", (3.8, 3.5, 3.2, 2.9, 2.6, 2.3, 2.0)),
    ("trust.negativity=range(2.3,1.9,-0.1)", (2.3, 2.2, 2.1, 2.0)),
    ("trust.negativity=sort(range(2.3,1.9,-0.1))", (2.0, 2.1, 2.2, 2.3)),
    ("trust.negativity=range(0.1,0.5,0.1)", (0.1, 0.2, 0.3, 0.4)),
    ("trust.negativity=range(.1,1.,.3)", (0.1, 0.4, 0.7)),
    ("trust.negativity=range(1,-1,-0.3)", (1.0, 0.7, 0.4, 0.1, -0.2, -0.5, -0.8)),
    ("trust.negativity=range(1e-300,3e-300,1e-300)", (1e-300, 2e-300)),
    ("trust.negativity=range(start=1,stop=2,step=0.5)", (1.0, 1.5)),
    ("trust.negativity=range(stop=3)", (0, 1, 2)),
    ("run.days=range(3)", (0, 1, 2)),
    ("run.days=sort(range(1,10,4),reverse=true)", (9, 5, 1)),
    ("run.days=sort(sweep=range(9,0,-4))", (1, 5, 9)),
    ("run.days=int(range(1.0,3.0))", (1, 2)),
    ("run.days=int('5'),2", (5, 2)),
    ("run.days=float(range(1,3))", (1.0, 2.0)),
    ("run.days=float(1,2)", (1.0, 2.0)),
    ("run.days=range(float(1),3)", (1.0, 2.0)),
    ("run.festivals=sort([3,1]),[2]", ([1, 3], [2])),
    ("trust.negativity=interval(1,4.5)", (1.0, 4.5)),
    ("run.festivals=[1,2],[3],[]", ([1, 2], [3], [])),
    ("trust.rule=beta,degroot", ("beta", "degroot")),
    ("communities.小米.platform=微博,'a, b'", ("微博", "a, b")),
    ("+communities.circle.channels.membership_fee={},{price: 5}", ({}, {"price": 5})),
    ("communities.circle.host.present=true,false", (True, False)),
])
def test_several_values_make_an_axis(word, values):
    found = axes(word)
    assert list(found.values()) == [values]
    assert list(map(type, next(iter(found.values())))) == list(map(type, values))


def test_one_value_is_fixed_and_a_sign_is_kept():
    asked = of_words(["members.count=100", "~communities.circle", "+communities.a.channels.tips={},{x: 1}"])
    assert [(one.sign, one.path) for one in asked.fixed] == [("", "members.count"), ("~", "communities.circle")]
    assert [(one.sign, one.path) for one in asked.axes] == [("+", "communities.a.channels.tips")]


@pytest.mark.parametrize(("word", "names"), [
    ("scenario=xiaomi,huang_taiji", ("xiaomi", "huang_taiji")),
    ("scenario=小米", ("小米",)),
    ("scenario=here/小米.yaml, base", ("here/小米.yaml", "base")),
    ("scenario='a, b',\"c,d\"", ("a, b", "c,d")),
])
def test_scenarios_are_named_in_any_script(word, names):
    assert of_words([word]).scenarios == names


@pytest.mark.parametrize(("words", "field", "value"), [
    (["seeds=32"], "seeds", 32),
    (["seeds=[5,3]"], "seeds", (5, 3)),
    (["seed=range(0,4)"], "seeds", (0, 1, 2, 3)),
    (["seed=sort(range(0,5,2),reverse=true)"], "seeds", (4, 2, 0)),
    (["seed=7"], "seeds", (7,)),
    (["seeds=auto"], "seeds", Auto()),
    (["seeds=auto:0.1"], "seeds", Auto(0.1)),
    (["seeds=auto:0.1:4:400"], "seeds", Auto(0.1, 4, 400)),
    (["seeds=auto:0.1:500"], "seeds", Auto(0.1, 500, 500)),
    (["design=latin_hypercube"], "design", "latin_hypercube"),
    (["samples=64"], "samples", 64),
    (["root=3"], "root", 3),
    (["measure=followers"], "measure", "followers"),
])
def test_settings_are_taken_off(words, field, value):
    asked = of_words(words)
    assert getattr(asked, field) == value
    assert (asked.fixed, asked.axes) == ((), ())


def test_no_words_are_no_sweep():
    with pytest.raises(ScenarioError, match="say what to sweep"):
        of_words([])
    assert of_words(["scenario=base"]) == Question()


@pytest.mark.parametrize(("words", "sentence"), [
    (["sample=5"], '"sample" is neither a parameter nor a setting of a sweep; did you mean samples?'),
    (["trsut=5"], "did you mean trust?"),
    (["seeds=0"], "seeds = 0 is outside 1 to 10000000; or a list of seeds, or auto:0.05"),
    (["seeds=two"], 'seeds = "two" is not a whole number'),
    (["seeds=1.5"], "seeds = 1.5 is not a whole number"),
    (["seeds=auto:x"], "is not of the form auto:width:least:most"),
    (["seeds=auto:0"], "seeds = auto has the width 0, which must be a number above 0"),
    (["seeds=auto:nan"], "seeds = auto has the width nan"),
    (["seeds=auto:.1:8:4"], "seeds = auto has 8 seeds at least and 4 at most"),
    (["seed=1,2,1"], "seeds gives the seed 1 twice"),
    (["seed=-1"], "seeds = -1 is outside 0 to"),
    (["seeds=3", "seed=4"], "seeds is given twice"),
    (["seeds=interval(0,4)"], "seeds takes no interval"),
    (["design=gird"], 'design = "gird" is not a design; did you mean grid?'),
    (["measure=profti"], 'measure = "profti" is not a measure; did you mean profit?'),
    (["samples=0"], "samples = 0 is outside 1 to"),
    (["root=-1"], "root = -1 is outside 0 to"),
    (["scenario="], 'scenario = "" is not a list of names'),
    (["scenario=base,"], "is not a list of names"),
    (["scenario='base"], "is not a list of names"),
    (["scenario=a", "scenario=b"], "scenario is given twice"),
    (["trust.negativity=1,2", "trust.negativity=3"], "trust.negativity is given twice"),
    (["trust.negativity=3", "trust.negativity=1,2"], "trust.negativity is given twice"),
    (["trust.negativity=str(1)"],
     "this function is not allowed; values of a sweep may use choice, range, interval, sort, int, float"),
    (["trust.negativity=glob(*)"], "glob() chooses among files of Hydra"),
    (["trust.negativity=shuffle(range(1,3))"], "shuffle() would give another order each time"),
    (["trust.negativity=tag(a,choice(1,2))"], "tag() has no meaning here"),
    (["trust.negativity=int(range(1,3,0.5))"], "int() would cut off a part of 1.5"),
    (["trust.negativity=float(a)"], "float() takes numbers, and 'a' is not a number"),
    (["trust.negativity=float(nan),1"], "float() takes numbers, and nan is not a number"),
    (["trust.negativity=int()"], "int() takes a number"),
    (["trust.negativity=sort()"], "sort() needs at least one value"),
    (["trust.negativity=sort(a,2)"], "sort() takes numbers, or texts, and not both"),
    (["trust.negativity=sort(1,2,reverse=yes)"], "reverse=true or reverse=false"),
    (["trust.negativity=sort(1,2,foo=1)"], "sort() has no foo=; it has list, sweep, reverse"),
    (["trust.negativity=sort(interval(1,2))"], "an interval cannot be combined"),
    (["trust.negativity=choice()"], "choice() needs at least one value"),
    (["trust.negativity=choice(1,range(2,4))"], "a function stands among other values"),
    (["trust.negativity=1,range(2,4)"], "a function stands among other values"),
    (["trust.negativity=[range(1,3)]"], "a function stands among other values"),
    (["+trust.x={a: range(1,3)}"], "a function stands among other values"),
    (["trust.negativity=range()"], "range() is written range(start,stop,step)"),
    (["trust.negativity=range(1,2,3,4)"], "range() is written range(start,stop,step)"),
    (["trust.negativity=range(1,2,start=1)"], "range() is written range(start,stop,step)"),
    (["trust.negativity=interval(1)"], "interval() is written interval(start,end)"),
    (["trust.negativity=interval(nan,1)"], "an interval needs two numbers"),
    (["trust.negativity=range(a,2)"], "a range needs two numbers"),
    (["trust.negativity=range(true,2)"], "a range needs two numbers"),
    (["trust.negativity=range(1,2,-1)"], "the range is empty"),
    (["trust.negativity=range(0,1e300,1e-300)"], "a range gives at most 1,000,000 values"),
    (["trust.negativity=range(1,1)"], "the range is empty"),
    (["trust.negativity=range(0,1e30)"], "a range gives at most 1,000,000 values"),
    (["trust.negativity=range(0,5,0)"], "a step other than 0"),
    (["trust.negativity=range(0,inf)"], "a range needs two numbers"),
    (["trust.rule=beta,${x}"], "contains ${"),
    (["+trust.x={_target_: os.system},{}"], "the key _target_ is not allowed"),
    (["+trust._target_=a,b"], "the key _target_ is not allowed"),
    (["trust.rule=[[[[[[[[[[[[1]]]]]]]]]]]],2"], "nested deeper"),
    (["trust.rule"], "a setting is written path=value"),
    (["experiment="], "name one experiment"),
    (["experiment=a", "experiment=b"], "name one experiment"),
])
def test_what_words_may_not_say(words, sentence):
    with pytest.raises(ScenarioError) as refused:
        of_words(words)
    (line,) = str(refused.value).splitlines()
    assert sentence in line


def test_all_faults_are_told_at_once():
    with pytest.raises(ScenarioError) as refused:
        of_words(["seeds=0", "design=x", "sample=1", "trust.a=glob(x)"])
    assert len(refused.value.problems) == 4


PIECES = st.one_of(st.text(max_size=6), st.sampled_from([*"+~=.,:[]{}()'\"", "trust.negativity", "1", "1,2", "小米",
                                                         "${", "range(", "interval(1,2)", "scenario=", "auto:"]))


@settings(max_examples=500, derandomize=True, deadline=None)
@given(st.lists(PIECES, max_size=6).map("".join), st.sampled_from(["", "scenario=", "seeds=", "trust.negativity=1,"]))
def test_any_word_is_read_or_refused_in_one_sentence(text, start):
    try:
        asked = of_words([start + text])
    except ScenarioError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert "${" not in repr((asked.fixed, asked.axes))


def test_seeds_are_those_of_compare_or_come_from_the_root():
    assert [seed_of(0, replicate) for replicate in range(3)] == [1, 2, 3]
    others = {seed_of(root, replicate) for root in range(1, 50) for replicate in range(50)}
    assert len(others) == 49 * 50
    assert all(0 <= one < 2**53 for one in others)
    assert seed_of(7, 0) == 8655270623749753
