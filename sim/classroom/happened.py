"""What just happened: the lines below the map, each from the day's records alone, in both languages.

A line never says "because". Its score is weight · surprise · novelty · size. *Weight* is that of its kind; *surprise*,
1 to 4, is how far a flow lies from its mean over the last 28 days, in standard deviations; *novelty* is 3 for the first
line of its kind, 0.5 within 14 days of the last one, else 1; *size*, 1 to 2, grows with the logarithm of the people
concerned.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.classroom.diary import Day
from sim.classroom.phrases import Words, phrase
from sim.classroom.turns import Candidate, candidates

BEFORE, RECENT = 28, 14  # days of which a flow is a surprise; days in which a kind of line is no news
ENOUGH = 3.0  # the score below which a line is no headline
EARLIER, SHOWN = 30, 3  # the headline is followed by so many lines of so many days


@dataclass(frozen=True)
class Line:
    """One line: its kind, the day (from 0), the texts, the score, the people concerned, and the values it is made of.

    `subjects` are the numbers of members to light up on the map, at most 40.
    """

    kind: str
    day: int
    text: Words
    score: float
    subjects: tuple[int, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


class Ticker:
    """Lines of one run, day by day. `labels` name parameters in both languages, by path, for changes by hand."""

    def __init__(self, labels: Mapping[str, Words] | None = None):
        self.labels = labels or {}
        self.last: dict[str, int] = {}  # day of the last line by kind
        self.lines: list[Line] = []

    def note(self, days: Sequence[Day], pinned: Mapping[str, Sequence[float]] | None = None) -> list[Line]:
        """The lines of the last of `days`, the best first. `pinned` are the daily measures of the run pinned as A."""
        found = [scored(one, days, self.last) for one in candidates(days, pinned, self.labels)]
        found.sort(key=lambda line: -line.score)
        self.last |= {line.kind: line.day for line in found}
        self.lines.extend(found)
        return found

    def headline(self, since: int) -> Line | None:
        """The best line from day `since` on, the latest of equals; None if none is worth it (show `balance`)."""
        worth = [line for line in self.lines if line.day >= since and line.score > ENOUGH]
        return max(worth, key=lambda line: (line.score, line.day), default=None)

    def earlier(self, headline: Line | None, today: int) -> list[Line]:
        """The best lines of the last days besides the headline, one of each kind, the newest first."""
        best: dict[str, Line] = {}
        for line in self.lines:
            recent = line.day > today - EARLIER and line is not headline and line.score > ENOUGH
            if recent and line.score >= best.get(line.kind, line).score:
                best[line.kind] = line
        chosen = sorted(best.values(), key=lambda line: -line.score)[:SHOWN]
        return sorted(chosen, key=lambda line: -line.day)


def scored(one: Candidate, days: Sequence[Day], last: Mapping[str, int]) -> Line:
    """A candidate of the last of `days` with its score, given the day of the last line of each kind."""
    day = days[-1]
    score = one.weight * surprise(one, days) * novelty(one.kind, day.day, last) * size(one.people, day.people)
    return Line(one.kind, day.day, phrase(one.phrase, **one.values), score, one.subjects, one.values)


def surprise(one: Candidate, days: Sequence[Day]) -> float:
    """1 to 4: how many standard deviations a flow lies from its mean over the days before; 1 for all else."""
    before = [one.flow(day) for day in days[-BEFORE - 1:-1]] if one.flow else []
    if one.flow is None or len(before) < 7:
        return 1.0
    mean = sum(before) / len(before)
    spread = math.sqrt(sum((value - mean) ** 2 for value in before) / len(before))
    apart = abs(one.flow(days[-1]) - mean)
    return min(4.0, max(1.0, apart / max(spread, 0.5)))  # 1 after many days with 0 is no earthquake


def novelty(kind: str, day: int, last: Mapping[str, int]) -> float:
    """3 for the first line of its kind, a half soon after the last one, else 1."""
    if kind not in last:
        return 3.0
    return 0.5 if day - last[kind] <= RECENT else 1.0


def size(people: int, of: int) -> float:
    """1 to 2: the logarithm of the people concerned, relative to that of all."""
    return 1.0 + math.log1p(people) / math.log1p(max(1, of))


def balance(day: Day) -> Line:
    """The plain balance of a day, for days on which nothing else is worth a headline."""
    values = {"day": day.day + 1, "n": int(day.today["joins"] + day.today["returns"]), "m": int(day.today["lapses"]),
              "orders": int(day.today["orders"])}
    return Line("balance", day.day, phrase("balance", **values), 0.0, (), values)


