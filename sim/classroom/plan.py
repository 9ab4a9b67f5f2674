"""What a class runs: a scenario or a lesson, the settings of day 0, its sliders, and the presets to start from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim.classroom import lessons
from sim.classroom.lesson import Lesson
from sim.scenario import Scenario, arguments, declared, load
from sim.scenario.layout import ROOT
from sim.scenario.override import parse
from sim.scenario.problems import Problem, ScenarioError, meant
from sim.system.words import say

TOWN = 2000  # people in a class, unless the scenario is asked for with another number
MOST_PEOPLE = 100_000  # people that one page can still show
SLIDERS = 5
LIBRARY = Path(__file__).with_name("levers.yaml")
MINE = "mine"  # the preset of settings that no other preset has


@dataclass(frozen=True)
class Lever:
    """A slider: the parameter at `path`, between `low` and `high`, as `show` writes it. `live` acts during a run."""

    path: str
    low: float
    high: float
    step: float
    start: float
    live: bool
    show: str
    name: Mapping[str, str]
    says: Mapping[str, str]

    def public(self) -> dict:
        """As pages read it."""
        return {"path": self.path, "low": self.low, "high": self.high, "step": self.step, "start": self.start,
                "live": self.live, "show": self.show, "name": dict(self.name), "says": dict(self.says)}


@dataclass(frozen=True)
class Preset:
    """A named set of settings to start from."""

    key: str
    name: Mapping[str, str]
    set: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Plan:
    """The scenario of a class before anybody moved a slider, and what its screen offers."""

    scenario: Scenario
    source: str
    lesson_name: str | None
    lesson: Lesson | None
    given: dict[str, Any]
    levers: tuple[Lever, ...]
    presets: tuple[Preset, ...] = field(default=())

    @property
    def days(self) -> int:
        """Length of the run, in days."""
        return self.scenario.values["run"]["days"]

    @property
    def main(self) -> str:
        """The name of the first community, which is the centre of the map."""
        return next(iter(self.scenario.values["communities"]))

    def small(self) -> Plan:
        """The same plan for a sandbox, with no more people than a town if the scenario allows for so few."""
        if self.scenario.values["members"]["count"] <= TOWN:
            return self
        presets = tuple(replace(one, set={**one.set, "members.count": TOWN}) for one in self.presets)
        smaller = replace(self, given={**self.given, "members.count": TOWN}, presets=presets)
        try:
            smaller.values(presets[0].set, 0)
        except ScenarioError:
            return self
        return smaller

    def lever(self, path: str) -> Lever | None:
        """The slider of this path, if there is one."""
        return next((lever for lever in self.levers if lever.path == path), None)

    def preset(self, key: str) -> Preset | None:
        """The preset of this key, if there is one."""
        return next((preset for preset in self.presets if preset.key == key), None)

    def values(self, overrides: Mapping[str, Any], seed: int) -> dict:
        """The complete values of a run with these settings on day 0. Raises ScenarioError."""
        laid: dict[str, Any] = {**self.given, **overrides}
        changed = load(self.source, arguments.changes(laid))
        return {**changed.values, "seed": arguments.random_seed(seed, "the class")}


def of_scenario(source: str, given: Mapping[str, Any]) -> Plan:
    """The plan of a class that plays a scenario. Raises ScenarioError."""
    given = {"members.count": TOWN, **given}
    scenario = load(source, arguments.changes(given))
    _bounded(scenario)
    levers = tuple(_standard(scenario))[:SLIDERS]
    start = Preset("scenario", _title(scenario.title), {lever.path: lever.start for lever in levers})
    return Plan(scenario, source, None, None, dict(given), levers, (start,))


def of_lesson(name: str, given: Mapping[str, Any]) -> Plan:
    """The plan of a lesson, with `given` laid over both of its sides. Raises ScenarioError."""
    lesson = lessons.load(name)
    presets = tuple(Preset(letter, lesson.side(letter).name, {**lesson.side(letter).set, **given}) for letter in "AB")
    first = load(lesson.scenario, arguments.changes(dict(presets[0].set)))
    _bounded(first)
    levers = tuple(_lever(first, one.path, one.low, one.high, shown_as(first, one.path), one.name, one.says)
                   for one in lesson.levers)
    return Plan(first, lesson.scenario, name, lesson, {}, levers, presets)


def given_by(overrides: Iterable[str]) -> dict[str, Any]:
    """Overrides of a command line by their signs and paths. Raises ScenarioError."""
    given = {}
    for text in overrides:
        one = parse(text)
        if one.node is None:
            raise ScenarioError(Problem(one.text, None, one.path, say(
                "a class cannot leave an entry out with ~; write a scenario file without it")))
        given[one.sign + one.path] = one.node.plain()
    return given


def full(scenario: Scenario, path: str) -> str:
    """A path as scenarios write it: one that begins with no section is below the first community."""
    head = path.split(".")[0]
    if head in ROOT.children or head in declared.own(ROOT):
        return path
    name, community = next(iter(scenario.values["communities"].items()))
    if head in community["channels"]:
        path = f"channels.{path}"
    if ".*." in path:
        key = path.split(".")[-1]
        channel = next((label for label, entry in community["channels"].items() if key in entry), "*")
        path = path.replace("*", channel)
    return f"communities.{name}.{path}"


def value_at(values: Mapping, path: str) -> Any:
    """The value of a scenario at a dotted path. Raises KeyError."""
    here: Any = values
    for key in path.split("."):
        here = here[key]
    return here


def _bounded(scenario: Scenario) -> None:
    people = scenario.values["members"]["count"]
    if people > MOST_PEOPLE:
        raise ScenarioError(Problem(scenario.name, None, "members.count", say(
            "members.count = {people:,} is more than a class can show; give at most {most_people:,}", people=people,
            most_people=MOST_PEOPLE)))


@cache
def _library() -> list[dict]:
    return yaml.safe_load(LIBRARY.read_text(encoding="utf-8"))


def _standard(scenario: Scenario):
    """The sliders of the library that this scenario has, in the library's order."""
    for entry in _library():
        path, needs = full(scenario, entry["is"]), full(scenario, entry.get("needs", entry["is"]))
        if "*" in path or "*" in needs:
            continue
        value = float(value_at(scenario.values, path))
        low = entry.get("low", entry.get("least", 0) * value)
        high = max(entry.get("high", 0), entry.get("most", 0) * value)
        yield _lever(scenario, path, low, high, entry["show"], entry, entry["says"])


