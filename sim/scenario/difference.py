"""Compare two scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario import Scenario


def difference(a: Scenario, b: Scenario) -> list[tuple[str, object, object]]:
    """Every (path, value in `a`, value in `b`) that differs, in order. None means that one of them lacks it.

    An entry or event that only one of them has is one row, not a row for each of its parameters.
    """
    return list(_differ(a.values, b.values, ""))


def _differ(a, b, path: str):
    if isinstance(a, list) and isinstance(b, list):
        a, b = dict(enumerate(a)), dict(enumerate(b))
    if not (isinstance(a, dict) and isinstance(b, dict)):
        if a != b:
            yield path, a, b
        return
    for key in dict.fromkeys([*a, *b]):
        yield from _differ(a.get(key), b.get(key), f"{path}.{key}" if path else str(key))
