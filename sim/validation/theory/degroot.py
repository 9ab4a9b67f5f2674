"""Hearsay alone: trust converges to the mean of the initial trust, weighted by the left eigenvector of the averaging
matrix (DeGroot 1974, J. Am. Stat. Assoc. 69:118).

The matrix is made from the strengths of ties, and its eigenvector is computed independently of the engine, for the
largest part of the network in which everybody can be reached from everybody.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from sim.validation import Finding
from sim.validation._engine import new_economy, values
from sim.validation._judge import at_most, mean_near

SAYS = "DeGroot trust: convergence to the mean weighted by the eigenvector."
SCENARIOS = ("degroot",)


def run(job) -> list[Finding]:
    """Several networks."""
    scenario = values(job, "degroot", f"members.count={job.choose(400, 4_000)}")
    apart, spread, plain = [], [], []
    for seed in range(1, job.choose(4, 30) + 1):
        economy = new_economy(scenario, seed)
        inside, weight = eigenvector(economy.world)
        first = economy.world.r.trust.astype(np.float64)
        expected = float((weight * first[inside]).sum())
        last = economy.run().world.r.trust.astype(np.float64)[inside]
        apart.append(last.mean() - expected)
        spread.append(np.ptp(last))
        plain.append(abs(first[inside].mean() - expected))
    return [mean_near("mean trust at the end minus the weighted mean at the start (the plain mean would be off by "
                      f"{np.mean(plain):.4f})", apart, 0.0, 1e-4),
            at_most("largest difference in trust between two members at the end", spread, 1e-4)]


def eigenvector(world):
    """The members of the largest component, and the left eigenvector of averaging among them, with sum 1."""
    t, count = world.t, world.members
    rows = np.repeat(np.arange(count), t.count)
    places = np.concatenate([np.arange(t.start[i], t.start[i] + t.count[i]) for i in range(count)])
    ties = sparse.csr_matrix((t.strength[places].astype(np.float64), (rows, t.target[places])), shape=(count, count))
    ties.eliminate_zeros()
    _, label = sparse.csgraph.connected_components(ties, connection="strong")
    inside = np.flatnonzero(label == np.bincount(label).argmax())
    among = ties[inside][:, inside]
    averaging = sparse.diags(1.0 / np.asarray(among.sum(axis=1)).ravel()) @ among
    weight = np.full(inside.size, 1.0 / inside.size)
    for _ in range(4_000):
        weight = 0.5 * (weight + averaging.T @ weight)
    return inside, weight / weight.sum()
