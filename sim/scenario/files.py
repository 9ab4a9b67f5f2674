"""Find scenario files and the chain of files on which each builds."""

from __future__ import annotations

import os
from pathlib import Path

from sim.scenario import layout, lookalikes
from sim.scenario.problems import Problem, ScenarioError, meant, nearest, short, shown
from sim.scenario.read import Node, read
from sim.system import paths
from sim.system.words import say

SUFFIXES = (".yaml", ".yml")
LONGEST_CHAIN = 10

def names(folder: Path | None = None) -> list[str]:
    """Names of all scenarios in the folder (by default the shipped ones), sorted."""
    files = (path for path in scenarios(folder).glob("*.yaml") if path.is_file())
    return sorted(path.stem for path in files if not path.name.startswith(("_", ".")))


def scenarios(folder: Path | None) -> Path:
    """The folder in which scenarios are looked up by name."""
    if folder is not None:
        return Path(folder)
    try:
        return paths.scenarios_folder()
    except FileNotFoundError as error:
        raise ScenarioError(Problem("scenarios", None, "", str(error))) from None


def locate(source: str | Path, folder: Path | None) -> Path:
    """The file of a scenario given by name or path. Raises ScenarioError, with the nearest name, if there is none."""
    text = str(source)
    if is_path(source):
        return paths.expanded(source)
    named = scenarios(folder) / f"{text}.yaml"
    if _exists(named) or not _exists(Path(text)):
        return _existing(named, text, folder)
    return Path(text)


def is_path(source: str | Path) -> bool:
    """Whether `source` is a path rather than the name of a scenario."""
    separators = [os.sep, "/", os.altsep or "/"]
    return isinstance(source, Path) or any(separator in source for separator in separators) or source.endswith(SUFFIXES)


def called(path: Path) -> str:
    """How messages call a file: its path, relative to the current folder if it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except (OSError, ValueError, RuntimeError):
        return str(path)


def chain(path: Path, folder: Path | None) -> list[Node]:
    """The layers of a scenario, the first ancestor first. Raises ScenarioError if one of them cannot be read."""
    layers: list[Node] = []
    seen: list[Path] = []
    current: Path | None = path
    while current is not None:
        node = read(current, called(current))
        if other := _other(node):
            raise ScenarioError(Problem(node.file, None, "", other))
        seen.append(current.resolve())
        layers.insert(0, node)
        current = _parent(current, node.value.get("from"), seen, folder)
    return layers


def _other(root: Node) -> str | None:
    """What a file is if it is not a scenario; None if it may be one."""
    given = set(root.value)
    if {"question", "checks"} <= given:
        return say("this is a question with checks for the tests, not a scenario file")
    if given & {"scenario", "set", "vary", "points"} and not given & {"from", *layout.ROOT.children}:
        return say("this is an experiment, not a scenario file. Run it with: shequn sweep experiment={file}",
                   file=root.file)
    return None


def _parent(path: Path, node: Node | None, seen: list[Path], folder: Path | None) -> Path | None:
    if node is None:
        return None
    if not isinstance(node.value, str) or not node.value.strip():
        raise ScenarioError(_at(node, say("from = {node} is not the name or the path of a scenario",
                                          node=shown(node.plain()))))
    parent = _beside(path, node, folder)
    if parent.resolve() in seen:
        steps = [file.name for file in seen[seen.index(parent.resolve()):]]
        raise ScenarioError(_at(node, say("from goes in a circle: {value}", value=' → '.join([*steps, parent.name]))))
    if len(seen) >= LONGEST_CHAIN:
        raise ScenarioError(_at(node, say("from builds a chain of more than {longest_chain} scenarios",
                                          longest_chain=LONGEST_CHAIN)))
    return parent


def _beside(path: Path, node: Node, folder: Path | None) -> Path:
    """The file that `from:` names: a path relative to this file, or a name looked up here and then in the folder."""
    text = str(node.value)
    if is_path(text):
        if Path(text).is_absolute() or text.startswith("~") or not text.endswith(SUFFIXES):
            raise ScenarioError(_at(node, say("from = {text} must be a name, or a path relative to this file that "
                                              "ends in .yaml", text=shown(text))))
        file = path.parent / text
        if not _exists(file):
            raise ScenarioError(_at(node, say("from = {text}: there is no such file", text=shown(text))))
        return file
    sibling = path.parent / f"{text}.yaml"
    if _exists(sibling) and sibling.resolve() != path.resolve():
        return sibling
    own = sibling.resolve() == (scenarios(folder) / f"{text}.yaml").resolve()
    try:
        return sibling if own and _exists(sibling) else _existing(scenarios(folder) / f"{text}.yaml", text, folder)
    except ScenarioError as error:
        raise ScenarioError(_at(node, say("from = {text}: {sentence}", text=shown(text),
                                          sentence=error.problems[0].sentence))) from None


def _existing(path: Path, name: str, folder: Path | None) -> Path:
    if _exists(path):
        return path
    existing = names(folder)
    close = nearest(name, existing)
    hint = meant(name, existing)
    if odd := lookalikes.hint(name):
        hint = say("{hint} {odd}", hint=hint, odd=odd) if close else odd
    raise ScenarioError(Problem(short(name), None, "", say("no scenario has this name; {hint}", hint=hint)))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _at(node: Node, sentence: str) -> Problem:
    return Problem(node.file, node.line or None, "from", sentence)
