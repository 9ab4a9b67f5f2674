"""Lessons by name, the runs they compare, and which of their bets holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.classroom.arms import Arm
from sim.classroom.lesson import LETTERS, Bet, Lesson
from sim.classroom.lesson_file import read_lesson
from sim.scenario import Scenario, arguments
from sim.scenario import load as load_scenario
from sim.scenario.files import is_path
from sim.scenario.loading import prepare
from sim.scenario.problems import Problem, ScenarioError, meant, short
from sim.system.words import say

FOLDER = Path(__file__).with_name("lessons")
ORDER = ("hype_bubble", "star_leaves", "advertising_and_trust", "quality_or_price", "free_hardware",
         "small_and_beautiful")


def names() -> list[str]:
    """Names of the lessons that are shipped, in the order in which they are meant."""
    found = [path.stem for path in FOLDER.glob("*.yaml")]
    return sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))


def located(source: str | Path) -> Path:
    """The file of a lesson, given by name or path. Raises ScenarioError, with the nearest name."""
    if isinstance(source, Path) or is_path(source):
        return Path(source).expanduser()
    if source not in names():
        raise ScenarioError(Problem(short(source), None, "", say(
            "no lesson has this name; {hint}", hint=meant(source, names()))))
    return FOLDER / f"{source}.yaml"


def load(source: str | Path) -> Lesson:
    """A lesson by name or path. Raises ScenarioError, with the problems of its file, if it cannot be used."""
    return read_lesson(located(source))


def scenario_of(lesson: Lesson, letter: str, turned: bool = False, seed: int | None = None) -> Scenario:
    """The scenario of side A or B, or of its counter-experiment, with a random seed. Raises ScenarioError."""
    changes = arguments.changes(dict(lesson.side(letter, turned).set))
    return prepare(load_scenario(lesson.scenario, changes), seed)


def outcome(lesson: Lesson, a: Arm, b: Arm) -> int:
    """The number of the bet that holds for two runs. Raises ScenarioError unless exactly one does."""
    holding = held(lesson.bets, {"A": a, "B": b})
    if len(holding) != 1:
        letters = " and ".join(LETTERS[at] for at in holding) or "none"
        raise ScenarioError(Problem(lesson.name, None, "bets", say(
            "exactly one bet may hold, and {letters} do; let the conditions exclude each other, and give the last bet "
            "`when: otherwise`", letters=letters)))
    return holding[0]


def held(bets: Sequence[Bet], runs: Mapping[str, Arm]) -> list[int]:
    """The numbers of the bets that hold; one without a condition holds when no other does."""
    holding = [at for at, bet in enumerate(bets) if bet.when is not None and bet.when(runs)]
    return holding or [at for at, bet in enumerate(bets) if bet.when is None]


def revealed(lesson: Lesson, a: Arm, b: Arm) -> bool:
    """Whether the sentence of the reveal is true of two runs: its bet alone holds, and so does the rest."""
    runs = {"A": a, "B": b}
    return held(lesson.bets, runs) == [lesson.holds] and (lesson.shows is None or lesson.shows(runs))
