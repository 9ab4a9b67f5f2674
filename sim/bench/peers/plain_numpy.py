"""No simulator: two sparse products and operations on whole arrays per day, in NumPy and SciPy."""

from __future__ import annotations

import numpy as np

from sim.bench.workload import ADOPTED, LAPSED, NEVER, Work

TITLE, ROLE, LIGHTER = "NumPy and SciPy, whole arrays", "yardstick", ""
LIBRARIES = MODULES = ("numpy", "scipy")


def build(work: Work) -> Arrays:
    """The population before the first day."""
    return Arrays(work)


class Arrays:
    """The population as three arrays."""

    def __init__(self, work: Work):
        self.work = work
        self.rng = np.random.default_rng(work.seed)
        self.neighbours = work.csr(np.float32)
        self.share = (1.0 / np.diff(self.neighbours.indptr)).astype(np.float32)
        self.trust = work.trust.astype(np.float32)
        self.state = work.state()

    def step(self) -> None:
        """One day."""
        w, state, trust = self.work, self.state, self.trust
        adopted = (state == ADOPTED).astype(np.float32)
        share = (self.neighbours @ adopted) * self.share
        around = (self.neighbours @ trust) * self.share
        chance = np.where(state == NEVER, w.p + w.q * share * trust,
                          np.where(state == ADOPTED, w.lapse * (1 - trust), w.returning))
        moved = self.rng.random(w.members, dtype=np.float32) < chance
        self.state = np.where(moved, (state + 1) % 3, state).astype(np.int8)
        self.trust = (1 - w.weight) * trust + w.weight * around

    def ends(self) -> tuple[int, int, float]:
        """Adopters, lapsed and mean trust."""
        return (int((self.state == ADOPTED).sum()), int((self.state == LAPSED).sum()),
                float(self.trust.mean(dtype=float)))
