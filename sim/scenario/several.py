"""Functions that give an override several values, such as `range(2,4,0.3)`, instead of those of Hydra's grammar.

Hydra adds binary fractions (2.3, 2.1999999999999997, …) and sorts a range by its ends, which gives other numbers if the
range does not end at its stop. Here a range is computed in decimals and stays in order: `range(2.3,1.9,-0.1)` is
exactly 2.3,2.2,2.1,2. Other functions work on the values that a range gives.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sim.system.words import later, say, translated

MOST_VALUES = 1_000_000
_REFUSED = {"shuffle": later("shuffle() would give another order each time; use sort(), or list the values in their "
                             "order"),
            "tag": later("tag() has no meaning here; leave it out and give its values"),
            "glob": later("glob() chooses among files of Hydra, and there are none here; list the values")}


class Refused(Exception):
    """A value cannot be read; the text is the sentence for the user."""


class Functions:
    """Evaluates functions for Hydra's parser; `back` restores the characters that the parser cannot read."""

    def __init__(self, back: Callable[[Any], Any]):
        self.back = back

    def eval(self, call) -> Any:
        """The value of a call: a sweep of Hydra, or a plain value. Raises Refused if the call is wrong."""
        if call.name in _REFUSED:
            raise Refused(translated(_REFUSED[call.name]))
        if call.name not in SWEEPS:
            raise Refused(say("this function is not allowed; values of a sweep may use {sweeps}",
                              sweeps=", ".join(SWEEPS)))
        given = [self.back(plain(argument)) for argument in call.args]
        named = {key: self.back(plain(argument)) for key, argument in call.kwargs.items()}
        return SWEEPS[call.name](*_bound(call.name, given, named))


class NoFunctions:
    """Takes the place of `Functions` where only one value is allowed."""

    def eval(self, call) -> Any:
        """Refuse every call."""
        raise Refused(say("functions are not allowed here; give one plain value"))


def plain(value) -> Any:
    """A value of Hydra's parser without the quotation marks it keeps."""
    from hydra.core.override_parser.types import Override, Sweep

    return value if isinstance(value, Sweep) else Override._convert_value(value)


def without_sweeps(value) -> None:
    """Raise Refused if a list or section contains several values in place of one."""
    from hydra.core.override_parser.types import Sweep

    if isinstance(value, Sweep):
        raise Refused(say("a function stands among other values or within a list; give it alone, or list its values"))
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        without_sweeps(item)


# Names of arguments, as in Hydra; "list" and "sweep" stand for all arguments together.
_NAMES = {"range": ("start", "stop", "step"), "interval": ("start", "end"), "sort": ("list", "sweep"),
          "int": ("value",), "float": ("value",)}


def _bound(name: str, given: list, named: dict) -> tuple:
    """The arguments of a function that takes them all together or one by one."""
    reverse = named.pop("reverse", False) if name == "sort" else False
    need(isinstance(reverse, bool), say("sort() takes reverse=true or reverse=false"))
    known = _NAMES.get(name, ())
    for key in named:
        allowed = [*known, *(["reverse"] if name == "sort" else [])]
        need(key in known, say("{name}() has no {key}=; it has {allowed}", name=name, key=key,
                               allowed=", ".join(allowed)) if allowed else
             say("{name}() has no {key}=", name=name, key=key))
    if name in ("range", "interval"):
        return _placed(name, known, given, named)
    need(not named or not given and len(named) == 1, say("{name}() takes its values once", name=name))
    return (given or list(named.values()), reverse) if name == "sort" else (given or list(named.values()),)


def _placed(name: str, known: tuple[str, ...], given: list, named: dict) -> tuple:
    """The arguments of a function with different parameters."""
    need(len(given) <= len(known) and not set(known[:len(given)]) & set(named),
         say("{name}() is written {name}({known})", name=name, known=','.join(known)))
    if name == "range" and len(given) + len(named) == 1 and "step" not in named:
        return (0, *given, *named.values(), 1)
    arguments = dict(zip(known, given, strict=False)) | named
    if name == "range":
        arguments = {"start": 0, "step": 1, **arguments}
    need(set(arguments) == set(known), say("{name}() is written {name}({known})", name=name, known=','.join(known)))
    return tuple(arguments[key] for key in known)


