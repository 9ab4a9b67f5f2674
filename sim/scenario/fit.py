"""Convert values of scenarios to the types of their parameters, without guessing."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, cast

from sim.scenario import amounts
from sim.scenario.problems import meant, money, nearest, plain_number, shown
from sim.system.words import ENGLISH, language, later, say, translated

if TYPE_CHECKING:
    from sim.core.parameters import Par

NOT = later("{name} = {value} is not {kind}")
_YES = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}


class Unfit(ValueError):
    """A value does not fit. The sentence, marked with `later`, has a place for the parameter: `{name} has no value`.

    Values may be an Unfit too, which is then about the same parameter.
    """

    def __init__(self, english: str, **values):
        super().__init__(english)
        self.english, self.values = english, values

    def of(self, name: str) -> str:
        """The sentence about the parameter of this name or path, in the present language."""
        values = {key: one.of(name) if isinstance(one, Unfit) else one for key, one in self.values.items()}
        return translated(self.english).format(name=name, **values)

    def __str__(self):
        return self.of("")


class UnfitPart(Unfit):
    """A part of a value does not fit, such as one item of a list; `part` follows the name of the parameter."""

    def __init__(self, fault: Unfit, part: str):
        super().__init__(fault.english, **fault.values)
        self.fault, self.part = fault, part

    def of(self, name: str) -> str:
        """The sentence about this part of the parameter."""
        return self.fault.of(name + self.part)


def fitted(par: Par, value):
    """`value` converted for the parameter. Raises Unfit, which says what is wrong and what is allowed."""
    if value is None:
        raise Unfit(later("{name} has no value; give {kind}"), kind=kind(par))
    if par.type is tuple:
        return _tuple(par, value)
    if isinstance(value, (dict, list)):
        raise Unfit(later("{name} is {kind}, not a section of keys") if isinstance(value, dict) else
                    later("{name} is {kind}, not a list"), kind=kind(par))
    return {float: _number, int: _number, bool: _bool, str: _str}[par.type](par, value)


def kind(par: Par) -> str:
    """What values a parameter takes, in a few words."""
    if par.choices:
        return say("one of {choices}", choices=say(", ").join(map(str, par.choices)))
    if par.type in (int, float):
        return _span(par, cast(float, par.low), cast(float, par.high))
    return translated({bool: later("true or false"), str: later("text"),
                       tuple: later("a list of numbers or texts")}[par.type])


def _span(par: Par, low: float, high: float) -> str:
    """What numbers a parameter takes."""
    if not math.isfinite(low):
        return say("an amount in yuan") if par.money else say("a whole number") if par.type is int else say("a number")
    ends = {"low": said(par, low), "high": said(par, high)}
    if par.money:
        return say("an amount in yuan from {low} to {high}", **ends)
    return say("a whole number from {low} to {high}" if par.type is int else "a number from {low} to {high}", **ends)


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
        raise Unfit(NOT, value=shown(value), kind=kind(par))
    if par.type is int and value != int(value):
        raise Unfit(NOT, value=shown(value), kind=kind(par))
    if not cast(float, par.low) <= value <= cast(float, par.high):
        raise outside(par, value)
    # Adding 0 turns -0.0 into 0.0: one value, one digest.
    return _chosen(par, par.type(_whole_cents(par, value)) + par.type(0))


def _read(par: Par, text: str) -> float:
    """The number that a text gives. Only amounts of money may have a ¥ and commas."""
    number = amounts.read(text)
    if number is not None and par.money:
        return number
    if number is not None:
        raise Unfit(later("{name} = {value} is not {kind}; write {number}"), value=shown(text), kind=kind(par),
                    number=plain_number(number))
    raise Unfit(later("{name} = {value} is not {kind}, such as 1999, 1999.50 or \"¥1,999\"") if par.money else NOT,
                value=shown(text), kind=kind(par))


def outside(par: Par, value: float) -> Unfit:
    """The fault of a number outside the range of a parameter."""
    ends = {"low": said(par, par.low), "high": said(par, par.high), "unit": translated(unit(par).strip())}
    if par.money:
        ends["unit"] = _behind_money(par)
        return Unfit(later("{name} = {value} is outside {low} to {high}{unit}; amounts are in yuan, so divide one in "
                           "cents by 100") if value > cast(float, par.high) else
                     later("{name} = {value} is outside {low} to {high}{unit}"), value=money(value), **ends)
    return Unfit(later("{name} = {value} is outside {low} to {high} ({unit})") if unit(par) else
                 later("{name} = {value} is outside {low} to {high}"), value=shown(value), **ends)


def _behind_money(par: Par) -> str:
    """The unit to write after an amount that has its ¥ already, in the present language: ` a day` of `¥ a day`."""
    whole = translated(par.unit)
    return unit(par) if language() == ENGLISH else "" if whole == par.unit else whole.removeprefix("元")


def _whole_cents(par: Par, value: float) -> float:
    """An amount rounded to whole cents if only floating-point noise is rounded away."""
    if not par.in_cents:
        return value
    cents = round(value * 100)
    if abs(value * 100 - cents) > max(1e-6, abs(value) * 1e-12):
        raise Unfit(later("{name} = {value} is not a whole number of cents; an amount has at most two decimals"),
                    value=money(value))
    return cents / 100


def _bool(par: Par, value) -> bool:
    if isinstance(value, str):
        value = _YES.get(value.lower(), value)
    if not isinstance(value, bool):
        raise Unfit(later("{name} = {value} is neither true nor false"), value=shown(value))
    return value


def _str(par: Par, value) -> str:
    if not isinstance(value, str):
        raise Unfit(later("{name} = {value} is not text; put it in quotation marks if it is meant as text"),
                    value=shown(value))
    return _chosen(par, value)


def _chosen(par: Par, value):
    if par.choices and value not in par.choices:
        choices = list(map(str, par.choices))
        close = nearest(str(value), choices)
        raise Unfit(later("{name} = {value} is not one of its choices; did you mean {close}?; allowed: {choices}")
                    if close else later("{name} = {value} is not one of its choices; {hint}"), value=shown(value),
                    close=close, choices=say(", ").join(choices), hint=meant(str(value), choices))
    return value


def _tuple(par: Par, value) -> tuple:
    if not isinstance(value, (list, tuple)):
        raise Unfit(later("{name} = {value} is not a list"), value=shown(value))
    return tuple(_item(par, place, item) for place, item in enumerate(value, start=1))


def _item(par: Par, place: int, item):
    """One item of a list, converted as if it stood alone. Its type is that of the default's items, if these agree.

    If the default does not show the type, the item keeps the type it was written with.
    """
    types = item_types(par)
    kind = types.pop() if len(types) == 1 else type(item)
    if item is None or isinstance(item, (bool, dict, list, tuple)):
        raise Unfit(later("{name} has {item} in place {place}; a list holds numbers or texts"), item=shown(item),
                    place=place)
    try:
        return _str(par, item) if kind is str else _number(_unbounded(par, kind), item)
    except Unfit as fault:
        raise UnfitPart(fault, f" [{place}]") from None


def item_types(par: Par) -> set[type]:
    """The declared type of a list's items; else the types of those in its default."""
    return {cast(type, par.items)} if par.items else {type(element) for element in cast(tuple, par.default)}


def _unbounded(par: Par, kind: type) -> Par:
    """A parameter for one number of a list, whose declaration may have no bounds."""
    low, high = (-math.inf, math.inf) if par.low is None else (par.low, par.high)
    return dataclasses.replace(par, type=kind, low=low, high=high)
