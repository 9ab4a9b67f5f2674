"""All declared parameters, by the names that the direction table gives them."""

from __future__ import annotations

from dataclasses import dataclass

from sim.core import registry
from sim.model.ab_test import Treatment
from sim.scenario.layout import ROOT, Named, Section


@dataclass(frozen=True)
class Declared:
    """A declared parameter: its name in the table, and where it stands in the settings of the table."""

    name: str
    path: str
    par: object


def declared() -> dict[str, Declared]:
    """All parameters of all sections and of all plug-ins of all kinds, by their names in the table."""
    found = list(_below(ROOT, "", ""))
    for kind in ("shocks", "treatments"):
        for event in registry.names(kind):
            made = registry.declared(kind, event)
            found += [Declared(f"{kind}.{event}.{name}", f"timeline.{name}", par)
                      for name, par in (made.declared if made else {}).items()]
    found += [Declared(f"treatments.{name}", f"timeline.{name}", par) for name, par in Treatment.declared.items()]
    return {one.name: one for one in found}


def _below(shape, name: str, path: str):
    if isinstance(shape, Named):
        yield from _entries(shape.entry, name, path)
    elif isinstance(shape, Section):
        yield from _own(shape, name, path)
        if shape.choose:
            for plugin in registry.names(shape.choose[0]):
                yield from _chosen(shape, plugin, name, path)
        for key, child in shape.children.items():
            yield from _below(child, _joined(name, key), _joined(path, key))


def _entries(entry, name: str, path: str):
    """The settings call their entries: platform `place`, community `circle`, `partner`, and channels by their kind."""
    if entry.choose and entry.choose[0] == "channels":
        for plugin in registry.names("channels"):
            yield from _chosen(entry, plugin, name, f"{path}.{plugin}")
        return
    called = {"platforms": "place", "communities": "circle"}.get(last := path.split(".")[-1], last.removesuffix("s"))
    yield from _below(entry, name, f"{path}.{called}")


def _own(shape, name: str, path: str):
    made = shape.declared()
    for key, par in (made.declared if made else {}).items():
        yield Declared(_joined(name, key), _joined(path, key), par)


def _chosen(shape, plugin: str, name: str, path: str):
    made = registry.declared(shape.choose[0], plugin)
    for key, par in (made.declared if made else {}).items():
        yield Declared(f"{name}.{plugin}.{key}", f"{path}.{key}", par)


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}".lstrip(".")
