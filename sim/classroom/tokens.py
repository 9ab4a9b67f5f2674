"""The numbers, names and marks that conditions are made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from sim.scenario.problems import ScenarioError, short
from sim.system.words import say

_TOKEN = re.compile(r"\s*(?:(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(?P<name>[^\W\d]\w*)"
                    r"|(?P<mark><=|>=|[-+*/<>()\[\]:.]))")


class Token(NamedTuple):
    """A number, a name or a mark, with its place in the text (0 is the first character); `end` after the last."""

    kind: str
    text: str
    at: int


def tokens(text: str, fault: Callable[[int, str], ScenarioError]) -> list[Token]:
    """The numbers, names and marks of a text. Raises what `fault(place, sentence)` returns for anything else."""
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise fault(at, say("{text} is not allowed; only names, numbers, + - * / < > <= >= ( ) [ : ]",
                                text=short(text[at])))
        kind = match.lastgroup or ""
        found.append(Token(kind, match[kind], match.start(kind)))
        at = match.end()
    return [*found, Token("end", "", end)]
