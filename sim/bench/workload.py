"""Workload W: adoption, lapse and averaging of trust over a given network; the same for every contestant.

Every day, everybody reads yesterday's state. Trust moves by `weight` towards the mean trust of the neighbours. Members
who have not adopted do so with chance p + q · share of neighbours that have adopted now · own trust. Adopters lapse
with chance lapse · (1 − own trust). Lapsed members can adopt again with chance `returning`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

# Imported where it is needed, so that memory and time are measured from a bare start.

NEVER, ADOPTED, LAPSED = 0, 1, 2
EACH = 5  # ties with which a member joins the network; the mean degree is twice that
FIRST = 0.01  # share of members who have adopted before the first day
OWN = 1  # separates the random numbers of the start from those of a contestant with the same seed


@dataclass(frozen=True)
class Work:
    """The input of a contestant. Rows are 0 to members − 1; tie k is between a[k] and b[k], each pair once.

    `trust` (float64, within 0 and 1) and the rows of `first` adopters are the state before the first day; `seed` is for
    the contestant's own random numbers. The rest are daily chances, and the weight of the neighbours in trust.
    """

    members: int
    a: np.ndarray
    b: np.ndarray
    trust: np.ndarray
    first: np.ndarray
    seed: int = 0
    p: float = 0.01
    q: float = 0.3
    lapse: float = 0.02
    returning: float = 0.01
    weight: float = 0.1

    def state(self) -> np.ndarray:
        """Everybody's state before the first day, int8."""
        state = np.zeros(self.members, np.int8)
        state[self.first] = ADOPTED
        return state

    def graph(self):
        """The network as libraries take it: an undirected networkx graph whose nodes are the rows, in order."""
        import networkx

        graph = networkx.Graph()
        graph.add_nodes_from(range(self.members))
        graph.add_edges_from(zip(self.a.tolist(), self.b.tolist(), strict=True))
        return graph

    def csr(self, kind):
        """The network as a CSR matrix of ones of a numpy type: row i has a one for every neighbour of i."""
        from scipy.sparse import csr_matrix

        from sim.plugins.networks import _build

        start, target = _build.csr(self.members, self.a, self.b)
        return csr_matrix((np.ones(target.size, kind), target, start.astype(np.int32)), shape=(self.members,) * 2)

    def reseeded(self, seed: int) -> Work:
        """The same network and start, with other random numbers."""
        return replace(self, seed=seed)


def build(members: int, seed: int = 0) -> Work:
    """The workload for a number of members: a Barabási–Albert network, random trust, random first adopters."""
    from sim.core.rng import stream_key
    from sim.model.builder import pick
    from sim.plugins.networks import scale_free

    a, b = scale_free.edges(members, pick(scale_free.ScaleFree, {"mean": 2.0 * EACH}), stream_key(seed, "ties", 0))
    rng = np.random.default_rng((seed, OWN))
    trust = rng.random(members)
    first = np.sort(rng.choice(members, max(1, round(FIRST * members)), replace=False))
    return Work(members, a, b, trust, first)


def save(work: Work, path: Path) -> None:
    """Save it to a .npz file, from which every contestant's process reads it."""
    np.savez(path, **{field.name: getattr(work, field.name) for field in fields(work)})


def load(path: Path) -> Work:
    """The workload in a file written by `save`."""
    with np.load(path) as archive:
        entries = {name: archive[name] for name in archive.files}
    return Work(**{name: value if value.ndim else value.item() for name, value in entries.items()})
