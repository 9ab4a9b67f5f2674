"""What a lesson is: a question, two runs to compare, bets of which exactly one holds, and texts in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.classroom.conditions import Condition

LETTERS = "ABCDEF"
SEEDS, ENOUGH = 20, 18  # a lesson is tried with the random seeds 1 to 20, of which so many must agree
Text = Mapping[str, str]  # the same in English ("en") and Chinese ("zh")


@dataclass(frozen=True)
class Side:
    """One of the two runs: its name, and all its settings by path, those that both have in common among them."""

    name: Text
    set: Mapping[str, Any]


@dataclass(frozen=True)
class Lever:
    """A slider of the lesson: the full path of a parameter, its name, what it does, and the range offered."""

    path: str
    name: Text
    says: Text
    low: float
    high: float
    live: bool


@dataclass(frozen=True)
class Bet:
    """A possible answer. `when` decides whether it holds; None for the one that holds when no other does."""

    text: Text
    when: Condition | None


@dataclass(frozen=True)
class Chart:
    """What the reveal draws of both runs: the sum of daily measures, each by its name, after that of a community if it
    is measured in one."""

    title: Text
    of: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Turn:
    """The counter-experiment: what is changed, both sides, the sentence that it shows and the condition for that."""

    change: Text
    a: Side
    b: Side
    reveal: Text
    when: Condition
    holds_in: int


@dataclass(frozen=True)
class Lesson:
    """One lesson. `scenario` is the name or the path of what both sides start from.

    `holds` is the number of the bet that holds (0 is A), and `holds_in` in how many of 20 runs it and `shows`, the
    condition for the rest of the sentence `reveal`, do (0: not tried yet). `setup` is the table that compares the
    sides: rows with `name`, `A` and `B`, which are numbers or texts. `teacher` has texts for the teacher's card:
    `expect`, `wrong`, `assumes`, and the list `questions`.
    """

    name: str
    title: Text
    question: Text
    believe: Text
    scenario: str
    days: int
    a: Side
    b: Side
    levers: tuple[Lever, ...]
    bets: tuple[Bet, ...]
    holds: int
    holds_in: int
    reveal: Text
    shows: Condition | None
    turn: Turn | None
    chart: Chart
    cards: tuple[str, ...]
    watch: tuple[Text, ...]
    why: Text
    transfer: Text
    leaves_out: Text
    talk: Text
    setup: tuple[Mapping[str, Any], ...]
    teacher: Mapping[str, Any] = field(repr=False)

    def side(self, letter: str, turned: bool = False) -> Side:
        """Side A or B, or that of the counter-experiment."""
        whose = self.turn if turned and self.turn else self
        return {"A": whose.a, "B": whose.b}[letter]

    def public(self) -> dict:
        """What pages show: everything but the conditions."""
        plain = ("name", "title", "question", "believe", "days", "holds", "holds_in", "reveal", "why", "transfer",
                 "leaves_out", "talk")
        turn = self.turn and {"change": self.turn.change, "reveal": self.turn.reveal, "holds_in": self.turn.holds_in}
        return {**{name: getattr(self, name) for name in plain}, "seeds": SEEDS, "cards": list(self.cards),
                "watch": list(self.watch), "bets": [bet.text for bet in self.bets], "A": self.a.name, "B": self.b.name,
                "setup": list(self.setup), "turn": turn}
