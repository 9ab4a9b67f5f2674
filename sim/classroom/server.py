"""The server of a class: two pages with their files, and a WebSocket for each page. No request reads from disk."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import secrets
import socket as sockets
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from sim.classroom import learning, teaching, welcome
from sim.classroom.client import POLICY, Client, Dropped
from sim.classroom.limits import MOST_PAGES
from sim.classroom.session import Session

PAGES = Path(__file__).with_name("page")
KINDS = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
         ".css": "text/css; charset=utf-8"}
HEADERS = {"Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; "
                                      "base-uri 'none'; form-action 'none'",
           "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}
FULL, HELLO_WITHIN = 1013, 10.0
log = logging.getLogger(__name__)


def files() -> dict[str, tuple[bytes, str]]:
    """All files of the pages, by name: content and type."""
    return {file.name: (file.read_bytes(), KINDS[file.suffix]) for file in sorted(PAGES.iterdir())
            if file.suffix in KINDS}


def app(session: Session) -> Starlette:
    """The application of a class."""
    known = files()

    def sent(name: str) -> Response:
        content, kind = known[name]
        return Response(content, media_type=kind, headers=HEADERS)

    def page(name: str):
        async def shown(request: Request) -> Response:
            return sent(name) if own_host(request.headers.get("host", "")) else Response("not this host", 421)
        return shown

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in known or not own_host(request.headers.get("host", "")):
            return Response("not found", 404, HEADERS, "text/plain")
        return sent(name)

    async def talk(socket: WebSocket) -> None:
        await _talk(session, socket)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        session.start(asyncio.get_running_loop())
        yield
        session.close()

    return Starlette(routes=[Route("/", page("screen.html")), Route("/join", page("phone.html")),
                             Route("/{code:int}", page("phone.html")), Route("/page/{name}", file),
                             WebSocketRoute("/ws", talk)], lifespan=lifespan)


def own_host(host: str) -> bool:
    """Whether a Host header is an address or a name of this machine, so that no page of the network poses as ours."""
    name = urlsplit(f"//{host}").hostname or ""
    with contextlib.suppress(ValueError):
        return bool(ipaddress.ip_address(name))
    return name in ("localhost", "testserver", sockets.gethostname().lower())


def same_origin(socket: WebSocket) -> bool:
    """Whether a WebSocket was opened by a page of this server, or by a program that is no browser."""
    origin, host = socket.headers.get("origin"), socket.headers.get("host", "")
    return own_host(host) and (origin is None or urlsplit(origin).netloc == host)


async def _talk(session: Session, socket: WebSocket) -> None:
    """One page, from its first word to its last."""
    if not same_origin(socket) or len(session.clients) >= MOST_PAGES:
        await socket.close(POLICY if len(session.clients) < MOST_PAGES else FULL)
        return
    await socket.accept()
    client = Client(socket)
    session.clients.add(client)
    sender = asyncio.create_task(_send(session, client))
    try:
        await asyncio.wait_for(_hello(session, client), HELLO_WITHIN)
        client.wake.set()
        while True:
            message = await client.receive(session.clock)
            if message is not None:
                _handle(session, client, message)
    except (WebSocketDisconnect, RuntimeError):
        pass  # the page is gone
    except TimeoutError:
        await _close(client, "no greeting")
    except Dropped as dropped:
        await _close(client, str(dropped))
    finally:
        sender.cancel()
        _gone(session, client)


def _handle(session: Session, client: Client, message: dict) -> None:
    acts = teaching.does if client.teacher else learning.does
    if not acts(session, client, message):
        client.strike()


async def _hello(session: Session, client: Client) -> None:
    """Wait for the greeting of a page, and let it in or drop it."""
    message = await client.receive(session.clock)
    while message is None:
        message = await client.receive(session.clock)
    if message["t"] != "hello":
        raise Dropped("no greeting")
    address = client.socket.client.host if client.socket.client else ""
    session.guesses.wait(address, session.clock())
    if not session.guesses.may(address):
        raise Dropped("too many wrong codes")
    refused = welcome.greeted(session, client, message)
    if refused:
        if refused in ("key", "code"):
            session.guesses.wrong(address, session.clock())
        client.answer(t="error", code=refused)
        await client.send_answers()
        raise Dropped(refused)
    session.changed()


async def _send(session: Session, client: Client) -> None:
    """Send answers, and frames one at a time. A page that cannot be served is closed, and comes back anew."""
    try:
        while True:
            await client.wake.wait()
            client.wake.clear()
            await client.send_answers()
            if client.unacknowledged is None and (client.teacher or client.guest or client.map):
                frame = session.frame(client)
                if frame is not None:
                    await client.send_frame(frame)
    except (WebSocketDisconnect, RuntimeError):
        pass  # the page is gone
    except Exception:
        log.exception("a page cannot be told what is new")
        await _close(client, "the server made a mistake")


async def _close(client: Client, reason: str) -> None:
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        if client.socket.client_state == WebSocketState.CONNECTED:
            await client.socket.close(POLICY, reason)


def _gone(session: Session, client: Client) -> None:
    session.clients.discard(client)
    if session.leader is client:
        session.leader = next((other for other in session.clients if other.teacher), None)
    if client.guest:
        client.guest.connections -= 1
        if client.sandbox:
            client.sandbox.play(False)
    if client.teacher or client.guest:
        session.changed()


def new_key() -> str:
    """A key for a teacher."""
    return secrets.token_urlsafe(9)


def new_code() -> str:
    """A code for a room: four digits, easy to say and to type."""
    return str(1000 + secrets.randbelow(9000))
