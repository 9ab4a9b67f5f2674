"""Find the separator of an edge list: the one with which every line gives two plausible names.

Several may do so: a note may contain commas, a weight a decimal comma, a name spaces. Then the following decide, in
this order: known headings; names that occur on both sides of ties, which a wrong separator hardly ever gives; and
names that no separator could split. If doubt remains, the file is refused.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from sim.plugins.networks import _headings, _split
from sim.plugins.networks._headings import Columns
from sim.plugins.networks._split import ARROW, CALLED, Lines, Unsplit
from sim.system.words import say, translated

ENOUGH = 2_000  # lines searched for the separator; afterwards all lines are checked with it
_ORDER = ("\t", ";", ",", "，", None, ARROW)
_ASIDE = re.compile(r"\{.*\}|\[.*\]|\"[^\"]*\"|[-+]?\d+,\d+")  # may contain a comma that does not separate


@dataclass(frozen=True, eq=False)
class Dialect:
    """A separator, the columns that it gives, and the lines it was found with, split."""

    separator: str | None
    columns: Columns
    rows: list[list[str]]

    @property
    def body(self) -> list[list[str]]:
        """The rows below the headings."""
        return self.rows[1:] if self.columns.heading else self.rows

    @functools.cached_property
    def names(self) -> tuple[list[str], list[str]]:
        """The two names of every row."""
        return [row[self.columns.first] for row in self.body], [row[self.columns.second] for row in self.body]

    @functools.cached_property
    def recur(self) -> bool:
        """Whether any name occurs on both sides of ties."""
        return not set(self.names[0]).isdisjoint(self.names[1])

    def mostly(self, test) -> bool:
        """Whether at least every second row has a name for which `test` is true."""
        return 2 * sum(test(a) or test(b) for a, b in zip(*self.names, strict=True)) >= max(len(self.body), 1)

    @functools.cached_property
    def clean(self) -> bool:
        """Whether no name could be split further."""
        return all(map(_split.is_clean, (*self.names[0], *self.names[1])))


def chosen(path: Path, lines: Lines) -> Dialect:
    """The dialect of these lines. Raises ValueError, in one sentence, unless exactly one is certain."""
    sample, dialects = _sample(lines), []
    failed: list[tuple[int, int, str | None]] = []
    for separator in _ORDER:
        try:
            dialects.append(under(sample, separator))
        except Unsplit as fault:
            failed.append((fault.number, -len(failed), separator))
    if not dialects:
        number, _, separator = max(failed)
        raise wrong_line(path, number, lines, separator)
    return _best(path, _without_twins(_by_evidence(dialects)), sample.texts)


def under(lines: Lines, separator: str | None) -> Dialect:
    """The dialect with this separator. Raises Unsplit at the first line that does not give two names."""
    numbers, fields = _split.rows(lines, separator)
    dialect = Dialect(separator, _headings.columns(fields), fields)
    first, second = dialect.columns.first, dialect.columns.second
    for number, row in zip(numbers[len(fields) - len(dialect.body):], dialect.body, strict=True):
        if len(row) <= max(first, second) or not all(_split.is_name(row[k], separator) for k in (first, second)):
            raise Unsplit(number)
    return dialect


def wrong_line(path: Path, number: int, lines: Lines, separator: str | None) -> ValueError:
    """The error for a line that does not name two members, with a separator that fits the lines before it."""
    line = lines.texts[list(lines.numbers).index(number)]
    allowed = say("two names separated by a comma, a tab or blanks") if number == lines.numbers[0] else \
        say("two names separated by {separator}, as in the first line", separator=translated(CALLED[separator]))
    values = {"path": path, "number": number, "line": line[:60], "allowed": allowed}
    if '"' in line:
        return ValueError(say("{path}, line {number}: {line!r} does not name two members; allowed are {allowed}; "
                              "quotation marks come in pairs", **values))
    return ValueError(say("{path}, line {number}: {line!r} does not name two members; allowed are {allowed}", **values))


def _sample(lines: Lines) -> Lines:
    """All lines, or enough from the beginning and the whole file to recognise their format."""
    size, half = len(lines.texts), ENOUGH // 2
    if size <= ENOUGH:
        return lines
    if any('"' in line for line in lines.texts[:half]):
        return lines.at(range(half))  # a quoted field may continue on the next line
    return lines.at([*range(half), *range(half, size, size // half)])


def _by_evidence(dialects: list[Dialect]) -> list[Dialect]:
    """Those left by the evidence: known headings, as many fields as headings, plausible names, names that recur."""
    known = [dialect for dialect in dialects if dialect.columns.heading == "known"]
    if known:
        fit = [dialect for dialect in known if all(len(row) == len(dialect.rows[0]) for row in dialect.body)]
        dialects = fit if fit and len(known) > 1 else known
    even = [dialect for dialect in dialects if dialect.recur or not dialect.mostly(_split.is_odd)]
    dialects = [dialect for dialect in even if not _arrows_in(dialect)]
    recur = [dialect for dialect in dialects if dialect.recur]
    return recur or dialects


def _arrows_in(dialect: Dialect) -> bool:
    """Whether every line has an arrow as a word, so that spaces do not separate the names."""
    return dialect.separator is None and all(not _split.ARROWS.isdisjoint(row) for row in dialect.body)


def _without_twins(dialects: list[Dialect]) -> list[Dialect]:
    """Each reading once, since a tab and spaces often give the same names."""
    return [dialect for k, dialect in enumerate(dialects)
            if all(dialect.names != other.names for other in dialects[:k])]


def _best(path, dialects: list[Dialect], lines) -> Dialect:
    if not dialects:
        raise ValueError(say("{path}: the lines are like {line!r}, in which two names cannot be told from the rest; "
                             "needed are two names separated by a tab, a comma, a semicolon or blanks", path=path,
                             line=lines[0][:60]))
    clean = [dialect for dialect in dialects if dialect.clean]
    rivals = [dialect for dialect in dialects if dialect.separator is not None]
    if not clean:  # in `a,b;c,d` and `a,b c,d` there are two names each, and no note
        return next((dialect for dialect in dialects if all(len(row) == 2 for row in dialect.body)), dialects[0])
    if len(dialects) == 1:
        return dialects[0]
    if clean[0].separator is not None or not rivals:
        return clean[0]
    return _words_or_blanks(path, rivals[0], clean[0])


def _words_or_blanks(path, names_with_blanks: Dialect, blanks: Dialect) -> Dialect:
    """In `Ann Lee TAB Bo Chan` the tab separates the names; in `ann bo 0,5` spaces do."""
    separator = names_with_blanks.separator
    if separator == ARROW:
        return names_with_blanks
    rest = [" ".join(row[2:]) for row in blanks.body]
    if separator == "\t":
        if not all(re.search(r"\s[-+\d.]+$", row[names_with_blanks.columns.second]) for row in names_with_blanks.body):
            return names_with_blanks
    elif all(str(separator) not in _ASIDE.sub("", note) for note in rest):
        return blanks
    elif path.name.lower().removesuffix(".gz").endswith(".csv"):
        return names_with_blanks
    raise _in_doubt(path, names_with_blanks, blanks)


def _in_doubt(path, first: Dialect, second: Dialect) -> ValueError:
    read = say(" or ").join(say("{a!r} and {b!r} ({separator})", a=one.names[0][0], b=one.names[1][0],
                                separator=translated(CALLED[one.separator])) for one in (first, second))
    return ValueError(say("{path}: the first tie could be {read}; write a line of headings above it, source and "
                          "target with the right separator between them", path=path, read=read))
