"""Convert values of scenarios to the types of their parameters, without guessing."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, cast

from sim.scenario import amounts
from sim.scenario.problems import meant, money, plain_number, shown

if TYPE_CHECKING:
    from sim.core.parameters import Par

_YES = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}


class Unfit(ValueError):
    """A value does not fit. The text continues a sentence that begins with the parameter's path, followed by `at`."""

    def __init__(self, text: str, at: str = ""):
        super().__init__(text)
        self.at = at


def fitted(par: Par, value):
    """`value` converted for the parameter. Raises Unfit, which says what is wrong and what is allowed."""
    if value is None:
        raise Unfit(f"has no value; give {kind(par)}")
    if par.type is tuple:
        return _tuple(par, value)
    if isinstance(value, (dict, list)):
        what = "a section of keys" if isinstance(value, dict) else "a list"
        raise Unfit(f"is {kind(par)}, not {what}")
    return {float: _number, int: _number, bool: _bool, str: _str}[par.type](par, value)


def kind(par: Par) -> str:
    """What values a parameter takes, in a few words."""
    if par.choices:
        return f"one of {', '.join(map(str, par.choices))}"
    if par.type in (int, float):
        low, high = cast(float, par.low), cast(float, par.high)
        span = f" from {said(par, low)} to {said(par, high)}" if math.isfinite(low) else ""
        return f"{'an amount in yuan' if par.money else 'a whole number' if par.type is int else 'a number'}{span}"
    return {bool: "true or false", str: "text", tuple: "a list of numbers or texts"}[par.type]


def said(par: Par, value: float | None) -> str:
    """A value of a parameter for messages; money has a ¥."""
    return money(value) if par.money and value is not None else plain_number(value)


def unit(par: Par) -> str:
    """The unit to write after a value that already has its ¥, with a leading space; "" if there is none."""
    return par.unit[1:] if par.money else "" if par.unit in ("", "1") else f" {par.unit}"


def _number(par: Par, value):
    if isinstance(value, str):
        value = _read(par, value)
    if isinstance(value, bool) or isinstance(value, float) and not math.isfinite(value):
        raise Unfit(f"= {shown(value)} is not {kind(par)}")
    if par.type is int and value != int(value):
        raise Unfit(f"= {shown(value)} is not {kind(par)}")
    if not cast(float, par.low) <= value <= cast(float, par.high):
        raise Unfit(outside(par, value))
    # Adding 0 turns -0.0 into 0.0: one value, one digest.
    return _chosen(par, par.type(_whole_cents(par, value)) + par.type(0))


def _read(par: Par, text: str) -> float:
    """The number that a text gives. Only amounts of money may have a ¥ and commas."""
    number = amounts.read(text)
    if number is None or not par.money:
        hint = f"; write {plain_number(number)}" if number is not None else \
            ", such as 1999, 1999.50 or \"¥1,999\"" if par.money else ""
        raise Unfit(f"= {shown(text)} is not {kind(par)}{hint}")
    return number


def outside(par: Par, value: float) -> str:
    """What to say of a number outside the range of a parameter."""
    if not par.money:
        behind = f" ({par.unit})" if unit(par) else ""
        return f"= {shown(value)} is outside {plain_number(par.low)} to {plain_number(par.high)}{behind}"
    cents = value > cast(float, par.high)
    return (f"= {money(value)} is outside {money(cast(float, par.low))} to {money(cast(float, par.high))}{unit(par)}"
            + ("; amounts are in yuan, so divide one in cents by 100" if cents else ""))


def _whole_cents(par: Par, value: float) -> float:
    """An amount rounded to whole cents if only floating-point noise is rounded away."""
    if not par.in_cents:
        return value
    cents = round(value * 100)
    if abs(value * 100 - cents) > max(1e-6, abs(value) * 1e-12):
        raise Unfit(f"= {money(value)} is not a whole number of cents; an amount has at most two decimals")
    return cents / 100


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
    """One item of a list, converted as if it stood alone. Its type is that of the default's items, if these agree.

    If the default does not show the type, the item keeps the type it was written with.
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
    """The declared type of a list's items; else the types of those in its default."""
    return {cast(type, par.items)} if par.items else {type(element) for element in cast(tuple, par.default)}


def _unbounded(par: Par, kind: type) -> Par:
    """A parameter for one number of a list, whose declaration may have no bounds."""
    low, high = (-math.inf, math.inf) if par.low is None else (par.low, par.high)
    return dataclasses.replace(par, type=kind, low=low, high=high)
