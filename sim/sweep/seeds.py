"""Seeds of a sweep. They depend on its root and the replicate, not on the cell: cells share random numbers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Auto:
    """Seeds are added until there are enough: at least `least`, at most `most`.

    There are enough when half of the 95 % interval of the mean paired difference from the first cell, in the chosen
    measure, is at most `width` times the size of the first cell's mean.
    """

    width: float = 0.05
    least: int = 8
    most: int = 256


def seed_of(root: int, replicate: int) -> int:
    """The seed of a replicate (0, 1, …), from 0 to 2⁵³. Root 0 gives 1, 2, …, the seeds of `shequn compare`."""
    if root == 0:
        return replicate + 1
    digest = hashlib.sha256(f"{root}:{replicate}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 11
