"""What pages are told of the room, and what a restart needs: no name and no token is ever among it."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sim.classroom.log import ClassLog, Move
from sim.classroom.room import Room
from sim.classroom.stage import Pinned, View, thinned
from sim.world.stages import NAMES

if TYPE_CHECKING:
    from sim.classroom.client import Client
    from sim.classroom.session import Session


def room_for(session: Session, client: Client) -> dict[str, Any]:
    """The room as this page may see it."""
    room = session.room
    told: dict[str, Any] = {
        "phase": room.phase, "vote": room.open_vote, "voted": room.voted(), "present": room.guests.present(),
        "marks": sorted(room.marks.items()), "why": room.why_shown, "linesOpen": room.lines_open,
        "sandboxes": room.sandboxes, "black": room.black, "revealed": room.revealed, "held": room.held}
    if room.bets_shown and room.options:
        told["bets"] = {"first": room.tally(0), "second": room.tally(1), "matrix": room.matrix()}
    if client.teacher:
        leads = session.leader is client
        told |= {"leads": leads, "whys": room.whys, "exits": room.exits, "handed": len(room.handed),
                 "leaders": room.leaders(), "guests": [{"number": guest.number, "name": guest.name}
                                                       for guest in room.guests if guest.connections > 0]}
    if client.guest:
        guest = client.guest
        mine = next((one for one in room.handed if one.token == guest.token), None)
        told["me"] = {"name": guest.name, "bets": guest.bets, "late": guest.late, "said": guest.said,
                      "person": guest.person, "handed": mine is not None, "settings": guest.log is not None,
                      "asked": mine is not None and room.asked == mine.number}
    return told


def pinned(run: Pinned | None) -> dict | None:
    """The run pinned as A."""
    if run is None:
        return None
    series = {name: [float(f"{value:.6g}") for value in values] for name, values in run.series.items()}
    return {"series": series, "values": run.values, "name": run.name, "seed": run.seed}


def person(view: View, member: int) -> dict[str, Any] | None:
    """What a student is told of its person."""
    known = view.people.get(member)
    if known is None or known.life is None:
        return None
    return {"member": member, "stage": NAMES[known.life.stage], "curve": known.curve[-1:] and thinned(known.curve),
            "came": known.life.came._asdict(), "went": known.life.went._asdict()}


def kept(room: Room, log: ClassLog) -> dict[str, Any]:
    """What a restart needs: the run, the room's code and key, and its phase."""
    return {"code": room.code, "key": room.key, "phase": room.phase, "process": os.getpid(), "log": asdict(log)}


def log_of(stored: dict[str, Any]) -> ClassLog:
    """The run of what was kept. Raises KeyError or TypeError if it is something else."""
    return ClassLog(**{**stored, "moves": [Move(**move) for move in stored["moves"]]})
