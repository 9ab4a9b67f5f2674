"""Build one checked scenario from layers of files and overrides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sim.scenario import layout, override, population
from sim.scenario.declared import PROSE
from sim.scenario.loaded import Scenario
from sim.scenario.merge import merged
from sim.scenario.override import Override
from sim.scenario.problems import Problem, ScenarioError, shown
from sim.scenario.read import Node
from sim.scenario.validate import Checked
from sim.system.words import say


def build(layers: Sequence[Node], file: str, name: str, overrides: Sequence[str | Override]) -> Scenario:
    """The scenario described by the last of `layers`. Raises a ScenarioError that lists all problems."""
    result = draft(layers, file, overrides)
    if result.problems:
        raise ScenarioError(result.problems)
    checked = result.checked
    return Scenario(name, result.title or name, result.about, checked.values, checked.origin, checked.rates,
                    result.meant_for, file, result.theme)


class Draft(NamedTuple):
    """A scenario before problems are raised: its texts, its checked values, and all problems."""

    title: str
    about: str
    theme: str
    checked: Checked
    problems: list[Problem]
    meant_for: dict[str, int]


def draft(layers: Sequence[Node], file: str, overrides: Sequence[str | Override], contradictions: bool = True) -> Draft:
    """The draft described by the last of `layers`, whatever its problems.

    Without `contradictions`, values are not checked against each other (see `Checked.sections`).
    """
    problems: list[Problem] = []
    tree = Node({}, file, 0)
    for layer in layers:
        prose = _prose(layer)
        below = {key: node for key, node in layer.value.items() if key not in PROSE}
        tree = merged(layout.ROOT, tree, layer._replace(value=below), "", problems)
    tree = tree._replace(value={**prose, **tree.value})
    for change in overrides:
        tree = _overridden(tree, change, problems)
    texts = {key: _said(key, tree.value.get(key), problems) for key in PROSE[1:]}
    tree = tree._replace(value={key: node for key, node in tree.value.items() if key not in PROSE})
    checked = Checked(tree, file, contradictions)
    all_problems = sorted(dict.fromkeys([*problems, *checked.problems]),
                          key=lambda problem: (problem.file, problem.line or 0))
    return Draft(texts["title"], texts["about"], texts["theme"], checked, all_problems,
                 population.meant_for(layers, checked))


def _prose(layer: Node) -> dict[str, Node]:
    """The title, description and theme of a layer, which scenarios do not inherit."""
    return {key: node for key, node in layer.value.items() if key in PROSE[1:]}


def _overridden(tree: Node, change: str | Override, problems: list[Problem]) -> Node:
    try:
        return override.apply(tree, override.parse(change) if isinstance(change, str) else change, problems)
    except ScenarioError as error:
        problems += error.problems
        return tree


def _said(key: str, node: Node | None, problems: list[Problem]) -> str:
    if node is None or node.value is None:
        return ""
    if isinstance(node.value, str):
        return node.value.strip()
    problems.append(Problem(node.file, node.line or None, key, say(
        "{key} = {node} is not text; put it in quotation marks", key=key, node=shown(node.plain()))))
    return ""
