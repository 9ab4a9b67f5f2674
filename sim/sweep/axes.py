"""One thing that varies in a sweep: a path, and the values or the range it takes."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario import override
from sim.scenario.override import Override
from sim.scenario.problems import Problem


@dataclass(frozen=True)
class Axis:
    """`path` takes each of `values` (plain ones), or what a design draws from `interval` (low, high).

    With neither, the range is the one that the parameter is declared with. `sign` is that of an override ("", "+",
    "++"). `file` and `line` tell where the axis was asked for.
    """

    path: str
    values: tuple | None = None
    interval: tuple[float, float] | None = None
    sign: str = ""
    file: str = ""
    line: int = 0

    def override(self, value) -> Override:
        """The override that gives this path one of its values. ScenarioError where none can be made."""
        return override.made(self.sign + self.path, value, self.file if self.line else "", self.line)

    def problem(self, sentence: str) -> Problem:
        """A fault of this axis."""
        return Problem(self.file or f"axis {self.path}", self.line or None, self.path, sentence)

    def said(self, value) -> str:
        """Where a problem of one value is said to be."""
        return self.file if self.line else override.called(f"{self.sign}{self.path}={override.told(value)}")
