"""A class that goes on: its stage and room, the pages that watch, and what each of them is sent next."""

from __future__ import annotations

import asyncio
import functools
import random
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from sim.classroom import frames, state
from sim.classroom.client import Client
from sim.classroom.frames import known
from sim.classroom.guests import MOST_GUESTS
from sim.classroom.hall import Hall, Seat
from sim.classroom.limits import PICTURES, SANDBOXES, Guesses
from sim.classroom.log import ClassLog
from sim.classroom.plan import Plan
from sim.classroom.room import Room
from sim.classroom.stage import Stage, View
from sim.runs import compile_helper

NUMBERS_EVERY = 0.5  # seconds between frames of a page without a map
SANDBOX_EVERY = 0.125
IN_NUMBERS = ("followers", "trust", "profit")
WARM_DAYS = 15
TELL_EVERY = 1.0  # seconds between two lines on how far the preparation is
STORE_EVERY = 2.0  # seconds between two times that a run is noted for a restart


@functools.cache
def warm_up(plan: Plan) -> None:
    """Run some days that nobody sees, so that all rules are compiled when the first day is played."""
    stage = Stage(plan, 0)
    for _ in range(WARM_DAYS):
        stage.step()


class Session:
    """One class. Everything but the stages themselves happens in the event loop."""

    def __init__(self, plan: Plan, code: str, key: str, seed: int, most: int = MOST_GUESTS,
                 keep: Callable[[dict], None] = lambda kept: None, clock: Callable[[], float] = time.monotonic,
                 back: ClassLog | None = None):
        self.plan, self.keep, self.clock, self.back = plan, keep, clock, back
        self.room = Room(code, key, len(plan.lesson.bets) if plan.lesson else 0, most)
        self.loop: asyncio.AbstractEventLoop | None = None
        self.clients: set[Client] = set()
        self.leader: Client | None = None
        self.address = ""
        self.view: View | None = None
        self.status: dict = {"playing": False, "speed": 1, "reached": 0.0, "over": False}
        self.cache: dict[tuple, bytes] = {}
        self.guesses = Guesses()
        self.noted = 0.0
        self.seed = seed
        self.seat = Seat(self._stage, self._show, self._fail)
        self.seat.ask_quietly(lambda stage: self._prepare())
        self.prepared, self.opened, self.first_time = False, clock(), compile_helper.cold()
        self.hall, self.side_hall = Hall("class"), Hall("sandboxes")
        self.hall.take(self.seat)
        self.sandboxes: dict[str, Seat] = {}
        self.chance = random.Random(seed)
        self.tasks: set[asyncio.Future] = set()

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to play in the threads of the halls."""
        self.loop = loop
        self.hall.start()
        self.side_hall.start()
        self._tell_preparation()

    def close(self) -> None:
        """End the threads."""
        self.hall.close()
        self.side_hall.close()

    def _stage(self) -> Stage:
        stage = Stage(self.plan, self.seed if self.back is None else self.back.seed)
        if self.back is not None:
            stage.relive(self.back)
        return stage

    def _prepare(self) -> None:
        warm_up(self.plan)
        self.in_loop(self._ready)

    def _ready(self) -> None:
        self.prepared = True
        self._tell_all(t="ready", ready=True)

    def preparation(self) -> dict[str, Any]:
        """How far the preparation is, for pages that wait."""
        return {"first": self.first_time, "seconds": round(self.clock() - self.opened), "parts": compile_helper.parts()}

    def _tell_preparation(self) -> None:
        if not self.prepared and self.loop and not self.loop.is_closed():
            self._tell_all(t="preparing", **self.preparation())
            self.loop.call_later(TELL_EVERY, self._tell_preparation)

    def _tell_all(self, **message: Any) -> None:
        for client in self.clients:
            if client.teacher or client.guest:
                client.answer(**message)

    def in_loop(self, act: Callable, *arguments: Any) -> None:
        if self.loop and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(act, *arguments)

    def _show(self, view: View, status: dict) -> None:
        self.in_loop(self._shown, view, status)

    def _shown(self, view: View, status: dict) -> None:
        """A new view of the class's run."""
        anew = self.view is not None and self.view.run != view.run
        self.view, self.status = view, status
        self.cache.clear()
        if anew:
            self.room.forget_run()
        if self.clock() - self.noted > STORE_EVERY or not status["playing"]:
            self.note()
        self.wake_all()

    def _fail(self, error: Exception) -> None:
        self.in_loop(self._failed, str(error))

    def _failed(self, sentence: str) -> None:
        self.prepared = self.prepared or self.view is None  # a class that cannot begin is not prepared any further
        for client in self.clients:
            if client.teacher:
                client.answer(t="error", code="refused", says=sentence)

    def note(self) -> None:
        """Have what a restart needs written down."""
        self.noted = self.clock()
        self.seat.ask_quietly(lambda stage: self.keep(state.kept(self.room, stage.log)))

    def wake_all(self) -> None:
        """Let all pages look for something new."""
        for client in self.clients:
            client.wake.set()

    def changed(self) -> None:
        """Tell all pages that the room is another."""
        self.room.change()
        self.wake_all()

    def somebody(self) -> int:
        """A member whom a student may adopt: one who knows the community already, if there are such."""
        if self.view is None or self.view.shot is None:
            return 0
        stage = self.view.shot.stage
        inside = np.flatnonzero((stage >= 1) & (stage <= 5))
        among = inside if inside.size else np.arange(stage.size)
        return int(among[self.chance.randrange(among.size)])

    def pictures(self) -> int:
        """How many pages of students have a map."""
        return sum(client.map and not client.teacher for client in self.clients)

    def may_have_picture(self) -> bool:
        """Whether one more page of a student may have a map."""
        return self.pictures() < PICTURES

    def frame(self, client: Client) -> bytes | dict | None:
        """What this page is sent next; None if it knows everything."""
        if self.view is None or not self._due(client):
            return None
        view, status, extra = self.view, self.status, self._extra(client)
        if known(view) == client.known and status == client.status and not extra:
            return None
        before, client.known, client.status = client.known, known(view), status
        if client.map:
            return self._with_map(view, status, before, extra)
        return {**frames.in_numbers(view, status, before, IN_NUMBERS), **extra}

    def _due(self, client: Client) -> bool:
        """Whether it is time for the next frame; pages without a map get two a second."""
        if client.map:
            return True
        now = self.clock()
        if now >= client.next_frame:
            client.next_frame = now + NUMBERS_EVERY
            return True
        if self.loop:
            self.loop.call_later(client.next_frame - now, client.wake.set)
        return False

    def _with_map(self, view: View, status: dict, before, extra: dict) -> bytes:
        """The frame of a page with a map: the same bytes for all pages that know the same."""
        if before not in self.cache:
            self.cache[before] = frames.with_map(view, status, before)
        return frames.added(self.cache[before], extra)

    def _extra(self, client: Client) -> dict[str, Any]:
        """What only this page has not been told yet: the room, the pinned run, its person, its sandbox."""
        extra: dict[str, Any] = {}
        assert self.view is not None
        if client.room_version != self.room.version:
            client.room_version = self.room.version
            extra["room"] = state.room_for(self, client)
        pinned = self.view.pinned
        if client.pinned != (pinned.number if pinned else 0):
            client.pinned = pinned.number if pinned else 0
            extra["pinned"] = state.pinned(pinned)
        if client.chart_told is not self.room.chart:
            client.chart_told = extra["chart"] = self.room.chart
        if client.guest and (told := state.person(self.view, client.guest.person)) != client.person_told:
            client.person_told = extra["person"] = told
        if client.sandbox_view and self._sandbox_news(client):
            view, status = client.sandbox_view
            extra["sandbox"] = frames.in_numbers(view, status, client.sandbox_known, IN_NUMBERS)
            client.sandbox_known, client.sandbox_status = known(view), status
        return extra

    def _sandbox_news(self, client: Client) -> bool:
        view, status = client.sandbox_view or (None, None)
        return view is not None and (known(view), status) != (client.sandbox_known, client.sandbox_status)

    def open_sandbox(self, client: Client) -> bool:
        """Give a student a stage of its own; False if there are too many already."""
        guest = client.guest
        if guest is None or not self.room.sandboxes:
            return False
        seat = self.sandboxes.get(guest.token)
        if seat is None:
            self._forget_sandbox()
            if len(self.sandboxes) >= SANDBOXES:
                return False
            seat = self._new_sandbox()
            self.sandboxes[guest.token] = seat
        client.sandbox, client.sandbox_known, client.sandbox_status = seat, frames.Known(), None
        seat.ask(lambda stage: None)
        return True

    def _new_sandbox(self) -> Seat:
        plan, seed = self.plan.small(), self.view.seed if self.view else self.seed
        seat = Seat(lambda: Stage(plan, seed, map_too=False), lambda view, status: None, lambda error: None,
                    SANDBOX_EVERY)
        seat.show = lambda view, status: self.in_loop(self._sandbox_shown, seat, view, status)
        return self.side_hall.take(seat)

    def _sandbox_shown(self, seat: Seat, view: View, status: dict) -> None:
        for client in self.clients:
            if client.sandbox is seat:
                client.sandbox_view = view, status
                client.next_frame = min(client.next_frame, self.clock() + SANDBOX_EVERY)
                client.wake.set()

    def _forget_sandbox(self) -> None:
        """Close a sandbox whose owner is gone, if all are taken."""
        used = {client.sandbox for client in self.clients}
        for token, seat in list(self.sandboxes.items()):
            if len(self.sandboxes) >= SANDBOXES and seat not in used:
                self.side_hall.leave(self.sandboxes.pop(token))

    def close_sandboxes(self) -> None:
        """Close all sandboxes."""
        for token, seat in list(self.sandboxes.items()):
            guest = self.room.guests.by_token.get(token)
            if guest is not None and seat.stage is not None:
                guest.log = seat.stage.log_now()
            self.side_hall.leave(self.sandboxes.pop(token))
        for client in self.clients:
            client.sandbox = client.sandbox_view = None
