"""Amounts per thousand people: `traffic_budget: {per_thousand: 50000}`, or `….traffic_budget.per_thousand=50000`.

Totals for all people may be given so. The scenario's values hold the total for its `members.count`, so that both ways
of writing it give the same run. The rate is stored as well, and applied again when the number of people changes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from sim.core.yuan import exact
from sim.scenario.fit import Unfit, UnfitPart, fitted, kind, outside, said
from sim.scenario.problems import meant, shown
from sim.system.words import later

if TYPE_CHECKING:
    from sim.core.parameters import Par

KEY = "per_thousand"
COUNT = "members.count"


def possible(par: Par) -> bool:
    """Whether a parameter can be given per thousand people: a total for all of them, except their number itself."""
    return par.extensive > 0 and par.name != "count"


def declared_for(par: Par) -> Par:
    """The declaration of the rate of a total: the same unit, per thousand people, without rounding."""
    unit = "¥ per thousand people" + par.unit[1:] if par.money else f"{par.unit} per thousand people"
    return dataclasses.replace(par, name=KEY, type=float, unit=unit, default=0.0, low=0.0,
                               high=float(cast(float, par.high)), live=False, extensive=0)


def resolved(par: Par, given: Mapping, count: int) -> tuple[Any, float]:
    """The total that a section such as {per_thousand: 5} means for `count` people, and the rate. Raises Unfit."""
    if not possible(par):
        raise Unfit(later("{name} is {kind}, and cannot be given per thousand people: it is not there for all of them "
                          "together") if KEY in given else later("{name} is {kind}, not a section of keys"),
                    kind=kind(par))
    if set(given) != {KEY}:
        other = next((key for key in given if key != KEY), None)
        raise Unfit(later("{name} has no {key}") if other is None else later("{name} has the key {other}; {hint}"),
                    key=KEY, other=shown(other), hint=meant(str(other), [KEY]))
    if count <= 0:
        raise Unfit(later("{name} is given per thousand people, but how many there are stands in the file of ties; "
                          "give the amount"))
    rate = _rate(par, given[KEY])
    value = float(exact(rate) * count / 1000)
    if par.in_cents or par.type is int:  # a positive total is not rounded to nothing
        step = 0.01 if par.in_cents else 1
        value = max(round(value, 2 if par.in_cents else 0), step if rate else 0)
    if not cast(float, par.low) <= value <= cast(float, par.high):
        raise Unfit(later("{fault}; it is {rate} for each thousand of {count} people"), fault=outside(par, value),
                    rate=said(par, rate), count=f"{count:,}")
    return par.type(value), rate


def _rate(par: Par, given) -> float:
    try:
        return fitted(declared_for(par), given)
    except Unfit as fault:
        raise UnfitPart(fault, f".{KEY}") from None


def laid(values: dict, rates: Mapping[str, float]) -> dict:
    """The values with rates where amounts were given per thousand people, as an author would write them."""
    with_rates = values
    for path, rate in rates.items():
        with_rates = _with(with_rates, path.split("."), {KEY: rate})
    return with_rates


def opened(values: dict, overrides: Iterable[str]) -> dict:
    """The values with an entry for every rate that overrides give, for readers that set only existing entries."""
    paths = [override.partition("=")[0].lstrip("+~").strip() for override in overrides]
    return laid(values, {path.removesuffix(f".{KEY}"): 0.0 for path in paths if path.endswith(f".{KEY}")})


def _with(node, keys: list[str], value):
    key, *below = keys
    if isinstance(node, list):
        return [_with(item, below, value) if place == int(key) else item for place, item in enumerate(node)]
    return {**node, key: _with(node[key], below, value) if below else value}
