"""Conditions of lessons: what they mean, and what they say where they cannot be read."""

from __future__ import annotations

import math
import operator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sim.classroom.arms import Arm, Vocabulary, vocabulary
from sim.classroom.conditions import Condition
from sim.scenario import ScenarioError

WORDS = Vocabulary(("A", "B"), frozenset({"followers", "trust"}), frozenset({"followers"}), frozenset({"stall"}),
                   frozenset({"retention"}), {"members": "followers"})
A = Arm({"followers": [10.0, 20.0, 30.0], "trust": [0.5, 0.25, 0.75]}, {"stall": {"followers": [0.0, 1.0, 2.0]}},
        {"retention": 0.3})
B = Arm({"followers": [20.0, 10.0, 40.0], "trust": [0.1, 0.1, 0.1]}, {}, {"retention": math.nan})
ARMS = {"A": A, "B": B}


def holds(text: str) -> bool:
    return Condition(text, WORDS)(ARMS)


@pytest.mark.parametrize(("text", "truth"), [
    ("B.followers[0] > A.followers[0]", True),
    ("B.members[0] > A.members[1]", False),
    ("A.followers[99] >= 30", True),  # a day after the end means the last day
    ("sum(A.followers[0:2]) <= 30 and mean(A.followers[1:]) >= 25", True),
    ("max(A.followers) < 31 and min(A.trust) > .2", True),
    ("mean(A.followers[1:90]) >= 25", True),
    ("A.followers[0] < A.followers[1] < A.followers[2]", True),
    ("A.followers[0] < A.followers[2] < A.followers[1]", False),
    ("A.stall.followers[2] >= 2", True),
    ("B.stall.followers[2] > 0", False),  # it was not there
    ("A.retention < .5", True),
    ("B.retention < .5 or B.retention >= .5", False),  # without a value, nothing holds
    ("1 / (A.followers[0] - 10) > 0 or 1 / (A.followers[0] - 10) <= 0", False),
    ("(A.trust[0] > .4) + (B.trust[0] > .4) + (A.trust[2] > .4) >= 2", True),
    ("not A.trust[0] > .6", True),
    ("1 < 2 or 1 < 2 and 2 < 1", True),  # and binds more than or
    ("(1 < 2 or 1 < 2) and 2 < 1", False),
    ("-A.followers[0] < -9 and 2 - 3 - 4 < -4 and 8 / 2 / 2 < 3 and 2 + 3 * 4 > 13", True),
    ("1e3 > 999 and not not 1 < 2", True),
])
def test_it_means_what_it_says(text, truth):
    assert holds(text) is truth


def test_it_says_what_it_reads():
    condition = Condition("sum(B.followers[0:2]) > 1.2 * A.members[2]", WORDS)
    assert condition.values(ARMS) == {"sum(B.followers[0:2])": 30.0, "A.members[2]": 30.0}


@pytest.mark.parametrize(("text", "column", "words"), [
    ("", 1, "found the end"),
    ("A.followers[1]", 1, "is a number; compare it"),
    ("A.followers[1] >", 17, "found the end"),
    ("A.folowers[1] > 2", 3, "did you mean followers?"),
    ("C.followers[1] > 2", 1, "C is not a run; allowed: A, B"),
    ("A.stal.followers[1] > 2", 3, "did you mean stall?"),
    ("A.stall.trust[1] > 2", 9, "not a measure of one community"),
    ("A.stall.followers.x[1] > 2", 1, "write A.measure"),
    ("A.followers > 2", 13, "name a day"),
    ("A.followers[1:2] > 2", 14, "several days need sum"),
    ("sum(A.followers[2:2]) > 2", 17, "holds no day"),
    ("sum(A.followers[-1:2]) > 2", 17, "expected a day"),
    ("A.followers[1.5] > 2", 13, "expected a day"),
    ("max(A.retention) > 2", 16, "one value for the whole run"),
    ("A.trust[1] > 1 and 3", 1, "one of these is a number"),
    ("not 3", 1, "not stands before a comparison"),
    ("A.trust[1] == 1", 12, "= is not allowed"),
    ("A.trust[1] ! 1", 12, "! is not allowed"),
    ("1 < 2 3", 7, "expected the end and found 3"),
    ("(1 < 2", 7, "expected ) and found the end"),
    ("len(A.trust) > 1", 1, "len is not a run"),
    ("__import__('os').system('true') > 0", 12, "' is not allowed"),
    ("(" * 41 + "1 < 2" + ")" * 41, 42, "nested more than 40"),
    ("1 < 2 " + "and 1 < 2 " * 300, 2001, "at most 2,000 characters"),
])
def test_what_cannot_be_read_is_said_with_its_column(text, column, words):
    with pytest.raises(ScenarioError) as error:
        Condition(text, WORDS, "lesson.yaml, bet 1")
    sentence = str(error.value)
    assert f"column {column} of " in sentence and words in sentence and sentence.startswith("lesson.yaml, bet 1: ")
    assert len(sentence.splitlines()) == 1


OPERATORS = {"+": operator.add, "-": operator.sub, "*": operator.mul}
COMPARE = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}
numbers = (some.integers(0, 99).map(lambda n: (str(n), float(n)))
           | some.sampled_from([("A.followers[1]", 20.0), ("B.members[2]", 40.0), ("sum(A.stall.followers)", 3.0)]))


def joined(marks, parts):
    return some.tuples(parts, some.sampled_from(sorted(marks)), parts).map(
        lambda it: (f"({it[0][0]} {it[1]} {it[2][0]})", marks[it[1]](it[0][1], it[2][1])))


sums = some.recursive(numbers, lambda parts: joined(OPERATORS, parts), max_leaves=8)
truths = some.recursive(joined(COMPARE, sums), lambda parts: joined(
    {"and": lambda x, y: x and y, "or": lambda x, y: x or y}, parts)
    | parts.map(lambda it: (f"(not {it[0]})", not it[1])), max_leaves=6)


@settings(deadline=None, derandomize=True)
@given(truths)
def test_whatever_is_built_is_read_as_it_was_built(built):
    text, truth = built
    assert holds(text) is bool(truth)


@settings(deadline=None, derandomize=True)
@given(some.text(alphabet="AB.followers[]():<>=+-*/ 0123456789andort\u00b2\n\t'", max_size=60))
def test_any_text_is_read_or_refused_with_one_sentence(text):
    try:
        holds(text)
    except ScenarioError as error:
        assert len(str(error).splitlines()) == 1


def test_all_measures_of_the_registry_can_be_named():
    words = vocabulary(("A",), ("circle",), {})
    assert {"followers", "warnings", "income_advertising"} <= words.daily and "retention" in words.whole
    assert Condition("A.circle.treasury[3] > A.profit[4]", words).readings