def shown_as(scenario: Scenario, path: str) -> str:
    """How the value of a parameter is written: as the library says, else as money or a share by its unit, or plain."""
    known = next((entry["show"] for entry in _library() if path.endswith(entry["is"].split("*")[-1])), None)
    par = declared.parameter(path, scenario.values)
    if known or not par.money:
        return known or ("percent" if par.unit.startswith("share") else "plain")
    return "yuan_day" if "per day" in par.unit else "yuan"


def _lever(scenario: Scenario, path: str, low: float, high: float, show: str, name, says) -> Lever:
    """A slider within the declared range of its parameter."""
    par = declared.parameter(path, scenario.values)
    start = value_at(scenario.values, path)
    low = max(float(low), par.low) if par.low is not None else float(low)
    high = min(float(high), par.high) if par.high is not None else float(high)
    low, high = min(low, start), max(high, start)
    return Lever(path, low, high, _step(low, high, par.type is int), start, par.live, show,
                 {"en": name["en"], "zh": name["zh"]}, {"en": says["en"], "zh": says["zh"]})


def _step(low: float, high: float, whole: bool) -> float:
    """A round step of a slider: about a hundredth of its range."""
    if whole:
        return 1
    for power in range(3, -6, -1):
        for part in (5, 1):
            if (high - low) / (part * 10.0 ** power) >= 60:
                return round(part * 10.0 ** power, 6)
    return 1e-6


def _title(title: str) -> dict[str, str]:
    """The two halves of a built-in title, Chinese before English; other titles are the same in both."""
    chinese, dot, english = title.partition(" · ")
    return {"zh": chinese, "en": english} if dot else {"zh": title, "en": title}


def checked_move(plan: Plan, path: str, value: Any) -> tuple[Lever, float]:
    """The slider that somebody moved and its new value. Raises ScenarioError with a sentence if it may not be."""
    lever = plan.lever(path)
    if lever is None:
        known = [one.path for one in plan.levers]
        raise ScenarioError(Problem("class", None, "", say("there is no slider for this path; {hint}",
                                                           hint=meant(path, known))))
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not lever.low <= value <= lever.high:
        raise ScenarioError(Problem("class", None, path, say("{path} is a number from {low:g} to {high:g}", path=path,
                                                             low=lever.low, high=lever.high)))
    par = declared.parameter(path, plan.scenario.values)
    return lever, par.type(value) if par.type is int else round(float(value), 7)
