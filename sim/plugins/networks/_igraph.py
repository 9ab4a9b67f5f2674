"""Use igraph with keyed random numbers: it draws only from a generator made from the key."""

from __future__ import annotations

import contextlib
import importlib.machinery
import importlib.util
import itertools
import random
import sys
import threading

import numpy as np

from sim.plugins.networks._build import pairs

_ONE_AT_A_TIME = threading.Lock()


def _core():
    """The compiled part of igraph with `GraphBase`. The whole package would import matplotlib for plots."""
    name = "igraph._igraph"
    if name not in sys.modules:
        package = importlib.util.find_spec("igraph")
        spec = importlib.machinery.PathFinder.find_spec(name, package.submodule_search_locations)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@contextlib.contextmanager
def keyed(key):
    """Inside this context, igraph draws by `key` (an integer); afterwards from Python's `random` again.

    igraph has one generator per process, so only one thread at a time may enter.
    """
    with _ONE_AT_A_TIME:
        igraph = _core()
        igraph.set_random_number_generator(random.Random(int(key)))
        try:
            yield igraph
        finally:
            igraph.set_random_number_generator(random)


def edges_of(graph) -> tuple[np.ndarray, np.ndarray]:
    """The edges of an igraph graph as two sorted int32 arrays, without self-loops and duplicates."""
    ends = np.fromiter(itertools.chain.from_iterable(graph.get_edgelist()), np.int32, 2 * graph.ecount())
    return pairs(graph.vcount(), ends[0::2], ends[1::2])
