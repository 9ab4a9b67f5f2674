"""Merge scenarios: mappings are merged, lists and values replaced, and null removes a named entry."""

from __future__ import annotations

from sim.scenario.declared import chosen, of_plugin, own
from sim.scenario.layout import Named, Section
from sim.scenario.problems import Problem, meant
from sim.scenario.read import Node
from sim.system.words import say


def merged(shape, below: Node | None, above: Node, path: str, problems: list[Problem]) -> Node:
    """`above` merged into `below`, both of the given shape; problems are added to `problems`.

    Only structure is considered. Keys and values are checked on the result.
    """
    if not isinstance(shape, (Section, Named)):
        return above
    if above.value is None:
        return below if below is not None and isinstance(below.value, dict) else above
    if not isinstance(above.value, dict):
        return above
    old = dict(below.value) if below is not None and isinstance(below.value, dict) else {}
    if isinstance(shape, Named):
        return above._replace(value=_named(shape, old, above.value, path, problems))
    return above._replace(value=_section(shape, old, above.value, path, problems))


def _section(shape: Section, old: dict, new: dict, path: str, problems: list[Problem]) -> dict:
    _drop_of_other_plugin(shape, old, new, path.rpartition(".")[2])
    for key, node in new.items():
        old[key] = merged(shape.children.get(key), old.get(key), node, f"{path}.{key}".lstrip("."), problems)
    return old


def _named(shape: Named, old: dict, new: dict, path: str, problems: list[Problem]) -> dict:
    for key, node in new.items():
        if node.value is not None:
            old[key] = merged(shape.entry, old.get(key), node, f"{path}.{key}", problems)
        elif key in old:
            del old[key]
        else:
            problems.append(Problem(node.file, node.line or None, f"{path}.{key}", _nothing_to_take(path, key, old)))
    return old


def _nothing_to_take(path: str, key: str, old: dict) -> str:
    close = meant(key, old, path + ".{}") if old else say("{path} inherits nothing", path=path)
    return say("{path}.{key} is null, which removes an inherited entry, but no such entry is inherited: {close}; write "
               "`{key}: {{}}` for an entry with default values", path=path, key=key, close=close)


def _drop_of_other_plugin(shape: Section, old: dict, new: dict, entry: str):
    """Drop the parameters of the previous plug-in if another one is chosen."""
    if shape.choose is None or shape.choose[1] not in new:
        return
    kind, key, _ = shape.choose
    before = chosen(shape, old[key].value if key in old else None, entry)
    after = chosen(shape, new[key].value, entry)
    if before and after and before != after:
        for name in of_plugin(kind, before):
            if name not in of_plugin(kind, after) and name not in own(shape) and name not in shape.children:
                old.pop(name, None)
