"""BG/NBD on the customers of CDNOW (Fader, Hardie & Lee 2005, Marketing Science 24:275).

Purchases from January to September 1997, with purchases on one day counted as one, and time in weeks. The published fit
is for a tenth of the cohort, 2,357 customers, which only the file `CDNOW_sample.txt` (first column) identifies. Without
that file, ten disjoint tenths are fitted instead, and the published numbers must lie where those of an eleventh tenth
would.
"""

from __future__ import annotations

import datetime
import gzip

import numpy as np
from scipy import optimize, special, stats

from sim.validation import Finding
from sim.validation._judge import judged, not_run, number_near

SAYS = "BG/NBD model fitted to the customers of CDNOW."
SCENARIOS = ()
NAMES, PUBLISHED = ("r", "alpha", "a", "b"), (0.243, 4.414, 0.793, 2.426)
START, END = datetime.date(1997, 1, 1), 272


def run(job) -> list[Finding]:
    """Fit the published sample, or ten tenths."""
    published = ", ".join(map(str, PUBLISHED))
    folder = job.data / "cdnow" if job.data else None
    if folder is None or not (folder / "CDNOW_master.txt.gz").is_file():
        return [not_run("r, alpha, a, b", published, "no purchases (cdnow/CDNOW_master.txt.gz) in the data folder; "
                        "name the folder with --data")]
    bought = histories(folder / "CDNOW_master.txt.gz")
    sample = folder / "CDNOW_sample.txt"
    if sample.is_file():
        chosen = {int(line.split()[0]) for line in sample.read_text().splitlines() if line.strip()}
        estimates = fit([days for who, days in bought.items() if who in chosen])
        return [number_near(*comparison, 0.01) for comparison in zip(NAMES, estimates, PUBLISHED, strict=True)]
    return [*tenths(bought), not_run("r, alpha, a, b of the 2,357 customers of the paper, ± 1%", published,
                                     "no list of these customers (cdnow/CDNOW_sample.txt) in the data folder")]


def histories(path) -> dict[int, list[int]]:
    """The days on which each customer bought, ascending; day 0 is the first of January 1997."""
    by_customer: dict[int, set[int]] = {}
    for line in gzip.open(path, "rt").read().splitlines()[1:]:
        who, day = line.split()[:2]
        date = datetime.date(int(day[:4]), int(day[4:6]), int(day[6:]))
        by_customer.setdefault(int(who), set()).add((date - START).days)
    return {who: sorted(days) for who, days in by_customer.items()}


def fit(bought):
    """(r, alpha, a, b) of maximum likelihood."""
    seen = [[day for day in days if day <= END] for days in bought]
    x = np.array([len(days) - 1 for days in seen], float)
    last = np.array([days[-1] - days[0] for days in seen]) / 7.0
    whole = np.array([END - days[0] for days in seen]) / 7.0
    optimum = optimize.minimize(_against, np.zeros(4), args=(x, last, whole), method="L-BFGS-B",
                                options={"ftol": 1e-12, "maxiter": 1000})
    return np.exp(optimum.x)


def _against(logs, x, last, whole):
    r, alpha, a, b = np.exp(logs)
    common = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha)
    alive = special.betaln(a, b + x) - special.betaln(a, b) - (r + x) * np.log(alpha + whole)
    gone = special.betaln(a + 1.0, b + np.maximum(x, 1.0) - 1.0) - special.betaln(a, b) - (r + x) * np.log(alpha + last)
    return -(common + np.where(x > 0, np.logaddexp(alive, gone), alive)).sum()


def tenths(bought) -> list[Finding]:
    """Ten disjoint tenths: the 99% interval for the estimate of an eleventh."""
    who = sorted(bought)
    estimates = np.log([fit([bought[customer] for customer in who[n::10]]) for n in range(10)])
    mean, half = estimates.mean(axis=0), stats.t.ppf(0.995, 9) * estimates.std(axis=0, ddof=1) * np.sqrt(1.1)
    return [Finding(f"{name} of a tenth of the cohort", f"{target}", float(np.exp(mid)), "inside the interval",
                    judged(abs(np.log(target) - mid) <= margin),
                    float(np.exp(mid - margin)), float(np.exp(mid + margin)),
                    "99% prediction interval for one more tenth, from ten tenths, in logarithms")
            for name, target, mid, margin in zip(NAMES, PUBLISHED, mean, half, strict=True)]
