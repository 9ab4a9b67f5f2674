"""Open a class: choose a port, serve, and tell the teacher where to go. Ends with Ctrl-C."""

from __future__ import annotations

import contextlib
import ipaddress
import json
import os
import socket
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from sim.classroom import server, state
from sim.classroom.limits import LONGEST_MESSAGE
from sim.classroom.log import ClassLog
from sim.classroom.plan import Plan
from sim.classroom.session import Session
from sim.runs import compile_helper
from sim.system import atomic_write

PORT, TRIES = 8765, 30
LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"


class NoPort(OSError):
    """The port is taken."""


@dataclass
class Wishes:
    """What the command line asks for. `port` 0 means the first free one from 8765 on."""

    share: bool = False
    port: int = 0
    browser: bool = True
    most: int = 200
    seed: int = 1
    stored: Path | None = None
    log: ClassLog | None = None  # a run to begin with


def listen(wishes: Wishes) -> socket.socket:
    """A socket that listens on the port asked for, or on the first free one. Raises NoPort."""
    host = EVERYWHERE if wishes.share else LOOPBACK
    ports = [wishes.port] if wishes.port else range(PORT, PORT + TRIES)
    for port in ports:
        one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
            one.listen(256)
            return one
        except OSError:
            one.close()
    raise NoPort(f"port {wishes.port} is taken; leave --port out, or name another one" if wishes.port else
                 f"no port from {PORT} to {PORT + TRIES - 1} is free; name another one with --port")


def own_address() -> str:
    """The address of this machine in its network; that of the loopback if it has none. Nothing is sent."""
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
            return str(ipaddress.ip_address(probe.getsockname()[0]))
        except OSError:
            return LOOPBACK


def session_of(plan: Plan, wishes: Wishes) -> Session:
    """The session of a class; one that was cut off goes on where it was."""
    kept = read(wishes.stored, plan)
    code, key = (kept["code"], kept["key"]) if kept else (server.new_code(), server.new_key())
    back = state.log_of(kept["log"]) if kept else wishes.log
    session = Session(plan, code, key, wishes.seed, wishes.most, lambda told: write(wishes.stored, told), back=back)
    if kept:
        session.room.enter(kept["phase"])
    return session


def read(stored: Path | None, plan: Plan) -> dict | None:
    """What a class that was cut off left behind; None if there is none of this kind, or if it still runs."""
    if stored is None or not stored.is_file():
        return None
    try:
        kept = json.loads(stored.read_text(encoding="utf-8"))
        log = state.log_of(kept["log"])
        same = (log.scenario, log.lesson) == (plan.source, plan.lesson_name) and \
            all(log.overrides.get(path) == value for path, value in plan.given.items())
        whole = log.days > 0 and isinstance(kept["code"], str) and isinstance(kept["key"], str)
        return kept if same and whole and not _runs(kept["process"]) else None
    except (ValueError, KeyError, TypeError, OSError):
        return None


def _runs(process: int) -> bool:
    """Whether a process with this number runs, other than this one."""
    try:
        os.kill(int(process), 0)
    except OSError:
        return False
    return int(process) != os.getpid()


def write(stored: Path | None, told: dict) -> None:
    """Keep what a restart needs, for the teacher's eyes only."""
    if stored is None:
        return
    with contextlib.suppress(OSError), atomic_write.replaced(stored) as draft:
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def serve(plan: Plan, wishes: Wishes, say: Callable[[str], None]) -> None:
    """Serve a class until Ctrl-C."""
    listener = listen(wishes)
    port = listener.getsockname()[1]
    session = session_of(plan, wishes)
    host = own_address() if wishes.share else LOOPBACK
    session.address = f"http://{host}:{port}/{session.room.code}"
    teacher = f"http://{LOOPBACK}:{port}/#key={session.room.key}"
    config = uvicorn.Config(server.app(session), log_level="warning", ws="websockets-sansio", lifespan="on",
                            ws_max_size=LONGEST_MESSAGE, ws_ping_interval=20.0, ws_ping_timeout=20.0,
                            timeout_graceful_shutdown=1, server_header=False, ws_per_message_deflate=False)
    for line in opening(teacher, session, wishes):
        say(line)
    if wishes.browser:
        webbrowser.open(teacher)
    with compile_helper.helper(plan.scenario.values), listener:
        with contextlib.suppress(KeyboardInterrupt):  # the server ends in order, and then raises it once more
            uvicorn.Server(config).run(sockets=[listener])
    if wishes.stored is not None:
        wishes.stored.unlink(missing_ok=True)


def opening(teacher: str, session: Session, wishes: Wishes) -> list[str]:
    """What the terminal says when a class opens."""
    lines = [f"Your screen:    {teacher}"]
    if session.back is not None:
        lines.append(f"Day {session.back.days} of the run in the link." if wishes.log else
                     f"Back on day {session.back.days}: the class that was cut off goes on.")
    if wishes.share:
        lines.append(f"For students:   {session.address}    (room {session.room.code})")
        if session.address.startswith(f"http://{LOOPBACK}"):
            lines.append("This computer is in no network, so phones cannot reach it; open its hotspot and start again.")
    else:
        lines.append("Only this computer can see it. To let phones in, start it with --share.")
    return [*lines, "End the class with Ctrl-C."]
