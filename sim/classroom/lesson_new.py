"""Write the skeleton of a lesson, and the counts of a lesson that was tried."""

from __future__ import annotations

import re
from pathlib import Path

from sim.classroom.lesson_file import read_lesson
from sim.scenario import load
from sim.scenario.files import SUFFIXES, called, is_path
from sim.scenario.problems import Problem, ScenarioError, one_line
from sim.scenario.write import scalar
from sim.system import atomic_write, paths
from sim.system.words import say

SKELETON = Path(__file__).with_name("lesson_page") / "skeleton.yaml"
DAYS = 180


def new(target: str, parent: str = "base") -> Path:
    """Write a commented lesson, valid and to be completed; `target` is a name or a file. Raises ScenarioError."""
    path = paths.expanded(target if target.endswith(SUFFIXES) else f"{target}.yaml")
    if is_path(parent):
        raise _wrong(path, say("--from {parent} must be the name of a built-in scenario; name a file in the lesson "
                               "itself", parent=parent))
    load(parent)
    if fault := atomic_write.refusal(path):
        raise _wrong(path, fault)
    text = SKELETON.read_text(encoding="utf-8").format(file=called(path), title=scalar(one_line(path.stem)), days=DAYS,
                                                       parent=parent)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise _wrong(path, say("this exists already; choose another name")) from None
    read_lesson(path)
    return path


def counted(path: Path, holds_in: int, turned_in: int | None) -> None:
    """Write into the file of a lesson in how many runs its reveal and its counter-experiment hold. Raises
    ScenarioError."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^holds_in:.*\n", "", text)
    text = re.sub(r"(?m)^(holds:.*\n)", rf"\g<1>holds_in: {holds_in}\n", text, count=1)
    if turned_in is not None:
        text = re.sub(r"(?m)^( +)holds_in:.*\n", "", text)
        text = re.sub(r"(?m)^turn:( *(#.*)?)\n", rf"turn:\g<1>\n  holds_in: {turned_in}\n", text, count=1)
    if fault := atomic_write.refusal(path):
        raise _wrong(path, fault)
    with atomic_write.replaced(path) as draft:
        draft.write_text(text, encoding="utf-8")
    written = read_lesson(path)
    if written.holds_in != holds_in or (written.turn and written.turn.holds_in != turned_in):
        raise _wrong(path, say("the counts could not be written; write holds_in: {holds_in} below holds: yourself",
                               holds_in=holds_in))


def _wrong(path: Path, sentence: str) -> ScenarioError:
    return ScenarioError(Problem(called(path), None, "", sentence))
