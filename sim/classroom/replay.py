"""A run as one HTML file that plays by itself: stages of all members by day, measures, lines, and a small player.

The stage of each member is packed as the changes of each day: their number, then for each the distance to the next
member (variable length) and one byte for community and stage; what members did is packed likewise (`replay_days`). All
parts are deflated, and written in base64.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.classroom import replay_days
from sim.classroom.diary import Change, Day, Diary
from sim.classroom.happened import ENOUGH, Line, Ticker, balance
from sim.classroom.lesson import Lesson
from sim.classroom.log import ClassLog
from sim.classroom.phrases import STAGES, Words, label
from sim.model.economy import Economy
from sim.model.recorder import measures
from sim.scenario import Scenario

FOLDER = Path(__file__).with_name("replay_page")
CARDS = ("followers", "trust", "profit", "warnings")
CHARTS = ("followers", "profit", "trust")
SCRIPTS = ("lives", "map", "charts", "player")
MOST_LIVES = 6000  # people whose lives a file tells; beyond, it would be too large to send
MOST_COMMUNITIES = 31  # that fit into a byte beside the stage
RANK = np.array([0, 1, 3, 4, 5, 6, 2])  # of stages: a member is shown where it has come furthest


def page(scenario: Scenario, log: ClassLog, lesson: Lesson | None, changes: Mapping[int, Sequence[Change]],
         pinned: Mapping[str, Sequence[float]] | None = None) -> str:
    """The HTML file of a run, which is run again for it. `pinned` are the daily measures of the run pinned as A."""
    told = recorded(Economy(scenario.values), changes, lesson)
    ghost = {name: rounded(pinned[name]) for name in told.series if name in pinned} if pinned else None
    facts = json.dumps({**described(scenario, log, lesson), **told.facts(), "pinned": ghost}, ensure_ascii=False,
                       allow_nan=False, separators=(",", ":"))
    script = "".join(_file(f"{name}.js") for name in SCRIPTS)
    filled = {"title": html.escape(title_of(scenario, lesson)["en"]), "css": _file("player.css"), "js": script,
              "js_hash": _hash(script), "css_hash": _hash(_file("player.css")), "facts": packed(facts.encode()),
              "stages": packed(told.stages()), "deeds": packed(b"".join(told.deeds))}
    text = _file("player.html")
    for name, value in filled.items():
        text = text.replace("{{" + name + "}}", value)
    return text


def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def rounded(values: Sequence[float]) -> list[float]:
    """A measure as the file holds it."""
    return [round(float(value), 4) for value in values]


def _hash(text: str) -> str:
    """The SHA-256 by which the page allows its own script and style, and nothing else."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def packed(raw: bytes) -> str:
    """Deflated, in base64."""
    return base64.b64encode(zlib.compress(raw, 9)).decode()


def title_of(scenario: Scenario, lesson: Lesson | None) -> Mapping[str, str]:
    """The title of the lesson, or of the scenario."""
    if lesson:
        return lesson.title
    chinese, dot, english = scenario.title.partition(" · ")
    return {"en": english, "zh": chinese} if dot else {"en": scenario.title, "zh": scenario.title}


def described(scenario: Scenario, log: ClassLog, lesson: Lesson | None) -> dict[str, Any]:
    """What the page says besides the run."""
    daily = measures("daily", True, True)
    cards = [*(lesson.cards if lesson else CARDS)]
    shown = list(dict.fromkeys([*cards, *CHARTS]))
    return {"title": title_of(scenario, lesson), "question": lesson.question if lesson else None,
            "scenario": log.scenario if lesson is None else lesson.name, "seed": log.seed, "cards": cards,
            "scale": scenario.values["run"]["scale"], "charts": list(CHARTS),
            "stageNames": [{"en": en, "zh": zh} for en, zh in STAGES.values()],
            "measures": {name: {"label": label(name), "unit": daily[name].unit} for name in shown}}


class Told:
    """What a replay needs of a run."""

    def __init__(self, economy: Economy):
        self.communities = min(economy.declared, MOST_COMMUNITIES)
        self.people = economy.world.members
        self.at = np.zeros((self.people, self.communities), np.uint8)
        r, n = economy.world.r, economy.world.rows
        rows = np.flatnonzero((r.community[:n] >= 0) & (r.community[:n] < self.communities))
        self.at[r.member[rows], r.community[rows]] = r.stage[rows]
        self.names = [one.name for one in economy.communities[:self.communities]]
        self.taste = [float(one.p.taste) for one in economy.communities[:self.communities]]
        self.tastes = np.round(np.asarray(economy.world.m.taste) * 255).astype(np.uint8)
        self.peak = [0] * self.communities
        self.codes = self.shown()
        self.days = [replay_days.changes(np.zeros(self.people, np.uint8), self.codes)]
        self.deeds: list[bytes] = []
        self.lines: list[list] = []
        self.moves: list[list] = []
        self.series: Any = None

    def shown(self) -> np.ndarray:
        """One byte for each member: 8 times the community in which it has come furthest, plus its stage there."""
        best = np.argmax(RANK[self.at], axis=1)
        return (8 * best + self.at[np.arange(self.people), best]).astype(np.uint8)

    def note(self, day: Day) -> None:
        """The changes of stage of a day, and what members did."""
        moved = day.stages[day.stages["community"] < self.communities]
        self.at[moved["member"], moved["community"]] = moved["after"]
        codes = self.shown()
        self.days.append(replay_days.changes(self.codes, codes))
        if self.people <= MOST_LIVES:
            self.deeds.append(replay_days.of_day(day, self.communities))
        self.codes = codes
        inside = (self.at >= 2) & (self.at <= 5)
        self.peak = [max(peak, int(now)) for peak, now in zip(self.peak, inside.sum(axis=0), strict=True)]

    def say(self, line: Line) -> None:
        """The headline of a day."""
        self.lines.append([line.text.en, line.text.zh, [int(who) for who in line.subjects]])

    def stages(self) -> bytes:
        """The tastes of all members, then the days."""
        return self.tastes.tobytes() + b"".join(self.days)

    def facts(self) -> dict[str, Any]:
        """Everything else, as plain data."""
        return {"people": self.people, "days": len(self.days) - 1, "lives": bool(self.deeds),
                "lines": self.lines, "moves": self.moves,
                "communities": [{"name": name, "taste": taste, "peak": peak}
                                for name, taste, peak in zip(self.names, self.taste, self.peak, strict=True)],
                "series": self.series}


def recorded(economy: Economy, changes: Mapping[int, Sequence[Change]], lesson: Lesson | None) -> Told:
    """Run an economy to its end, and note what a replay needs."""
    names = {lever.path: Words(lever.name["en"], lever.name["zh"]) for lever in lesson.levers} if lesson else {}
    told, diary, ticker = Told(economy), Diary(economy), Ticker(names)
    while economy.running:
        economy.step()
        day = diary.note(economy, changes.get(economy.day - 1, ()))
        told.note(day)
        best = next(iter(ticker.note(diary.days)), None)
        told.say(best if best and best.score > ENOUGH else balance(day))
        told.moves += [[day.day, names.get(one.path, Words(one.path, one.path))._asdict(), one.before, one.after]
                       for one in day.changes]
    wanted = list(dict.fromkeys([*(lesson.cards if lesson else CARDS), *CHARTS]))
    frame = economy.series()
    told.series = {name: rounded(frame[name]) for name in wanted}
    return told
