"""The JSON Schema of scenario files, derived from the declarations, so that editors complete and check them.

It uses only what every editor supports: `if` (the plug-in that a section names) and `then` (a complete list of keys)
say which parameters a section may have. A file may omit the plug-in that its parent names; then the parameters of
all plug-ins of that kind are allowed. What can be checked only on the merged scenario is left to `load`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sim.core import registry
from sim.scenario import amounts, layout, rates, timeline
from sim.scenario.declared import of_plugin, own
from sim.scenario.fit import item_types, said, unit
from sim.scenario.layout import Named, Section

if TYPE_CHECKING:
    from sim.core.parameters import Par

_NAME = r"^[^._][^.]*$"
_PROSE = {
    "from": {"type": "string", "description": "Scenario this one builds on: its name, or a path from this file."},
    "title": {"type": "string", "description": "Title of the scenario in tables and charts."},
    "about": {"type": "string", "description": "What the scenario stands for, in a few sentences."},
    "theme": {"type": "string", "description": "Heading under which `shequn scenarios` lists the scenario."},
}


def json_schema() -> dict:
    """The schema of a scenario file, draft 2020-12."""
    shared: dict[str, dict] = {}
    root = _section(layout.ROOT, "", shared)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Shequn scenario", **root,
            "properties": {**_PROSE, **root["properties"]}, "if": {"not": {"required": ["from"]}},
            "then": _unaided(layout.ROOT), "$defs": shared}


def _unaided(shape) -> dict:
    """What a file without a parent must say itself: the kind of each entry that is not named after a plug-in."""
    if isinstance(shape, Section):
        below = {name: schema for name, child in shape.children.items() if (schema := _unaided(child))}
        return {"properties": below} if below else {}
    if not isinstance(shape, Named):
        return {}
    entry, choose = _unaided(shape.entry), shape.entry.choose
    if choose is None or choose[2] is not None:
        return {"additionalProperties": entry} if entry else {}
    return {"properties": dict.fromkeys(registry.names(choose[0]), entry or True),
            "additionalProperties": {**entry, "required": [choose[1]]}}


def _shape(shape, path: str, shared: dict) -> dict:
    """A reference to the schema of a child, which is stored once, under its path."""
    make = _section if isinstance(shape, Section) else _named if isinstance(shape, Named) else _timeline
    shared[path] = make(shape, path, shared)
    return {"$ref": f"#/$defs/{path}"}


def _section(shape: Section, path: str, shared: dict) -> dict:
    base = {name: _parameter(par) for name, par in own(shape).items()}
    children = {name: _shape(child, f"{path}.{name}".lstrip("."), shared) for name, child in shape.children.items()}
    schema = {"type": ["object", "null"], "description": shape.says}
    if shape.choose is None:
        return {**schema, "properties": {**base, **children}, "additionalProperties": False}
    kind, key, default = shape.choose
    named = {"enum": list(registry.names(kind)), "description": layout.CHOICES[kind],
             **({"default": default} if default else {})}
    cases = [{"if": {"required": [key], "properties": {key: {"const": name}}},
              "then": _closed({key: named, **base, **_parameters(kind, name), **children})}
             for name in registry.names(kind)]
    unnamed = {"if": {"not": {"required": [key]}}, "then": _closed({key: named, **base, **_any(kind), **children})}
    return {**schema, "properties": {key: named}, "allOf": [*cases, unnamed]}


def _closed(properties: dict) -> dict:
    return {"properties": properties, "additionalProperties": False}


def _parameters(kind: str, name: str) -> dict:
    return {key: _parameter(par) for key, par in of_plugin(kind, name).items()}


def _any(kind: str) -> dict:
    """The parameters of all plug-ins of a kind; if two of them share a name, either meaning is accepted."""
    by_key: dict[str, list[dict]] = {}
    for name in registry.names(kind):
        for key, schema in _parameters(kind, name).items():
            if schema not in by_key.setdefault(key, []):
                by_key[key].append(schema)
    return {key: schemas[0] if len(schemas) == 1 else {"anyOf": schemas} for key, schemas in by_key.items()}


def _named(shape: Named, path: str, shared: dict) -> dict:
    entry = _shape(shape.entry, f"{path}.entry", shared)
    schema = {"type": ["object", "null"], "description": shape.says, "propertyNames": {"pattern": _NAME},
              "additionalProperties": entry}
    if shape.entry.choose and shape.entry.choose[2] is None:
        # Listed so that editors suggest the names of plug-ins as names of entries.
        schema["properties"] = dict.fromkeys(registry.names(shape.entry.choose[0]), entry)
    return schema


def _timeline(shape, path: str, shared: dict) -> dict:
    day = {"type": "integer", "minimum": 0, "description": layout.EVENT["day"]}
    words = {word: {"enum": list(registry.names(kind)), "description": layout.EVENT[word]}
             for word, kind in timeline.PLUGINS.items()}
    community = {"type": ["string", "null"], "description": layout.EVENT["community"]}
    cases = [{"if": {"required": [word], "properties": {word: {"const": name}}},
              "then": _closed({"day": day, word: choice, "community": community, **{
                  key: _parameter(par) for key, par in timeline.keys_of(word, name).items()}})}
             for word, choice in words.items() for name in choice["enum"]]
    target = {"type": "string", "description": layout.EVENT["set"]}
    change = {"if": {"required": ["set"]},
              "then": {**_closed({"day": day, "set": target, "to": {"description": layout.EVENT["to"]}}),
                       "required": ["to"]}}
    event = {"type": "object", "required": ["day"], "properties": {"day": day, **words, "set": target},
             "oneOf": [{"required": [word]} for word in (*words, "set")], "allOf": [*cases, change]}
    return {"type": ["array", "null"], "description": shape.says, "items": event}


def _parameter(par: Par) -> dict:
    schema: dict
    if par.type is tuple:
        schema = {"type": "array", "items": _items(par), "default": list(cast(tuple, par.default))}
    else:
        schema = {**_values(par, par.type), "default": par.default}
    if rates.possible(par):
        default = schema.pop("default")
        schema = {"anyOf": [schema, _per_thousand(par)], "default": default}
    return {**schema, "description": _description(par)}


def _per_thousand(par: Par) -> dict:
    """A total for all people, given per thousand people."""
    rate = rates.declared_for(par)
    return {"type": "object", "properties": {rates.KEY: {**_values(rate, float), "description": _span(rate)}},
            "required": [rates.KEY], "additionalProperties": False, "description": "for each thousand people"}


def _values(par: Par, kind: type) -> dict:
    if kind is bool:
        words = [form for word in ("yes", "no", "on", "off") for form in (word, word.title(), word.upper())]
        return {"enum": [True, False, *words]}
    schema: dict = {"type": {int: "integer", float: "number", str: "string"}[kind]}
    if kind in (int, float) and par.low is not None:
        schema |= {"minimum": par.low, "maximum": par.high}
    if kind in (int, float) and par.money:
        schema |= {"type": [schema["type"], "string"]}
        schema |= {"pattern": amounts.PATTERN} if cast(float, par.low) >= 0 else {}
    return {**schema, "enum": list(par.choices)} if par.choices else schema


def _items(par: Par) -> dict:
    types = item_types(par)
    if not types:
        return {"type": ["number", "string"]}
    kinds = [_values(par, kind) for kind in sorted(types, key=lambda kind: kind.__name__)]
    return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}


def _description(par: Par) -> str:
    span = _span(par)
    return f"{par.says}{span} Source: {par.source}." + ("" if par.live else " Fixed at the start.")


def _span(par: Par) -> str:
    if par.money:
        return f" In yuan{unit(par)}. Range: {said(par, par.low)} to {said(par, par.high)}."
    what = "" if par.unit in ("", "1") else f" Unit: {par.unit}."
    return what + ("" if par.low is None else f" Range: {said(par, par.low)} to {said(par, par.high)}.")
