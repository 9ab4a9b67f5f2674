"""The reveal: which of a lesson's bets holds for the two runs on the screen, and the curves that decide it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.classroom import arms, lessons
from sim.classroom.arms import Arm
from sim.classroom.lesson import Chart
from sim.classroom.stage import Stage, thinned

if TYPE_CHECKING:
    from sim.classroom.client import Client
    from sim.classroom.session import Session

POINTS = 240  # of a curve


class Answer(NamedTuple):
    """The number of the bet that holds, or a word for what is missing: `pin`, `days` or `arms`; and the curves."""

    held: int | None
    missing: str = ""
    chart: dict[str, Any] | None = None


def held(stage: Stage) -> Answer:
    """What the two runs on the screen say."""
    pinned, lesson = stage.pinned, stage.plan.lesson
    if lesson is None or pinned is None:
        return Answer(None, "pin")
    if not stage.over or pinned.economy.day < stage.plan.days:
        return Answer(None, "days")
    runs = {pinned.name: pinned.economy, stage.preset: stage.economy}
    if set(runs) != {"A", "B"} or pinned.seed != stage.log.seed:
        return Answer(None, "arms")
    measured = {letter: arms.of_economy(economy) for letter, economy in runs.items()}
    return Answer(lessons.outcome(lesson, measured["A"], measured["B"]), "", drawn(lesson.chart, measured))


def drawn(chart: Chart, measured: Mapping[str, Arm]) -> dict[str, Any]:
    """The curves of both runs, each with at most some 240 points, the last of which is that of the last day."""
    return {"title": dict(chart.title), **{letter: thinned([float(f"{value:.6g}") for value in summed(chart, arm)],
                                                           POINTS) for letter, arm in measured.items()}}


def summed(chart: Chart, arm: Arm) -> list[float]:
    """The sum of the measures that a chart names, for each day."""
    return [sum(day) for day in zip(*(_series(arm, names) for names in chart.of), strict=True)]


def _series(arm: Arm, names: Sequence[str]) -> Sequence[float]:
    return arm.daily[names[0]] if len(names) == 1 else arm.communities[names[0]][names[1]]


def shown(session: Session, client: Client, answer: Answer) -> None:
    """Show the reveal to all; or tell the teacher what is missing, and show the lesson's own sentence."""
    room = session.room
    room.held, room.chart = answer.held, answer.chart
    if room.held is None and answer.missing != "arms":
        client.answer(t="error", code=f"reveal_{answer.missing}")
        return
    room.revealed, room.phase = True, "explain"
    room.bets_shown = True
    session.changed()
