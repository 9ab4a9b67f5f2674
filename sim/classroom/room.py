"""What the class agrees on: the phase of the lesson, bets, marks, lines, and what was handed in.

Bets leave the room only as counts and as a matrix of the first vote by the second, never with names. Who says why loses
the name at once. Nothing here is written to disk.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sim.classroom.guests import Guest, Guests, line, nickname

PHASES = ("lobby", "bet", "talk", "watch", "explain", "try", "end")
LONGEST_WHY = 120
MOST_WHYS, WHYS_EACH = 200, 8  # lines of the class, and of one student
PAUSE_BETWEEN_MARKS = 5.0  # seconds
MEASURES = ("followers", "profit", "trust")  # on which hand-ins are compared


@dataclass
class HandIn:
    """Settings that somebody handed in, with what came of them. `agreed` allows the name to be shown."""

    number: int
    token: str
    name: str
    agreed: bool
    values: dict[str, Any]
    seed: int
    days: int
    outcome: dict[str, float]
    moves: list[Any] = field(default_factory=list)
    overrides: dict[str, Any] = field(default_factory=dict)


class Room:
    """The state of a class besides its run. `version` grows with every change."""

    def __init__(self, code: str, key: str, options: int, most: int):
        self.code, self.key, self.options = code, key, options
        self.guests = Guests(most)
        self.version, self.phase = 0, "lobby"
        self.open_vote = -1  # 0 or 1 while the first or second vote is open
        self.bets_shown = self.revealed = self.sandboxes = self.lines_open = False
        self.held: int | None = None  # the option that held in the run shown
        self.chart: dict[str, Any] | None = None  # the curves that decided it
        self.hands: list[list[int]] | None = None  # counts by show of hands, of the first and second vote
        self.marks: Counter[int] = Counter()
        self.whys: list[str] = []
        self.exits: list[str] = []  # as whys, at the end of the lesson
        self.why_shown = ""
        self.handed: list[HandIn] = []
        self.asked: int | None = None  # number of the hand-in whose owner is asked
        self.black = False

    def change(self) -> None:
        """Note that pages must be told."""
        self.version += 1

    def enter(self, phase: str) -> None:
        """Go to a phase. Entering the talk opens the second vote; watching closes all votes and shows the bets."""
        if phase not in PHASES or phase in ("bet", "talk") and not self.options:
            return
        self.phase = phase
        self.open_vote = {"bet": 0, "talk": 1}.get(phase, -1)
        if phase in ("lobby", "bet", "talk"):
            self.bets_shown = self.revealed = False
            self.held = self.chart = None
        if phase == "watch":
            self.bets_shown = self.options > 0
        self.lines_open = phase in ("watch", "explain", "end")
        self.sandboxes = phase == "try"
        self.change()

    def vote(self, open_vote: int) -> None:
        """Open the first (0) or second (1) vote, or close both (-1)."""
        if open_vote in (-1, 0, 1) and self.options:
            self.open_vote = open_vote
            self.change()

    def bet(self, guest: Guest, option: object, sure: object) -> bool:
        """Take a bet. One that comes while no vote is open is kept apart from the tally."""
        if not _whole(option, self.options) or not _whole(sure, 3):
            return False
        if self.open_vote < 0:
            if guest.bets == [None, None]:
                guest.late = (int(option), int(sure))  # type: ignore[call-overload]
        else:
            guest.bets[self.open_vote] = (int(option), int(sure))  # type: ignore[call-overload]
        self.change()
        return True

    def tally(self, which: int) -> list[int]:
        """Counts of the options in the first or second vote; who did not bet again stays with the first."""
        if self.hands is not None:
            return list(self.hands[which])
        return [sum(_bet(guest, which) == option for guest in self.guests) for option in range(self.options)]

    def matrix(self) -> list[list[int]]:
        """How many bet on option i first and on option j second."""
        result = [[0] * self.options for _ in range(self.options)]
        for guest in self.guests:
            if guest.bets[0] is not None and guest.bets[1] is not None:
                result[guest.bets[0][0]][guest.bets[1][0]] += 1
        return result

    def voted(self) -> int:
        """How many have bet in the vote that is open, or was last."""
        which = 1 if self.open_vote == 1 else 0
        return sum(guest.bets[which] is not None for guest in self.guests)

    def count_hands(self, which: int, counts: object) -> bool:
        """Take the counts of a show of hands for the first or second vote."""
        if not isinstance(counts, list) or len(counts) != self.options or not all(_whole(n, 1000) for n in counts):
            return False
        self.hands = self.hands or [[0] * self.options, [0] * self.options]
        self.hands[which] = [int(n) for n in counts]
        if which == 0:
            self.hands[1] = list(self.hands[0])
        self.change()
        return True

    def mark(self, guest: Guest, day: int, now: float) -> bool:
        """Mark a day as surprising, at most once in five seconds."""
        if now - guest.marked < PAUSE_BETWEEN_MARKS or self.phase in ("bet", "talk"):
            return False
        guest.marked = now
        self.marks[day] += 1
        self.change()
        return True

    def why(self, guest: Guest, text: object) -> bool:
        """Take a line about why it turned, or the answer to the question at the end; its author is forgotten."""
        said, lines = line(text, LONGEST_WHY), self.exits if self.phase == "end" else self.whys
        if not said or not self.lines_open or len(lines) >= MOST_WHYS or guest.lines >= WHYS_EACH:
            return False
        guest.said, guest.lines = True, guest.lines + 1
        lines.append(said)
        self.change()
        return True

    def hand_in(self, guest: Guest, one: HandIn) -> None:
        """Take a hand-in; each guest has one, which may be replaced."""
        self.handed = [other for other in self.handed if other.token != guest.token]
        one.number = 1 + max((other.number for other in self.handed), default=0)
        self.handed.append(one)
        self.change()

    def blank(self, guest: Guest, language: str) -> None:
        """Replace a guest's name by one of the room's own, also where it was handed in."""
        guest.name, guest.given = nickname(guest.number, language), True
        for one in self.handed:
            if one.token == guest.token:
                one.name = guest.name

    def forget_run(self) -> None:
        """Forget what belongs to one run: marks, and what the reveal said."""
        self.marks.clear()
        self.revealed, self.held, self.chart = False, None, None
        self.change()

    def leaders(self) -> dict[str, list[dict]]:
        """The best three hand-ins by each measure, with names only of those who agreed."""
        best = {}
        for measure in MEASURES:
            order = sorted(self.handed, key=lambda one: (-one.outcome[measure], one.number))[:3]
            best[measure] = [{"number": one.number, "name": one.name if one.agreed else "",
                              "value": one.outcome[measure]} for one in order]
        return best


def _bet(guest: Guest, which: int) -> int | None:
    bet = guest.bets[which] if guest.bets[which] is not None or which == 0 else guest.bets[0]
    return None if bet is None else bet[0]


def _whole(value: object, below: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < below
