"""Conditions on the outcomes of arms, such as `hype.followers[90] > 1.2 * quiet.followers[90]`.

    arm.measure              a measure of the whole run
    arm.measure[day]         a daily measure on a day (a day after the end means the last day)
    arm.measure[from:to]     its mean over days, without the last of them
    arm.community.measure[…] the same for one community (0 on days without it)
    max(arm.measure), min(…) its highest or lowest value on any day
    numbers, + - * /, < > <= >=, and, or, not, brackets; true counts as 1

A text is parsed by Python's grammar and interpreted here; it is never evaluated as code.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Mapping
from typing import Any

from sim.model.recorder import measures, measures_of_communities
from sim.scenario.problems import Problem, ScenarioError, meant, short

LONGEST = 4000
_BINARY = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}
_COMPARE = {ast.Lt: operator.lt, ast.Gt: operator.gt, ast.LtE: operator.le, ast.GtE: operator.ge}
_ENDS = {"max": max, "min": min}


class Condition:
    """A parsed condition; call it with the outcomes of one seed by arm."""

    def __init__(self, text: str, where: str = "condition"):
        self.text, self.where = " ".join(text.split()), where
        if len(self.text) > LONGEST:
            raise self._wrong(f"is longer than {LONGEST:,} characters")
        try:
            self.tree = ast.parse(self.text, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise self._wrong("cannot be read; write for example a.followers[90] > 1.2 * b.followers[90]") from None

    def __call__(self, arms: Mapping[str, Any]) -> float:
        """Its value; comparisons give 1 or 0. Raises ScenarioError for anything not allowed."""
        return float(self._value(self.tree, arms))

    def check(self, arms) -> None:
        """Raise ScenarioError, before anything is run, for an unknown arm or measure."""
        daily = sorted(measures("daily"))
        tops = {id(part.value) for part in ast.walk(self.tree) if isinstance(part, ast.Attribute)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute) and id(node) not in tops:
                arm, *rest = self._names(node)
                self._one(arm, dict.fromkeys(arms), "an arm")
                of_one = [*measures_of_communities(True)]
                self._known(rest[-1], of_one if len(rest) == 2 else [*daily, *measures("final")])

    def _wrong(self, why: str) -> ScenarioError:
        return ScenarioError(Problem(self.where, None, "", f"{short(self.text)} {why}"))

    def _value(self, node, arms):
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            return float(node.value)
        if isinstance(node, ast.BoolOp):
            values = [bool(self._value(value, arms)) for value in node.values]
            return all(values) if isinstance(node.op, ast.And) else any(values)
        if isinstance(node, ast.UnaryOp):
            return self._unary(node, arms)
        if isinstance(node, ast.BinOp):
            return self._binary(node, arms)
        if isinstance(node, ast.Compare):
            return self._compared(node, arms)
        if isinstance(node, ast.Subscript):
            return self._window(self._series(node.value, arms), node.slice)
        if isinstance(node, ast.Call):
            return self._end(node, arms)
        return self._whole(node, arms)

    def _unary(self, node, arms):
        value = self._value(node.operand, arms)
        if isinstance(node.op, ast.Not):
            return not value
        return -value if isinstance(node.op, ast.USub) else value

    def _binary(self, node, arms):
        left, right = self._value(node.left, arms), self._value(node.right, arms)
        if isinstance(node.op, ast.Div):
            return left / right if right else float("nan")
        if type(node.op) not in _BINARY:
            raise self._wrong("holds something other than + - * /")
        return _BINARY[type(node.op)](left, right)

    def _compared(self, node, arms) -> bool:
        values = [self._value(operand, arms) for operand in (node.left, *node.comparators)]
        for op in node.ops:
            if type(op) not in _COMPARE:
                raise self._wrong("compares with something other than < > <= >=")
        return all(_COMPARE[type(op)](values[n], values[n + 1]) for n, op in enumerate(node.ops))

    def _end(self, node, arms) -> float:
        if not isinstance(node.func, ast.Name) or node.func.id not in _ENDS or len(node.args) != 1 or node.keywords:
            raise self._wrong("calls something other than max(…) or min(…) of one daily measure")
        return float(_ENDS[node.func.id](self._series(node.args[0], arms)))

    def _window(self, series, index) -> float:
        if isinstance(index, ast.Slice) and index.step is None:
            first, last = (None if day is None else int(self._value(day, {})) for day in (index.lower, index.upper))
            return float(series.iloc[slice(first, last)].mean())
        return float(series.iloc[min(int(self._value(index, {})), len(series) - 1)])

    def _names(self, node) -> list[str]:
        names: list[str] = []
        while isinstance(node, ast.Attribute):
            names.insert(0, node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or not 1 <= len(names) <= 2:
            raise self._wrong("holds something other than arm.measure or arm.community.measure")
        return [node.id, *names]

    def _series(self, node, arms):
        """The daily values of a name."""
        arm, *rest = self._names(node)
        run = self._one(arm, arms, "an arm")
        if len(rest) == 1:
            return run.series[self._known(rest[0], list(run.series.columns))]
        frame = run.communities[run.communities["community"] == rest[0]].set_index("day")
        name = self._known(rest[1], [column for column in frame.columns if column != "community"])
        return frame[name].reindex(range(len(run.series)), fill_value=0.0)

    def _whole(self, node, arms) -> float:
        arm, *rest = self._names(node)
        run = self._one(arm, arms, "an arm")
        if len(rest) != 1:
            raise self._wrong(f"needs a day after {'.'.join(rest)}")
        return float(run.measures[self._known(rest[0], sorted(run.measures))])

    def _known(self, name: str, names) -> str:
        self._one(name, dict.fromkeys(names, name), "a measure")
        return name

    def _one(self, name: str, known: Mapping[str, Any], kind: str):
        if name not in known:
            raise self._wrong(f"names {name}, which is not {kind}; {meant(name, sorted(known))}")
        return known[name]
