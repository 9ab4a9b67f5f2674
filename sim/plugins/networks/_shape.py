"""Recognise files that look like edge lists but are not: with a line of sizes on top, or with a row per member."""

from __future__ import annotations

import re
from pathlib import Path

from sim.plugins.networks import _split
from sim.plugins.networks._headings import is_integer
from sim.plugins.networks._split import Lines
from sim.system.words import later, say, translated

_VALUE = re.compile(r"[-+.\d{\[\"]|\w+[=:]")  # beginning of a weight, a date or an attribute
_MARK = later("write a line of headings above it, source and target")


def sizes(path: Path, head: list[str], below: int, names) -> str:
    """What a first line says about the size of the file, such as `12 18` above 18 ties; "" if it is a tie.

    `head` are its fields, `below` is the number of lines that follow, `names` are the names in these. Raises ValueError
    if it could be both.
    """
    if len(head) not in (2, 3) or below < 2 or not all(is_integer(field) for field in head):
        return ""
    people, ties = [int(field) for field in head[:-1]], int(head[-1])
    if len(head) == 2 and ties != below:
        people, ties = [ties], people[0]
    if ties != below or max(people) < len(names) or min(people) < 1:
        return ""
    strange = [field for field in head if field not in names]
    if len(head) == 3:  # two names and a weight look like this too
        return _said(head) if set(head[:2]) <= set(strange) else ""
    if len(strange) == 2 or strange and max(people) == len(names):
        return _said(head)
    raise ValueError(say("{path}: the first line {head!r} is a tie or says how many members and ties there are; begin "
                         "it with # in that case, or else {mark}", path=path, head=" ".join(head),
                         mark=translated(_MARK)))


def _said(head):
    return say("the first line ({head}: numbers of members and ties)", head=" ".join(head))


def refuse_adjacency(path: Path, lines: Lines, separator: str | None) -> None:
    """Raise ValueError if rows of different length hold only names, so that the first listens to all others."""
    fields = [[field for field in row if field] for row in _split.rows(lines, separator)[1]]
    widths = {len(row) for row in fields}
    if max(widths) < 3 or not _split.ARROWS.isdisjoint(fields[0]):
        return
    first = [row[0] for row in fields]
    names = {*first, *(row[1] for row in fields if len(row) > 1)}
    if _is_adjacency(fields, widths, len(set(first)) == len(first), names, separator is None):
        raise ValueError(say("{path}: the lines are rows of up to {widths} names, as in an adjacency list; end its "
                             "name with .adjlist to have it read so, or, where only the first two are names, {mark}",
                             path=path, widths=max(widths), mark=translated(_MARK)))


def _is_adjacency(fields, widths, once: bool, names, blanks: bool) -> bool:
    """Whether rows look like one: each begins with a different name, followed only by names.

    If spaces separate them, words that occur nowhere else may be names too; with other separators they are notes.
    """
    further = [name for row in fields for name in row[2:]]
    known = sum(name in names for name in further)
    if len(widths) == 1:  # such as the four nearest neighbours of everybody
        return once and min(widths) > 3 and known == len(further) and len(set(further)) > len(fields) // 2
    if once:
        return 2 * sum(name in names or blanks and not _VALUE.match(name) for name in further) >= len(further)
    return known == len(further) and max(widths) > 4 and len(widths) > 2


def rows_of_names(lines: Lines) -> tuple[list[str], list[str], list[str]]:
    """The ties of an adjacency list separated by spaces, and everybody at the beginning of a row."""
    fields = _split.rows(lines, None)[1]
    first = [row[0] for row in fields for _ in row[1:]]
    return first, [name for row in fields for name in row[1:]], [row[0] for row in fields]
