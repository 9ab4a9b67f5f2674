"""Stories: surprising set-ups, each with a change that reverses the surprise, tried over many seeds.

Each is a file of `experiments/stories`: a base with settings, arms, a condition for the reveal, and one for its
reversal. No rule of the model knows them. Both must hold in at least 90% of the seeds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sim.scenario import Problem, ScenarioError
from sim.scenario.problems import meant
from sim.system import paths
from sim.validation._conditions import Condition
from sim.validation.levers._row import PREDICTION, Row
from sim.validation.levers._runs import Size, Wanted, Workers

SEEDS, SHARE = 20, 0.9
KEYS = ("title", "question", "about", "base", "settings", "arms", "reveal", "turn")
MET, MISSED = "met", "missed"


@dataclass(frozen=True)
class Story:
    """One story as in its file. `row` holds its arms, so that it runs like a row of the table of levers."""

    name: str
    title: str
    question: str
    about: str
    row: Row
    says: Mapping[str, str]
    when: Mapping[str, Condition]


@dataclass(frozen=True)
class Told:
    """A story that was tried: in how many seeds the reveal and its reversal hold."""

    name: str
    title: str
    question: str
    seeds: int
    says: Mapping[str, str]
    holds: Mapping[str, int]
    verdict: str

    def to_json(self) -> dict:
        """The story as a plain object."""
        return asdict(self)


def folder() -> Path:
    """The folder of the stories."""
    return paths.experiments_folder() / "stories"


def names() -> list[str]:
    """Names of all stories."""
    return sorted(path.stem for path in folder().glob("*.yaml"))


def read(name: str) -> Story:
    """A story by name. Raises ScenarioError if its file is invalid."""
    import yaml

    file = folder() / f"{name}.yaml"
    try:
        given = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise _wrong(name, f"cannot be read as YAML: {error}") from None
    for key in given:
        if key not in KEYS:
            raise _wrong(name, f"{key} is not a key of a story; {meant(key, KEYS)}")
    for key in KEYS:
        if key not in given:
            raise _wrong(name, f"{key} is missing")
    row = Row(given["title"], "", "", "", PREDICTION, given["arms"], (), given["base"], given["settings"], seeds=SEEDS)
    parts = {which: given[which] for which in ("reveal", "turn")}
    when = {which: Condition(part["when"], f"{name}.yaml, {which}") for which, part in parts.items()}
    for condition in when.values():
        condition.check(row.arms)
    return Story(name, given["title"], given["question"], " ".join(given["about"].split()), row,
                 {which: " ".join(part["says"].split()) for which, part in parts.items()}, when)


def _wrong(name: str, sentence: str) -> ScenarioError:
    return ScenarioError(Problem(f"{name}.yaml", None, "", sentence))


def wanted(names: Sequence[str], size: Size) -> Wanted:
    """The runs of these stories; their files give the numbers of members and days."""
    runs = Wanted(size)
    for name in names:
        runs.add_plain(name, read(name).row)
    return runs


def tell(names: Sequence[str], size: Size, workers: Workers, on_progress: Callable[[int], object] = lambda done: None,
         runs: Wanted | None = None) -> list[Told]:
    """Run stories and count the seeds in which they hold."""
    runs = runs or wanted(names, size)
    workers.run(runs, on_progress)
    return [held(read(name), runs.outcomes(name, workers.find)) for name in names]


def held(story: Story, by_seed: Sequence[dict]) -> Told:
    """The numbers of seeds in which the reveal and its reversal hold."""
    holds = {which: sum(condition(arms) == 1.0 for arms in by_seed) for which, condition in story.when.items()}
    enough = math.ceil(SHARE * len(by_seed))
    verdict = MET if all(count >= enough for count in holds.values()) else MISSED
    return Told(story.name, story.title, story.question, len(by_seed), story.says, holds, verdict)
