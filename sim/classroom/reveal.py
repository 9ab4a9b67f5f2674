"""The reveal: which of a lesson's bets holds for the two runs on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.classroom import arms, lessons
from sim.classroom.stage import Stage

if TYPE_CHECKING:
    from sim.classroom.client import Client
    from sim.classroom.session import Session


def held(stage: Stage) -> int | str:
    """The number of the bet that holds, or a word for what is missing: `pin`, `days` or `arms`."""
    pinned, lesson = stage.pinned, stage.plan.lesson
    if lesson is None or pinned is None:
        return "pin"
    if not stage.over or pinned.economy.day < stage.plan.days:
        return "days"
    runs = {pinned.name: pinned.economy, stage.preset: stage.economy}
    if set(runs) != {"A", "B"} or pinned.seed != stage.log.seed:
        return "arms"
    return lessons.outcome(lesson, arms.of_economy(runs["A"]), arms.of_economy(runs["B"]))


def shown(session: Session, client: Client, result: Any) -> None:
    """Show the reveal to all; or tell the teacher what is missing, and show the lesson's own sentence."""
    room = session.room
    room.held = result if isinstance(result, int) else None
    if room.held is None and result != "arms":
        client.answer(t="error", code=f"reveal_{result}")
        return
    room.revealed, room.phase = True, "explain"
    room.bets_shown = True
    session.changed()
