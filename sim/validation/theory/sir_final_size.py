"""Final size of an epidemic on a network with given numbers of ties (configuration model).

A tie transmits with T = β / (1 − (1 − β)(1 − γ)): infection has chance β on each day up to and including the day of
recovery, which has chance γ per day. The chance u that a tie does not transmit solves u = 1 − T + T·(1 − s)·G₁(u), with
s the share infected at first, and the share reached is 1 − (1 − s)·G₀(u) (Newman 2002, Phys. Rev. E 66:016128; the
mean T gives the right size although the ties of one member share its chance: Kenah & Robins 2007, Phys. Rev.
E 76:036113). G₀ and G₁ are the generating functions of the actual numbers of ties.
"""

from __future__ import annotations

import numpy as np

from sim.validation import Finding
from sim.validation._engine import ever, new_economy, until_still, values
from sim.validation._judge import mean_near

SAYS = "SIR model on random networks with given numbers of ties: analytic final size."
SCENARIOS = ("sir",)
NETWORKS = {"Poisson numbers of ties": ("ties.generator=random_graph", "ties.mean=8"),
            "heavy-tailed numbers of ties": ("ties.generator=lognormal", "ties.median=5", "ties.sigma=0.8",
                                             "ties.most=60", "ties.clustering=0")}
TRIED = ("conversion.infection=0.06", "conversion.recovery=0.2", "run.days=600")
INFECTION, RECOVERY = 0.06, 0.2


def run(job) -> list[Finding]:
    """Several networks of each kind, each with one epidemic."""
    count, runs, findings = job.choose(10_000, 50_000), job.choose(6, 30), []
    for network, settings in NETWORKS.items():
        scenario = values(job, "sir", f"members.count={count}", *TRIED, *settings,
                          f"communities.circle.growth.seeds={count // 100}")
        sizes, analytic = [], []
        for seed in range(1, runs + 1):
            economy = new_economy(scenario, seed)
            analytic.append(final_size(economy.world.t.count, 0.01))
            sizes.append(float(ever(until_still(economy, patience=30)).mean()))
        findings.append(mean_near(f"share reached, {network}", sizes, float(np.mean(analytic)), 0.01))
    return findings


def final_size(degrees, first: float) -> float:
    """The share reached, for these numbers of ties and a share infected at first."""
    transmitted = INFECTION / (1.0 - (1.0 - INFECTION) * (1.0 - RECOVERY))
    chance = np.bincount(degrees) / len(degrees)
    k = np.arange(chance.size)
    escapes = 0.5
    for _ in range(10_000):
        following = float((chance * k * escapes ** np.maximum(k - 1, 0)).sum() / (chance * k).sum())
        escapes = 1.0 - transmitted + transmitted * (1.0 - first) * following
    return float(1.0 - (1.0 - first) * (chance * escapes ** k).sum())
