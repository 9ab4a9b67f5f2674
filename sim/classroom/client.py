"""One page: what it knows, what waits to be sent to it, and the frame that it has not acknowledged yet."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sim.classroom.frames import Known
from sim.classroom.guests import Guest
from sim.classroom.hall import Seat
from sim.classroom.limits import MOST_ANSWERS, STRIKES, Bucket
from sim.classroom.stage import View

POLICY = 1008  # the code of WebSocket for a page that breaks the rules


class Dropped(Exception):
    """The page is dropped; the text is the reason."""


class Client:
    """A connected page. There is never more than one frame on its way; a slow page gets the newest one next."""

    def __init__(self, socket: WebSocket):
        self.socket = socket
        self.teacher = self.map = False
        self.guest: Guest | None = None
        self.language = "en"
        self.known, self.room_version, self.pinned = Known(), -1, -1
        self.status: dict | None = None
        self.unacknowledged: int | None = None
        self.frame_number = 0
        self.answers: deque[str] = deque()
        self.wake = asyncio.Event()
        self.bucket = Bucket()
        self.strikes = 0
        self.next_frame = 0.0  # of pages with numbers only: the moment of the next frame
        self.sandbox: Seat | None = None
        self.sandbox_view: tuple[View, dict] | None = None
        self.sandbox_known = Known()
        self.sandbox_status: dict | None = None
        self.person_told: Any = None
        self.chart_told: Any = None

    def forget(self) -> None:
        """Have everything sent to this page anew."""
        self.known, self.status = Known(), None
        self.wake.set()

    def answer(self, **message: Any) -> None:
        """Send an answer to this page alone."""
        if len(self.answers) < MOST_ANSWERS:
            self.answers.append(json.dumps(message, ensure_ascii=False, separators=(",", ":")))
            self.wake.set()

    def strike(self) -> None:
        """Note a message that makes no sense. Raises Dropped after several."""
        self.strikes += 1
        if self.strikes >= STRIKES:
            raise Dropped("messages that make no sense")

    async def receive(self, now) -> dict | None:
        """The next message; None for one that makes no sense. Raises Dropped and WebSocketDisconnect."""
        event = await self.socket.receive()
        if event["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(event.get("code", 1000))
        text = event.get("text")
        message = _parsed(text) if isinstance(text, str) else None
        if message is not None and message["t"] == "ack":
            return self._acknowledged(message, now())
        if not self.bucket.passes(now()):
            raise Dropped("too many messages")
        if message is None:
            self.strike()
        return message

    def _acknowledged(self, message: dict, now: float) -> dict | None:
        if message.get("n") == self.unacknowledged and self.unacknowledged is not None:
            self.unacknowledged = None
            self.wake.set()
        elif not self.bucket.passes(now):
            raise Dropped("too many messages")
        return None

    async def send_answers(self) -> None:
        """Send all answers that wait."""
        while self.answers:
            await self.socket.send_text(self.answers.popleft())

    async def send_frame(self, frame: bytes | dict) -> None:
        """Send a frame, which the page has to acknowledge before it gets the next one."""
        self.frame_number += 1
        self.unacknowledged = self.frame_number
        if isinstance(frame, bytes):
            await self.socket.send_bytes(frame)
        else:
            await self.socket.send_text(json.dumps({"t": "frame", **frame}, ensure_ascii=False, separators=(",", ":")))


def _parsed(text: str) -> dict | None:
    """A message: a JSON object with a word `t`."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) and isinstance(message.get("t"), str) else None
