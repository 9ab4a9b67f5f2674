"""The floor: reading every tie once, by a product of the network (float32 CSR matrix) with a vector; no model."""

from __future__ import annotations

import math

import numpy as np

from sim.bench.workload import Work

TITLE, ROLE = "one float32 CSR product over the same ties", "floor"
LIGHTER = "no model, only one product per day"
LIBRARIES = MODULES = ("numpy", "scipy")


def build(work: Work) -> Product:
    """The matrix and the vector."""
    return Product(work)


class Product:
    """A matrix that is multiplied by the same vector again and again."""

    def __init__(self, work: Work):
        self.matrix, self.vector = work.csr(np.float32), work.trust.astype(np.float32)

    def step(self) -> None:
        """One product."""
        self.result = self.matrix @ self.vector

    def ends(self) -> tuple[int, int, float]:
        """There is no population."""
        return 0, 0, math.nan
