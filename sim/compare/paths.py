"""Paths of scenarios in words: `communities.circle.channels.shop.price` is the price of the shop, in any language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sim.scenario import declared
from sim.scenario.layout import CHOICES, ROOT, Named, Section, Timeline
from sim.scenario.problems import ScenarioError
from sim.system.words import BETWEEN, say, translated


def named(path: str, values: dict | None = None, whole: bool = False, beyond: str = "") -> str:
    """What is at a path, in the present language: the community, the channel and the parameter, such as
    `luoji · membership fee · Membership fee per period`.

    `values` are those of a scenario that has it. A community or a platform that is the only one is left out unless
    the name is to be `whole`; then sections are named, too. What lies above `beyond`, a part of the path, is left out.
    """
    last = _last(path, values)
    return BETWEEN.join([*(owner for owner in _owners(path, values or {}, whole, beyond)
                           if owner.casefold() not in last.casefold()), last])


def _owners(path: str, values: Mapping, whole: bool, beyond: str) -> list[str]:
    """The communities, platforms, channels and so on that a path goes through, in words."""
    shape: object = ROOT
    inside: object = values
    parts: list[str] = []
    for place, key in enumerate(path.split(".")[:-1]):
        entries = inside if isinstance(inside, Mapping) else {}
        own: list[str] = []
        if isinstance(shape, Named):
            own, shape = _entry(shape, key, entries, whole), shape.entry
        elif isinstance(shape, Section):
            shape = shape.children.get(key)
            own = [to_the_stop(translated(shape.says))] if whole and isinstance(shape, Section) else []
        parts += own if not beyond or place > beyond.count(".") else []
        inside = entries.get(key)
    return parts


def _entry(shape: Named, name: str, entries: Mapping, whole: bool) -> list[str]:
    """The name of an entry of a map; channels are called by what they are, and by their name where two are alike."""
    choose = shape.entry.choose
    if choose is None or choose[0] != "channels":
        return [name] if whole or len(entries) != 1 else []
    kinds = {other: (value or {}).get("kind", other) for other, value in entries.items()}
    kind = kinds.get(name, name)
    if list(kinds.values()).count(kind) > 1 or whole and kind != name:
        return [say("{what} ({name})", what=translated(kind).replace("_", " "), name=name)]
    return [translated(kind).replace("_", " ")]


def _last(path: str, values: dict | None) -> str:
    """What the last step of a path is: the meaning of a parameter up to its first stop, or that of a section."""
    plain = path.removesuffix(".per_thousand")
    for known in (values, None):
        try:
            return to_the_stop(translated(declared.parameter(plain, known).says))
        except ScenarioError:
            continue
    return to_the_stop(translated(says_of(plain)))


def says_of(path: str) -> str:
    """The meaning of a part of a scenario that is not a single parameter."""
    shape: Section | Named | Timeline = ROOT
    for key in path.split("."):
        if isinstance(shape, Named):
            shape = shape.entry
        elif isinstance(shape, Section) and key in shape.children:
            shape = shape.children[key]
        elif isinstance(shape, Section) and shape.choose:
            return brief(CHOICES[shape.choose[0]], ":")
    return brief(shape.says, ". ")


def brief(says: str, mark: str) -> str:
    """The part of a meaning before a mark, as a sentence."""
    return says.partition(mark)[0].rstrip(".") + "."


def to_the_stop(says: str, *more: str) -> str:
    """A meaning up to its first stop, without what stands in brackets at its end; `more` are further stops."""
    for stop in (". ", "; ", ": ", " (", *more, "。", "；", "："):
        says = says.partition(stop)[0]
    return re.sub("（[^（）]*）$", "", says.rstrip("."))
