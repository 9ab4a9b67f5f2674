"""Declare parameters: `@parameters` makes a class of them, `par` declares one.

A parameter is declared once, beside the rule that reads it. Validation, the scenario schema, `--help`, the report's
glossary and the tests of directions are all derived from that declaration.
"""

from __future__ import annotations

import collections
import inspect
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.core.plugin_error import PluginError
from sim.core.yuan import cents

DIRECTIONS = ("+", "-", "∩", "∪", "changes")


@dataclass(frozen=True)
class Par:
    """One declared parameter: its meaning, type, unit, range, and the source of its default.

    `moves` is a pair (direction, measure). Raising the parameter moves that measure up `+`, down `-`, up and then
    down `∩`, down and then up `∪`, or `changes` it without a promised sign. A timeline may change `live` parameters
    during a run, but no others. Money has a unit that begins with ¥: it is declared, written and stored in yuan, and
    rules read it in cents (`inside`).
    """

    name: str
    default: object
    type: type
    unit: str
    low: float | None
    high: float | None
    source: str
    says: str
    choices: tuple = ()
    live: bool = True
    moves: tuple[str, str] | None = None
    items: object = None  # of a list: the type of its elements
    extensive: int = 0  # 1: proportional to the number of people; -1: inversely proportional; see `sim.model.scale`

    @property
    def money(self) -> bool:
        """Whether this is money: in yuan in scenarios, in cents in rules."""
        return self.unit.startswith("¥")

    @property
    def in_cents(self) -> bool:
        """Whether it is a whole number of cents. Prices per view, follower or head may be finer."""
        return self.money and not self.unit.startswith("¥ per ")

    def inside(self, value):
        """`value` as rules read it: of the declared type, money in cents. Raises ValueError as `coerce` does."""
        plain = self.coerce(value)
        return self.type(cents(value)) if self.money else plain

    def limits(self) -> tuple:
        """The lowest and highest value, as rules read them."""
        return (self.inside(self.low), self.inside(self.high)) if self.money else (self.low, self.high)

    def coerce(self, value):
        """`value` converted to the declared type. Raises ValueError if it is out of range."""
        if self.type is tuple:
            return tuple(value)
        value = self.type(value)
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{self.name} must be a finite number, not {value}")
        if self.low is not None and not self.low <= value <= self.high:
            raise ValueError(f"{self.name} = {value} is outside {self.low} to {self.high} {self.unit}")
        if self.choices and value not in self.choices:
            raise ValueError(f"{self.name} = {value!r} is none of {', '.join(map(repr, self.choices))}")
        return value


@dataclass(frozen=True)
class _Open:
    """A `par(...)` that has not been given its name yet."""

    facts: dict


def par(default, *, says, source, unit="1", low=None, high=None, choices=(), live=True, moves=None, items=None,
        extensive=0):
    """Declare a parameter in a `@parameters` class: `quality: float = par(.5, unit="1", low=0, high=1, …)`.

    Numbers need `low` and `high` (inclusive). A unit that begins with ¥ marks money, which is declared in yuan and read
    in cents. `source` names a paper or data set, or says "assumption".
    For a list (`tuple`), `items` is the type of its elements, to which the bounds then apply. `extensive=1` marks a
    total for all people (a stock, a budget), `extensive=-1` one person's part of something shared.
    """
    return _Open({"default": default, "says": says, "source": source, "unit": unit, "low": low, "high": high,
                  "choices": tuple(choices), "live": live, "moves": moves, "items": items,
                  "extensive": extensive})


_TYPES = {"float": float, "int": int, "bool": bool, "str": str, "tuple": tuple}


def parameters(cls):
    """Turn a class of `par` declarations into a named tuple of plain values that compiled code can read.

    The result has `declared` (name → Par) and `of(mapping)`, which converts every field to what rules read: the
    declared type, with yuan converted to cents.
    Parameters that several classes share may be declared in a plain base class; they come last.
    The class must be at module level, because the tuple's type is part of the key of compiled code on disk.
    """
    declared = {name: Par(name=name, type=_type_of(base, name), **value.facts)
                for base in cls.__mro__ for name, value in vars(base).items() if isinstance(value, _Open)}
    for parameter in declared.values():
        _check_declaration(cls, parameter)
    defaults = [parameter.inside(parameter.default) for parameter in declared.values()]
    named_tuple = collections.namedtuple(cls.__name__, declared, module=cls.__module__, defaults=defaults)
    named_tuple.__doc__ = cls.__doc__
    named_tuple.declared = declared
    named_tuple.of = classmethod(_of)
    return named_tuple


def _type_of(cls, name: str) -> type:
    """The type of a parameter, which stands before its `par`, as text or as it is."""
    given: Any = inspect.get_annotations(cls).get(name)
    kind = _TYPES.get(given, given)
    if kind not in _TYPES.values():
        raise PluginError(f"{cls.__module__}.{cls.__name__}.{name}: its type is not one of {', '.join(_TYPES)}; write "
                          f"{name}: float = par(…)")
    return kind


def _of(cls, mapping=(), /, **more):
    values = {**dict(mapping), **more}
    unknown = set(values) - set(cls.declared)
    if unknown:
        raise KeyError(f"{cls.__name__} has no parameter {sorted(unknown)[0]!r}")
    return cls(**{name: parameter.inside(values.get(name, parameter.default))
                  for name, parameter in cls.declared.items()})


def undeclared(cls) -> set[str]:
    """The names of the parameters in the body of a class that no `@parameters` has turned into declarations."""
    return {name for name, value in vars(cls).items() if isinstance(value, _Open)}


def pick(declared, values: Mapping):
    """The parameters of a declaration out of the values of a section, which may have others too."""
    return declared.of({name: values[name] for name in declared.declared if name in values})


def _check_declaration(cls, parameter):
    where = f"{cls.__module__}.{cls.__name__}.{parameter.name}"
    if not parameter.says or not parameter.source:
        raise PluginError(f"{where}: every parameter says what it means and where it comes from")
    if parameter.type in (int, float) and (parameter.low is None or parameter.high is None):
        raise PluginError(f"{where}: a number needs low and high")
    if parameter.unit.startswith("cent"):
        raise PluginError(f"{where}: money is declared in yuan; its unit begins with ¥")
    if parameter.moves and parameter.moves[0] not in DIRECTIONS:
        raise PluginError(f"{where}: moves[0] is one of {DIRECTIONS}")
    try:
        parameter.coerce(parameter.default)
    except ValueError as fault:
        raise PluginError(f"{where}: its default does not fit: {fault}") from None


def within(p, **values) -> dict:
    """Values as fields of `p`, kept within their declared ranges and of their declared types."""
    declared, found = getattr(p, "kind", type(p)).declared, {}
    for name, value in values.items():
        low, high = declared[name].limits()
        found[name] = declared[name].type(min(high, max(low, value)))
    return found


def turned(p, lever: str, factor: float):
    """`p` with one lever multiplied by `factor` and kept within its declared range."""
    low, high = type(p).declared[lever].limits()
    return p._replace(**{lever: min(high, max(low, getattr(p, lever) * factor))})
