"""What a sweep says, in sentences that are built from its numbers and go no further."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.compare import matters
from sim.compare import names as measures
from sim.compare.format import NOTHING, apart, listed, with_interval, with_unit
from sim.compare.lead import Lead
from sim.sweep.report.axes import POINT, Axis
from sim.sweep.report.means import Best
from sim.sweep.report.stored import Stored
from sim.system.words import say, say_many

NAMED = 3  # cells that are named in a sentence


def named(point: pd.Series, axes: Sequence[Axis]) -> str:
    """A cell by what varies: `host: ad load 0.3, channels: price ¥35`; empty if nothing does."""
    shown = [axis.shown(point[axis.path]) if axis.path == POINT else
             say("{name} {value}", name=axis.name, value=axis.shown(point[axis.path]))
             for axis in axes if not (isinstance(point[axis.path], float) and np.isnan(point[axis.path]))]
    return say(", ").join(shown)


def of_best(found: Stored, scenario: str, one: Best, table: pd.DataFrame, points: pd.DataFrame,
            axes: Sequence[Axis], lowest: bool) -> list[str]:
    """Where a scenario does best, how sure that is, and how many cells do as well."""
    measure, row = found.measure, table.loc[one.cell]
    unit, what = measures.unit(measure), measures.called(measure)
    mean, interval = with_interval(row[measure], row[f"{measure}_low"], row[f"{measure}_high"], unit)
    where = named(points.loc[one.cell], axes)
    values = {"scenario": scenario, "what": what, "mean": mean, "interval": interval, "where": where}
    if interval == NOTHING:
        return _of_one_seed(values, lowest, one.second is not None)
    if not where:
        sentence = say("{scenario}: the mean of {what} is {mean} (95% interval: {interval}).", **values)
    elif lowest:
        sentence = say("{scenario}: the lowest mean of {what} is {mean} (95% interval: {interval}), at {where}.",
                       **values)
    else:
        sentence = say("{scenario}: the highest mean of {what} is {mean} (95% interval: {interval}), at {where}.",
                       **values)
    sentences = [sentence]
    if one.second is not None:
        sentences.append(_alike(found, one, table, points, axes))
    return sentences


def _of_one_seed(values: dict, lowest: bool, others: bool) -> list[str]:
    """The best cell of a sweep with one seed for each."""
    if not others:
        return [say("{scenario}: {what} is {mean} with the one seed that was run.", **values)]
    best = say("{scenario}: the lowest {what} is {mean}, at {where}.", **values) if lowest else \
        say("{scenario}: the highest {what} is {mean}, at {where}.", **values)
    return [best, say("With one seed for each cell, no difference between cells can be told from chance.")]


def _alike(found: Stored, one: Best, table: pd.DataFrame, points: pd.DataFrame, axes: Sequence[Axis]) -> str:
    """How many of the other cells are not told apart from the best one."""
    others, matter = len(table[found.measure].dropna()) - 1, matters.rule(found.measure)
    assert one.second is not None
    ends = (one.low, one.high) if one.gap >= 0 else (-one.high, -one.low)
    gap, interval = with_interval(abs(one.gap), *ends, apart(measures.unit(found.measure)))
    second = named(points.loc[one.second], axes)
    if not one.alike:
        return say("All {others} other cells are worse by more than chance and by what matters ({matter}); the next, "
                   "{second}, by {gap} ({interval}).", others=others, matter=matter, second=second, gap=gap,
                   interval=interval) if others > 1 else \
            say("The other cell, {second}, is worse by more than chance and by what matters ({matter}): by {gap} "
                "({interval}).", second=second, matter=matter, gap=gap, interval=interval)
    if len(one.alike) == others:
        return say("No other cell is worse than that by more than chance and by what matters ({matter}).",
                   matter=matter)
    names = [named(points.loc[cell], axes) for cell in one.alike[:NAMED]]
    some = say("; ").join(names) if len(axes) > 1 else listed(names)
    if len(one.alike) > NAMED:
        return say("{n} of {others} other cells cannot be told from it by these seeds, or differ by less than what "
                   "matters ({matter}), among them {some}.", n=len(one.alike), others=others, matter=matter, some=some)
    return say_many("One of {others} other cells cannot be told from it by these seeds, or differs by less than what "
                    "matters ({matter}): {some}.",
                    "{n} of {others} other cells cannot be told from it by these seeds, or differ by less than what "
                    "matters ({matter}): {some}.", len(one.alike), others=others, matter=matter, some=some)


def of_each(found: Stored, scenario: str, x: Axis, y: Axis, own: dict) -> list[str]:
    """Which value of `x` is best at each value of `y`, and which does as well as the best at every one: `own` maps
    places of `y` to places of `x`, the best first, then those that are not told apart from it."""
    each = [_at(x, y.shown(y.values[row]), best, alike) for row, (best, *alike) in sorted(own.items())]
    values = {"scenario": scenario, "x": x.name, "y": y.name, "what": measures.called(found.measure),
              "each": say("; ").join(each)}
    if len({best for best, *_ in own.values()}) == 1:
        return [say("{scenario}: the best {x} for {what} is the same at every {y}: {each}.", **values)]
    common = sorted(set.intersection(*map(set, own.values())))
    if not common:
        return [say("{scenario}: the best {x} for {what} depends on {y}: {each}.", **values)]
    shown = listed([x.shown(x.values[place]) for place in common])
    return [say("{scenario}: the best {x} for {what} differs by {y}, but not surely: {each}.", **values),
            say("At every {y}, {x} {common} cannot be told from the best.", common=shown, **values)]


def _at(x: Axis, value: str, best: int, alike: Sequence[int]) -> str:
    """The best value of `x` at one value of the other parameter, and those that are not told apart from it."""
    values = {"value": value, "best": x.shown(x.values[best])}
    if not alike:
        return say("at {value}, {best}", **values)
    return say("at {value}, {best} (not told apart from it: {alike})", **values,
               alike=listed([x.shown(x.values[place]) for place in sorted(alike)]))


def of_leads(found: Stored, leads: dict, what: str, lowest: bool) -> list[str]:
    """Which scenario leads in how many places of a map; `what` are the places, such as `values of trust: negativity`.
    """
    known = [one for one in leads.values() if one]
    if not known:
        return []
    sentences = []
    for scenario in found.scenarios:
        own = [one for one in known if one.first == scenario]
        sure = sum(one.sure for one in own)
        values = {"scenario": scenario, "measure": measures.called(found.measure), "own": len(own), "all": len(known),
                  "what": what, "sure": sure}
        if own and lowest:
            sentences.append(say("{scenario} has the lowest mean of {measure} at {own} of {all} {what}; at {sure} of "
                                 "them its lead is sure.", **values))
        elif own:
            sentences.append(say("{scenario} has the highest mean of {measure} at {own} of {all} {what}; at {sure} of "
                                 "them its lead is sure.", **values))
    return sentences


def flips(found: Stored, axis: Axis, leads: dict[int, Lead | None]) -> list[str]:
    """Between which of the values that were run the leader changes, and how sure both sides are."""
    sentences = []
    places = sorted(place for place, one in leads.items() if one)
    for before, after in zip(places, places[1:], strict=False):
        a, b = leads[before], leads[after]
        if axis.numeric and a and b and a.first != b.first:
            unit = apart(measures.unit(found.measure))
            sentences.append(say(
                "The leader changes between {name} {low} ({a} leads by {first}) and {high} ({b} leads by {second}); "
                "nothing in between was run.", name=axis.name, low=axis.shown(axis.values[before]),
                high=axis.shown(axis.values[after]), a=a.first, b=b.first, first=_lead(a, unit), second=_lead(b, unit)))
            if not (a.sure and b.sure):
                sentences.append(say("Not both of these leads are sure: where the leader changes is not settled by "
                                     "these seeds."))
    if not sentences and axis.numeric and len(places) > 1 and len({leads[place].first for place in places}) == 1:  # type: ignore[union-attr]
        sentences.append(say("No value of {name} from {low} to {high} changes who has the best mean.", name=axis.name,
                             low=axis.shown(axis.values[places[0]]), high=axis.shown(axis.values[places[-1]])))
    return sentences


def of_horizon(axis: Axis, days: Sequence[int], table: dict) -> list[str]:
    """From which day on the one that leads at the end leads surely, at the lowest and the highest value of an axis."""
    since = {}
    for row in range(len(axis.values)):
        end = table.get((row, len(days) - 1))
        if end and end.sure:
            unsure = [column for column in range(len(days)) if not _as_at_the_end(table.get((row, column)), end)]
            since[row] = end.first, days[unsure[-1] + 1 if unsure else 0]
    ends = sorted(since)
    if not ends:
        return []
    (a, first), (b, last) = since[ends[0]], since[ends[-1]]
    values = {"name": axis.name, "low": axis.shown(axis.values[ends[0]]), "high": axis.shown(axis.values[ends[-1]]),
              "a": a, "b": b, "first": first, "last": last}
    if len(ends) == 1:
        return [say("Counted up to each day, the lead of {a} is sure from about day {first} on, at {name} {low}.",
                    **values)]
    if a == b:
        return [say("Counted up to each day, the lead of {a} is sure from about day {first} on at {name} {low}, and "
                    "from about day {last} on at {high}.", **values)]
    return [say("Counted up to each day, the lead of {a} is sure from about day {first} on at {name} {low}, and that "
                "of {b} from about day {last} on at {high}.", **values)]


def _as_at_the_end(one: Lead | None, end: Lead) -> bool:
    return one is not None and one.sure and one.first == end.first


def _lead(one: Lead, unit: str) -> str:
    return with_unit(abs(one.difference), unit, (one.high - one.low) / 2)


def of_pairs(pairs: pd.DataFrame, names: dict[str, str]) -> str:
    """Which two parameters matter more together than alone, as far as that can be told from nothing."""
    known = pairs[pairs.second - pairs.second_half > 0]
    if known.empty:
        return say("No pair of parameters is told from one whose effects simply add up.")
    first = known.iloc[0]
    values = {"a": names[first.a], "b": names[first.b], "share": f"{100 * first.second:.0f}%",
              "low": f"{100 * (first.second - first.second_half):.0f}%",
              "high": f"{100 * (first.second + first.second_half):.0f}%"}
    sentence = say("{a} and {b} together account for {share} of the variance (95% interval: {low} to {high}) beyond "
                   "what each does alone: what one does depends on the other.", **values)
    rest = listed([say("{a} with {b}", a=names[one.a], b=names[one.b]) for one in known.iloc[1:1 + NAMED].itertuples()])
    return sentence + (" " + say("Also told from nothing: {rest}.", rest=rest) if rest else "")


def of_indices(frame: pd.DataFrame, names: dict[str, str], scenario: str, measure: str) -> str:
    """Which parameter matters most, and which have no effect that can be told from zero."""
    column = "total" if "total" in frame else "effect"
    first, half = frame.index[0], f"{column}_half"
    none = [names[path] for path in frame.index if frame.loc[path, column] - frame.loc[path, half] <= 0]
    if frame[column].abs().max() == 0:
        return say("{scenario}: {measure} is the same in every cell; nothing that varied moves it.", scenario=scenario,
                   measure=measures.called(measure))
    values = {"scenario": scenario, "measure": measures.called(measure), "name": names[first],
              "share": f"{100 * min(1.0, frame.loc[first, column]):.0f}%",
              "size": with_unit(frame.loc[first, column], apart(measures.unit(measure)), frame.loc[first, half])}
    if column == "total":
        sentence = say("{scenario}: {measure} depends most on {name}, which accounts for {share} of its variance, "
                       "interactions included.", **values)
    else:
        sentence = say("{scenario}: {measure} depends most on {name}; over its range it changes by {size} on average.",
                       **values)
    return sentence + (" " + say("Not told from no effect: {none}.", none=listed(none)) if none else "")
