"""Dotted paths into the values of a scenario."""

from __future__ import annotations

ABSENT = object()  # returned by `held` if nothing is there


def held(values, path: str):
    """The value at a dotted path in nested mappings, or ABSENT."""
    for key in path.split("."):
        if not isinstance(values, dict) or key not in values:
            return ABSENT
        values = values[key]
    return values


def nested(flat: dict) -> dict:
    """Nested mappings from a mapping of dotted paths to values."""
    tree: dict = {}
    for path, value in flat.items():
        *above, last = path.split(".")
        within = tree
        for key in above:
            within = within.setdefault(key, {})
        within[last] = value
    return tree
