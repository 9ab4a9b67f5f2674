"""The clock: it lives the same days, sees every process, and multiplies the ties that are there."""

from __future__ import annotations

import numpy as np
import pytest

from sim.bench import measuring, stopwatch
from sim.model import economy as living
from sim.model.day import DAY

MEMBERS = 10_000


def test_a_watched_day_is_the_same_day():
    plain, watched = (measuring.economy(MEMBERS, 4, 1) for _ in range(2))
    plain.run()
    for _ in range(2):
        watched.step()
    stopwatch.run_timed(watched, 2, lambda day: None)
    assert plain.day == watched.day == 4
    assert plain.state_sha256() == watched.state_sha256()


def test_the_day_is_put_back():
    with pytest.raises(ZeroDivisionError), stopwatch.watched({}):
        assert living.DAY is not DAY and len(living.DAY) == len(DAY)
        raise ZeroDivisionError
    assert living.DAY is DAY


def test_every_process_is_timed_every_day():
    economy, days = measuring.economy(MEMBERS, 3, 1), []
    times = stopwatch.run_timed(economy, 3, days.append)
    assert days == [0, 1, 2]
    assert list(times.processes) == [process.__name__.rpartition(".")[2] for process in DAY]
    assert all(len(spent) == 3 for spent in times.processes.values())
    assert len(times.days) == 3 and len(times.products) == 4 * stopwatch.REPEATS
    # The parts of a day are timed inside it, so they can never add up to more than the day.
    assert sum(times.process_seconds().values()) * 3 <= sum(wall for wall, _ in times.days)


def test_the_matrix_is_the_ties():
    economy = measuring.economy(MEMBERS, 3, 1).run()
    t, made = economy.world.t, stopwatch.matrix(economy)
    assert made.data.dtype == np.float32 and made.indices.dtype == np.int32 and made.nnz == t.count.sum()
    product = made @ np.arange(MEMBERS, dtype=np.float32)
    for i in (0, 17, MEMBERS - 1):
        heard = t.target[t.start[i]:t.start[i] + t.count[i]]
        assert product[i] == pytest.approx(heard.sum(dtype="f8"))


def test_medians_not_means():
    times = stopwatch.Times()
    times.days += [(1.0, 0.5), (2.0, 0.75), (90.0, 50.0)]
    assert times.median("days") == 2.0 and times.median("days", processor=True) == 0.75
