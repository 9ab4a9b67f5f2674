"""The verdict on a target, computed from the values of all seeds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from sim.core.intervals import t_interval
from sim.system.words import later, say
from sim.validation.levers._row import Row, Target

MET, MISSED, UNSURE = later("met"), later("missed"), later("cannot say")


@dataclass(frozen=True)
class Finding:
    """A target with its result: the mean over seeds and its 95% interval (Student's t)."""

    says: str
    kind: str
    target: str
    found: float
    low: float
    high: float
    verdict: str
    values: tuple[float, ...]
    reason: str = ""


@dataclass(frozen=True)
class Judged:
    """The results of a row: its findings, and the verdict over all of them."""

    name: str
    title: str
    sources: str
    verdict: str
    seeds: int
    findings: tuple[Finding, ...]

    def to_json(self) -> dict:
        """The row as a plain object."""
        return asdict(self)


def judged(name: str, row: Row, by_seed: Sequence[dict]) -> Judged:
    """Judge a row by the outcomes of its arms, one mapping from arm to outcome for each seed."""
    findings = tuple(finding(row, target, [float(target.found(arms)) for arms in by_seed]) for target in row.targets)
    verdict = overall([finding.verdict for finding in findings])
    return Judged(name, row.title, row.sources, verdict, len(by_seed), findings)


def finding(row: Row, target: Target, values: Sequence[float]) -> Finding:
    """Judge a target by the values of all seeds."""
    numbers = np.asarray(values, float)
    finite = numbers[np.isfinite(numbers)]
    average = float(finite.mean()) if finite.size else math.nan
    low, high = t_interval(finite)
    if finite.size < numbers.size:
        reason = say("in {some} of {all} seeds there is nothing to compare", some=numbers.size - finite.size,
                     all=numbers.size)
        verdict = MISSED if not finite.size else UNSURE
    else:
        verdict, reason = decided(target, average, low, high)
    return Finding(target.says, target.kind or row.kind, target.text, average, low, high, verdict, tuple(values),
                   reason)


def decided(target: Target, average: float, low: float, high: float) -> tuple[str, str]:
    """Verdict and reason for a mean with its interval."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return UNSURE, say("one seed has no interval")
    return _sign(target, low, high) if target.sign else _band(target, average, low, high)


def _sign(target: Target, low: float, high: float) -> tuple[str, str]:
    """Met if the interval excludes 0; missed if it excludes everything that matters."""
    if target.sign < 0:
        low, high = -high, -low
    if low > 0:
        return MET, ""
    return (MISSED, "") if high < target.least or high <= 0 else (UNSURE, say("the interval contains 0"))


def _band(target: Target, average: float, low: float, high: float) -> tuple[str, str]:
    """Missed if the interval is outside; met if it is inside, or if the mean is inside and the interval narrow."""
    if high < target.low or low > target.high:
        return MISSED, ""
    inside = target.low <= low and high <= target.high
    narrow = high - low <= min(target.high - target.low, 2 * target.tolerance)
    if inside or (narrow and target.low <= average <= target.high):
        return MET, ""
    return UNSURE, say("the interval is too wide") if not narrow else say("the interval reaches beyond the target")


def overall(verdicts: Sequence[str]) -> str:
    """Missed if one is; met if all are; else undecided."""
    return MISSED if MISSED in verdicts else MET if set(verdicts) == {MET} else UNSURE
