"""Fits a value from a scenario to the parameter it is given for, without ever guessing."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, cast

from sim.scenario.problems import meant, number, shown

if TYPE_CHECKING:
    from sim.rule import Par

_YES = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}


class Unfit(ValueError):
    """A value does not fit; the text continues a sentence that begins with the parameter's path."""


def fitted(par: Par, value):
    """`value` as the parameter keeps it. Unfit says what is wrong and what is allowed."""
    if value is None:
        raise Unfit(f"has no value; give {kind(par)}")
    if par.type is tuple:
        return _tuple(par, value)
    if isinstance(value, (dict, list)):
        what = "a section of keys" if isinstance(value, dict) else "a list"
        raise Unfit(f"is {kind(par)}, not {what}")
    return {float: _number, int: _number, bool: _bool, str: _str}[par.type](par, value)


def kind(par: Par) -> str:
    """What a parameter takes, in a few words."""
    if par.choices:
        return f"one of {', '.join(map(str, par.choices))}"
    if par.type in (int, float):
        low, high = cast(float, par.low), cast(float, par.high)
        span = f" from {number(low)} to {number(high)}" if math.isfinite(low) else ""
        return f"{'a whole number' if par.type is int else 'a number'}{span}"
    return {bool: "true or false", str: "text", tuple: "a list of numbers or texts"}[par.type]


def _number(par: Par, value):
    if isinstance(value, (bool, str)) or isinstance(value, float) and not math.isfinite(value):
        raise Unfit(f"= {shown(value)} is not {kind(par)}")
    if par.type is int and value != int(value):
        raise Unfit(f"= {shown(value)} is not {kind(par)}")
    unit = "" if par.unit in ("", "1") else f" ({par.unit})"
    if not cast(float, par.low) <= value <= cast(float, par.high):
        raise Unfit(f"= {shown(value)} is outside {number(par.low)} to {number(par.high)}{unit}")
    # Adding 0 turns -0.0 into 0.0: one value, one digest.
    return _chosen(par, par.type(value) + par.type(0))


def _bool(par: Par, value) -> bool:
    if isinstance(value, str):
        value = _YES.get(value.lower(), value)
    if not isinstance(value, bool):
        raise Unfit(f"= {shown(value)} is neither true nor false")
    return value


def _str(par: Par, value) -> str:
    if not isinstance(value, str):
        raise Unfit(f"= {shown(value)} is not text; put it in quotation marks if it is meant as text")
    return _chosen(par, value)


def _chosen(par: Par, value):
    if par.choices and value not in par.choices:
        allowed = meant(str(value), map(str, par.choices))
        every = f"; allowed: {', '.join(map(str, par.choices))}" if allowed.startswith("did") else ""
        raise Unfit(f"= {shown(value)} is not one of its choices; {allowed}{every}")
    return value


def _tuple(par: Par, value) -> tuple:
    if not isinstance(value, (list, tuple)):
        raise Unfit(f"= {shown(value)} is not a list")
    return tuple(_item(par, place, item) for place, item in enumerate(value, start=1))


def _item(par: Par, place: int, item):
    """One item of a list, fitted as if it stood alone; its type is that of the default's items, where these agree.

    Where the default does not tell, an item stays the text, whole number or number that was written.
    """
    types = item_types(par)
    kind = types.pop() if len(types) == 1 else type(item)
    if item is None or isinstance(item, (bool, dict, list, tuple)):
        raise Unfit(f"has {shown(item)} in place {place}; a list holds numbers or texts")
    try:
        return _str(par, item) if kind is str else _number(_unbounded(par, kind), item)
    except Unfit as fault:
        raise Unfit(f"[{place}] {fault}") from None


def item_types(par: Par) -> set[type]:
    """The types of the items of a list, as declared, or those in its default."""
    return {cast(type, par.items)} if par.items else {type(one) for one in cast(tuple, par.default)}


def _unbounded(par: Par, kind: type) -> Par:
    """The parameter as that of one number; a list's declaration may leave its bounds open."""
    low, high = (-math.inf, math.inf) if par.low is None else (par.low, par.high)
    return dataclasses.replace(par, type=kind, low=low, high=high)
