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
    prose = {"title": title, "about": scenario.about}
    told = {key: Node(text, scenario.file, 0) for key, text in prose.items() if text}
    return Node({**told, **_Given(scenario).inside(layout.ROOT, scenario.values, "")}, scenario.file, 0)


class _Given:
    """Makes the nodes of one scenario."""

    def __init__(self, scenario: Scenario):
        self.origin, self.rates, self.file = scenario.origin, scenario.rates, scenario.file

    def inside(self, shape: Section, values: dict, path: str) -> dict[str, Node]:
        """What was given in a section."""
        defaults, made = _defaults(shape, values, path), {}
        for key, value in values.items():
            here = join(path, key)
            if key in shape.children:
                made[key] = self.child(shape.children[key], value, here)
            elif self.origin.get(here) is not None or key not in defaults or value != defaults[key]:
                made[key] = self.node(value, here)
        return {key: node for key, node in made.items() if node is not None}

    def child(self, shape, held, path: str) -> Node | None:
        """What was given in a child section, a named map or the timeline; None for nothing."""
        inside: Any
        if isinstance(shape, Named):
            inside = {name: self.child(shape.entry, one, f"{path}.{name}") or Node({}, *self.place(path, {}))
                      for name, one in held.items()}
        elif isinstance(shape, Timeline):
            inside = [self.event(one, f"{path}.{number}") for number, one in enumerate(held)]
        else:
            inside = self.inside(shape, held, path)
        return Node(inside, *self.place(path, {})) if inside or self.origin.get(path) is not None else None

    def event(self, event: dict, path: str) -> Node:
        """What was given of one event of the timeline."""
        kind = next((one for one in PLUGINS if one in event), None)
        known = keys_of(kind, event[kind]) if kind else {}
        made = {}
        for key, value in event.items():
            here = f"{path}.{key}"
            filled_in = here in self.origin and self.origin[here] is None
            if not filled_in or key in known and value != known[key].coerce(known[key].default):
                made[key] = self.node(value, here)
        return Node(made, *self.place(path, {}))

    def node(self, value, path: str) -> Node:
        """One value, or the rate of which it was made."""
        if path in self.rates:
            value = {KEY: self.rates[path]}
        return _node(value, *self.place(path, value))

    def place(self, path: str, value) -> tuple[str, int]:
        """The file and the line where something was given; in the place of the file, the override that gave it."""
        given = self.origin.get(path)
        if given == "override":
            return override.called(f"{path}={override.told(value)}"), 0
        return given or (self.file, 0)


def _defaults(shape: Section, values: dict, path: str) -> dict[str, Any]:
    """What the keys of a section hold where nothing is given, the name of its plug-in among them."""
    plugin = values[shape.choose[1]] if shape.choose else None
    found = {name: par.coerce(par.default) for name, par in declared.parameters(shape, plugin).items()}
    return {**found, shape.choose[1]: declared.chosen(shape, None, path.rpartition(".")[2])} if shape.choose else found


def _node(value, file: str, line: int) -> Node:
    if isinstance(value, dict):
        value = {key: _node(one, file, line) for key, one in value.items()}
    elif isinstance(value, (list, tuple)):
        value = [_node(one, file, line) for one in value]
    return Node(value, file, line)
