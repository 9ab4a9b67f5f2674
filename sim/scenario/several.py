"""The functions that give a word several values, such as `range(2,4,0.3)`, in the place of those of Hydra's grammar.

Hydra's own add up binary fractions (2.3, 2.1999999999999997, …) and sort a range by its ends, which gives other
numbers where it does not end at its stop. Here a range is written out in decimal numbers as its ends are written, and
everything else is done to its values: `range(2.3,1.9,-0.1)` is 2.3,2.2,2.1,2 to the last bit.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

MOST_VALUES = 1_000_000
_REFUSED = {"shuffle": "shuffle() would give another order each time; use sort(), or list the values in their order",
            "tag": "tag() has no meaning here; leave it out and give its values",
            "glob": "glob() chooses among files of Hydra, and there are none here; list the values"}


class Refused(Exception):
    """A value cannot be read; the text is the sentence."""


class Functions:
    """What Hydra's parser asks for the value of a function; `back` gives the characters back that it cannot read."""

    def __init__(self, back: Callable[[Any], Any]):
        self.back = back

    def eval(self, call) -> Any:
        """The value of a call: a sweep of Hydra's, or a plain value. Refused says what is wrong with the call."""
        if call.name in _REFUSED:
            raise Refused(_REFUSED[call.name])
        if call.name not in SWEEPS:
            raise Refused(f"this function is not allowed; values of a sweep may use {', '.join(SWEEPS)}")
        given = [self.back(plain(one)) for one in call.args]
        named = {key: self.back(plain(one)) for key, one in call.kwargs.items()}
        return SWEEPS[call.name](*_bound(call.name, given, named))


class NoFunctions:
    """In the place of `Functions` where one value is wanted."""

    def eval(self, call) -> Any:
        """Refuses every call."""
        raise Refused("functions are not allowed here; give one plain value")


def plain(value) -> Any:
    """A value of Hydra's parser without the quotes that it remembers."""
    from hydra.core.override_parser.types import Override, Sweep

    return value if isinstance(value, Sweep) else Override._convert_value(value)


def without_sweeps(value) -> None:
    """Refused when a list or a section holds several values in the place of one."""
    from hydra.core.override_parser.types import Sweep

    if isinstance(value, Sweep):
        raise Refused("a function stands among other values or within a list; give it alone, or list its values")
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        without_sweeps(one)


# The names that arguments may be given by, as in Hydra; "list" and "sweep" stand for all of them at once.
_NAMES = {"range": ("start", "stop", "step"), "interval": ("start", "end"), "sort": ("list", "sweep"),
          "int": ("value",), "float": ("value",)}


def _bound(name: str, given: list, named: dict) -> tuple:
    """The arguments of a function in their order: all together, or one by one."""
    reverse = named.pop("reverse", False) if name == "sort" else False
    need(isinstance(reverse, bool), "sort() takes reverse=true or reverse=false")
    known = _NAMES.get(name, ())
    for key in named:
        allowed = [*known, *(["reverse"] if name == "sort" else [])]
        need(key in known, f"{name}() has no {key}=" + (f"; it has {', '.join(allowed)}" if allowed else ""))
    if name in ("range", "interval"):
        return _placed(name, known, given, named)
    need(not named or not given and len(named) == 1, f"{name}() takes its values once")
    return (given or list(named.values()), reverse) if name == "sort" else (given or list(named.values()),)


def _placed(name: str, known: tuple[str, ...], given: list, named: dict) -> tuple:
    """The arguments of a function that tells them apart."""
    need(len(given) <= len(known) and not set(known[:len(given)]) & set(named),
         f"{name}() is written {name}({','.join(known)})")
    if name == "range" and len(given) + len(named) == 1 and "step" not in named:
        return (0, *given, *named.values(), 1)
    found = dict(zip(known, given, strict=False)) | named
    if name == "range":
        found = {"start": 0, "step": 1, **found}
    need(set(found) == set(known), f"{name}() is written {name}({','.join(known)})")
    return tuple(found[one] for one in known)


def _range(start, stop, step):
    """Every number from `start` on, before `stop`, in steps: whole numbers where all three are."""
    ends = (start, stop, step)
    need(all(map(_number, ends)) and step != 0, "a range needs two numbers and a step other than 0")
    if all(isinstance(one, int) for one in ends):
        first, beyond, each, scale = start, stop, step, 0
    else:
        exact = [Decimal(repr(one)) for one in ends]
        scale = max(0, *(-int(one.as_tuple().exponent) for one in exact))
        first, beyond, each = (int(one * 10**scale) for one in exact)
    many = -((first - beyond) // each)  # rounded up: all before the stop
    need(many <= MOST_VALUES, f"a range gives at most {MOST_VALUES:,} values")
    need(many > 0, "the range is empty; its start must lie before its end")
    numbers = range(first, first + many * each, each)
    return _several(numbers if all(isinstance(one, int) for one in ends) else [one / 10**scale for one in numbers])


def _interval(start, end):
    """Any number between two ends."""
    from hydra.core.override_parser.types import IntervalSweep

    need(_number(start) and _number(end), "an interval needs two numbers")
    return IntervalSweep(start=float(start), end=float(end))


def _choice(given: list):
    """One of some values."""
    values = _within(given)
    need(values, "choice() needs at least one value")
    return _several(values)


def _sort(given: list, reverse: bool):
    """The same values in their order; a single list stays one value."""
    need(given, "sort() needs at least one value")
    alone = given[0] if len(given) == 1 else None
    values = alone if isinstance(alone, list) else _within(given)
    try:
        found = sorted(values, reverse=reverse)
    except TypeError:
        raise Refused("sort() takes numbers, or texts, and not both") from None
    return found if isinstance(alone, list) else _several(found) if len(found) > 1 or _swept(alone) else found[0]


def _cast(name: str, kind: Callable) -> Callable:
    def cast(given: list):
        need(given, f"{name}() takes a number, or several")
        values = [_cast_one(name, kind, one) for one in _within(given)]
        return _several(values) if len(given) > 1 or _swept(given[0]) else values[0]
    return cast


def _cast_one(name: str, kind: Callable, value):
    """One number as `int` or as `float`; nothing is cut off in silence."""
    try:
        number: Any = float(value) if isinstance(value, str) else value
    except ValueError:
        number = None
    need(_number(number), f"{name}() takes numbers, and {value!r} is not a number")
    need(kind is float or number == int(number), f"int() would cut off a part of {number}; give whole numbers")
    return kind(number)


SWEEPS: dict[str, Callable] = {"choice": _choice, "range": _range, "interval": _interval, "sort": _sort,
                               "int": _cast("int", int), "float": _cast("float", float)}


def _within(given: list) -> list:
    """The values that are given: those of the one function within, or each as it stands."""
    if len(given) == 1 and _swept(given[0]):
        need(hasattr(given[0], "list"), "an interval cannot be combined with other values or functions")
        return list(given[0].list)
    for one in given:
        without_sweeps(one)
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
