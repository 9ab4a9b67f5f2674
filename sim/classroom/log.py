"""What a run of the class room was: its scenario, its seed, and every move of a slider. From this it is run again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Move:
    """A live parameter changed by hand: it acts from the beginning of `day` on, like a change on a timeline."""

    day: int
    path: str
    value: Any


@dataclass
class ClassLog:
    """One run. `overrides` are the settings of day 0 by their path, `days` how many days have been simulated.

    `scenario` is the name of a built-in scenario or the path of a file, `lesson` the name of the lesson, if any.
    """

    scenario: str
    lesson: str | None
    overrides: dict[str, Any]
    seed: int
    days: int
    moves: list[Move] = field(default_factory=list)
