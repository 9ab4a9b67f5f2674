"""Check a merged scenario against the declarations and fill in defaults. All problems are reported at once."""

from __future__ import annotations

import os
import re

from sim.core import registry
from sim.scenario import declared, layout, lookalikes, rates
from sim.scenario.fit import Unfit, fitted
from sim.scenario.layout import FILES, Named, Section, Timeline
from sim.scenario.problems import Problem, meant, nearest, one_line, one_of, short, shown
from sim.scenario.read import Node
from sim.system.words import later, say, translated

# Imported where it is needed, so that files are read and refused without loading the engine's rules.

# Names become parts of dotted paths, overrides and tables. Some characters would make these ambiguous.
NAME = re.compile(r"[^\s.=~+@:/\\,\[\]{}()\"'$#&*!|>%`?<_-][^.=:/\\,\[\]{}\"'$\n\t]{0,59}(?<!\s)")


class Checked:
    """A scenario after checking: complete `values` in order, the `origin` of each value, and all `problems`.

    `sections` are (path, values, modules), for checks of values against each other by these modules. With
    `contradictions=False` these checks are left to the caller. `rates` are the amounts given per thousand people
    (path → rate), `sums` the totals given as totals (path → whether it is money).
    """

    def __init__(self, tree: Node, file: str, contradictions: bool = True):
        self.file = file
        self.values: dict = {}
        self.origin: dict[str, tuple[str, int] | str | None] = {}
        self.problems: list[Problem] = []
        self.sections: list[tuple[str, dict, list]] = []
        self.rates: dict[str, float] = {}
        self.sums: dict[str, bool] = {}
        self._people = 0  # set as soon as it is known; 0 if a file of ties determines it
        self._nodes: dict[str, Node] = {}
        self._check(tree, contradictions)

    def _check(self, tree: Node, contradictions: bool):
        from sim.scenario.timeline import check as check_timeline

        self.values = self.section(layout.ROOT, tree, "", "")
        self._platforms()
        for path, shape in layout.ROOT.children.items():
            if isinstance(shape, Timeline):
                self.values[path] = check_timeline(self, self._nodes.get(path), path)
        if contradictions and not self.problems:
            self._contradictions()

    def problem(self, path: str, sentence: str, node: Node | None = None):
        """Note a problem of the value at `path`. Its line is that of the node, or of the section around it."""
        at = path
        while node is None and at:
            node = self._nodes.get(at)
            at = at.rpartition(".")[0]
        file, line = (node.file, node.line or None) if node is not None else (self.file, None)
        hint = lookalikes.hint(_written(path, node))
        self.problems.append(Problem(file, line, path, say("{sentence}; {hint}", sentence=sentence, hint=hint)
                                     if hint else sentence))

    def shape(self, shape, node: Node | None, path: str):
        """The checked values of one child section."""
        if node is not None:
            self.keep(path, node)
        if isinstance(shape, Named):
            return self.named(shape, node, path)
        return self.section(shape, node, path, path.rpartition(".")[2]) if isinstance(shape, Section) else []

    def section(self, shape: Section, node: Node | None, path: str, entry: str) -> dict:
        """All values of a section: the plug-in it chooses, its parameters, its children."""
        given = self._mapping(node, path, later("{path} must be a section with keys of its own, not {got}"))
        plugin = self._plugin(shape, given, path, entry)
        known = declared.parameters(shape, plugin)
        values: dict = {shape.choose[1]: plugin} if shape.choose else {}
        for name, par in known.items():
            values[name] = self.value(par, given.get(name), join(path, name))
        for name, child in shape.children.items():
            values[name] = self.shape(child, given.get(name), join(path, name))
        self._unknown(shape, plugin, given, values, path)
        if path == "members":  # sections that depend on it come later in the layout
            self._people = values.get("count", 0)
        elif path == "ties" and values.get("file"):
            self._people = 0
        self.sections.append((path, values, declared.modules(shape, plugin)))
        return values

    def named(self, shape: Named, node: Node | None, path: str) -> dict:
        """All entries of a named map, in the order in which they were first given."""
        values = {}
        for name, entry in self._mapping(node, path, later("{path} must be a mapping from names to sections, "
                                                                  "not {got}")).items():
            if not NAME.fullmatch(name) or one_line(name) != name:
                self.problem(path, say("{path} has the name {name}; a name begins with a letter or digit and has at "
                                       "most 60 letters, digits, spaces and hyphens, and no dot", path=path,
                                       name=shown(name)), entry)
                continue
            values[name] = self.shape(shape.entry, entry, join(path, name))
        return values

    def value(self, par, node: Node | None, path: str):
        """The value of a parameter: the given one if it fits, else the default."""
        self.origin[path] = None
        if node is None:
            return par.coerce(par.default)
        self._nodes[path] = node
        self.origin[path] = (node.file, node.line) if node.line else "override"
        try:
            value = self.fitted(par, node, path)
        except Unfit as fault:
            self.problem(path, fault.of(path), node)
            return par.coerce(par.default)
        return os.path.expanduser(value) if path in FILES and value.startswith("~") else value

    def fitted(self, par, node: Node, path: str):
        """The value of a node, which may be given per thousand people. Raises Unfit."""
        given = node.plain()
        if isinstance(given, dict):
            value, self.rates[path] = rates.resolved(par, given, self._people)
            return value
        value = fitted(par, given)
        if value and rates.possible(par):
            self.sums[path] = par.money
        return value

    def _mapping(self, node: Node | None, path: str, sentence: str) -> dict[str, Node]:
        if node is None or node.value is None:
            return {}
        if isinstance(node.value, dict):
            return node.value
        got = say("a list") if isinstance(node.value, list) else shown(node.value)
        self.problem(path, translated(sentence).format(path=path or say("a scenario"), got=got), node)
        return {}

    def _plugin(self, shape: Section, given: dict[str, Node], path: str, entry: str) -> str | None:
        if shape.choose is None:
            return None
        kind, key, default = shape.choose
        node = given.get(key)
        where = join(path, key)
        self.origin[where] = None if node is None else (node.file, node.line) if node.line else "override"
        if node is not None:
            self._nodes[where] = node
        plugin = declared.chosen(shape, None if node is None else "" if node.value is None else node.value, entry)
        if plugin is None:
            self.problem(where, _no_plugin(kind, key, node, path, entry), node)
        return plugin

    def _unknown(self, shape: Section, plugin, given: dict[str, Node], values: dict, path: str):
        # Without a valid plug-in its parameters are unknown: report one problem, not ten.
        excused = declared.of_kind(shape.choose[0]) if shape.choose and plugin is None else {}
        for key, node in given.items():
            if key not in values and key not in excused:
                self.problem(join(path, key), _not_a_key(shape, plugin, key, values, path), node)

    def _platforms(self):
        platforms = self.values.get("platforms", {})
        for name, community in self.values.get("communities", {}).items():
            chosen = community.get("platform")
            if chosen is not None and chosen not in platforms:
                path = f"communities.{name}.platform"
                hint = _platform_hint(chosen, platforms)
                self.problem(path, say("{path} = {value} is not in platforms; {hint}", path=path, value=shown(chosen),
                                       hint=hint) if chosen else
                             say("{path} is missing; name a platform; {hint}", path=path, hint=hint))

    def _contradictions(self):
        """Ask each module for contradictions that only it can know: `contradictions(values, path, scenario)`."""
        for path, values, modules in self.sections:
            for module in modules:
                for where, sentence in contradictions_of(module)(values, path, self.values):
                    self.problem(where, sentence if sentence.startswith(where) else
                                 say("{path} {fault}", path=where, fault=sentence))

    def also(self, path: str, values: dict, module):
        """Let `module` check these values for contradictions as well."""
        self.sections.append((path, values, [module]))

    def keep(self, path: str, node: Node):
        """Record where the value at `path` was given."""
        self._nodes[path] = node
        self.origin[path] = (node.file, node.line) if node.line else "override"