def _range(start, stop, step):
    """Every number from `start` up to but not including `stop`, in steps; whole numbers if all three are whole."""
    ends = (start, stop, step)
    need(all(map(_number, ends)) and step != 0, say("a range needs two numbers and a step other than 0"))
    if all(isinstance(end, int) for end in ends):
        first, beyond, each, scale = start, stop, step, 0
    else:
        exact = [Decimal(repr(end)) for end in ends]
        scale = max(0, *(-int(number.as_tuple().exponent) for number in exact))
        first, beyond, each = (int(number * 10**scale) for number in exact)
    count = -((first - beyond) // each)  # rounded up, to count all values before the stop
    need(count <= MOST_VALUES, say("a range gives at most {most_values:,} values", most_values=MOST_VALUES))
    need(count > 0, say("the range is empty; its start must lie before its end"))
    numbers = range(first, first + count * each, each)
    if all(isinstance(end, int) for end in ends):
        return _several(numbers)
    return _several([number / 10**scale for number in numbers])


def _interval(start, end):
    """Any number between two ends."""
    from hydra.core.override_parser.types import IntervalSweep

    need(_number(start) and _number(end), say("an interval needs two numbers"))
    return IntervalSweep(start=float(start), end=float(end))


def _choice(given: list):
    """One of some values."""
    values = _within(given)
    need(values, say("choice() needs at least one value"))
    return _several(values)


def _sort(given: list, reverse: bool):
    """The same values, sorted; a single list stays one value."""
    need(given, say("sort() needs at least one value"))
    alone = given[0] if len(given) == 1 else None
    values = alone if isinstance(alone, list) else _within(given)
    try:
        ordered = sorted(values, reverse=reverse)
    except TypeError:
        raise Refused(say("sort() takes numbers, or texts, and not both")) from None
    if isinstance(alone, list):
        return ordered
    return _several(ordered) if len(ordered) > 1 or _swept(alone) else ordered[0]


def _cast(name: str, kind: Callable) -> Callable:
    def cast(given: list):
        need(given, say("{name}() takes a number, or several", name=name))
        values = [_cast_one(name, kind, value) for value in _within(given)]
        return _several(values) if len(given) > 1 or _swept(given[0]) else values[0]
    return cast


def _cast_one(name: str, kind: Callable, value):
    """One number converted to `int` or `float`; refused if that would cut something off."""
    try:
        number: Any = float(value) if isinstance(value, str) else value
    except ValueError:
        number = None
    need(_number(number), say("{name}() takes numbers, and {value!r} is not a number", name=name, value=value))
    need(kind is float or number == int(number), say("int() would cut off a part of {number}; give whole numbers",
                                                     number=number))
    return kind(number)


SWEEPS: dict[str, Callable] = {"choice": _choice, "range": _range, "interval": _interval, "sort": _sort,
                               "int": _cast("int", int), "float": _cast("float", float)}


def _within(given: list) -> list:
    """The given values; those of the function inside, if there is one."""
    if len(given) == 1 and _swept(given[0]):
        need(hasattr(given[0], "list"), say("an interval cannot be combined with other values or functions"))
        return list(given[0].list)
    for value in given:
        without_sweeps(value)
    return given


def _several(values):
    from hydra.core.override_parser.types import ChoiceSweep

    return ChoiceSweep(list=list(values))


def _swept(value) -> bool:
    from hydra.core.override_parser.types import Sweep

    return isinstance(value, Sweep)


def _number(value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def need(fact, sentence: str) -> None:
    """Refused, with this sentence, unless the fact holds."""
    if not fact:
        raise Refused(sentence)
