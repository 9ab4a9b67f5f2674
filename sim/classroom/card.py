"""The teacher's card of a lesson: one page to print, or plain text for a terminal."""

# Imported where it is needed: a card in a terminal needs no templates.

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim.classroom.lesson import LETTERS, SEEDS, Lesson
from sim.classroom.phrases import written
from sim.scenario.problems import plain_number
from sim.system.words import language

_BREAKS = re.compile(r".{1,50}(?![0-9A-Za-z])|.+")
FOLDER = Path(__file__).with_name("lesson_page")
WIDE, LARGE, SMALL, MUCH = 100, 9.0, 7.6, 3300


@cache
def _words() -> dict[str, Any]:
    return yaml.safe_load((FOLDER / "card.yaml").read_text(encoding="utf-8"))


def word(key: str, /, **values) -> str:
    """A word of the card in the present language."""
    return said(_words()[key]).format(**values)


def said(text: Mapping[str, Any]) -> str:
    """A text of the lesson in the present language."""
    return str(text.get(language()) or text["en"])


def cell(value) -> str:
    """A value of the table that compares both sides."""
    if isinstance(value, Mapping):
        return said(value)
    return written(value, language()) if float(value).is_integer() else plain_number(value)


def held(lesson: Lesson, count: int) -> str:
    """In how many runs a sentence held."""
    return word("held", n=count, seeds=SEEDS) if count else word("untried", name=lesson.name)


def parts(lesson: Lesson) -> list[tuple[str, str | list[str]]]:
    """The headings of the card with what stands below each: a text, or a list of texts."""
    teacher, turn = lesson.teacher, lesson.turn
    blank = "" if language() == "zh" else " "
    revealed = blank.join((said(lesson.reveal), held(lesson, lesson.holds_in)))
    turned = blank.join((said(turn.change), said(turn.reveal), held(lesson, turn.holds_in))) if turn else ""
    return [(word("believe"), said(lesson.believe)), (word("expect"), said(teacher["expect"])),
            (word("watch"), [said(one) for one in lesson.watch]), (word("reveal"), revealed),
            (word("why"), said(lesson.why)), (word("wrong"), said(teacher["wrong"])),
            (word("questions"), [said(one) for one in teacher["questions"]]), (word("turn"), turned),
            (word("transfer"), said(lesson.transfer)), (word("assumes"), said(teacher["assumes"])),
            (word("leaves_out"), said(lesson.leaves_out))]


def html(lesson: Lesson) -> str:
    """The card as one HTML page that fits on one sheet of A4 when printed."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    page = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined,
                       keep_trailing_newline=True).get_template("card.html.j2")
    much = sum(len(text) if isinstance(text, str) else sum(map(len, text)) for _, text in parts(lesson))
    return page.render(lesson=lesson, parts=parts(lesson), timetable=_words()["timetable"], t=said, w=word, cell=cell,
                       lang="zh-CN" if language() == "zh" else "en", size=SMALL if much > MUCH else LARGE)


def text(lesson: Lesson) -> str:
    """The card as plain text."""
    marks = ["*" if at == lesson.holds else " " for at in range(len(lesson.bets))]
    bets = [f"{mark} {LETTERS[at]} {said(lesson.bets[at].text)}" for at, mark in enumerate(marks)]
    setup = [f"{said(row['name'])}: A {cell(row['A'])}, B {cell(row['B'])}" for row in lesson.setup]
    runs = f"A {said(lesson.a.name)}, B {said(lesson.b.name)}. {word('same', days=lesson.days)}"
    minutes = [f"{row['at']:>5}  {said(row).replace('{talk}', said(lesson.talk))}" for row in _words()["timetable"]]
    blocks = [(word("setup"), [runs, *setup]), (word("minutes"), minutes), (word("bets"), bets), *parts(lesson)]
    lines = [f"{said(lesson.title)} ({lesson.name})", *_filled(said(lesson.question), "")]
    for heading, below in blocks:
        rows = [below] if isinstance(below, str) else below
        lines += ["", heading, *(line for row in rows if row for line in _filled(row, "  "))] if any(rows) else []
    return "\n".join([*lines, "", *_filled(word("closing"), "")])


def _filled(line: str, indent: str) -> list[str]:
    """The line, broken; Chinese has no blanks to break at, and its letters take two columns each."""
    if language() == "zh":
        return [indent + part for part in _BREAKS.findall(line)]  # never within a number
    return textwrap.wrap(line, WIDE, initial_indent=indent, subsequent_indent=f"{indent}  " if indent else "")
