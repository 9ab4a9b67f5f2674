"""Read a question from the words of a command line: `scenario=xiaomi,base trust.negativity=1,2,4 seeds=32`."""

from __future__ import annotations

from collections.abc import Sequence

from sim.scenario.override import called
from sim.scenario.problems import Problem, ScenarioError
from sim.sweep.experiment import of_file
from sim.sweep.overlay import laid
from sim.sweep.parse import unquoted
from sim.sweep.question import Question
from sim.system.words import say


def of_words(words: Sequence[str]) -> Question:
    """The question of some words: paths with one or several values in Hydra's notation, and settings of a sweep.

    Settings are `scenario=`, `experiment=` (the words then override that file), `design=`, `samples=`, `seeds=` (the
    number, or `auto:0.05`), `seed=` (which ones), `root=`, `measure=`. Raises a ScenarioError that lists every problem
    of the words, or says that there are none.
    """
    words = [words] if isinstance(words, str) else list(words)
    if not words:
        raise ScenarioError(Problem("sweep", None, "", say("say what to sweep, such as trust.negativity=1,2,4 "
                                                           "seeds=32, or experiment=NAME")))
    named = [word for word in words if word.partition("=")[0] == "experiment"]
    if not named:
        return laid(Question(), words)
    if len(named) > 1 or not (name := unquoted(named[0].partition("=")[2])):
        raise ScenarioError(Problem(called(named[-1]), None, "experiment", say("name one experiment: experiment=NAME")))
    return of_file(name, [word for word in words if word not in named])
