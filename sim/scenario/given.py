"""A loaded scenario as the tree of what was given in it, to lay overrides over as over the files that it came from.

Defaults are left out, as files leave them out: a plug-in that an override chooses then comes with its own.
"""

from __future__ import annotations

from typing import Any

from sim.scenario import declared, layout, override
from sim.scenario.layout import Named, Section, Timeline
from sim.scenario.loaded import Scenario
from sim.scenario.rates import KEY
from sim.scenario.read import Node
from sim.scenario.timeline import PLUGINS, keys_of
from sim.scenario.validate import join


def tree(scenario: Scenario) -> Node:
    """What was given in a scenario, each value with the file and the line where it stands."""
    title = "" if scenario.title == scenario.name else scenario.title
    prose = {"title": title, "about": scenario.about, "theme": scenario.theme}
    texts = {key: Node(text, scenario.file, 0) for key, text in prose.items() if text}
    return Node({**texts, **_Given(scenario).inside(layout.ROOT, scenario.values, "")}, scenario.file, 0)


class _Given:
    """Makes the nodes of one scenario."""

    def __init__(self, scenario: Scenario):
        self.origin, self.rates, self.file = scenario.origin, scenario.rates, scenario.file

    def inside(self, shape: Section, values: dict, path: str) -> dict[str, Node]:
        """What was given in a section."""
        defaults, nodes = _defaults(shape, values, path), {}
        for key, value in values.items():
            here = join(path, key)
            if key in shape.children:
                nodes[key] = self.child(shape.children[key], value, here)
            elif self.origin.get(here) is not None or key not in defaults or value != defaults[key]:
                nodes[key] = self.node(value, here)
        return {key: node for key, node in nodes.items() if node is not None}

    def child(self, shape, value, path: str) -> Node | None:
        """What was given in a child section, a named map or the timeline; None for nothing."""
        inside: Any
        if isinstance(shape, Named):
            inside = {name: self.child(shape.entry, entry, f"{path}.{name}") or Node({}, *self.place(path, {}))
                      for name, entry in value.items()}
        elif isinstance(shape, Timeline):
            inside = [self.event(event, f"{path}.{number}") for number, event in enumerate(value)]
        else:
            inside = self.inside(shape, value, path)
        return Node(inside, *self.place(path, {})) if inside or self.origin.get(path) is not None else None

    def event(self, event: dict, path: str) -> Node:
        """What was given of one event of the timeline."""
        kind = next((word for word in PLUGINS if word in event), None)
        known = keys_of(kind, event[kind]) if kind else {}
        nodes = {}
        for key, value in event.items():
            here = f"{path}.{key}"
            filled_in = here in self.origin and self.origin[here] is None
            if not filled_in or key in known and value != known[key].coerce(known[key].default):
                nodes[key] = self.node(value, here)
        return Node(nodes, *self.place(path, {}))

    def node(self, value, path: str) -> Node:
        """One value, or the rate of which it was made."""
        if path in self.rates:
            value = {KEY: self.rates[path]}
        return _node(value, *self.place(path, value))

    def place(self, path: str, value) -> tuple[str, int]:
        """The file and the line where something was given; in the place of the file, the override that gave it."""
        given = self.origin.get(path)
        if given == "override":
            return override.called(f"{path}={override.as_written(value)}"), 0
        return given or (self.file, 0)


def _defaults(shape: Section, values: dict, path: str) -> dict[str, Any]:
    """What the keys of a section hold where nothing is given, the name of its plug-in among them."""
    plugin = values[shape.choose[1]] if shape.choose else None
    defaults = {name: par.coerce(par.default) for name, par in declared.parameters(shape, plugin).items()}
    if not shape.choose:
        return defaults
    return {**defaults, shape.choose[1]: declared.chosen(shape, None, path.rpartition(".")[2])}


def _node(value, file: str, line: int) -> Node:
    if isinstance(value, dict):
        value = {key: _node(item, file, line) for key, item in value.items()}
    elif isinstance(value, (list, tuple)):
        value = [_node(item, file, line) for item in value]
    return Node(value, file, line)
