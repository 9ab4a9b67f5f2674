"""Read a question from an experiment file: YAML that says which scenarios are run, what is set, and what varies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sim.scenario import files
from sim.scenario.fit import Unfit
from sim.scenario.override import Override, Sweep, from_value, parse_sweep
from sim.scenario.problems import Problem, ScenarioError, meant, one_line, shown
from sim.scenario.read import Node, read
from sim.sweep import options
from sim.sweep.axes import Axis
from sim.sweep.experiment_files import locate, other_kind
from sim.sweep.overlay import laid
from sim.sweep.question import Question
from sim.sweep.settings import READ
from sim.system import paths
from sim.system.words import later, say

KEYS = ("title", "about", "scenario", "set", "vary", "points", *READ, *options.READ)


def of_file(source: str | Path, words: Sequence[str] = ()) -> Question:
    """The question of an experiment file, given by name (looked up in experiments/) or path.

    `words` (see `sim.sweep.words`) override what the file says. Raises a ScenarioError that lists every problem of the
    file, with its line, or of the words.
    """
    path = locate(source)
    return laid(_File(read(path, files.called(path), "an experiment"), path).question(), words)


def parse_several(path: str, text: str) -> Sweep | None:
    """Several values written as in words (`1,2`, `range(0,32)`); None for one value. Raises ScenarioError."""
    parsed = parse_sweep(f"{path}={text}")
    return parsed if isinstance(parsed, Sweep) else None


class _File:
    """Reads an experiment file part by part and notes all problems."""

    def __init__(self, root: Node, path: Path):
        if other := other_kind(root):
            raise ScenarioError(Problem(root.file, None, "", other))
        self.given: dict[str, Node] = root.value
        self.path, self.name = path, one_line(path.stem)
        self.problems: list[Problem] = []

    def question(self) -> Question:
        """The question in the file. Raises a ScenarioError with all problems."""
        for key, node in self.given.items():
            if key not in KEYS:
                renamed = options.MOVED.get(key)
                self.problem(node, key, say("{key} is now called {now}", key=key, now=renamed) if renamed else
                             say("{key} is not a key of an experiment; {hint}", key=key, hint=meant(key, KEYS)))
        settings = {key: self.setting(key, self.given[key], READ) for key in READ if key in self.given}
        hows = [(key, self.setting(key, self.given[key], options.READ)) for key in options.READ if key in self.given]
        asked = replace(Question(name=self.name), title=self.text("title") or self.name,
                        about=self.text("about"), fixed=self.fixed(), axes=self.axes(), points=self.points(),
                        scenarios=self.scenarios(), how=tuple(hows))
        if self.problems:
            raise ScenarioError(sorted(dict.fromkeys(self.problems), key=lambda problem: problem.line or 0))
        design = {"design": "points"} if asked.points else {}
        return replace(asked, **{**design, **settings})

    def problem(self, node: Node, key: str, sentence: str):
        """Note a problem of a key."""
        self.problems.append(Problem(node.file, node.line or None, key, sentence))

    def text(self, key: str) -> str:
        """The text at a key; empty if there is none."""
        node = self.given.get(key)
        if node is None or node.value is None:
            return ""
        if not isinstance(node.value, str):
            self.problem(node, key, say("{key} = {node} is not text; put it in quotation marks", key=key,
                                        node=shown(node.plain())))
            return ""
        return node.value.strip()

    def setting(self, key: str, node: Node, read: Mapping[str, Callable]):
        """A setting of the sweep, read as in words."""
        try:
            return read[key](self.several(key, node))
        except Unfit as fault:
            self.problem(node, key, fault.of(key))
        except ScenarioError as error:
            self.problem(node, key, say("{key} {fault}", key=key, fault=error.problems[0].sentence))
        return None

    def several(self, key: str, node: Node):
        """A plain value; seeds may be written as in words, such as range(0,32)."""
        parsed = parse_several(key, node.value) if key == "seeds" and isinstance(node.value, str) else None
        if parsed is None:
            return node.plain()
        if parsed.interval:
            raise Unfit(later("{name} is no interval; intervals are for parameters that vary"))
        return list(parsed.values)

    def scenarios(self) -> tuple[str, ...]:
        """The scenarios by name; paths are relative to the folder of this file."""
        node = self.given.get("scenario")
        if node is None:
            return Question.scenarios
        nodes = node.value if isinstance(node.value, list) else [node]
        for element in nodes:
            if not isinstance(element.value, str) or not element.value.strip():
                self.problem(element, "scenario",
                             say("scenario = {element} is not the name or the path of a scenario",
                                 element=shown(element.plain())))
        if not nodes:
            self.problem(node, "scenario", say("scenario is an empty list; name at least one"))
        return tuple(self.beside(str(element.value)) for element in nodes)

    def beside(self, name: str) -> str:
        """A scenario's path relative to the current folder; a name is returned unchanged."""
        return str(self.path.parent / paths.expanded(name)) if files.is_path(name) else name

    def mapping(self, key: str) -> dict[str, Node]:
        """The mapping at a key; empty if there is none."""
        node = self.given.get(key)
        if node is None or node.value is None:
            return {}
        if not isinstance(node.value, dict):
            self.problem(node, key, say("{key} must be a mapping from dotted paths to values, not {node}", key=key,
                                        node=shown(node.plain())))
            return {}
        return node.value

    def fixed(self) -> tuple[Override, ...]:
        """The overrides that hold in all runs."""
        return tuple(change for path, node in self.mapping("set").items()
                     if (change := self.override("set", path, node)))

    def override(self, key: str, path: str, node: Node) -> Override | None:
        """The override of one entry."""
        try:
            change = from_value(path, node.plain(), node.file, node.line)
        except ScenarioError as error:
            self.problems += error.problems
            return None
        if change.keys == ("seed",):
            self.problem(node, key, say("seed cannot be set here; give the seeds of an experiment with seeds:"))
        return change

    def axes(self) -> tuple[Axis, ...]:
        """The axes: what varies."""
        return tuple(axis for path, node in self.mapping("vary").items() if (axis := self.axis(path, node)))

    def axis(self, path: str, node: Node) -> Axis | None:
        """One axis."""
        override = self.override("vary", path, node._replace(value=None))
        if override is None:
            return None
        axis = Axis(override.path, sign=override.sign, file=node.file, line=node.line)
        if node.value == "range":
            return axis
        if isinstance(node.value, list) and node.value:
            self.elements(path, node)
            return replace(axis, values=tuple(element.plain() for element in node.value))
        if isinstance(node.value, dict) and set(node.value) == {"from", "to"}:
            return replace(axis, interval=self.interval(path, node))
        try:
            parsed = parse_several(override.path, node.value) if isinstance(node.value, str) else None
        except ScenarioError as error:
            self.problem(node, path, say("{path}: {fault}", path=path, fault=error.problems[0].sentence))
            return None
        if parsed is not None:
            return replace(axis, values=None if parsed.interval else parsed.values, interval=parsed.interval)
        self.problem(node, path, say("{path} = {node} does not vary; give a list of values, range(1,4,0.5), {{from: "
                                     "LOW, to: HIGH}}, or range for the whole declared range", path=path,
                                     node=shown(node.plain())))
        return None

    def elements(self, path: str, node: Node):
        """Check that each value could be given by an override."""
        for element in node.value:
            self.override("vary", path, element)

    def interval(self, path: str, node: Node) -> tuple[float, float]:
        """The ends of an interval."""
        ends = tuple(node.value[end].value for end in ("from", "to"))
        for end in ends:
            if isinstance(end, bool) or not isinstance(end, (int, float)):
                self.problem(node, path, say("{path} needs two numbers as ends; {end} is not a number", path=path,
                                             end=shown(end)))
        return ends

    def points(self) -> tuple[tuple[Override, ...], ...]:
        """Points that are listed one by one."""
        node = self.given.get("points")
        if node is None:
            return ()
        if not isinstance(node.value, list) or not node.value or not all(isinstance(point.value, dict) and point.value
                                                                         for point in node.value):
            self.problem(node, "points", say("points must be a list of mappings from dotted paths to values"))
            return ()
        return tuple(tuple(change for path, value in point.value.items()
                           if (change := self.override("points", path, value)))
                     for point in node.value)
