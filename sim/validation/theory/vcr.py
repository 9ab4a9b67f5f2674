"""Sales of video recorders in the United States, 1979–88, and a Bass curve fitted to them.

The series (thousands per year) and the least-squares fit to yearly sales are from Cowpertwait & Metcalfe 2009,
Introductory Time Series with R, section 3.3.4.
"""

from __future__ import annotations

import numpy as np
from scipy import optimize

from sim.validation._judge import number_near

SAYS = "Bass curve fitted to sales of video recorders."
SCENARIOS = ()
SALES = (840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890)


def rate(t, m, p, q):
    """Sales per year at time t, of m in total."""
    fading = np.exp(-(p + q) * t)
    return m * (p + q) ** 2 / p * fading / (1.0 + q / p * fading) ** 2


def run(job):
    """Least squares."""
    estimates, spread = optimize.curve_fit(rate, np.arange(1.0, 11.0), SALES, p0=(60_630, 0.03, 0.38))
    half = 2.365 * np.sqrt(np.diag(spread))  # t with 7 degrees of freedom
    note = "95% t interval, 7 degrees of freedom"
    return [number_near(name, estimate, target, 0.01, (float(estimate - h), float(estimate + h)), note)
            for name, estimate, h, target in zip(("m", "p", "q"), estimates, half, (67_981, 0.00659, 0.638),
                                                 strict=True)]
