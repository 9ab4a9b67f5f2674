"""What a class takes away from a run: a replay that plays without a server, a table, a scenario, and a link."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import parse_qsl, urlencode

from sim.classroom import lessons, replay
from sim.classroom.diary import Change
from sim.classroom.log import ClassLog, Move
from sim.model.economy import Economy
from sim.scenario import Scenario, arguments, declared, load
from sim.scenario.arguments import random_seed
from sim.scenario.files import is_path
from sim.scenario.layout import FILES
from sim.scenario.loading import with_overrides
from sim.scenario.problems import Problem, ScenarioError, meant, short, shown
from sim.system.words import say

LONGEST_LINK, MOST_DAYS = 20_000, 5500
KEYS = ("lesson", "scenario", "seed", "days", "set", "move")


def replay_html(log: ClassLog, pinned: Mapping[str, Sequence[float]] | None = None) -> str:
    """The run as one HTML file that plays it, without any request. Runs it again. Raises ScenarioError.

    `pinned` are the daily measures of the run pinned as A, which the file shows beside it.
    """
    scenario = scenario_of(log)
    lesson = lessons.load(log.lesson) if log.lesson else None
    return replay.page(scenario, log, lesson, changes(scenario, log), pinned)


def table_csv(log: ClassLog) -> str:
    """All daily measures as a table: one row a day, and for each community its members, fans, trust and money.

    Runs it again. Days are counted from 1. Raises ScenarioError.
    """
    economy = Economy(scenario_of(log).values).run()
    frame, by_community = economy.series(), economy.recorder.community_frame()
    for name, rows in by_community.groupby("community", sort=False):
        columns = rows.set_index("day").drop(columns="community").add_prefix(f"{name}.")
        frame = frame.join(columns)
    frame.index = frame.index + 1
    return frame.to_csv(lineterminator="\n")


def scenario_yaml(log: ClassLog) -> str:
    """The run as a scenario file, in which moves of sliders are events of the timeline.

    `shequn run` gives the same final measures as the screen. Raises ScenarioError.
    """
    return scenario_of(log).yaml()


def scenario_of(log: ClassLog) -> Scenario:
    """The scenario of a run as far as it went. Raises ScenarioError."""
    settings = {**log.overrides, "seed": log.seed, "run.days": max(1, log.days)}
    scenario = load(log.scenario, arguments.changes(settings))
    moves = [{"day": move.day, "set": move.path, "to": move.value} for move in log.moves if move.day < log.days]
    if not moves:
        return scenario
    return with_overrides(scenario, {"timeline": [*map(dict, scenario.values["timeline"]), *moves]})


def changes(scenario: Scenario, log: ClassLog) -> dict[int, list[Change]]:
    """The moves of sliders by day, with the value before each."""
    found: dict[int, list[Change]] = {}
    now: dict = {}
    for move in sorted(log.moves, key=lambda move: move.day):
        before = now.get(move.path, value_at(scenario, move.path))
        found.setdefault(move.day, []).append(Change(move.path, before, move.value))
        now[move.path] = move.value
    return found


def value_at(scenario: Scenario, path: str):
    """The value of a parameter at the start."""
    value = scenario.values
    for key in path.split("."):
        value = value[key]
    return value


def link(log: ClassLog) -> str:
    """All settings of a run as the query of an address, such as `lesson=hype_bubble&seed=3&days=120&move=…`.

    A link names a lesson or a built-in scenario and never a file. Raises ScenarioError for any other scenario.
    """
    if not log.lesson and is_path(log.scenario):
        raise _wrong(say("a link cannot carry the file {scenario}; save the scenario instead",
                         scenario=short(log.scenario)))
    start = [("lesson", log.lesson)] if log.lesson else [("scenario", log.scenario)]
    sets = [("set", f"{path}={_compact(value)}") for path, value in log.overrides.items()]
    moves = [("move", f"{move.day} {move.path}={_compact(move.value)}") for move in log.moves]
    query = urlencode([*start, ("seed", log.seed), ("days", log.days), *sets, *moves])
    if len(query) > LONGEST_LINK:
        raise _wrong(say("a link has at most {longest:,} characters, and this run has too many moves; save the "
                         "scenario instead", longest=LONGEST_LINK))
    return query


def from_link(query: str) -> ClassLog:
    """The log that a link describes, checked like a scenario file. Raises ScenarioError."""
    if len(query) > LONGEST_LINK:
        raise _wrong(say("the link is longer than {longest_link:,} characters", longest_link=LONGEST_LINK))
    given = parse_qsl(query.removeprefix("?"), keep_blank_values=True)
    for key, _ in given:
        if key not in KEYS:
            raise _wrong(say("{key} is not a part of a link; {hint}", key=short(key), hint=meant(key, KEYS)))
    single = dict(given)
    lesson, scenario = _start(single)
    log = ClassLog(scenario, lesson, dict(_sets(given)), _whole(single, "seed"), _whole(single, "days"),
                   list(_moves(given)))
    checked = scenario_of(log)
    for move in log.moves:
        declared.live(move.path, checked.values)
    return log


def _start(given: dict[str, str]) -> tuple[str | None, str]:
    """The lesson, if any, and the scenario."""
    if "lesson" in given:
        name = given["lesson"]
        if name not in lessons.names():
            raise _wrong(say("{name} is not a lesson; {hint}", name=short(name), hint=meant(name, lessons.names())))
        return name, lessons.load(name).scenario
    from_name = given.get("scenario", "base")
    if is_path(from_name):
        raise _wrong(say("scenario = {from_name} must be the name of a built-in scenario", from_name=shown(from_name)))
    return None, load(from_name).name


def _whole(given: dict[str, str], key: str) -> int:
    text = given.get(key, "0")
    if not text.isascii() or not text.isdigit() or len(text) > 17:
        raise _wrong(say("{key} = {text} is not a whole number of 0 or more", key=key, text=shown(text)))
    if key == "seed":
        return random_seed(int(text), "link")
    if int(text) > MOST_DAYS:
        raise _wrong(say("days = {text} is more than {most_days:,}", text=text, most_days=MOST_DAYS))
    return int(text)


def _sets(given: list[tuple[str, str]]) -> Iterator[tuple[str, object]]:
    for key, text in given:
        if key == "set":
            yield _setting(text)


def _moves(given: list[tuple[str, str]]) -> Iterator[Move]:
    for key, text in given:
        if key == "move":
            day, _, rest = text.partition(" ")
            path, value = _setting(rest)
            yield Move(_whole({"days": day}, "days"), path, value)


def _setting(text: str) -> tuple[str, object]:
    path, equals, value = text.partition("=")
    try:
        read = json.loads(value)
    except (ValueError, RecursionError):
        equals = ""
    if path.lstrip("+~") in ("ties", *FILES):
        raise _wrong(say("{path} names a file on this computer; a link may not", path=path))
    if not equals or not path:
        raise _wrong(say("{text} is not a setting; write a path, = and a value in JSON", text=shown(text)))
    return path, read


def _compact(value) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _wrong(sentence: str) -> ScenarioError:
    return ScenarioError(Problem("link", None, "", sentence))
