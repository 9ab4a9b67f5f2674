"""Who listens to whom at the start: generators of ties. One file each, by its name in scenarios.

Edge lists from a file are read by `sim.plugins.networks._edgelist.read`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sim.core.contracts import PluginFile

if TYPE_CHECKING:
    import numpy as np


class Generator(PluginFile, Protocol):
    """A generator of ties: `@parameters` (or none), and two functions."""

    def edges(self, count: int, p, key, people) -> tuple[np.ndarray, np.ndarray]:
        """The ties among `count` members: undirected pairs (a, b) of their numbers, two int32 arrays.

        Each pair once with a < b, sorted, no member with itself; the same pairs for the same `key` (from
        `sim.core.rng.stream_key`) on any machine. `people`, for generators by which people who are alike know each
        other, is the town and the taste of every member (two arrays), or None where nobody is alike.
        """

    def mean_degree(self, count: int, p) -> float:
        """The mean number of ties per member that the parameters promise among `count` members."""


CONTRACT = Generator
