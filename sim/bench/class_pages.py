"""Pages for the benchmark of the class room: they take frames, acknowledge them, and note when each came."""

from __future__ import annotations

import asyncio
import contextlib
import json
import struct
import time
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed


class Page:
    """A connected page. `came` has the moment of each frame, `sizes` its bytes, `state` the newest JSON parts."""

    def __init__(self, socket: ClientConnection):
        self.socket = socket
        self.came: list[float] = []
        self.sizes: list[int] = []
        self.state: dict[str, Any] = {}
        self.sandbox: list[float] = []
        self.heard = asyncio.Event()
        self.task = asyncio.create_task(self._listen())

    async def say(self, t: str, **more: Any) -> None:
        """Send a message."""
        await self.socket.send(json.dumps({"t": t, **more}))

    async def _listen(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            async for data in self.socket:
                await self._take(data)

    async def _take(self, data: str | bytes) -> None:
        if isinstance(data, bytes):
            head = {"t": "frame", **json.loads(data[4:4 + struct.unpack_from("<I", data)[0]])}
        else:
            head = json.loads(data)
        if head["t"] == "frame":
            self.came.append(time.perf_counter())
            self.sizes.append(len(data))
            if "sandbox" in head:
                self.sandbox.append(self.came[-1])
            await self.say("ack", n=len(self.came))
        self.state |= head
        self.heard.set()

    async def until(self, holds, seconds: float = 60.0) -> float:
        """Wait until the state holds; returns the moment. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not holds(self.state):
                self.heard.clear()
                await self.heard.wait()
        return time.perf_counter()

    async def close(self) -> None:
        """End the connection."""
        await self.socket.close()
        await self.task


async def opened(address: str, **hello: Any) -> Page:
    """A page that has said hello."""
    page = Page(await connect(address, max_size=None, compression=None))
    await page.say("hello", **hello)
    return page


def rate(moments: list[float], start: float, end: float) -> float:
    """How many of these moments there are a second between two others."""
    return round(sum(start <= moment < end for moment in moments) / (end - start), 1)
