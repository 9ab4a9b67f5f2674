"""Split the lines of an edge list into fields, with any separator."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from operator import methodcaller
from typing import NamedTuple

from sim.system.words import later

ARROW = "->"  # stands for every arrow and dash in `_TIE`
CALLED = {"\t": later("a tab"), ";": later("a semicolon"), ",": later("a comma"), "，": later("a Chinese comma"),
          None: later("blanks"), ARROW: later("arrows")}
ARROWS = frozenset(["->", "-->", "=>", "→", "<-", "<--", "←", "<->", "<-->", "↔", "--", "---", "–", "—", "-"])
_TIE = re.compile(r"(.+?)(?:\s*(<?-+>|=>|→|<-+|←|↔)\s*|\s+(-{1,3}|–|—)\s+)(.+?)\s*(?:\[[^\]]*\])?\s*;?")
_TOKEN = re.compile(r'(?:"(?:[^"]|"")*"|\S)+')
_QUOTED = r'\s*(?:"((?:[^"]|"")*)"\s*|((?!\s*")[^{0}]*))(?:{0}|$)'
_SEVERAL_NUMBERS = re.compile(r"[-+]?[\d.]+(?:[\s,;，]+[-+]?[\d.]+)+")


class Lines(NamedTuple):
    """The non-empty lines of a file, stripped, and their numbers, from 1."""

    texts: list[str]
    numbers: Sequence[int]

    @property
    def quoted(self) -> bool:
        """Whether any line has a quotation mark."""
        return any('"' in line for line in self.texts)

    def at(self, positions) -> Lines:
        """Only the lines at these places."""
        return Lines([self.texts[k] for k in positions], [self.numbers[k] for k in positions])


class Unsplit(ValueError):
    """A line cannot be split; `number` is its number, from 1."""

    def __init__(self, number: int):
        super().__init__(f"line {number}")
        self.number = number


def rows(lines: Lines, separator: str | None) -> tuple[Sequence[int], list[list[str]]]:
    """The fields of every line, stripped, and the number of each line. Raises Unsplit.

    Lines that consist only of separators are ignored.
    """
    numbers, fields = _rows(lines, separator)
    fields = [[field.strip() for field in row] for row in fields]
    filled = [k for k, row in enumerate(fields) if any(row)]
    if len(filled) == len(fields):
        return numbers, fields
    if not filled:
        raise Unsplit(numbers[0])
    return [numbers[k] for k in filled], [fields[k] for k in filled]


def _rows(lines, separator):
    if separator == ARROW:
        return lines.numbers, _by_arrows(lines)
    if not lines.quoted:
        return lines.numbers, [line.split(separator) for line in lines.texts]
    if separator is None:
        return lines.numbers, [[_bare(token) for token in _TOKEN.findall(line)] for line in lines.texts]
    return _quoted(lines, separator)


def columns(lines: Lines, separator: str | None, wanted: Sequence[int], need: int):
    """The fields of these columns, "" if missing, and the number of each line.

    Raises Unsplit for a line with fewer than `need` fields, or if one of the first two of `wanted` is empty.
    """
    numbers, cut = lines.numbers, _even_columns(lines, separator, wanted) or _plain_columns(lines, separator, wanted)
    if cut is None:
        numbers, fields = _rows(lines, separator)
        cut = _cut(fields, wanted) if min(map(len, fields)) >= need else None
    if cut is None or "" in cut[0] or "" in cut[1]:
        numbers, fields = rows(lines, separator)  # without lines that consist only of separators
        for number, row in zip(numbers, fields, strict=True):
            if len(row) < need or not row[wanted[0]] or not row[wanted[1]]:
                raise Unsplit(number)
        cut = _cut(fields, wanted)
    return numbers, cut


def _plain_columns(lines, separator, wanted) -> list[list[str]] | None:
    """The columns of lines that have quotation marks only after them, if any; None for other lines."""
    if separator == ARROW or separator is not None and any(line.count('"') % 2 for line in lines.texts):
        return None  # a field may continue on the next line
    try:
        fields = [[line.split(separator, k + 1)[k].strip() for line in lines.texts] for k in range(max(wanted) + 1)]
    except IndexError:
        return None
    if lines.quoted and any('"' in field for column in fields for field in column):
        return None
    return [fields[k] for k in wanted]


def _cut(fields, wanted) -> list[list[str]]:
    return [[row[k].strip() if len(row) > k else "" for row in fields] for k in wanted]


def _even_columns(lines, separator, wanted) -> list[list[str]] | None:
    """The columns of lines with the same number of fields and no quotation marks; None for other lines."""
    single = " " if separator is None and not any("  " in line or "\t" in line for line in lines.texts) else separator
    if single is None or single == ARROW or separator is None and not all(map(str.isascii, lines.texts)) \
            or lines.quoted:
        return None
    counts = set(map(methodcaller("count", single), lines.texts))
    if len(counts) > 1 or max(wanted) > min(counts):
        return None
    step = min(counts) + 1
    flat = single.join(lines.texts).split(single)
    fields = [flat[k::step] for k in wanted]
    return fields if separator is None else [list(map(str.strip, column)) for column in fields]


def _bare(word: str) -> str:
    """A word without surrounding quotation marks."""
    return word[1:-1].replace('""', '"').strip() if len(word) > 1 and word[0] == word[-1] == '"' else word


def _quoted(lines, separator):
    """Split as CSV; if a later field breaks its rules, line by line."""
    reader = csv.reader(lines.texts, delimiter=separator, skipinitialspace=True, strict=True)
    ends, split = [0], []
    try:
        for fields in reader:
            ends.append(reader.line_num)
            split.append(fields)
    except csv.Error:
        return _tolerant(lines, separator)
    whole = len(split) == len(lines.texts)  # no field continues on the next line
    return lines.numbers if whole else [lines.numbers[k] for k in ends[:-1]], split


def _tolerant(lines, separator):
    """Fields up to the first one that breaks the rules of CSV, such as JSON; the rest of the line is one field."""
    field = re.compile(_QUOTED.format(re.escape(separator)))
    return lines.numbers, [_fields(line, field, number) for line, number in zip(*lines, strict=True)]


def _fields(line, field, number) -> list[str]:
    fields: list[str] = []
    position = 0
    while position < len(line):
        match = field.match(line, position)
        if match is None:
            if len(fields) < 2:
                raise Unsplit(number)
            return [*fields, line[position:]]
        fields.append(match[2] if match[1] is None else match[1].replace('""', '"'))
        position = max(match.end(), position + 1)
    return fields


def _by_arrows(lines) -> list[list[str]]:
    """The two ends of every arrow and the arrow itself, as three fields."""
    ties = []
    for line, number in zip(*lines, strict=True):
        match = _TIE.fullmatch(line)
        if match is None:
            raise Unsplit(number)
        first, arrow, second = match[1].strip(), match[2] or match[3], match[4].strip()
        back = arrow.startswith(("<-", "←")) and not arrow.endswith(">")
        ties.append([_bare(second), _bare(first), arrow] if back else [_bare(first), _bare(second), arrow])
    return ties


def mutual(arrow: str) -> bool:
    """Whether an arrow points in both directions, or in none."""
    return arrow not in ("=>", "→", "←") and arrow.endswith(">") == arrow.startswith("<")


def is_name(word: str, separator: str | None) -> bool:
    """Whether a field can be a name: it is not empty and has no trace of another separator."""
    if not word or "\t" in word and separator != "\t":
        return False
    return separator is not None or word in ARROWS or word[0] not in ",;，" and word[-1] not in ",;，"


def is_odd(word: str) -> bool:
    """Whether a word is unlikely to be a name: several numbers, an unclosed bracket, an arrow."""
    return word in ARROWS or any(word.count(a) != word.count(b) for a, b in ("{}", "[]", "()")) \
        or _SEVERAL_NUMBERS.fullmatch(word) is not None


def is_clean(word: str) -> bool:
    """Whether nothing in a word could be split."""
    return not any(mark in word for mark in ",;，") and len(word.split(None, 1)) == 1
