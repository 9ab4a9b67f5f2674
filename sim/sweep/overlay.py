"""Apply words to a question, such as that of an experiment file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.scenario import lookalikes
from sim.scenario.fit import Unfit
from sim.scenario.override import Override, called, parse
from sim.scenario.problems import Problem, ScenarioError
from sim.sweep.parse import Words
from sim.sweep.question import Question


def laid(question: Question, words: Sequence[str]) -> Question:
    """The question with words applied: they replace what it says about the paths that they name."""
    said = Words()
    for word in words:
        try:
            said.word(word)
        except Unfit as fault:
            hint = lookalikes.hint(word.partition("=")[2])
            said.problems.append(Problem(called(word), None, word.partition("=")[0],
                                         f"{fault}; {hint}" if hint else str(fault)))
        except ScenarioError as error:
            said.problems += error.problems
    said.problems += _given_by_points(question, [*(override.path for override in said.fixed), *said.axes])
    if said.problems:
        raise ScenarioError(said.problems)
    return _over(question, said)


def _given_by_points(question: Question, paths: list[str]) -> list[Problem]:
    within = {_path(override) for point in question.points for override in point}
    return [Problem(called(path), None, path, f"{path} is set by the points of the experiment and cannot be given")
            for path in dict.fromkeys(paths) if path in within]


def _path(override: str | Override) -> str:
    return override.path if isinstance(override, Override) else parse(override).path


def _over(question: Question, said: Words) -> Question:
    fixed = {override.path for override in said.fixed}
    kept = tuple(override for override in question.fixed if _path(override) not in {*fixed, *said.axes})
    axes = {axis.path: axis for axis in question.axes if axis.path not in fixed} | said.axes
    return replace(question, fixed=(*kept, *said.fixed), axes=tuple(axes.values()), **said.changes)
