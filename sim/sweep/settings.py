"""The settings of a sweep besides its scenarios and axes, and their valid values. Raises Unfit, as parameters do."""

from __future__ import annotations

import math
from collections.abc import Callable

from sim.runs.run import MOST_SEED
from sim.scenario.fit import Unfit
from sim.scenario.problems import meant, plain_number, shown
from sim.sweep.seeds import Auto
from sim.system.words import later

# Imported where it is needed, so that words are read and refused without the engine.

DESIGNS = ("grid", "zip", "points", "latin_hypercube", "sobol", "saltelli", "morris")
MOST = 10_000_000  # maximum number of cells, and of runs


def design(value) -> str:
    """The name of a design."""
    if value not in DESIGNS:
        raise Unfit(later("{name} = {value} is not a design; {hint}"), value=shown(value),
                    hint=meant(str(value), DESIGNS))
    return value


def samples(value) -> int:
    """Number of samples of a design that draws."""
    return _whole(value, 1, MOST)


def root(value) -> int:
    """The number from which the seeds of replicates are derived."""
    return _whole(value, 0, MOST_SEED)


def seeds(value) -> int | tuple[int, ...] | Auto:
    """The number of replicates, or the seeds, or as many as needed (`auto`, `auto:width`, `auto:width:least:most`)."""
    if isinstance(value, Auto):
        return _auto(value)
    if isinstance(value, str) and value.partition(":")[0] == "auto":
        return _auto(_written_auto(value))
    if isinstance(value, (list, tuple)):
        return _listed(value)
    try:
        return _whole(value, 1, MOST)
    except Unfit as fault:
        raise Unfit(later("{fault}; or a list of seeds, or auto:0.05"), fault=fault) from None


def _listed(value) -> tuple[int, ...]:
    seeds = tuple(_whole(element, 0, MOST_SEED) for element in value)
    if not seeds:
        raise Unfit(later("{name} is an empty list; give at least one seed"))
    if len(set(seeds)) < len(seeds):
        raise Unfit(later("{name} gives the seed {seed} twice"),
                    seed=next(seed for seed in seeds if seeds.count(seed) > 1))
    return seeds


def _written_auto(text: str) -> Auto:
    parts = text.split(":")[1:]
    try:
        numbers = [float(part) if place == 0 else int(part) for place, part in enumerate(parts)]
    except ValueError:
        numbers = [0.0] * 4
    if len(numbers) > 3:
        raise Unfit(later("{name} = {value} is not of the form auto:width:least:most, such as auto:0.05 or "
                          "auto:0.05:8:256"), value=shown(text))
    least = int(numbers[1]) if len(numbers) > 1 else Auto.least
    return Auto(numbers[0] if numbers else Auto.width, least,
                int(numbers[2]) if len(numbers) > 2 else max(Auto.most, least))


def _auto(value: Auto) -> Auto:
    if not (isinstance(value.width, (int, float)) and math.isfinite(value.width) and value.width > 0):
        raise Unfit(later("{name} = auto has the width {width}, which must be a number above 0"),
                    width=shown(value.width))
    if not 2 <= value.least <= value.most <= MOST:
        raise Unfit(later("{name} = auto has {least} seeds at least and {most} at most; both must be from 2 to "
                          "{limit}, the smaller first"), least=value.least, most=value.most, limit=f"{MOST:,}")
    return value


def measure(value) -> str:
    """The name of a measure."""
    from sim.model.recorder import known

    if value not in known():
        raise Unfit(later("{name} = {value} is not a measure; {hint}"), value=shown(value),
                    hint=meant(str(value), sorted(known())))
    return value


def _whole(value, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value or value % 1:
        raise Unfit(later("{name} = {value} is not a whole number"), value=shown(value))
    if not low <= value <= high:
        raise Unfit(later("{name} = {value} is outside {low} to {high}"), value=shown(value), low=plain_number(low),
                    high=plain_number(high))
    return int(value)


READ: dict[str, Callable] = {"design": design, "samples": samples, "seeds": seeds, "root": root, "measure": measure}
