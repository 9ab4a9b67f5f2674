"""The words for a single run of a sweep, as `shequn run` and Hydra accept them."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from sim.scenario.override import Override
from sim.sweep.check import checked

if TYPE_CHECKING:
    from sim.sweep.plan import Cell, Plan
    from sim.sweep.question import Question

_BARE = re.compile(r"[^\W\d][\w./-]*")
_OTHERWISE = {"null", "true", "false", "nan", "inf"}  # texts that would be read as other values


class Jobs:
    """The words for every run of a plan; `question` is the one that was planned."""

    def __init__(self, plan: Plan, question: Question):
        asked = checked(question)
        self.plan, self.scenarios, self.points = plan, asked.scenarios, asked.points
        self.fixed = [word(override) for override in asked.fixed]
        self.signs = {axis.path: axis.sign for axis in asked.axes}

    def scenario(self, cell: Cell) -> str:
        """The name or path of a cell's scenario, as given."""
        return self.scenarios[cell.number // len(self.plan.rows)]

    def words(self, cell: Cell, seed: int) -> list[str]:
        """The words for one run."""
        if self.points:
            varied = [word(override) for override in self.points[cell.number % len(self.points)]]
        else:
            row = self.plan.rows[cell.number % len(self.plan.rows)].tolist()
            varied = [self._varied(column, place) for column, place in enumerate(row)]
        return [f"scenario={self.scenario(cell)}", *self.fixed, *varied, f"seed={seed}"]

    @functools.cache  # noqa: B019 (there is one for each sweep)
    def _varied(self, column: int, place: int) -> str:
        axis = self.plan.axes[column]
        return f"{self.signs[axis.path]}{axis.path}={written(axis.values[place])}"


def word(override: Override) -> str:
    """An override as a word."""
    return f"{override.sign}{override.path}" + (f"={written(override.node.plain())}" if override.node else "")


def written(value) -> str:
    """A plain value as text that Hydra's grammar reads back as the same value."""
    from hydra.core.override_parser.types import Quote, QuotedString

    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(written, value)) + "]"
    if isinstance(value, str):
        bare = _BARE.fullmatch(value) and value.lower() not in _OTHERWISE
        return value if bare else QuotedString(value, Quote.single).with_quotes()
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
