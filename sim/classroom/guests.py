"""Who is in the room: students by their token, with a nickname that is text and nothing else."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass, field

from sim.classroom.log import ClassLog

MOST_GUESTS = 200
LONGEST_NAME = 16
COLOURS = (("Blue", "蓝"), ("Red", "红"), ("Green", "绿"), ("Gold", "金"), ("White", "白"), ("Black", "黑"),
           ("Silver", "银"), ("Violet", "紫"), ("Orange", "橙"), ("Pink", "粉"), ("Grey", "灰"), ("Jade", "玉"))
THINGS = (("Kite", "风筝"), ("Crane", "仙鹤"), ("Tiger", "老虎"), ("Lotus", "莲花"), ("Panda", "熊猫"),
          ("Plum", "梅花"), ("Carp", "鲤鱼"), ("Drum", "鼓"), ("Boat", "小船"), ("Cloud", "云朵"), ("Bamboo", "竹子"),
          ("Swan", "天鹅"), ("Comet", "彗星"), ("Fox", "狐狸"), ("Pine", "松树"), ("Whale", "鲸鱼"))


@dataclass
class Guest:
    """One student. `bets` are of the first and the second vote: (option, how sure), or None."""

    token: str
    number: int
    name: str
    person: int
    given: bool = True  # whether the name is the one given by the room
    bets: list[tuple[int, int] | None] = field(default_factory=lambda: [None, None])
    late: tuple[int, int] | None = None
    marked: float = float("-inf")
    said: bool = False
    lines: int = 0  # said so far
    log: ClassLog | None = None  # of the own town: what was handed in, or what it was when it closed
    connections: int = 0


def cleaned(text: object) -> str:
    """A name as text of at most 16 characters, without control characters; "" if nothing is left."""
    if not isinstance(text, str):
        return ""
    shown = "".join(char if unicodedata.category(char)[0] not in "CZ" else " " for char in text[:200])
    return " ".join(shown.split())[:LONGEST_NAME].strip()


def line(text: object, longest: int) -> str:
    """One line of text of at most so many characters."""
    if not isinstance(text, str):
        return ""
    shown = "".join(char if unicodedata.category(char)[0] not in "CZ" else " " for char in text[:4 * longest])
    return " ".join(shown.split())[:longest].strip()


class Guests:
    """All students of a room, those who went away included."""

    def __init__(self, most: int = MOST_GUESTS):
        self.most = most
        self.by_token: dict[str, Guest] = {}

    def join(self, token: object, name: object, language: str, person: int) -> Guest | None:
        """The guest with this token, or a new one. None if the room is full."""
        if isinstance(token, str) and token in self.by_token:
            return self.by_token[token]
        if len(self.by_token) >= self.most:
            self._forget_somebody()
        if len(self.by_token) >= self.most:
            return None
        number = len(self.by_token)
        taken = {guest.number for guest in self.by_token.values()}
        number = next(n for n in range(self.most + 1) if n not in taken)
        own = cleaned(name)
        guest = Guest(secrets.token_urlsafe(12), number, own or nickname(number, language), person, not own)
        self.by_token[guest.token] = guest
        return guest

    def _forget_somebody(self) -> None:
        """Make room by forgetting one who is not connected and has not bet."""
        for token, guest in list(self.by_token.items()):
            if guest.connections == 0 and guest.bets == [None, None]:
                del self.by_token[token]
                return

    def present(self) -> int:
        """How many are connected."""
        return sum(guest.connections > 0 for guest in self.by_token.values())

    def __iter__(self):
        return iter(list(self.by_token.values()))


def nickname(number: int, language: str) -> str:
    """A nickname for the guest of this number, in a language."""
    at = 1 if language == "zh" else 0
    colour, thing = COLOURS[number % len(COLOURS)], THINGS[(number * 5 + number // len(COLOURS)) % len(THINGS)]
    return f"{colour[at]}{' ' if at == 0 else ''}{thing[at]}"
