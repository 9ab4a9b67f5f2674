"""Watts's cascade window: one member adopts, on a random graph of mean degree z; can it tip the others?

Global cascades are possible if Σ k(k − 1)·p_k over the vulnerable (those of degree k ≤ 1/φ) exceeds z (Watts 2002,
PNAS 99:5766): φ = .18: 1.021 < z < 5.765; .10: 1.000–13.66; .22: 1.114–3.863; .26: never. A finite population blurs
the limits, so that the points stay away from them. Global means reaching a twentieth of the members.
"""

from __future__ import annotations

import numpy as np

from sim.validation import Finding
from sim.validation._engine import again, fans, new_economy, until_still, values
from sim.validation._judge import exact, judged

SAYS = "Watts's cascade window: thresholds and random graphs on which one adopter can tip everybody."
SCENARIOS = ("threshold",)
POINTS = ((0.18, 0.6, False), (0.18, 1.5, True), (0.18, 4.0, True), (0.18, 8.0, False), (0.10, 0.6, False),
          (0.10, 6.0, True), (0.10, 18.0, False), (0.22, 2.0, True), (0.22, 6.0, False), (0.26, 1.6, False),
          (0.26, 4.0, False))
GLOBAL = 0.05


def run(job) -> list[Finding]:
    """Several networks at each point, with several first adopters on each."""
    return [_point(job, *point) for point in POINTS]


def _point(job, share: float, mean: float, possible: bool) -> Finding:
    networks, tries, count = job.choose(2, 10), job.choose(8, 20), job.choose(4_000, 20_000)
    scenario = values(job, "threshold", f"members.count={count}", f"ties.mean={mean}", f"conversion.share={share}",
                      "run.days=400")
    sizes = []
    for network in range(networks):
        economy = new_economy(scenario, 1 + network)
        for trial in range(tries):
            sizes.append(float(fans(until_still(again(economy, 1000 * network + trial))).mean()))
    reached = int((np.array(sizes) > GLOBAL).sum())
    low, high = exact(reached, len(sizes))
    note = f"95% exact interval over {len(sizes)} first adopters; the largest cascade reached {max(sizes):.1%}"
    return Finding(f"share of global cascades, φ = {share}, z = {mean}", "above 0" if possible else "0",
                   reached / len(sizes), "at least one" if possible else "none", judged((reached > 0) == possible),
                   low, high, note)