def _written(path: str, node: Node | None) -> str:
    """What the author wrote at a problem: the text of the value, or else the key."""
    value = node.value if node is not None else None
    texts = [element.value for element in value if isinstance(element, Node)] if isinstance(value, list) else [value]
    return next((text for text in texts if isinstance(text, str) and lookalikes.hint(text)), path.rpartition(".")[2])


def join(path: str, key: str) -> str:
    """A dotted path with one more step."""
    return f"{path}.{key}" if path else key


def contradictions_of(module):
    """The `contradictions(values, path, scenario)` of a module; if it has none, a function that finds none."""
    return getattr(module, "contradictions", _none)


def _none(values, path, scenario):
    return ()


def stands_alone(path: str) -> bool:
    """Whether the value at `path` can be checked alone. A community's platform cannot: it must exist."""
    keys = path.split(".")
    return not (len(keys) == 3 and keys[0] == "communities" and keys[2] == "platform")


def _no_plugin(kind: str, key: str, node: Node | None, path: str, entry: str) -> str:
    names = registry.names(kind)
    if node is None:
        return say("{path} has no {key}; give one, or name the entry after one of {kind}; {hint}", path=path, key=key,
                   kind=translated(layout.KINDS[kind]), hint=meant(entry, names))
    close = nearest(str(node.value), names) if isinstance(node.value, str) else None
    return say("{path} = {value} is not one of {kind}; {hint}", path=join(path, key), value=shown(node.plain()),
               kind=translated(layout.KINDS[kind]), hint=one_of(names, close))


def _not_a_key(shape: Section, plugin: str | None, key: str, values: dict, path: str) -> str:
    where = join(path, short(key))
    kind, chooser, _ = shape.choose or ("", "", None)
    of = path or say("a scenario")
    of = say("{path} ({chooser} {plugin})", path=of, chooser=chooser, plugin=plugin) if plugin else of
    others = declared.of_kind(kind).get(key) if kind else None
    if others:
        return say("{path} is not a parameter of {of}; it belongs to {chooser} {others}", path=where, of=of,
                   chooser=chooser, others=say(" and ").join(others))
    known = [*values, *(declared.PROSE if not path else ())]
    return say("{path} is not a parameter of {of}; {hint}", path=where, of=of,
               hint=declared.unknown_hint(key, path, known))


def _platform_hint(chosen: str, platforms: dict) -> str:
    return meant(chosen, platforms) if platforms else say(
        "the scenario has no platforms; add one under platforms:")
