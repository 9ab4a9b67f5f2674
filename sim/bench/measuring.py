"""The measurement: some days of an active population, and the comparison with Mesa, as plain numbers."""

from __future__ import annotations

import gc
import platform
from collections.abc import Callable
from importlib import metadata

from sim import __version__
from sim.bench import counts, memory, population, scaling, stopwatch
from sim.bench.faults import NotMeasurable

# Imported where it is needed, so that memory and time are measured from a bare start.

WARM_UP = 5  # days before the measured ones, in which groups, deliveries and the processor settle
REHEARSAL = 10_000  # members of the small economy that compiles everything before memory is measured
LIBRARIES = ("numpy", "numba", "scipy", "mesa", "pandas")


def measured(options, on_progress: Callable[[str], None]) -> dict:
    """Everything that the options ask for. Raises NotMeasurable if the population or a process is inactive."""
    on_progress("compiling")
    rehearse(options.threads)
    results = {"shequn": __version__, "python": platform.python_version(),
               "versions": {name: _version(name) for name in LIBRARIES}}
    results |= day_against_product(options, on_progress)
    if not options.no_mesa:
        from sim.bench import contest

        results |= contest.result(on_progress)
    return results | {"peak_rss": memory.peak()}


def rehearse(threads: int) -> None:
    """Compile every rule and load every library, so that later growth of memory is due to the population alone."""
    economy(REHEARSAL, 2, threads).run()


def economy(members: int, days: int, threads: int):
    """The active population, before its first day."""
    return population.economy("awake", members, f"run.days={days}", threads=threads)


def day_against_product(options, on_progress) -> dict:
    """Run the active population: seconds of its day and of its product, and the memory it takes."""
    members, days, threads = options.members, options.days, options.threads
    spare = 0 if options.short else 2 * scaling.DAYS
    gc.collect()
    before = memory.resident()
    on_progress(f"creating {members:,} members")
    people = economy(members, WARM_UP + days + spare, threads)
    for day in range(WARM_UP):
        on_progress(f"warming up: day {day + 1} of {WARM_UP}")
        people.step()
    bytes_ = footprint(people, before)
    did: list[dict] = []
    share: list[dict] = []

    def after(day):
        did.append(counts.of_day(people, day))
        share.append(counts.shares(people))
        on_progress(f"measuring: day {len(did)} of {days}")

    times = stopwatch.run_timed(people, days, after)
    shares = counts.mean(share)
    for fault in (population.sleepiness(shares), counts.idle(did)):
        if fault:
            raise NotMeasurable(f"{fault}. Use more members or days")
    w = people.world
    results = {"members": members, "mean_degree": float(w.t.count.mean()), "slots": w.slots, "threads": threads,
               "days": days, **speed(times, members), **bytes_, "process_seconds": times.process_seconds(),
               "counts": counts.mean(did), "counts_of": {**{name: list(names) for name, names in counts.OF.items()},
                                                           **{name: [] for name in counts.WITHOUT}},
               "shares": shares}
    return results | (scaling.measured(people, results, spare, on_progress) if spare else {})


def speed(times, members: int) -> dict:
    """A day in products, and in member-days per second, from medians."""
    day, product = times.median("days"), times.median("products")
    return {"products_per_day": day / product, "day_seconds": day, "product_seconds": product,
            "member_days_per_second": members / day,
            "products_per_day_of_processor": times.median("days", True) / times.median("products", True)}


def footprint(people, before: int | None) -> dict:
    """Bytes per member: held by arrays, by which the process grew, and the larger of the two."""
    gc.collect()
    members, now = people.world.members, memory.resident()
    arrays = memory.held(people) / members
    grown = arrays if before is None or now is None else (now - before) / members
    return {"bytes_per_member": max(arrays, grown), "bytes_per_member_in_arrays": arrays,
            "bytes_per_member_resident": grown,
            "bytes_of": {name: size / members for name, size in people.world.nbytes().items()}}


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"
