"""What the teacher's screen may ask for. Each function is one message; its name is the message's `t`."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sim.classroom import frames, reveal, takeaway_of
from sim.classroom.album import Leaf
from sim.classroom.hall import SPEEDS
from sim.classroom.life import Life
from sim.classroom.stage import Stage

if TYPE_CHECKING:
    from sim.classroom.client import Client
    from sim.classroom.session import Session

Action = Callable[["Session", "Client", dict], Any]
ACTIONS: dict[str, Action] = {}
FOR_ALL = ("take_over", "life", "homes", "now")  # what a screen may ask that does not lead


def action(function: Action) -> Action:
    """Register a message of the teacher."""
    ACTIONS[function.__name__] = function
    return function


def does(session: Session, client: Client, message: dict) -> bool:
    """Do what a teacher's page asks for; False if there is no such message."""
    act = ACTIONS.get(message["t"])
    if act is None:
        return False
    if session.leader is not None and session.leader is not client and message["t"] not in FOR_ALL:
        client.answer(t="error", code="led")
        return True
    if session.leader is None:
        session.leader = client
        session.changed()
    act(session, client, message)
    return True


@action
def take_over(session: Session, client: Client, message: dict) -> None:
    """Lead the class from this screen instead of another one."""
    session.leader = client
    session.changed()


@action
def play(session: Session, client: Client, message: dict) -> None:
    """Play. In a lesson it is locked until bets are closed, unless `force` is given."""
    room = session.room
    if room.options and room.phase in ("lobby", "bet", "talk"):
        if not message.get("force"):
            client.answer(t="error", code="locked")
            return
        room.enter("watch")
        session.wake_all()
    session.seat.play(True)


@action
def pause(session: Session, client: Client, message: dict) -> None:
    """Pause."""
    session.seat.play(False)


@action
def step(session: Session, client: Client, message: dict) -> None:
    """Run one day."""
    if session.room.options and session.room.phase in ("bet", "talk"):
        client.answer(t="error", code="locked")
        return
    session.seat.ask(lambda stage: None if stage.over else stage.step())


@action
def speed(session: Session, client: Client, message: dict) -> None:
    """Play at one of the speeds."""
    if message.get("v") in SPEEDS:
        session.seat.at_speed(message["v"])


@action
def again(session: Session, client: Client, message: dict) -> None:
    """Begin anew with the present sliders and the same luck."""
    session.seat.anew(lambda stage: stage.again())


@action
def luck(session: Session, client: Client, message: dict) -> None:
    """Begin anew with the present sliders and another luck."""
    seed = random.SystemRandom().randrange(1_000_000)
    session.seat.anew(lambda stage: stage.again(seed))


@action
def pin(session: Session, client: Client, message: dict) -> None:
    """Keep this run on the screen as A."""
    session.seat.ask(Stage.pin)


@action
def unpin(session: Session, client: Client, message: dict) -> None:
    """Show no run as A any more."""
    session.seat.ask(Stage.unpin)


@action
def preset(session: Session, client: Client, message: dict) -> None:
    """Begin anew from a preset."""
    key = message.get("v")
    if isinstance(key, str):
        session.seat.anew(lambda stage: stage.start_from(key))


@action
def move(session: Session, client: Client, message: dict) -> None:
    """Move a slider."""
    path, value = message.get("path"), message.get("v")
    if isinstance(path, str):
        session.seat.ask(lambda stage: stage.move(path, value))


@action
def settings(session: Session, client: Client, message: dict) -> None:
    """Run again what a link describes: the random seed, all settings, and the moves of sliders."""
    query = message.get("v")
    if isinstance(query, str):
        session.seat.anew(lambda stage: takeaway_of.follow(stage, query))


@action
def phase(session: Session, client: Client, message: dict) -> None:
    """Go to a phase of the lesson."""
    if isinstance(message.get("v"), str):
        session.room.enter(message["v"])
        if session.room.phase in ("bet", "talk"):
            session.seat.play(False)
        if not session.room.sandboxes:
            session.close_sandboxes()
        session.note()
        session.wake_all()


