"""A hall: the thread in which stages are played. A seat is one stage with its speed; a hall may have many seats.

Whoever watches gets views through `seat.show`, which is called in the thread of the hall. What watchers want is handed
over with `seat.ask`, and done between two days.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from sim.classroom.stage import Stage, View
from sim.scenario.problems import ScenarioError

SPEEDS = (1, 4, 15, 60)  # days a second
FASTEST = 1 / 30  # seconds between two views of one seat
BEHIND = 0.25  # seconds of delay that are not made up for
log = logging.getLogger(__name__)


class Seat:
    """One stage. `make` builds it in the hall's thread; `show(view, status)` is told what is new.

    `fail(error)` is told what went wrong.
    """

    def __init__(self, make: Callable[[], Stage], show: Callable[[View, dict], None],
                 fail: Callable[[Exception], None], every: float = FASTEST):
        self.make, self.show, self.fail, self.every = make, show, fail, every
        self.stage: Stage | None = None
        self.wishes: queue.SimpleQueue[Callable[[Stage], Any]] = queue.SimpleQueue()
        self.playing, self.speed = False, SPEEDS[0]
        self.due = self.shown = 0.0
        self.dirty, self.gone = True, False
        self.ended: deque[float] = deque(maxlen=64)  # moments at which days ended
        self.quiet: tuple[bool, float] | None = None
        self.hall: Hall | None = None

    def ask(self, wish: Callable[[Stage], Any]) -> None:
        """Have something done to the stage before its next day."""
        self.wishes.put(wish)
        if self.hall:
            self.hall.wake.set()

    def ask_quietly(self, wish: Callable[[Stage], Any]) -> None:
        """As `ask`, for what changes nothing that could be seen."""
        def do(stage: Stage) -> None:
            wish(stage)
            self.quiet = self.dirty, self.shown
        self.ask(do)

    def anew(self, wish: Callable[[Stage], Any]) -> None:
        """As `ask`, for a wish that begins a new run, which waits until somebody plays it."""
        self.play(False)
        self.ask(wish)

    def play(self, playing: bool) -> None:
        """Play, or pause."""
        def do(stage: Stage) -> None:
            self.playing = playing and not stage.over
            self.due = time.monotonic()
            self.ended.clear()
        self.ask(do)

    def at_speed(self, speed: int) -> None:
        """Play so many days a second."""
        def do(stage: Stage) -> None:
            self.speed, self.due = speed, time.monotonic()
            self.ended.clear()
        self.ask(do)

    def status(self) -> dict:
        """Whether the stage plays, how fast it should, and how fast it does."""
        over = self.stage is not None and self.stage.over
        return {"playing": self.playing, "speed": self.speed, "reached": self.reached(), "over": over}

    def reached(self) -> float:
        """Days a second over the last days played; 0 if not known."""
        if len(self.ended) < 8:
            return 0.0
        return round((len(self.ended) - 1) / max(1e-6, self.ended[-1] - self.ended[0]), 1)

    def attend(self, now: float) -> float:
        """Do what is due, and return the moment at which more will be. Runs in the hall's thread."""
        if self.stage is None:
            self.stage = self.make()
            self._tell(self.stage, now)
            return now  # the first picture comes before the first wish
        while not self.wishes.empty():
            self._grant(self.wishes.get(), self.stage)
        if self.playing and now >= self.due:
            self._play(self.stage, now)
        if self.dirty and now - self.shown >= self.every:
            self._tell(self.stage, now)
        later = self.shown + self.every if self.dirty else float("inf")
        return min(later, self.due if self.playing else float("inf"))

    def _tell(self, stage: Stage, now: float) -> None:
        self.shown, self.dirty = now, False
        self.show(stage.view(), self.status())

    def _grant(self, wish: Callable[[Stage], Any], stage: Stage) -> None:
        self.quiet = None
        try:
            wish(stage)
        except ScenarioError as error:
            self.fail(error)
        self.dirty, self.shown = self.quiet or (True, 0.0)

    def _play(self, stage: Stage, now: float) -> None:
        stage.step()
        self.dirty = True
        self.ended.append(time.monotonic())
        self.due = max(self.due + 1 / self.speed, now - BEHIND)
        if stage.over:
            self.playing = False


class Hall(threading.Thread):
    """The thread of all its seats."""

    def __init__(self, name: str):
        super().__init__(name=name, daemon=True)
        self.seats: list[Seat] = []
        self.wake, self.open = threading.Event(), True
        self.lock = threading.Lock()

    def take(self, seat: Seat) -> Seat:
        """Let a seat take part."""
        seat.hall = self
        with self.lock:
            self.seats.append(seat)
        self.wake.set()
        return seat

    def leave(self, seat: Seat) -> None:
        """Let a seat take part no more."""
        with self.lock:
            self.seats = [one for one in self.seats if one is not seat]

    def close(self) -> None:
        """End the thread after what it is doing."""
        self.open = False
        self.wake.set()

    def run(self) -> None:
        """Attend to all seats in turn until the hall closes."""
        while self.open:
            self.wake.clear()
            soonest = float("inf")
            with self.lock:
                seats = list(self.seats)
            for seat in seats:
                soonest = min(soonest, self._attended(seat))
            wait = soonest - time.monotonic()
            if wait > 0:
                self.wake.wait(min(wait, 3600.0))

    def _attended(self, seat: Seat) -> float:
        try:
            return seat.attend(time.monotonic())
        except Exception as error:  # one stage must not stop the others
            log.exception("a stage cannot go on")
            seat.fail(error)
            self.leave(seat)
            return float("inf")
