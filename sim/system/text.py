"""Format text for people: tables that stay aligned with Chinese text, numbers, durations."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Container, Sequence

from sim.system.words import say


def width(text: str) -> int:
    """Width of a text in terminal columns: Chinese characters take two, combining marks none."""
    return sum(0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
               for character in text)


def shortened(text: str, most: int) -> str:
    """The text, cut to so many columns with an ellipsis at the end where it is longer."""
    if width(text) <= most:
        return text
    while text and width(text) > most - 1:
        text = text[:-1]
    return text + "…"


_OPENS, _CLOSES = "（“《〈", "，。：；？！）”》〉、…～"


def wrapped(text: str, most: int, lead: str = "") -> list[str]:
    """The text as lines of so many columns, the first after `lead`, the others indented as far.

    A line ends at a blank or beside a Chinese character, but no line begins with a mark that closes, or ends with one
    that opens.
    """
    lines, line = [], lead
    for piece in _pieces(text):
        if width(line + piece.rstrip()) > most and line.strip():
            lines.append(line.rstrip())
            line, piece = " " * width(lead), piece.lstrip()
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    """The parts of a text between which a line may end."""
    pieces, before = [""], ""
    for character in text:
        if before and _may_end(before, character):
            pieces.append("")
        pieces[-1] += character
        before = character
    return pieces


def _may_end(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if before == " " or after == " ":
        return before == " " and after != " "
    return (_wide(before) or _wide(after)) and before not in _OPENS and after not in _CLOSES


def _wide(character: str) -> bool:
    return character in "“”" or unicodedata.east_asian_width(character) in "WF"


def table(rows: Sequence[Sequence[str]], right: Container[int] = (), gap: str = "  ", indent: str = "") -> str:
    """Rows as aligned columns. Columns numbered in `right` are aligned right. The last column is not padded."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [_filled(text, widths[at], at in right, at + 1 == len(row)) for at, text in enumerate(row)]
        lines.append(indent + gap.join(cells).rstrip())
    return "\n".join(lines)


def _filled(text: str, wide: int, right: bool, last: bool) -> str:
    blank = " " * (wide - width(text))
    return blank + text if right else text if last else text + blank


def number(value: float) -> str:
    """A number for reading: 1,234, 0.0123, 5.68; a dash for NaN."""
    if value != value:
        return "–"
    if value in (float("inf"), float("-inf")):
        return "∞" if value > 0 else "-∞"
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:,.2f}" if abs(value) >= 100 else f"{value:.4g}"


def took(seconds: float) -> str:
    """A duration in seconds as text: 12 s, 3 min 20 s, 1 h 5 min."""
    whole = round(seconds)
    if whole < 60:
        return say("{seconds} s", seconds=f"{seconds:.1f}" if seconds < 10 else whole)
    if whole < 3600:
        return say("{minutes} min {seconds} s", minutes=whole // 60, seconds=whole % 60)
    return say("{hours} h {minutes} min", hours=whole // 3600, minutes=whole % 3600 // 60)


def counted(count: int, what: str, several: str | None = None) -> str:
    """A number of things: 1 cell, 2 cells; `several` where an s does not do: 1 person, 2 people."""
    return f"{count:,} {what if count == 1 else several or what + 's'}"


def json_text(value, indent: int | None = 2) -> str:
    """A value as JSON in the encoding of stdout; NaN and infinity become null."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    return json.dumps(finite(value), ensure_ascii=not unicode, allow_nan=False, indent=indent)


def compact_json(value) -> str:
    """A value as JSON without blanks, as it is hashed and stored; a number that JSON does not know is refused."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def finite(value):
    """The value with numbers of Python's for those of numpy, and null for every number that JSON does not know."""
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and not abs(value) < float("inf") else value
