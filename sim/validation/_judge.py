"""Judge findings: a mean over seeds, a single number, a frequency, or the reason why nothing was run."""

from __future__ import annotations

import numpy as np
from scipy import stats

from sim.core.intervals import t_interval
from sim.validation import HELD, MISSED, NOT_RUN, Finding


def judged(holds) -> str:
    """The verdict of a comparison."""
    return HELD if holds else MISSED


def mean_near(what: str, values, target: float, tolerance: float, note: str = "") -> Finding:
    """The mean of values, one per seed, must be within `tolerance` of the target; with its 95% t interval."""
    values = np.asarray(values, float)
    mean = float(values.mean())
    low, high = mean_interval(values)
    return Finding(what, f"{target:.5g}", mean, f"± {tolerance:.3g}{note}", judged(abs(mean - target) <= tolerance),
                   low, high, f"95% t interval over {values.size} seeds" if values.size > 1 else "")


def at_most(what: str, values, most: float, note: str = "") -> Finding:
    """The mean of values, one per seed, must be at most `most`."""
    values = np.asarray(values, float)
    low, high = mean_interval(values)
    return Finding(what, f"at most {most:.5g}", float(values.mean()), note or "none", judged(values.mean() <= most),
                   low, high, f"95% t interval over {values.size} seeds" if values.size > 1 else "")


def number_near(what: str, value: float, target: float, relative: float, interval=(None, None), said: str = ""):
    """One number must be within a share `relative` of the target."""
    low, high = interval
    return Finding(what, f"{target:.6g}", float(value), f"± {100 * relative:g}%",
                   judged(abs(value - target) <= relative * abs(target)), low, high, said)


def mean_interval(values) -> tuple[float | None, float | None]:
    """The 95% t interval of a mean, as a finding has it: none for a single value."""
    return t_interval(values) if len(values) > 1 else (None, None)


def exact(count: int, of: int) -> tuple[float, float]:
    """The 95% interval of a probability, from a count (Clopper & Pearson 1934)."""
    interval = stats.binomtest(count, of).proportion_ci(0.95, "exact")
    return float(interval.low), float(interval.high)


def not_run(what: str, target: str, reason: str) -> Finding:
    """What could not be run, and why."""
    return Finding(what, target, None, "", NOT_RUN, reason=reason)
