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
from sim.system.words import say


def laid(question: Question, words: Sequence[str]) -> Question:
    """The question with words applied: they replace what it says about the paths that they name."""
    parsed = Words()
    for word in words:
        try:
            parsed.word(word)
        except Unfit as fault:
            hint = lookalikes.hint(word.partition("=")[2])
            parsed.problems.append(Problem(called(word), None, word.partition("=")[0],
                                           say("{sentence}; {hint}", sentence=fault, hint=hint) if hint
                                           else str(fault)))
        except ScenarioError as error:
            parsed.problems += error.problems
    parsed.problems += _given_by_points(question, [*(override.path for override in parsed.fixed), *parsed.axes])
    if parsed.problems:
        raise ScenarioError(parsed.problems)
    return _over(question, parsed)


def _given_by_points(question: Question, paths: list[str]) -> list[Problem]:
    within = {_path(override) for point in question.points for override in point}
    return [Problem(called(path), None, path, say("{path} is set by the points of the experiment and cannot be given",
                                                  path=path))
            for path in dict.fromkeys(paths) if path in within]


def _path(override: str | Override) -> str:
    return override.path if isinstance(override, Override) else parse(override).path


def _over(question: Question, parsed: Words) -> Question:
    fixed = {override.path for override in parsed.fixed}
    remaining = tuple(override for override in question.fixed if _path(override) not in {*fixed, *parsed.axes})
    axes = {axis.path: axis for axis in question.axes if axis.path not in fixed} | parsed.axes
    return replace(question, fixed=(*remaining, *parsed.fixed), axes=tuple(axes.values()), **parsed.changes)
