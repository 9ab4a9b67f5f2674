"""A stage: one run that is watched day by day, while sliders are moved. It belongs to one thread at a time.

A run is its scenario, its seed, and the moves of its sliders; from these it is run again, to the same bits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from sim.classroom import flows, life, whereabouts
from sim.classroom.album import Album, Leaf
from sim.classroom.diary import Change, Diary
from sim.classroom.flows import Flows
from sim.classroom.happened import Line, Ticker, balance
from sim.classroom.life import Life
from sim.classroom.log import ClassLog, Move
from sim.classroom.phrases import Words
from sim.classroom.picture import Picture, Shot
from sim.classroom.plan import MINE, Plan, checked_move, value_at
from sim.model import scale
from sim.model.economy import Economy
from sim.scenario import declared

SHOWN = ("followers", "trust", "profit", "recommendations", "warnings", "joins", "lapses", "orders", "fans",
         "cocreators", "daily_visits", "belonging", "income_advertising", "organisers")
CURVE = 400  # days of an adopted member's trust that are remembered


@dataclass
class Pinned:
    """The run that stays on the screen as A. `number` tells it from runs that were pinned before."""

    series: dict[str, list[float]]
    values: dict[str, Any]
    seed: int
    name: str
    number: int
    economy: Any = field(repr=False, default=None)


class Person(NamedTuple):
    """A member whom a student has adopted: its trust day by day, and its life."""

    curve: list[float]
    life: Life | None


class View(NamedTuple):
    """What everybody may see at the end of a day. Nobody changes it."""

    run: int  # how many runs there have been on this stage
    day: int
    horizon: int
    seed: int
    preset: str
    values: dict[str, Any]
    moves: tuple[tuple[int, str, float, float], ...]  # day, path, from, to
    series: dict[str, list[float]]
    counts: list[int]
    flows: Flows
    headline: Line | None
    earlier: tuple[Line, ...]
    shot: Shot | None
    people: dict[int, Person]
    pinned: Pinned | None
    hosts: dict[int, tuple[str, bool]]  # by community: name, and whether its host is there
    moved: int = 0  # how often a slider has been moved on this stage


def thinned(curve: list[float], points: int = 60) -> list[float]:
    """At most about so many values of a curve, its last one among them."""
    every = -(-len(curve) // points)
    return curve[len(curve) - 1::-every][::-1] if every else []


class Stage:
    """One run. `map_too` tells whether a picture of everybody and lines of the ticker are wanted as well."""

    def __init__(self, plan: Plan, seed: int, map_too: bool = True):
        self.plan, self.map_too = plan, map_too
        self.run = self.pins = self.touched = 0
        self.pinned: Pinned | None = None
        self.preset = plan.presets[0].key
        self.begin(seed, dict(plan.presets[0].set))

    def begin(self, seed: int, overrides: dict[str, Any]) -> None:
        """Begin a run at day 0 with these settings."""
        self.economy = Economy(self.plan.values(overrides, seed))
        self.log = ClassLog(self.plan.source, self.plan.lesson_name, {**self.plan.given, **overrides}, seed, 0)
        self.overrides, self.stale = overrides, False
        self.values = {lever.path: value_at(self.economy.values, lever.path) for lever in self.plan.levers}
        self.moved: list[tuple[int, str, float, float]] = []
        self.changes: list[Change] = []
        self.run += 1
        self.people = {person: Person([], None) for person in getattr(self, "people", {})}
        if self.map_too:
            self.diary, self.picture = Diary(self.economy), Picture(self.economy)
            self.album = Album()
            self.album.keep(0, self.picture.shot(), self.hosts())
            self.ticker = Ticker({lever.path: Words(**lever.name) for lever in self.plan.levers})
        self.flows = flows.NOTHING
        self.lines: tuple[Line | None, tuple[Line, ...]] = (None, ())

    @property
    def day(self) -> int:
        """How many days have been simulated."""
        return self.economy.day

    @property
    def over(self) -> bool:
        """Whether the planned days are over."""
        return self.economy.day >= self.plan.days

    def move(self, path: str, value: Any) -> None:
        """Move a slider. It acts from the next day on; before the first day, or if it is not live, on a run from day 0.

        Raises ScenarioError if there is no such slider, or if the value is not allowed.
        """
        lever, value = checked_move(self.plan, path, value)
        before = self.values[path]
        if value == before:
            return
        self.values[path], self.preset, self.touched = value, MINE, self.touched + 1
        if self.day == 0 or not lever.live:
            self.overrides, self.stale = {**self.overrides, path: value}, True
            return
        self._set(path, value)
        first = next((one.before for one in self.changes if one.path == path), before)
        self.changes = [one for one in self.changes if one.path != path] + [Change(path, first, value)]
        self.moved = [one for one in self.moved if one[:2] != (self.day, path)] + [(self.day, path, first, value)]

    def _set(self, path: str, value: Any) -> None:
        """Change a parameter as an event of a timeline does, at the beginning of the next day."""
        economy = self.economy
        self.log.moves = [move for move in self.log.moves if (move.day, move.path) != (self.day, path)]
        self.log.moves.append(Move(self.day, path, value))
        economy.timeline = [event for event in economy.timeline
                            if not ("by_hand" in event and event["day"] == self.day and event["set"] == path)]
        to = scale.share(declared.live(path, economy.values), value, economy.values["run"]["scale"])
        economy.timeline.append({"day": self.day, "set": path, "to": to, "by_hand": True})
        events = economy.plugins.events
        missing = len(economy.timeline) - len(events)
        economy.plugins = replace(economy.plugins, events=(*events, None) if missing > 0 else events)

    def step(self) -> None:
        """Run one day."""
        if self.stale and self.day == 0:
            self.begin(self.log.seed, self.overrides)
        self.economy.step()
        self.log.days = self.economy.day
        if self.map_too:
            day = self.diary.note(self.economy, self.changes)
            self._follow_people(day)
            found = self.ticker.note(self.diary.days, self.pinned.series if self.pinned else None)
            self.flows = flows.today(self.economy, day)
            self._say(found, day)
            self.picture.update(self.economy)
            self.album.keep(self.day, self.picture.shot(), self.hosts())
        self.changes = []

    def _say(self, found: list[Line], day) -> None:
        headline = self.ticker.headline(self.day - 1) or balance(day)
        self.lines = headline, tuple(self.ticker.earlier(headline, self.day - 1))

    def again(self, seed: int | None = None) -> None:
        """Begin anew with the present settings: with the same random seed, or another one."""
        self.begin(self.log.seed if seed is None else seed, {**self.overrides, **self.values})

    def log_now(self) -> ClassLog:
        """The log of the run so far, which does not change any more."""
        return replace(self.log, overrides=dict(self.log.overrides), moves=list(self.log.moves))

    def start_from(self, key: str) -> None:
        """Begin anew with the settings of a preset, and the same random seed."""
        preset = self.plan.preset(key)
        if preset is None:
            return
        self.begin(self.log.seed, dict(preset.set))
        self.preset = key

    def pin(self) -> None:
        """Keep the present run on the screen as A."""
        name = self.plan.preset(self.preset)
        self.pinned = Pinned({name: list(values) for name, values in self._series().items()}, dict(self.values),
                             self.log.seed, name.key if name else MINE,
                             self.pins + 1, self.economy)
        self.pins = self.pinned.number

    def unpin(self) -> None:
        """Show no run as A any more."""
        self.pinned = None

    def relive(self, log: ClassLog, progress: Callable[[int], None] = lambda day: None) -> None:
        """Run a logged run again, up to the day on which it was left."""
        self.begin(log.seed, {path: value for path, value in log.overrides.items() if path not in self.plan.given})
        moves = sorted(log.moves, key=lambda move: move.day)
        for day in range(log.days):
            for move in moves:
                if move.day == day:
                    self.move(move.path, move.value)
            self.step()
            progress(day)

    def adopt(self, person: int) -> None:
        """Follow a member's trust and life from now on."""
        if person not in self.people:
            self.people[person] = Person([], self.life(person))

    def life(self, member: int) -> Life:
        """The life of a member so far."""
        return life.of(self.economy, self.diary.days, member)

    def _follow_people(self, day) -> None:
        """Bring what is told of adopted members up to date; lives change only with an event."""
        tables = (day.stages, day.orders, day.deliveries, day.told)
        busy = set(np.concatenate([table["member"] for table in tables]).tolist())
        for person, known in self.people.items():
            told = self.life(person) if person in busy or known.life is None or self.day % 28 == 0 else known.life
            self.people[person] = Person([*known.curve, round(self.trust_of(person), 3)][-CURVE:], told)

    def trust_of(self, person: int) -> float:
        """The highest trust that a member has in any community; 0 if it knows none."""
        r = self.economy.world.r
        first = int(r.first[person])
        return float(max(r.trust[first:first + int(r.count[person])], default=0.0))

    def _series(self) -> dict[str, list[float]]:
        recorded = self.economy.datacollector.model_vars
        return {name: recorded[name] for name in self.shown()}

    def shown(self) -> list[str]:
        """Measures that pages draw: the usual ones, and those that the lesson names."""
        recorded = self.economy.datacollector.model_vars
        more = self.plan.lesson.cards if self.plan.lesson else ()
        return [name for name in dict.fromkeys((*SHOWN, *more)) if name in recorded]

    def view(self) -> View:
        """What may be shown of the present state."""
        shot = self.picture.shot() if self.map_too else None
        return View(self.run, self.day, self.plan.days, self.log.seed, self.preset, dict(self.values),
                    tuple(self.moved), self._series(), whereabouts.counts(shot.stage) if shot else [], self.flows,
                    self.lines[0], self.lines[1], shot, dict(self.people), self.pinned, self.hosts(),
                    self.touched)

    def hosts(self) -> dict[int, tuple[str, bool]]:
        """By community: its name, and whether its host is there."""
        return {one.index: (one.name, one.hosted) for one in self.economy.communities}

    def past(self, day: int) -> Leaf | None:
        """The picture at the end of a day that is over (0: before the first day); None if there is none."""
        return self.album.on(day) if self.map_too and 0 <= day <= self.day else None

    def homes(self, member: int) -> list[tuple[int, int]]:
        """The communities that a member belongs to, each with its stage there."""
        r = self.economy.world.r
        rows = range(int(r.first[member]), int(r.first[member]) + int(r.count[member]))
        return [(int(r.community[row]), int(r.stage[row])) for row in rows
                if r.community[row] >= 0 and whereabouts.is_inside(r.stage[row])]
