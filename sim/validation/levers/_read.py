"""Readings from the outcomes of runs: measures, windows of daily measures, and contrasts between two arms.

A reading takes one outcome and returns a number; a contrast takes the outcomes of one seed by arm. Days count from 0.
A day after the end of a run means its last day, so that rows can be run shorter. A ratio with denominator 0 is NaN.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

Reading = Callable[[Any], float]
Contrast = Callable[[Mapping[str, Any]], float]


def measure(name: str) -> Reading:
    """A measure of the whole run."""
    return lambda run: float(run.measures[name])


def on(name: str, day: int) -> Reading:
    """A daily measure on a day."""
    return lambda run: float(run.series[name].iloc[min(day, len(run.series) - 1)])


def total(name: str, first: int = 0, last: int | None = None) -> Reading:
    """The sum of a daily measure from day `first` up to but not including `last`; negative days count from the end."""
    return lambda run: float(_window(run, name, first, last).sum())


def mean(name: str, first: int = 0, last: int | None = None) -> Reading:
    """The mean of a daily measure over the same window."""
    return lambda run: float(_window(run, name, first, last).mean())


def grown(name: str, first: int, last: int | None = None) -> Reading:
    """The growth of a cumulative measure in the window."""
    return lambda run: float(_window(run, name, first, last).iloc[-1] - _window(run, name, first, last).iloc[0])


def of(community: str, name: str, day: int | None = None) -> Reading:
    """A daily measure of one community, on its last day or on `day`; 0 on days without it."""
    def reading(run) -> float:
        frame = run.communities[run.communities["community"] == community]
        rows = frame if day is None else frame[frame["day"] == min(day, len(run.series) - 1)]
        return float(rows[name].iloc[-1]) if len(rows) else 0.0
    return reading


def per(above: Reading, below: Reading) -> Reading:
    """One reading divided by another."""
    return lambda run: _ratio(above(run), below(run))


def _window(run, name: str, first: int, last: int | None):
    return run.series[name].iloc[min(first, len(run.series) - 1):last]


def level(reading: Reading, arm: str) -> Contrast:
    """The reading itself, in one arm."""
    return lambda arms: reading(arms[arm])


def difference(reading: Reading, arm: str, against: str) -> Contrast:
    """The reading in one arm, minus that in another."""
    return lambda arms: reading(arms[arm]) - reading(arms[against])


def change(reading: Reading, arm: str, against: str) -> Contrast:
    """The relative change from one arm to another."""
    return lambda arms: _ratio(reading(arms[arm]), reading(arms[against])) - 1.0


def gain(arm: str, against: str) -> Contrast:
    """The additional profit of one arm, relative to the other's revenue, since profit itself may be near 0."""
    return lambda arms: _ratio(measure("profit")(arms[arm]) - measure("profit")(arms[against]),
                               measure("revenue")(arms[against]))


def elasticity(reading: Reading, arm: str, against: str, factor: float) -> Contrast:
    """Arc elasticity: ln of the ratio of outcomes ÷ ln of the ratio of the lever (`factor`)."""
    return lambda arms: _log(_ratio(reading(arms[arm]), reading(arms[against]))) / math.log(factor)


def ratio(numerator: Contrast, denominator: Contrast) -> Contrast:
    """One contrast divided by another."""
    return lambda arms: _ratio(numerator(arms), denominator(arms))


def _ratio(above: float, below: float) -> float:
    return above / below if below else math.nan


def _log(value: float) -> float:
    return math.log(value) if value > 0 else math.nan
