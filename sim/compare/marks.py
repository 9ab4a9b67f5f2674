"""Colour and mark of each strategy, the same in every chart and table: in the order of the command.

The colours keep apart for every kind of colour vision and hold their contrast on white; marks and direct labels carry
the same meaning in grey. Of more than five strategies the five best have colours, the others are grey.
"""

from __future__ import annotations

from typing import NamedTuple

MOST = 5


class Mark(NamedTuple):
    """The colour of lines and marks, that of text, the sign in text, and matplotlib's name of the mark."""

    colour: str
    text: str
    sign: str
    marker: str


MARKS = (Mark("#14375E", "#14375E", "●", "o"), Mark("#B84A00", "#B84A00", "■", "s"),
         Mark("#2E9C8B", "#1C7466", "▲", "^"), Mark("#441100", "#441100", "◆", "D"),
         Mark("#BB66EE", "#8A36BD", "✚", "P"))
OTHER = Mark("#8B95A1", "#55606E", "·", ".")
INK, SECOND, AXIS, GRID = "#1C2430", "#55606E", "#8B95A1", "#E3E7EC"
ADDS, TAKES, DOUBT = "#AEB7C2", "#5B6674", "#8A5A00"


def shown(c) -> list[str]:
    """The strategies that are drawn in colour, in the order of the command: all, or the five best."""
    best = set(c.ranking()[:MOST])
    return [name for name in c.names if name in best]


def mark(c, name: str) -> Mark:
    """The mark of a strategy."""
    own = shown(c)
    return MARKS[own.index(name)] if name in own else OTHER


def order(c) -> list[str]:
    """The strategies in the order of drawing: grey ones first, the leader last, on top of all."""
    best = c.ranking()[0]
    return sorted(c.names, key=lambda name: (name in shown(c), name == best))
