"""Bass, well mixed: F(t) = (1 − e^−(p+q)t) / (1 + q/p · e^−(p+q)t) with p = .03, q = .38 (Bass 1969).

A period of the model is 50 days (200 in the full version), so that a day is a small part of it; periods of one day
would delay the peak by .013 periods. The remaining error is chance, which must shrink as the root of the population.
"""

from __future__ import annotations

import math

import numpy as np

from sim.validation import Finding
from sim.validation._engine import curve, new_economy, values
from sim.validation._judge import at_most, judged, mean_near

SAYS = "Bass model, well mixed: closed form of F(t), its peak, and an error that falls as the population grows."
SCENARIOS = ("bass",)
P, Q = 0.03, 0.38
PEAK = math.log(Q / P) / (P + Q)


def closed(t):
    """The share that has adopted by time t."""
    fading = np.exp(-(P + Q) * np.asarray(t, float))
    return (1.0 - fading) / (1.0 + Q / P * fading)


def run(job) -> list[Finding]:
    """Three populations, several seeds each."""
    seeds = {1_000: job.choose(6, 40), 10_000: job.choose(6, 40), 100_000: job.choose(5, 20)}
    period, paths = job.choose(50, 200), {}
    for count, runs in seeds.items():
        scenario = values(job, "bass", f"members.count={count}", f"conversion.period={period}",
                          f"run.days={9 * period}")
        paths[count] = np.array([curve(new_economy(scenario, seed)) for seed in range(1, runs + 1)])
    time = np.arange(paths[1_000].shape[1]) / period
    error = {count: np.sqrt(((path - closed(time)) ** 2).mean(axis=1)) for count, path in paths.items()}
    return [*_shape(paths[100_000], time), *_shrinking(error)]


def _shape(path, time) -> list[Finding]:
    at = np.array([np.interp(PEAK, time, shares) for shares in path])
    crossing = [float(np.interp(closed(PEAK), shares, time)) for shares in path]
    around = [float(np.interp(PEAK + 0.5, time, shares) - np.interp(PEAK - 0.5, time, shares)) for shares in path]
    worst = np.abs(path - closed(time)).max(axis=1)
    return [at_most("largest distance from F(t), 100,000 members", worst, 0.01),
            mean_near("t*: time at which F(t*) is reached", crossing, PEAK, 0.1, " periods"),
            mean_near("F at t* = 6.193", at, float(closed(PEAK)), 0.01),
            mean_near("adoption per period around t* (peak rate 0.1106)", around,
                      float(closed(PEAK + 0.5) - closed(PEAK - 0.5)), 0.0025)]


def _shrinking(error) -> list[Finding]:
    sizes, means = np.array(list(error)), np.array([errors.mean() for errors in error.values()])
    slope = float(np.polyfit(np.log(sizes), np.log(means), 1)[0])
    listing = ", ".join(f"{count:,}: {mean:.5f}" for count, mean in zip(sizes, means, strict=True))
    falls = -0.7 <= slope <= -0.3 and bool((np.diff(means) < 0).all())
    return [Finding("slope of log error over log members, 1,000 to 100,000", "-0.5", slope, "-0.7 to -0.3, and falling",
                    judged(falls), interval=f"root mean square errors: {listing}")]
