"""Time whole days as `Economy.step` runs them, each process of a day, and products between the days."""

from __future__ import annotations

import contextlib
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np

from sim.core.rng import stream_key, uniforms
from sim.model import economy as living
from sim.system import memory

REPEATS = 3  # products after every day, preceded by one that is not counted


class Times:
    """Seconds of every measured day and product: wall-clock and processor time."""

    def __init__(self):
        self.days: list[tuple[float, float]] = []
        self.products: list[tuple[float, float]] = []
        self.processes: dict[str, list[float]] = defaultdict(list)

    def median(self, what: str, processor: bool = False) -> float:
        """The median of "days" or "products"."""
        return statistics.median(pair[processor] for pair in getattr(self, what))

    def process_seconds(self) -> dict[str, float]:
        """Mean seconds per day of each process, in the order of the day."""
        return {name: sum(spent) / len(self.days) for name, spent in self.processes.items()}


@contextlib.contextmanager
def watched(spent: dict[str, list[float]]):
    """Inside this context, every process of the day records its time; the day itself is unchanged."""
    before = living.DAY
    living.DAY = tuple(  # type: ignore[assignment]
        SimpleNamespace(run=_timed(process, spent)) for process in before)
    try:
        yield
    finally:
        living.DAY = before


def _timed(process, spent):
    name = process.__name__.rpartition(".")[2]

    def run(economy, day):
        began = time.perf_counter()
        process.run(economy, day)
        spent[name].append(time.perf_counter() - began)
    return run


def matrix(economy):
    """The ties of an economy as a CSR matrix: row i has a one for everybody whom member i listens to."""
    from scipy.sparse import csr_matrix

    t, n = economy.world.t, economy.world.members
    begin = np.zeros(n + 1, np.int32)
    np.cumsum(t.count, out=begin[1:])
    target = t.target[t.target >= 0]  # free places contain -1
    ties = csr_matrix((np.ones(target.size, np.float32), target, begin), shape=(n, n))
    assert ties.indices.dtype == np.int32 and ties.indptr.dtype == np.int32 and target.size == begin[-1]
    return ties


def clocked(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds that `act()` took: wall-clock, and processor time of all threads."""
    wall, processor = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - processor


def run_timed(economy, days: int, after_day: Callable[[int], object]) -> Times:
    """Run and time `days` days, with products over the economy's ties before, between and after them."""
    times, product = Times(), matrix(economy)
    vector = uniforms(stream_key(0, "bench", 0), np.arange(economy.world.members)).astype(np.float32)
    multiply(product, vector, times)
    with watched(times.processes):
        for _ in range(days):
            times.days.append(clocked(economy.step))
            multiply(product, vector, times)
            after_day(economy.day - 1)
    return times


def multiply(product, vector, times: Times) -> None:
    """Time some products, with freed memory kept for their results."""
    with memory.at_hand():
        product @ vector
        for _ in range(REPEATS):
            times.products.append(clocked(lambda: product @ vector))
