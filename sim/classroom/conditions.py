"""Conditions on two runs, such as `B.followers[90] > 1.2 * A.followers[90] and A.profit[360] >= 0`.

    A.followers[90]           a daily measure on a day; a day after the end means the last day
    A.stall.revenue[90]       the same of one community (0 on days without it)
    mean(A.trust[240:270])    sum, mean, max or min of some days, without the last of them; without days, of all
    A.retention               a measure of the whole run
    1, 2.5   + - * /   < > <= >=   and or not   ( )

A comparison counts as 1 or 0, so that `(…) + (…) >= 2` counts how many hold. A division by 0 has no value, and nothing
without a value is larger or smaller than anything. The texts are read by the parser below and never run as code.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sim.classroom.arms import Arm, Vocabulary
from sim.classroom.tokens import Token, tokens
from sim.scenario.problems import Problem, ScenarioError, listed, meant, short
from sim.system.words import later, say, translated

LONGEST, DEEPEST = 2000, 40
_COMPARE = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}
_OVER: dict[str, Callable[[Sequence[float]], float]] = {
    "sum": math.fsum, "mean": lambda days: math.fsum(days) / len(days), "max": max, "min": min}
_WORDS = ("and", "or", "not")


class Reading(NamedTuple):
    """A measure that a condition reads: its text, the run that it is of, its name (after that of a community, if it is
    of one), and its value in the runs."""

    text: str
    arm: str
    names: tuple[str, ...]
    value: Callable[[Mapping[str, Arm]], float]


Value = Callable[[Mapping[str, Arm]], float]


class Condition:
    """A condition that has been read. Call it with the runs by arm: true or false. `arms` are those that it reads.

    Raises ScenarioError, with the column, for a text that cannot be read or a name that is not known.
    """

    def __init__(self, text: str, words: Vocabulary, where: str = "condition"):
        self.text = text
        reader = _Reader(text, words, where)
        self._value = reader.whole()
        self.readings = tuple(reader.readings)
        self.arms = frozenset(reading.arm for reading in self.readings)

    def __call__(self, arms: Mapping[str, Arm]) -> bool:
        return bool(self._value(arms))

    def values(self, arms: Mapping[str, Arm]) -> dict[str, float]:
        """The measures that the condition reads, each as written, with its value in these runs."""
        return {reading.text: reading.value(arms) for reading in self.readings}


class _Reader:
    """Reads a condition by recursive descent. Each method reads one level of the grammar and returns its value."""

    def __init__(self, text: str, words: Vocabulary, where: str):
        self.text, self.words, self.where = text, words, where
        self.depth = self.next = 0
        self.readings: list[Reading] = []
        if len(text) > LONGEST:
            raise self.fault(LONGEST, say("a condition has at most {longest:,} characters", longest=LONGEST))
        self.tokens = tokens(text, self.fault)

    def fault(self, at: int, sentence: str) -> ScenarioError:
        """The error to raise for what stands at a place."""
        return ScenarioError(Problem(self.where, None, "", say('column {column} of "{text}": {sentence}', column=at + 1,
                                                               text=short(self.text), sentence=sentence)))

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def take(self, *texts: str) -> str | None:
        """Go on if the next token is one of these; returns which."""
        text = self.token.text
        if text not in texts or self.token.kind == "end":
            return None
        self.next += 1
        return text

    def need(self, text: str) -> None:
        if not self.take(text):
            raise self.fault(self.token.at, say("expected {text} and found {value}", text=text,
                                                value=self.token.text or say("the end")))

    def whole(self) -> Value:
        """The whole text, which must be true or false, not a number."""
        value, is_truth = self.either()
        if self.token.kind != "end":
            raise self.fault(self.token.at, say("expected the end and found {text}", text=self.token.text))
        if not is_truth:
            raise self.fault(0, say("is a number; compare it with another, for example by >"))
        return value

    def either(self) -> tuple[Value, bool]:
        return self._joined("or", self.both, any)

    def both(self) -> tuple[Value, bool]:
        return self._joined("and", self.denied, all)

    def _joined(self, word: str, below, join) -> tuple[Value, bool]:
        at = self.token.at
        parts = [below()]
        while self.take(word):
            parts.append(below())
        if len(parts) == 1:
            return parts[0]
        if not all(is_truth for _, is_truth in parts):
            raise self.fault(at, say("{word} joins comparisons, and one of these is a number", word=word))
        return (lambda arms: float(join(value(arms) for value, _ in parts))), True

    def denied(self) -> tuple[Value, bool]:
        at = self.token.at
        if not self.take("not"):
            return self.compared()
        value, is_truth = self._deeper(self.denied)
        if not is_truth:
            raise self.fault(at, say("not stands before a comparison, and this is a number"))
        return (lambda arms: float(not value(arms))), True

    def compared(self) -> tuple[Value, bool]:
        first, is_truth = self.sum()
        parts, marks = [first], []
        while mark := self.take(*_COMPARE):
            marks.append(_COMPARE[mark])
            parts.append(self.sum()[0])
        if not marks:
            return first, is_truth
        return (lambda arms: _chain([part(arms) for part in parts], marks)), True

    def sum(self) -> tuple[Value, bool]:
        return self._folded(self.product, {"+": operator.add, "-": operator.sub})

    def product(self) -> tuple[Value, bool]:
        return self._folded(self.signed, {"*": operator.mul, "/": _divided})

    def _folded(self, below, marks) -> tuple[Value, bool]:
        value, is_truth = below()
        while mark := self.take(*marks):
            value, is_truth = _both(marks[mark], value, below()[0]), False
        return value, is_truth

    def signed(self) -> tuple[Value, bool]:
        if not self.take("-"):
            return self.one()
        value, _ = self._deeper(self.signed)
        return (lambda arms: -value(arms)), False

    def one(self) -> tuple[Value, bool]:
        token = self.token
        if token.kind == "number":
            self.next += 1
            return (lambda arms, number=float(token.text): number), False
        if self.take("("):
            inner = self._deeper(self.either)
            self.need(")")
            return inner
        if token.kind == "name" and token.text not in _WORDS:
            return self.measured(), False
        raise self.fault(token.at, say("expected a number or a measure such as {arm}.followers[90] and found {value}",
                                       arm=self.words.arms[0], value=token.text or say("the end")))

    def _deeper(self, below):
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fault(self.token.at, say("brackets and signs are nested more than {deepest} times",
                                                deepest=DEEPEST))
        result = below()
        self.depth -= 1
        return result

    def measured(self) -> Value:
        """A measure on a day, over some days, or of the whole run."""
        start, over = self.token.at, None
        if self.token.text in _OVER and self.tokens[self.next + 1].text == "(":
            over = _OVER[self.take(*_OVER) or ""]
            self.next += 1
        names = self.path()
        value = self._over(names, over) if over else self._on(names)
        if over:
            self.need(")")
        last = self.tokens[self.next - 1]
        self.readings.append(Reading(self.text[start:last.at + len(last.text)], names[0], tuple(names[1:]), value))
        return value

    def path(self) -> tuple[str, ...]:
        """Arm and measure, or arm, community and measure; each is checked."""
        parts = [self.token]
        self.next += 1
        while self.take(".") and len(parts) < 4:
            parts.append(self.token)
            self.next += self.token.kind != "end"
        self._known(parts[0], self.words.arms, later("a run"))
        if len(parts) not in (2, 3):
            raise self.fault(parts[0].at, say("write {text}.measure or {text}.community.measure", text=parts[0].text))
        if len(parts) == 3:
            self._known(parts[1], self.words.communities, later("a community of this lesson"))
            self._known(parts[2], self.words.of_communities, later("a measure of one community"))
            return tuple(part.text for part in parts)
        known = {*self.words.daily, *self.words.whole, *self.words.aliases}
        self._known(parts[1], known, later("a measure"))
        return parts[0].text, self.words.aliases.get(parts[1].text, parts[1].text)

    def _known(self, token: Token, names, kind: str) -> None:
        if token.text not in names:
            hint = meant(token.text, sorted(names)) if token.kind == "name" else \
                say("allowed: {names}", names=listed(sorted(names)))
            raise self.fault(token.at, say("{value} is not {kind}; {hint}", value=token.text or say("the end"),
                                           kind=translated(kind), hint=hint))

    def _over(self, names, over) -> Value:
        if len(names) == 2 and names[1] not in self.words.daily:
            raise self.fault(self.token.at, say("{name} has one value for the whole run, and none for each day",
                                                name=names[1]))
        first, last = self.days() if self.take("[") else (0, None)
        return lambda arms: float(over(_days(_series(arms, names), first, last)))

    def days(self) -> tuple[int, int | None]:
        """Days from:to, of which the last may be left out; at least one."""
        at = self.token.at
        first = 0 if self.token.text == ":" else self.day()
        self.need(":")
        last = None if self.token.text == "]" else self.day()
        self.need("]")
        if last is not None and last <= first:
            raise self.fault(at, say("{first}:{last} holds no day; the last day must come after the first", first=first,
                                     last=last))
        return first, last

    def _on(self, names) -> Value:
        daily = len(names) == 3 or names[1] in self.words.daily
        if not daily:
            return lambda arms: float(arms[names[0]].whole[names[1]])
        if not self.take("["):
            raise self.fault(self.token.at, say("{name} is measured daily; name a day, for example [90]",
                                                name=names[-1]))
        day = self.day()
        if self.token.text == ":":
            raise self.fault(self.token.at, say("several days need sum(…), mean(…), max(…) or min(…)"))
        self.need("]")
        return lambda arms: float(_days(_series(arms, names), day, None)[0])

    def day(self) -> int:
        token = self.token
        if token.kind != "number" or not token.text.isdigit() or len(token.text) > 5:
            raise self.fault(token.at, say("expected a day, such as 90, and found {value}",
                                           value=token.text or say("the end")))
        self.next += 1
        return int(token.text)


def _series(arms: Mapping[str, Arm], names: Sequence[str]) -> Sequence[float]:
    arm = arms[names[0]]
    return arm.daily[names[1]] if len(names) == 2 else arm.communities.get(names[1], {}).get(names[2], (0.0,))


def _days(series: Sequence[float], first: int, last: int | None) -> Sequence[float]:
    """Those days, or the last one where the run ended before them."""
    return series[min(first, len(series) - 1):last]


def _chain(values: Sequence[float], marks) -> float:
    return float(all(mark(values[n], values[n + 1]) for n, mark in enumerate(marks)))


def _both(act, left: Value, right: Value) -> Value:
    return lambda arms: act(left(arms), right(arms))


def _divided(left: float, right: float) -> float:
    return left / right if right else math.nan