@action
def vote(session: Session, client: Client, message: dict) -> None:
    """Open the first or the second vote, or close both."""
    if isinstance(message.get("v"), int):
        session.room.vote(message["v"])
        session.wake_all()


@action
def bets(session: Session, client: Client, message: dict) -> None:
    """Show the bets, or hide them."""
    session.room.bets_shown = bool(message.get("v"))
    session.changed()


@action
def hands(session: Session, client: Client, message: dict) -> None:
    """Take the counts of a show of hands."""
    which = 1 if message.get("which") == 1 else 0
    if session.room.count_hands(which, message.get("v")):
        session.wake_all()


@action
def show_answer(session: Session, client: Client, message: dict) -> None:
    """Reveal: say which bet holds for the two runs on the screen."""
    session.seat.ask(lambda stage: session.in_loop(reveal.shown, session, client, reveal.held(stage)))


@action
def why(session: Session, client: Client, message: dict) -> None:
    """Show one of the lines that students wrote, without a name; none takes it away."""
    at = message.get("v")
    lines = session.room.exits if message.get("of") == "exits" else session.room.whys
    session.room.why_shown = lines[at] if isinstance(at, int) and 0 <= at < len(lines) else ""
    session.changed()


@action
def blank(session: Session, client: Client, message: dict) -> None:
    """Replace a name by the room's own."""
    for guest in session.room.guests:
        if guest.number == message.get("v"):
            session.room.blank(guest, client.language)
    session.changed()


@action
def project(session: Session, client: Client, message: dict) -> None:
    """Ask the owner of a hand-in whether it may be shown to all."""
    session.room.asked = message.get("v") if isinstance(message.get("v"), int) else None
    session.changed()


@action
def black(session: Session, client: Client, message: dict) -> None:
    """Turn the screen black, or on again."""
    session.room.black = bool(message.get("v"))
    session.changed()


@action
def take(session: Session, client: Client, message: dict) -> None:
    """Make a file of this run, a replay, a table or a scenario; or a link to it."""
    what = message.get("v")
    if what == "link":
        session.seat.ask_quietly(lambda stage: session.in_loop(takeaway_of.send_link, client, stage.log_now()))
    elif isinstance(what, str) and what in takeaway_of.FILES:
        session.seat.ask_quietly(lambda stage: session.in_loop(
            takeaway_of.send, session, client, what, stage.log_now(), stage.pinned))


@action
def life(session: Session, client: Client, message: dict) -> None:
    """Tell the life of a member."""
    if (member := _member(session, message)) is not None:
        session.seat.ask_quietly(lambda stage: session.in_loop(_told, client, stage.life(member), stage.homes(member)))


@action
def homes(session: Session, client: Client, message: dict) -> None:
    """Name the communities that a member belongs to."""
    if (member := _member(session, message)) is not None:
        session.seat.ask_quietly(lambda stage: session.in_loop(_at_home, client, member, stage.homes(member)))


def _member(session: Session, message: dict) -> int | None:
    """The number of a member, if the message has one."""
    member, view = message.get("v"), session.view
    people = view.shot.stage.size if view and view.shot else 0
    return member if isinstance(member, int) and not isinstance(member, bool) and 0 <= member < people else None


def _told(client: Client, told: Life, homes: list) -> None:
    client.answer(t="life", member=told.member, stage=told.stage, came=told.came._asdict(), went=told.went._asdict(),
                  chain=list(told.chain), homes=homes)


def _at_home(client: Client, member: int, homes: list) -> None:
    client.answer(t="homes", member=member, homes=homes)


@action
def past(session: Session, client: Client, message: dict) -> None:
    """Show a day that is over once more, on this screen alone; the run waits meanwhile."""
    day = message.get("v")
    if isinstance(day, int) and not isinstance(day, bool):
        session.seat.play(False)
        session.seat.ask_quietly(lambda stage: session.in_loop(_turned_back, client, stage.past(day)))


def _turned_back(client: Client, leaf: Leaf | None) -> None:
    if leaf is not None:
        client.answer(**frames.past(leaf))


@action
def now(session: Session, client: Client, message: dict) -> None:
    """Return from the past: this page is sent everything anew."""
    client.forget()
