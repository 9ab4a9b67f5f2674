"""Shifted-beta-geometric churn (Fader & Hardie 2007, J. Interactive Marketing 21:76), and the engine's lapse.

The shares of customers still subscribed after 0 to 12 years are those of the paper's table 1. The curve
S(t) = B(a, b + t) / B(a, b) is fitted to years 0–7 by maximum likelihood and compared with years 8–12. The engine's
cohort lapses by its own rule, with gamma frailty in days and no modifiers.
"""
from __future__ import annotations

import numpy as np
from scipy import optimize, special

from sim.validation import Finding
from sim.validation._engine import days, new_economy, values
from sim.validation._judge import at_most, number_near

SAYS = "Churn: shifted-beta-geometric fit, its forecast, and a cohort of the engine against the same curve."
SCENARIOS = ("cohort",)
YEAR = 365
SEGMENTS = {
    "regular": ((100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3), (0.7041, 1.1820), 0.015,
                ()),
    "high end": ((100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4), (0.6681, 3.8061), 0.028,
                 ("members.frailty_shape=0.669", "members.frailty_days=1335")),
}


def survival(t, a, b):
    """The share still there after t periods."""
    return np.exp(special.betaln(a, b + t) - special.betaln(a, b))


def fit(shares):
    """(a, b) of maximum likelihood, given the shares left after 0, 1, 2, … periods."""
    shares = np.asarray(shares, float)
    lost, t = -np.diff(shares), np.arange(shares.size)

    def against(logs):
        surviving = survival(t, *np.exp(logs))
        return -(lost * np.log(-np.diff(surviving))).sum() - shares[-1] * np.log(surviving[-1])

    optimum = optimize.minimize(against, (0.0, 0.0), method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-9})
    return np.exp(optimum.x)


def run(job) -> list[Finding]:
    """Both segments."""
    findings = []
    for name, (shares, published, forecast, settings) in SEGMENTS.items():
        a, b = fit(shares[:8])
        findings += [number_near(f"a, {name}", a, published[0], 0.01), number_near(f"b, {name}", b, published[1], 0.01)]
        later = np.arange(8, 13)
        off = np.abs(100.0 * survival(later, a, b) / np.array(shares[8:]) - 1.0).mean()
        findings.append(number_near(f"mean error of the forecast for years 8 to 12, {name}", off, forecast, 0.1))
        findings.append(cohort(job, name, settings, survival(np.arange(13), a, b)))
    return findings


def cohort(job, name: str, settings, curve) -> Finding:
    """Largest distance of a cohort of the engine from the curve at the end of any of six years (twelve in full)."""
    years = job.choose(6, 12)
    scenario = values(job, "cohort", f"members.count={job.choose(10_000, 50_000)}", f"run.days={years * YEAR}",
                      *settings)
    worst = []
    for seed in range(1, job.choose(1, 8) + 1):
        economy, surviving = new_economy(scenario, seed), [1.0]
        surviving += [float(economy.world.communities.followers[0]) / economy.world.members
                      for day in days(economy) if day % YEAR == 0]
        worst.append(float(np.abs(np.array(surviving) - curve[:len(surviving)]).max()))
    return at_most(f"largest distance of the engine's cohort from the curve at the end of any of {years} years, {name}",
                   worst, 0.02)
