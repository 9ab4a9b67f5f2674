"""What a student's phone may ask for. Each function is one message; its name is the message's `t`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.classroom import takeaway_of, teaching
from sim.classroom.guests import Guest, cleaned
from sim.classroom.hall import SPEEDS
from sim.classroom.log import ClassLog
from sim.classroom.room import MEASURES, HandIn
from sim.classroom.stage import Stage

if TYPE_CHECKING:
    from sim.classroom.client import Client
    from sim.classroom.session import Session

Action = Callable[["Session", "Client", Guest, dict], Any]
ACTIONS: dict[str, Action] = {}


def action(function: Action) -> Action:
    """Register a message of a student."""
    ACTIONS[function.__name__] = function
    return function


def does(session: Session, client: Client, message: dict) -> bool:
    """Do what a student's page asks for; False if there is no such message, or if it is the teacher's."""
    if message["t"] in ("life", "homes"):
        teaching.ACTIONS[message["t"]](session, client, message)
        return True
    act = ACTIONS.get(message["t"])
    if act is None or client.guest is None:
        if message["t"] in teaching.ACTIONS:
            client.answer(t="error", code="teacher")
            return True
        return False
    act(session, client, client.guest, message)
    client.next_frame = 0.0  # what a page did itself it sees at once
    client.wake.set()
    return True


@action
def bet(session: Session, client: Client, guest: Guest, message: dict) -> None:
    """Place or change a bet."""
    if session.room.bet(guest, message.get("v"), message.get("sure", 1)):
        session.wake_all()


@action
def mark(session: Session, client: Client, guest: Guest, message: dict) -> None:
    """Mark this moment as surprising."""
    if session.view and session.room.mark(guest, session.view.day, session.clock()):
        session.wake_all()


@action
def why(session: Session, client: Client, guest: Guest, message: dict) -> None:
    """Say in one line why it turned."""
    if session.room.why(guest, message.get("v")):
        session.wake_all()


@action
def name(session: Session, client: Client, guest: Guest, message: dict) -> None:
    """Change one's name."""
    given = cleaned(message.get("v"))
    if given:
        guest.name, guest.given = given, False
        session.changed()


@action
def person(session: Session, client: Client, guest: Guest, message: dict) -> None:
    """Adopt another member."""
    guest.person = chosen = session.somebody()
    session.seat.ask(lambda stage: stage.adopt(chosen))
    session.changed()


@action
def sandbox(session: Session, client: Client, guest: Guest, message: dict) -> None:
    """Open the own stage."""
    if not session.open_sandbox(client):
        client.answer(t="error", code="sandboxes" if session.room.sandboxes else "closed")


@action
def own(session: Session, client: Client, guest: Guest, message: dict) -> None:
    """Do something on the own stage: `do` is play, pause, step, again, speed, or move."""
    seat, what, value = client.sandbox, message.get("do"), message.get("v")
    if seat is None:
        return
    if what in ("play", "pause"):
        seat.play(what == "play")
    elif what == "step":
        seat.ask(lambda stage: None if stage.over else stage.step())
    elif what == "again":
        seat.ask(lambda stage: stage.again())
    elif what == "speed" and value in SPEEDS:
        seat.at_speed(value)
    elif what == "move" and isinstance(message.get("path"), str):
        seat.ask(lambda stage: stage.move(message["path"], value))


@action
def view(session: Session, client: Client, guest: Guest, message: dict) -> None:
    """Get pictures of the map from now on, or numbers only."""
    wanted = message.get("v") == "map"
    if wanted and not client.map and not session.may_have_picture():
        client.answer(t="error", code="pictures")
    elif wanted != client.map:
        client.map = wanted
        client.forget()


@action
def link(session: Session, client: Client, guest: Guest, message: dict) -> None:
    """Send the query of a link to the own settings: those handed in last, or those of the own stage as it was."""
    if guest.log is not None:
        takeaway_of.send_link(client, guest.log)


@action
def hand_in(session: Session, client: Client, guest: Guest, message: dict) -> None:
    """Hand in the settings of the own stage and what came of them."""
    if client.sandbox is not None and session.room.sandboxes:
        agreed = bool(message.get("agree"))
        client.sandbox.ask_quietly(lambda stage: session.in_loop(_handed, session, guest, agreed, *_result(stage)))


def _result(stage: Stage) -> tuple[ClassLog, dict[str, Any], dict[str, float]]:
    series = stage.economy.datacollector.model_vars
    outcome = {name: float(f"{series[name][-1]:.6g}") if series[name] else 0.0 for name in MEASURES}
    return stage.log_now(), dict(stage.values), outcome


def _handed(session: Session, guest: Guest, agreed: bool, log: ClassLog, values: dict, outcome: dict) -> None:
    guest.log = log
    session.room.hand_in(guest, HandIn(0, guest.token, guest.name, agreed, values, log.seed, log.days, outcome,
                                       list(log.moves), log.overrides))
    session.wake_all()


@action
def agree(session: Session, client: Client, guest: Guest, message: dict) -> None:
    """Let the own hand-in be shown to all, or not."""
    room = session.room
    mine = next((one for one in room.handed if one.token == guest.token and one.number == room.asked), None)
    room.asked = None
    if mine is not None and message.get("v"):
        log = ClassLog(session.plan.source, session.plan.lesson_name, mine.overrides, mine.seed, mine.days, mine.moves)
        session.seat.play(False)
        session.seat.ask(lambda stage: stage.relive(replace(log)))
    session.changed()
