"""Decide whether two contestants did the same thing, apart from chance.

Chance is measured: the yardstick runs several small populations, and the spread of their counts is expressed relative
to the binomial spread sqrt(n·π·(1−π)), which makes it independent of the number of members.
"""

from __future__ import annotations

import functools
import math

import numpy as np

from sim.bench import workload
from sim.bench.peers import find

RUNS, MEMBERS = 40, 2_000  # runs of the yardstick from which the spread is estimated
FAR = 4.5  # differences up to this multiple of their spread count as chance
TRUST = 1e-4  # only the start of trust is random, and it is the same for all; the rest is rounding
NAMES = ("adopters", "lapsed")


def fault(result: dict, course: list, members: int) -> str | None:
    """How a contestant's end differs from the yardstick's on the same day, in a few words; None if it does not.

    `course` has the ends of all days of the yardstick, which must not be fewer.
    """
    day = result["days"] - 1
    for n, name in enumerate(NAMES):
        measured, expected = result[name], course[day][n]
        allowed = tolerance(expected / members, members, len(course))[day, n]
        if abs(measured - expected) > allowed:
            return f"{measured:,} {name} instead of {expected:,} ± {allowed:,.0f}"
    if not abs(result["trust"] - course[day][2]) <= TRUST:
        return f"mean trust {result['trust']:.5f} instead of {course[day][2]:.5f}"
    return None


def tolerance(share: float, members: int, days: int) -> np.ndarray:
    """How far two counts may differ by chance after each day (days × 2), for a given share of all members."""
    return FAR * spreads(days) * math.sqrt(2.0 * members * share * (1.0 - share)) + 1.0


@functools.cache
def spreads(days: int) -> np.ndarray:
    """The spread of adopters and of lapsed after each day (days × 2), relative to the binomial one, at least 1."""
    work, yardstick = workload.build(MEMBERS), find("plain_numpy")
    counts = np.array([_course(yardstick.build(work.reseeded(seed)), days) for seed in range(RUNS)], float)
    share = counts.mean(axis=0) / MEMBERS
    binomial = np.sqrt(MEMBERS * share * (1.0 - share))
    return np.maximum(1.0, counts.std(axis=0, ddof=1) / np.maximum(binomial, 1e-9))


def _course(model, days):
    ends = []
    for _ in range(days):
        model.step()
        ends.append(model.ends()[:2])
    return ends
