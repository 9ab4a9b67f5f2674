"""The greeting: who a page is, and what it needs to know once."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import segno

from sim.classroom.hall import SPEEDS
from sim.classroom.plan import TOWN

if TYPE_CHECKING:
    from sim.classroom.client import Client
    from sim.classroom.session import Session


def greeted(session: Session, client: Client, message: dict) -> str:
    """Let a page in: with the key a teacher's, with the code a student's. Returns why not, or ""."""
    client.language = "zh" if message.get("lang") == "zh" else "en"
    if "key" in message:
        if not _same(message["key"], session.room.key):
            return "key"
        client.teacher = client.map = True
        session.leader = session.leader or client
    elif not _same(message.get("code"), session.room.code):
        return "code"
    else:
        guest = session.room.guests.join(message.get("token"), message.get("name"), client.language,
                                         session.somebody())
        if guest is None:
            return "full"
        client.guest = guest
        guest.connections += 1
        client.map = message.get("view") == "map" and session.may_have_picture()
        session.seat.ask(lambda stage: stage.adopt(guest.person))
    client.answer(t="welcome", **_told(session, client))
    return ""


def _same(given: object, secret: str) -> bool:
    return isinstance(given, str) and secrets.compare_digest(given.encode(), secret.encode())


def _told(session: Session, client: Client) -> dict[str, Any]:
    plan = session.plan
    told: dict[str, Any] = {
        "role": "teacher" if client.teacher else "student", "map": client.map, "ready": session.prepared,
        "preparing": session.preparation(),
        "levers": [lever.public() for lever in plan.levers], "days": plan.days, "speeds": SPEEDS,
        "presets": [{"key": one.key, "name": dict(one.name)} for one in plan.presets],
        "people": plan.scenario.values["members"]["count"], "town": TOWN, "main": plan.main,
        "title": None if plan.lesson else dict(plan.presets[0].name),
        "lesson": plan.lesson.public() if plan.lesson else None}
    if client.guest:
        told |= {"token": client.guest.token, "name": client.guest.name}
    if client.teacher:
        told |= {"code": session.room.code, "address": session.address, "qr": qr(session.address),
                 "back": session.back.days if session.back else 0}
    return told


def qr(address: str) -> str:
    """The QR code of an address, as an SVG text; "" without an address."""
    if not address:
        return ""
    return segno.make(address, error="m").svg_inline(scale=4, border=2, dark="#16202B", light="#FFFFFF")
