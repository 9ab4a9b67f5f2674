"""Dotted paths into the values of a scenario."""

from __future__ import annotations

ABSENT = object()  # what `held` gives where there is nothing


def held(values, path: str):
    """What stands at a dotted path in mappings of mappings, or ABSENT."""
    for key in path.split("."):
        if not isinstance(values, dict) or key not in values:
            return ABSENT
        values = values[key]
    return values


def nested(flat: dict) -> dict:
    """Dotted paths and values as mappings of mappings."""
    made: dict = {}
    for path, value in flat.items():
        *above, last = path.split(".")
        within = made
        for key in above:
            within = within.setdefault(key, {})
        within[last] = value
    return made
