"""The parameters of scenarios with their declarations: which differ, and which are assumptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from sim.compare.format import chinese, with_unit
from sim.core.parameters import Par
from sim.scenario import Scenario, declared, difference
from sim.scenario.layout import CHOICES, ROOT, Named, Section, Timeline
from sim.scenario.paths import ABSENT, held
from sim.scenario.problems import money
from sim.system.words import later, say, translated

UNLIMITED = 1e12
ONLY = later("(the only one)")


class Row(NamedTuple):
    """A parameter in which scenarios differ: its path, meaning, unit, source, and its value in each scenario."""

    path: str
    says: str
    unit: str
    source: str
    shown: list[str]


def walk(values: dict) -> Iterator[tuple[str, Par | None, object]]:
    """(path, declaration, value) of everything in a scenario; choices of plug-ins have no declaration."""
    yield from _walk(ROOT, values, "", "")


def _walk(shape, values, path: str, entry: str):
    if isinstance(shape, Timeline):
        yield path, None, values
    elif isinstance(shape, Named):
        for name, child in values.items():
            yield from _walk(shape.entry, child, f"{path}.{name}", name)
    else:
        yield from _section(shape, values, path, entry)


def _section(shape: Section, values: dict, path: str, entry: str):
    choice = shape.choose[1] if shape.choose else None
    known = declared.parameters(shape, declared.chosen(shape, values.get(choice), entry))
    for key, value in values.items():
        below = f"{path}.{key}".lstrip(".")
        if key in shape.children:
            yield from _walk(shape.children[key], value, below, key)
        else:
            yield below, known.get(key), value


def differing(scenarios: Sequence[Scenario]) -> list[Row]:
    """Every parameter in which any two scenarios differ, in the order of the layout.

    If each scenario has only one community (or platform), these are compared whatever their names.
    """
    aligned = [_aligned(scenario.values, scenarios) for scenario in scenarios]
    twins = [Scenario(scenario.name, scenario.title, scenario.about, values)
             for scenario, values in zip(scenarios, aligned, strict=True)]
    paths = dict.fromkeys(path for a, b in combinations(twins, 2) for path, _, _ in difference(a, b))
    paths = dict.fromkeys(path.split(".")[0] if path.startswith("timeline.") else path for path in paths)
    # If one scenario lacks a whole entry, one row describes the entry.
    outermost = [path for path in paths if not any(path.startswith(f"{other}.") for other in paths)]
    known = {path: parameter for values in aligned for path, parameter, _ in walk(values)}
    places = {path: n for n, path in enumerate(known)}

    def place(path):
        return places.get(path, min((n for other, n in places.items() if other.startswith(f"{path}.")), default=0))

    return [_row(path, known, aligned) for path in sorted(outermost, key=place)]


def _aligned(values: dict, scenarios: Sequence[Scenario]) -> dict:
    aligned = dict(values)
    for kind in ("communities", "platforms"):
        if all(len(scenario.values[kind]) == 1 for scenario in scenarios):
            aligned[kind] = {ONLY: next(iter(values[kind].values()))}
    if ONLY in aligned["platforms"] and ONLY in aligned["communities"]:
        aligned["communities"] = {ONLY: {**aligned["communities"][ONLY], "platform": ONLY}}
    return aligned


def _row(path: str, known: dict, aligned: Sequence[dict]) -> Row:
    parameter = known.get(path)
    unit = parameter.unit if parameter else ""
    shown = [_shown(held(values, path), unit, path, values) for values in aligned]
    says = parameter.says if parameter else _says(path)
    source = parameter.source if parameter else ""
    return Row(path.replace(f".{ONLY}", ""), translated(says), "" if unit == "1" else translated(unit),
               translated(source), shown)


def _says(path: str) -> str:
    """The meaning of a part of a scenario that is not a single parameter."""
    shape: Section | Named | Timeline = ROOT
    for key in path.split("."):
        if isinstance(shape, Named):
            shape = shape.entry
        elif isinstance(shape, Section) and key in shape.children:
            shape = shape.children[key]
        elif isinstance(shape, Section) and shape.choose:
            return _short(CHOICES[shape.choose[0]], ":")
    return _short(shape.says, ". ")


def _short(says: str, mark: str) -> str:
    """The part of a meaning before a mark, as a sentence."""
    return says.partition(mark)[0].rstrip(".") + "."


def meanings() -> Iterator[str]:
    """The meaning of every part of a scenario that is not a single parameter, as `Row.says` has it."""
    yield from (_short(says, ":") for says in CHOICES.values())
    yield from _below(ROOT)


def _below(shape) -> Iterator[str]:
    yield _short(shape.says, ". ")
    below = shape.children.values() if isinstance(shape, Section) else [shape.entry] if isinstance(shape, Named) else ()
    for one in below:
        yield from _below(one)


def _shown(value, unit: str, path: str, values: dict) -> str:
    """A value for readers: money with a ¥, a whole entry by its values other than the defaults."""
    if value is ABSENT:
        return say("none")
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, int | float):
        return _money(value) if unit.startswith("¥") else f"{value:,.6g}".replace("-", "−")
    if path == "timeline":
        return say("; ").join(_event(event) for event in value) or say("no events")
    if isinstance(value, dict):
        return _entry(path, values)
    return say(", ").join(map(str, value)) if isinstance(value, list | tuple) else translated(str(value))


def _money(value: float) -> str:
    """An amount as it stands in the file; a budget of a million millions is one without limit."""
    if value >= UNLIMITED:
        return say("no limit")
    return with_unit(value, "¥") if chinese() else money(value)


def _event(event: dict) -> str:
    what = str(event.get("shock"))
    if "set" in event:
        unit = declared.parameter(event["set"]).unit
        what = say("{path} becomes {value}", path=event["set"], value=_shown(event["to"], unit, "", {}))
    more = [f"{key} {value}" for key, value in event.items() if key not in ("day", "set", "to", "shock")]
    return say("day {day}: {event}", day=event["day"], event=" ".join([what, *more]))


def _entry(path: str, values: dict) -> str:
    """The values of a whole entry that differ from the defaults."""
    texts = []
    for below, parameter, value in walk(values):
        if below.startswith(f"{path}.") and (parameter is None or value != parameter.default) and value != {}:
            texts.append(f"{below[len(path) + 1:]} {_shown(value, parameter.unit if parameter else '', below, values)}")
    return say("; ").join(texts) or say("default values")


def assumed(scenarios: Sequence[Scenario]) -> tuple[int, int]:
    """(number of parameters of the scenarios that are pure assumptions, number of parameters)."""
    known = {path: parameter for scenario in scenarios for path, parameter, _ in walk(scenario.values)
             if parameter is not None}
    return sum(parameter.source == "assumption" for parameter in known.values()), len(known)


# What differs in these is shown first: how it grows, what it offers, who hosts it, where.
FIRST = (".growth.", ".channels", ".brand.", ".host.", ".endorsement", ".partners", "communities.", "platforms.")


def short(row: Row) -> str:
    """What a row is about, up to the first stop; a whole entry by its name."""
    if not row.source and row.path.split(".")[-2:-1] == ["channels"]:
        return say("Channel {name}", name=translated(row.path.rpartition(".")[2]))
    return to_the_stop(row.says)


def to_the_stop(says: str, *more: str) -> str:
    """A meaning up to its first stop, without what stands in brackets at its end; `more` are further stops."""
    for stop in (". ", "; ", ": ", " (", *more, "。", "；", "："):
        says = says.partition(stop)[0]
    return re.sub("（[^（）]*）$", "", says.rstrip("."))


def ordered(rows: Sequence[Row]) -> list[Row]:
    """Rows with what a strategist decides first; within a group as the layout has them."""
    def place(row: Row) -> int:
        return next((n for n, part in enumerate(FIRST) if part in row.path), len(FIRST))

    return sorted(rows, key=place)
