"""Read the condition of scenario discovery: `profit>0`, `trust >= .6`, `followers<1,000`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.scenario.problems import Problem, ScenarioError, meant, shown
from sim.system.words import say

SIGNS: dict[str, Callable] = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}
_FORM = re.compile(r"\s*(?P<measure>[^\s<>=≥≤]+)\s*(?P<sign>>=|<=|≥|≤|>|<)\s*(?P<number>[^<>=]+?)\s*")
_PLAIN = {"≥": ">=", "≤": "<="}


@dataclass(frozen=True)
class Condition:
    """A condition on a measure: which runs are of interest."""

    measure: str
    sign: str
    number: float

    def holds(self, values):
        """Whether each of these values meets it; a value that is not there does not."""
        return SIGNS[self.sign](values, self.number)

    def __str__(self) -> str:
        return f"{self.measure} {self.sign} {self.number:,.10g}"


def read(text: str, measures: Sequence[str]) -> Condition:
    """The condition in a text. Raises ScenarioError, in one sentence, with the nearest measure."""
    found = _FORM.fullmatch(text.replace("−", "-"))
    if not found:
        raise _wrong(say("{text} is not a condition; write a measure, one of > >= < <=, and a number, such as "
                         '"profit>0"', text=shown(text)))
    if found["measure"] not in measures:
        raise _wrong(say("{measure} is not a measure of these runs; {hint}", measure=shown(found['measure']),
                         hint=meant(found['measure'], measures)))
    return Condition(found["measure"], _PLAIN.get(found["sign"], found["sign"]), _number(found["number"]))


def _number(text: str) -> float:
    plain = text.replace("¥", "").replace("￥", "").strip()
    share = plain.endswith("%")
    grouped = re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain.rstrip("% "))
    try:
        number = float(plain.rstrip("% ").replace(",", "") if grouped else plain.rstrip("% "))
    except ValueError:
        number = float("nan")
    if not abs(number) < float("inf"):
        raise _wrong(say("{text} is not a number, such as 0, 1,000 or 60%", text=shown(text)))
    return number / 100 if share else number


def _wrong(sentence: str) -> ScenarioError:
    return ScenarioError(Problem("discover", None, "", sentence))
