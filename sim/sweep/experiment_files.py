"""Find experiment files and their names."""

from __future__ import annotations

from pathlib import Path

from sim.scenario import files, layout
from sim.scenario.problems import Problem, ScenarioError, meant, short
from sim.scenario.read import Node, read
from sim.system import paths
from sim.system.words import say


def names() -> list[str]:
    """Names of the experiments that can be swept, sorted; other files in experiments/ are left out."""
    candidates = (path for path in _folder().glob("*.yaml") if not path.name.startswith(("_", ".")))
    return sorted(path.stem for path in candidates if _no_other(path))


def locate(source: str | Path) -> Path:
    """The file of an experiment. Raises ScenarioError, with the nearest name, if there is none."""
    text = str(source)
    if files.is_path(source):
        return paths.expanded(source)
    path = _folder() / f"{text}.yaml"
    try:
        file = path if path.exists() else Path(text) if Path(text).is_file() else None
    except (OSError, ValueError):
        file = None
    if file is None:
        hint = meant(text, names())
        raise ScenarioError(Problem(short(text), None, "", say("no experiment has this name; {hint}", hint=hint)))
    return file


def _folder() -> Path:
    try:
        return paths.experiments_folder()
    except FileNotFoundError as error:
        raise ScenarioError(Problem("experiments", None, "", str(error))) from None


def _no_other(path: Path) -> bool:
    try:
        return other_kind(read(path, path.name)) is None
    except ScenarioError:
        return False


def other_kind(root: Node) -> str | None:
    """What a file is if it is not an experiment; None if it may be one."""
    if {"question", "checks"} <= set(root.value):
        return say("this is a question with checks for the tests, not an experiment file")
    given = set(root.value)
    if "from" in given or given & set(layout.ROOT.children) and not given & {"scenario", "set", "vary", "points"}:
        return say("this is a scenario, not an experiment file. Name it in scenario=, or run it with: shequn run")
    return None
