"""The scale factor k: one member stands for k people.

Totals for all people (extensive parameters: their number, seed users, budgets, stock, capacity, fixed costs, fees,
thresholds) are divided by k, once, when an economy is built. One person's part of something shared is multiplied by k.
Everything else is unchanged: prices, wallets and daily chances are a person's; ties and groups are a member's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.core.yuan import exact
from sim.scenario import declared
from sim.scenario.layout import ROOT, Named, Section
from sim.scenario.problems import plain_number
from sim.system.words import say


def shares(values: Mapping) -> dict:
    """The values of a scenario, which are about people, converted for the members of its economy."""
    k = values["run"]["scale"]
    if k == 1:
        return dict(values)
    return {**_below(ROOT, values, k), "timeline": [_event(event, values, k) for event in values["timeline"]]}


def _below(shape, values, k: float):
    if isinstance(shape, Named):
        return {name: _below(shape.entry, entry, k) for name, entry in values.items()}
    if not isinstance(shape, Section):
        return values
    known = declared.parameters(shape, values[shape.choose[1]] if shape.choose else None)
    scaled = {name: share(known[name], value, k) if name in known else value for name, value in values.items()}
    return {**scaled, **{name: _below(child, values[name], k) for name, child in shape.children.items()}}


def _event(event: Mapping, values: Mapping, k: float) -> dict:
    if "set" not in event:
        return dict(event)
    return {**event, "to": share(declared.live(event["set"], dict(values)), event["to"], k)}


def share(par, value, k: float):
    """The scaled value of one parameter. Whole numbers stay whole, and positive ones do not become 0.

    Money becomes a `Fraction` of a yuan: it is divided before it is rounded to the cents that rules read.
    """
    if not par.extensive or value == 0:
        return value
    whole, by = (exact(value), exact(k)) if par.money else (value, k)
    part = min(par.high, max(par.low, whole / by if par.extensive > 0 else whole * by))
    return max(1, round(part)) if par.type is int else part if par.money else float(part)


def too_coarse(k: float, scenario: Mapping) -> Iterator[tuple[str, str]]:
    """What is impossible if one member stands for `k` people: the path, and a sentence about it."""
    if k == 1:
        return
    count, least = scenario["members"]["count"], declared.own(ROOT.children["members"])["count"].low or 0
    if scenario["ties"]["file"]:
        yield "run.scale", say("is {k}, but everybody in an edge list is one person; set run.scale to 1",
                               k=plain_number(k))
    elif count < least * k:
        yield "run.scale", say("is {k}, which leaves {left:.0f} of {count:,} members; at least {least} are needed",
                               k=plain_number(k), left=count / k, count=count, least=least)
    for name, community in scenario["communities"].items():
        seeds = community["growth"]["seeds"]
        if 0 < seeds < k:
            yield (f"communities.{name}.growth.seeds", say("is {seeds}, less than one simulated member at run.scale "
                                                           "{k}; lower run.scale, or raise growth.seeds", seeds=seeds,
                                                           k=plain_number(k)))
