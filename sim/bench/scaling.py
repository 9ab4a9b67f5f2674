"""Measure how the cost of a day changes with a second thread, few active members, population size, and mechanisms."""

from __future__ import annotations

import statistics
from collections.abc import Callable

from sim.bench import counts, everything, population, stopwatch

# Imported where it is needed, so that memory and time are measured from a bare start.

DAYS = 5  # days measured of each kind, after as many that are not measured
SMALLEST = 10_000


def measured(people, awake: dict, spare: int, on_progress: Callable[[str], None]) -> dict:
    """All four, for a population that has been measured (`awake`) and has `spare` days left to run."""
    return {"two_threads": two_threads(people, spare, on_progress), "quiet_day": quiet_day(awake, on_progress),
            "sizes": sizes(awake, on_progress),
            "everything": everything.compared(max(SMALLEST, awake["members"] // 10), on_progress)}


def two_threads(people, days: int, on_progress) -> dict:
    """Speed-up of a day by a second thread; days with one and two threads alternate."""
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for n in range(days):
        on_progress(f"two threads: day {n + 1} of {days}")
        people.threads = 1 + n % 2
        seconds[people.threads].append(stopwatch.clocked(people.step)[0])
    one, two = statistics.median(seconds[1]), statistics.median(seconds[2])
    return {"speedup": one / two, "day_seconds": {"1": one, "2": two}}


def quiet_day(awake: dict, on_progress) -> dict:
    """Cost of a day on which one member in a thousand is active, also as a share of an active day's."""
    people = population.economy("quiet", awake["members"], f"run.days={2 * DAYS}")
    seconds, active = [], []
    for n in range(2 * DAYS):
        on_progress(f"quiet day: day {n + 1} of {2 * DAYS}")
        seconds.append(stopwatch.clocked(people.step)[0])
        active.append(counts.shares(people)["active"])
    day = statistics.median(seconds[DAYS:])
    return {"active": statistics.mean(active[DAYS:]), "day_seconds": day, "of_an_awake_day": day / awake["day_seconds"]}


def sizes(awake: dict, on_progress) -> list[dict]:
    """A day of the active population with ten, a hundred, … times fewer members, down to the minimum."""
    rows, members = [_size(awake)], awake["members"] // 10
    while members >= SMALLEST:
        on_progress(f"sizes: {members:,} members")
        people = population.economy("awake", members, f"run.days={2 * DAYS}")
        stopwatch.run_timed(people, DAYS, lambda day: None)
        times = stopwatch.run_timed(people, DAYS, lambda day: None)
        day, product = times.median("days"), times.median("products")
        rows.insert(0, _size({"members": members, "day_seconds": day, "product_seconds": product}))
        members //= 10
    return rows


def _size(measured: dict) -> dict:
    members, day, product = (measured[name] for name in ("members", "day_seconds", "product_seconds"))
    return {"members": members, "nanoseconds_a_member": 1e9 * day / members,
            "product_nanoseconds_a_member": 1e9 * product / members, "products_per_day": day / product}
