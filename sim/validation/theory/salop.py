"""Free entry on the circle (Salop 1979, Bell J. Econ. 10:141), with a given price and everybody served.

N members visit one of n communities every day. A view earns r, a post costs F, and everybody sees every post, so that a
community earns (N/n)·r − F per post. With given prices, free entry ends at n* = N·r/F. Communities of the engine do not
set prices, so that Salop's own √(t·N/F), in which rivals undercut each other, has no counterpart.
"""

from __future__ import annotations

import numpy as np

from sim.validation import Finding
from sim.validation._engine import new_economy, values
from sim.validation._judge import judged, mean_interval, mean_near

SAYS = "Free entry on the circle of tastes: number of communities that break even."
SCENARIOS = ("salop",)
ENTRY, RATE, LOAD = 8.5, 30, 0.5  # communities that break even; ¥ per thousand views; share of advertising
TRIED = (5, 7, 8, 9, 11, 14)
SETTLED = 120  # days after which everybody has found a community


def run(job) -> list[Finding]:
    """Profit by the number of communities, and where it is 0."""
    seeds = range(1, job.choose(2, 10) + 1)
    profits = {n: [profit(job, n, seed) for seed in seeds] for n in TRIED}
    zero = [_crossing([np.mean(profits[n][at]) for n in TRIED]) for at in range(len(seeds))]
    findings = [mean_near("number of communities at which mean profit is 0", zero, ENTRY, 0.5)]
    for n, pays in ((5, True), (7, True), (11, False), (14, False)):
        even = [float((run_profits >= 0).sum()) for run_profits in profits[n]]
        low, high = mean_interval(even)
        findings.append(Finding(f"communities that break even, of {n}", f"{n if pays else 0}", float(np.mean(even)),
                                "none", judged(np.mean(even) == (n if pays else 0)), low, high,
                                f"95% t interval over {len(even)} seeds"))
    return findings


def profit(job, n: int, seed: int) -> np.ndarray:
    """Profit per day of each of n communities, once members have settled, in cents."""
    count = 4_000
    cost = count * RATE / 1000.0 * LOAD / ENTRY
    own = [f"+communities.c{k}={{platform: feed, taste: {k / n:.9f}, width: 0.1, charter: 0, "
           f"baseline_awareness: {0.8 / n:.6f}, upkeep: 0, "
           f"host: {{cadence: 5, ad_load: {LOAD}, post_cost: {cost:.8f}, originality: 1, share: 0}}, "
           f"brand: {{share: 0}}, growth: {{seeds: 0, investment: 1e10}}, "
           f"channels: {{advertising: {{rate: {RATE}}}}}}}" for k in range(n)]
    economy = new_economy(values(job, "salop", *own), seed)
    while economy.day < SETTLED:
        economy.step()
    before = np.array([economy.profit_so_far(each) for each in economy.communities])
    economy.run()
    return (np.array([economy.profit_so_far(each) for each in economy.communities]) - before) / (economy.day - SETTLED)


def _crossing(means) -> float:
    """Where the mean profit is 0; it is linear in the reciprocal of the number of communities."""
    slope, constant = np.polyfit(1.0 / np.array(TRIED), means, 1)
    return float(-slope / constant)
