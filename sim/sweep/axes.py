"""A parameter that varies in a sweep: a path, and the values or range it takes."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario import override
from sim.scenario.override import Override
from sim.scenario.problems import Problem


@dataclass(frozen=True)
class Axis:
    """`path` takes each of `values` (plain ones), or what a design draws from `interval` (low, high).

    Without both, the declared range of the parameter is used. `sign` is that of an override ("", "+", "++"). `file` and
    `line` say where the axis was given.
    """

    path: str
    values: tuple | None = None
    interval: tuple[float, float] | None = None
    sign: str = ""
    file: str = ""
    line: int = 0

    def override(self, value) -> Override:
        """The override that sets this path to one of its values. Raises ScenarioError if there is none."""
        return override.from_value(self.sign + self.path, value, self.file if self.line else "", self.line)

    def problem(self, sentence: str) -> Problem:
        """A problem of this axis."""
        return Problem(self.file or f"axis {self.path}", self.line or None, self.path, sentence)

    def said(self, value) -> str:
        """How problems of one value are introduced."""
        return self.file if self.line else override.called(f"{self.sign}{self.path}={override.as_written(value)}")
