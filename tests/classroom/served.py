"""A page of a class that is served within the test."""

from __future__ import annotations

import contextlib
import json
import struct

from starlette.websockets import WebSocketDisconnect

TEACHER, STUDENT = {"t": "hello", "key": "the key"}, {"t": "hello", "code": "1234"}
PRICE = "communities.pancake.channels.shop.price"


class Page:
    """A page that acknowledges its frames, and knows the last of everything."""

    def __init__(self, socket):
        self.socket, self.frames, self.frame, self.room, self.answers = socket, 0, {}, {}, []

    def say(self, t, **more):
        self.socket.send_json({"t": t, **more})

    def hear(self, acknowledge=True):
        """The next message."""
        event = self.socket.receive()
        if event["type"] == "websocket.close":
            raise WebSocketDisconnect(event["code"], event.get("reason"))
        data = event.get("bytes")
        message = json.loads(event["text"]) if data is None else {"t": "frame", **json.loads(
            data[4:4 + struct.unpack_from("<I", data)[0]])}
        if message["t"] == "frame":
            self.frames += 1
            self.frame |= message
            self.room = message.get("room", self.room)
            if acknowledge:
                self.say("ack", n=self.frames)
        else:
            self.answers.append(message)
        return message

    def until(self, holds):
        """Listen until something holds."""
        for _ in range(400):
            if holds(self):
                return self
            self.hear()
        raise AssertionError(f"never: {self.frame.get('day')} {self.room}")

    def errors(self):
        return [answer["code"] for answer in self.answers if answer["t"] == "error"]


@contextlib.contextmanager
def page(client, hello, **headers):
    with client.websocket_connect("/ws", headers=headers) as socket:
        socket.send_json(hello)
        yield Page(socket)
