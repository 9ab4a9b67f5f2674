"""A run as one HTML file that plays by itself: stages of all members by day, measures, lines, and a small player.

The stage of each member is packed as the changes of each day: their number, then for each the distance to the next
member (variable length) and one byte for community and stage. Both parts are deflated, and written in base64.
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

from sim.classroom.diary import Change, Day, Diary
from sim.classroom.happened import ENOUGH, Line, Ticker, balance
from sim.classroom.lesson import Lesson
from sim.classroom.log import ClassLog
from sim.classroom.phrases import STAGES, Words, phrase, phrases
from sim.model.economy import Economy
from sim.model.recorder import measures
from sim.scenario import Scenario

FOLDER = Path(__file__).with_name("replay_page")
CARDS = ("followers", "trust", "profit", "warnings")
CHARTS = ("followers", "profit", "trust")
MOST_COMMUNITIES = 31  # that fit into a byte beside the stage
RANK = np.array([0, 1, 3, 4, 5, 6, 2])  # of stages: a member is shown where it has come furthest


def page(scenario: Scenario, log: ClassLog, lesson: Lesson | None, changes: Mapping[int, Sequence[Change]]) -> str:
    """The HTML file of a run, which is run again for it."""
    told = recorded(Economy(scenario.values), changes, lesson)
    facts = json.dumps({**described(scenario, log, lesson), **told.facts()}, ensure_ascii=False, allow_nan=False,
                       separators=(",", ":"))
    parts = {name: (FOLDER / f"player.{name}").read_text(encoding="utf-8") for name in ("html", "css", "js")}
    filled = {"title": html.escape(title_of(scenario, lesson)["en"]), "css": parts["css"], "js": parts["js"],
              "js_hash": _hash(parts["js"]), "css_hash": _hash(parts["css"]),
              "facts": packed(facts.encode()), "stages": packed(told.stages())}
    text = parts["html"]
    for name, value in filled.items():
        text = text.replace("{{" + name + "}}", value)
    return text


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


def label(name: str) -> dict[str, str]:
    """The name of a measure in both languages."""
    known = f"measure_{name}"
    words = phrase(known) if known in phrases() else Words(name.replace("_", " "), name)
    return {"en": words.en, "zh": words.zh}


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
        self.days = [day_of(np.zeros(self.people, np.uint8), self.codes)]
        self.lines: list[list] = []
        self.moves: list[list] = []
        self.series: Any = None

    def shown(self) -> np.ndarray:
        """One byte for each member: 8 times the community in which it has come furthest, plus its stage there."""
        best = np.argmax(RANK[self.at], axis=1)
        return (8 * best + self.at[np.arange(self.people), best]).astype(np.uint8)

    def note(self, day: Day) -> None:
        """The changes of stage of a day."""
        moved = day.stages[day.stages["community"] < self.communities]
        self.at[moved["member"], moved["community"]] = moved["after"]
        codes = self.shown()
        self.days.append(day_of(self.codes, codes))
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
        return {"people": self.people, "days": len(self.days) - 1, "lines": self.lines, "moves": self.moves,
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
    told.series = {name: [round(float(value), 4) for value in frame[name]] for name in wanted}
    return told


def day_of(before: np.ndarray, after: np.ndarray) -> bytes:
    """The changes between two days, packed."""
    changed = np.flatnonzero(before != after)
    out = bytearray(_varying(changed.size))
    for gap, code in zip(np.diff(changed, prepend=0).tolist(), after[changed].tolist(), strict=True):
        out += _varying(gap)
        out.append(code)
    return bytes(out)


def _varying(number: int) -> bytes:
    """A whole number in as many bytes as it needs: seven bits each, the lowest first, 128 if more follow."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)
