"""The parameters of scenarios with their declarations: which differ, and which are assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from sim.compare.format import chinese, with_unit
from sim.compare.paths import brief, named, says_of, to_the_stop
from sim.core.parameters import Par
from sim.scenario import Scenario, declared, difference
from sim.scenario.layout import CHOICES, ROOT, Named, Section, Timeline
from sim.scenario.paths import ABSENT, held
from sim.scenario.problems import money
from sim.scenario.timeline import keys_of
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
    says = parameter.says if parameter else says_of(path)
    source = parameter.source if parameter else ""
    return Row(path.replace(f".{ONLY}", ""), translated(says), "" if unit == "1" else translated(unit),
               translated(source), shown)


def meanings() -> Iterator[str]:
    """The meaning of every part of a scenario that is not a single parameter, as `Row.says` has it."""
    yield from (brief(says, ":") for says in CHOICES.values())
    yield from _below(ROOT)


def _below(shape) -> Iterator[str]:
    yield brief(shape.says, ". ")
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
        return say("; ").join(_event(event, values) for event in value) or say("no events")
    if isinstance(value, dict):
        return _entry(path, values)
    return say(", ").join(map(str, value)) if isinstance(value, list | tuple) else translated(str(value))


def _money(value: float) -> str:
    """An amount as it stands in the file; a budget of a million millions is one without limit."""
    if value >= UNLIMITED:
        return say("no limit")
    return with_unit(value, "¥") if chinese() else money(value)


def _event(event: dict, values: dict) -> str:
    """An event of the timeline: what becomes of a parameter, or a shock or a treatment with its details."""
    if "set" in event:
        unit = declared.parameter(event["set"]).unit
        what = say("{path} becomes {value}", path=named(event["set"], values), value=_shown(event["to"], unit, "", {}))
        return say("day {day}: {event}", day=event["day"], event=what)
    kind = "shock" if "shock" in event else "treat"
    what, details = translated(str(event[kind])), _details(event, kind, values)
    if details:
        what = say("{event} ({details})", event=what, details=say("; ").join(details))
    return say("day {day}: {event}", day=event["day"], event=what)


def _details(event: dict, kind: str, values: dict) -> list[str]:
    """What an event says besides its day and kind; its community where there are several."""
    known = keys_of(kind, event[kind])
    texts = [_named(to_the_stop(translated(par.says)), _shown(event[key], par.unit, "", {}))
             for key, par in known.items() if key in event]
    return ([str(event["community"])] if len(values.get("communities", ())) > 1 else []) + texts


def _named(name: str, value: str) -> str:
    """A name and its value within a list: `price per unit ¥5`."""
    return say("{name} {value}", name=name[:1].lower() + name[1:] if name[1:2].islower() else name, value=value)


def _entry(path: str, values: dict) -> str:
    """The values of a whole entry that differ from the defaults: what kind it is, and the rest by their meaning."""
    texts = []
    for below, parameter, value in walk(values):
        if below.startswith(f"{path}.") and (parameter is None or value != parameter.default) and value != {}:
            shown = _shown(value, parameter.unit if parameter else "", below, values)
            alone = parameter is None and below.count(".") == path.count(".") + 1
            texts.append(shown if alone else _named(named(below, values, beyond=path), shown))
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


def ordered(rows: Sequence[Row]) -> list[Row]:
    """Rows with what a strategist decides first; within a group as the layout has them."""
    def place(row: Row) -> int:
        return next((n for n, part in enumerate(FIRST) if part in row.path), len(FIRST))

    return sorted(rows, key=place)
