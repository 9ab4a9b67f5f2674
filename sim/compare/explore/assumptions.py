"""Assumptions: parameters without a source but an assumption, multiplied in the first and the second strategy at once.

They are screened with one seed, 20% up: those that move the lead most are then varied both ways, with all seeds.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.compare.explore import ASSUMPTION, Trial
from sim.compare.parameters import walk
from sim.core.parameters import Par
from sim.scenario import Scenario

WIDTH = 0.2
# The measures that assumptions are declared to move, those nearest to money first.
NEAREST = ("profit", "orders", "revenue", "followers", "joins", "aware", "fans", "trust", "daily_visits", "lapses",
           "recommendations", "satisfaction", "belonging", "engagement")
NAMED = ("communities", "platforms", "channels", "partners")  # names of entries follow these
SIZES = ("members.count", "members.scale")  # not assumptions about the world, but its size


def general(path: str) -> str:
    """A path without the names of communities, platforms and channels, so that strategies share it."""
    keys, left = path.split("."), []
    for at, key in enumerate(keys):
        left.append("*" if at and keys[at - 1] in NAMED and at + 1 < len(keys) else key)
    return ".".join(left)


def candidates(scenarios: Sequence[Scenario], measure: str) -> dict[str, Par]:
    """Assumed numbers other than 0 in any of the scenarios, by general path; those nearest to the measure first."""
    found = {general(path): parameter for scenario in scenarios for path, parameter, value in walk(scenario.values)
             if parameter is not None and parameter.source == "assumption" and _number(value)
             and general(path) not in SIZES}
    places = {name: n for n, name in enumerate((measure, *NEAREST))}

    def place(key: str) -> int:
        moves = found[key].moves
        return places.get(moves[1], len(places)) if moves else len(places)

    return {key: found[key] for key in sorted(found, key=place)}


def _number(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value != 0


def trial(scenarios: Sequence[Scenario], key: str, parameter: Par, factor: float) -> Trial | None:
    """The assumption times a factor in all of the scenarios; None if that is outside its range, or changes nothing."""
    changes: dict[str, dict] = {}
    before = None
    for scenario in scenarios:
        own = {path: value for path, declared, value in walk(scenario.values)
               if declared is not None and general(path) == key and _number(value)}
        scaled = {path: _scaled(value, parameter, factor) for path, value in own.items()}
        if any(value is None for value in scaled.values()):
            return None
        before = before if before is not None or not own else next(iter(own.values()))
        changes[scenario.name] = scaled
    if not any(changes.values()) or before is None:
        return None
    return Trial(ASSUMPTION, key, changes, before, _scaled(before, parameter, factor), factor,
                 parameter.says, parameter.unit)


def _scaled(value, parameter: Par, factor: float) -> float | int | None:
    """The value times the factor, whole where it must be; None if it would leave the range or stay the same."""
    scaled = round(value * factor) if parameter.type is int else float(f"{value * factor:.10g}")
    low, high = parameter.low, parameter.high
    if low is not None and high is not None and not low <= scaled <= high:
        return None
    return None if scaled == value and factor != 1.0 else scaled
