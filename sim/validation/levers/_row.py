"""The parts of a row: arms that differ in settings, targets for their outcomes, and the curve of a lever."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.system.words import say

FIT, CHECK, PREDICTION = "fit", "check", "prediction"
Arms = Mapping[str, Any]  # the outcomes of one seed, by arm
Settings = Mapping[str, Any]  # dotted path → value


@dataclass(frozen=True)
class Target:
    """A number computed from the arms of a seed, and the range for its mean over seeds.

    `low` and `high` are the ends of the range. With a `sign` (+1 or −1), the interval must exclude 0, and `least` is
    the smallest size that matters; smaller effects count as missing. `aim` and `tolerance` are for the calibration: the
    value aimed at, and the distance that counts as one unit of miss. `kind` is that of the row by default.
    """

    says: str
    found: Callable[[Arms], float]
    low: float = -math.inf
    high: float = math.inf
    sign: int = 0
    least: float = 0.0
    aim: float = math.nan
    tolerance: float = math.nan
    kind: str = ""

    @property
    def text(self) -> str:
        """The target as text."""
        if self.sign:
            return say("above 0") if self.sign > 0 else say("below 0")
        if math.isinf(self.high):
            return say("at least {low}", low=f"{self.low:g}")
        if math.isinf(self.low):
            return say("at most {high}", high=f"{self.high:g}")
        return say("{low} to {high}", low=f"{self.low:g}", high=f"{self.high:g}")

    def miss(self, value: float) -> float:
        """Distance of a mean from the aim, in units of the tolerance; for one-sided targets, only on the wrong side."""
        if self.sign:
            return max(0.0, self.least - self.sign * value) / self.tolerance
        if math.isnan(self.aim):
            return max(0.0, self.low - value, value - self.high) / self.tolerance
        return (value - self.aim) / self.tolerance


@dataclass(frozen=True)
class Curve:
    """About five values of a lever, for the page: the path that changes, and other settings."""

    path: str
    values: Sequence[float]
    also: Settings = field(default_factory=dict)

    def arms(self) -> dict[str, dict]:
        """The arms of the curve: the value as text → its settings."""
        return {f"{value:g}": {**self.also, self.path: value} for value in self.values}


@dataclass(frozen=True)
class Row:
    """One row of the table.

    `does` says by which mechanism the lever acts, and `costs` what it costs; both are for strategists. `sources` are
    rows of the list of targets. `base` is a scenario, `settings` apply to all arms, `arms` are the settings of each
    arm. `people` is the number of people that the scenario means; if fewer members are simulated, one stands for
    several. The settings `off` switch the mechanism of the row off or reverse it, so that the row must be missed.
    """

    title: str
    does: str
    costs: str
    sources: str
    kind: str
    arms: Mapping[str, Settings]
    targets: Sequence[Target]
    base: str = "base"
    settings: Settings = field(default_factory=dict)
    days: int = 360
    members: int = 1500
    people: int = 10_000
    seeds: int = 6
    curve: Curve | None = None
    off: Settings = field(default_factory=dict)

    def kinds(self) -> set[str]:
        """The kinds of its targets."""
        return {target.kind or self.kind for target in self.targets}


def up(says: str, found: Callable[[Arms], float], least: float = 0.01, kind: str = "") -> Target:
    """It must rise by at least `least`."""
    return Target(says, found, sign=1, least=least, tolerance=least, kind=kind)


def down(says: str, found: Callable[[Arms], float], least: float = 0.01, kind: str = "") -> Target:
    """It must fall by at least `least`."""
    return Target(says, found, sign=-1, least=least, tolerance=least, kind=kind)


def between(says: str, found: Callable[[Arms], float], low: float, high: float, kind: str = "") -> Target:
    """It must lie between two numbers. The middle is the aim, and an end is one unit of miss away from it."""
    return Target(says, found, low, high, aim=(low + high) / 2, tolerance=(high - low) / 2, kind=kind)


def at_least(says: str, found: Callable[[Arms], float], low: float, tolerance: float, kind: str = "") -> Target:
    """It must not be lower."""
    return Target(says, found, low=low, tolerance=tolerance, kind=kind)


def at_most(says: str, found: Callable[[Arms], float], high: float, tolerance: float, kind: str = "") -> Target:
    """It must not be higher."""
    return Target(says, found, high=high, tolerance=tolerance, kind=kind)
