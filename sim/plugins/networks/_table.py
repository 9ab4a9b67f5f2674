"""Read two columns of names from the lines of an edge list, once the separator is found."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sim.plugins.networks import _dialect, _headings, _shape, _split
from sim.plugins.networks._reading import Parsed, coded
from sim.plugins.networks._split import ARROW, Lines
from sim.system.words import say, say_many

_UNDIRECTED, _DIRECTED = ("undirected", "mutual", "无向"), ("directed", "有向")  # values of Gephi's column Type


def parse(path: Path, lines: Lines, left_out: list[str]) -> Parsed:
    """The pairs of names in lines. Raises ValueError if one does not fit the others, or for another kind of list."""
    try:
        dialect = _dialect.chosen(path, lines)
    except ValueError:
        _shape.refuse_adjacency(path, lines, None)  # in an adjacency list, somebody who listens to nobody stands alone
        raise
    if dialect.columns.heading == "unclear":
        raise ValueError(say("{path}: the headings {headings!r} do not say which two columns hold the names; call them "
                             "source and target", path=path, headings=", ".join(dialect.rows[0])[:80]))
    return _Table(path, lines, dialect, left_out).parse()


class _Table:
    """Two columns of names, as indices into `names`, and what the first line is."""

    def __init__(self, path, lines, dialect, left_out):
        self.path, self.lines, self.dialect, self.left_out, self.remarks = path, lines, dialect, left_out, []
        wanted = [dialect.columns.first, dialect.columns.second]
        wanted += [2] if dialect.separator == ARROW else [dialect.columns.type] if dialect.columns.type >= 0 else []
        try:
            self.numbers, (first, second, *more) = _split.columns(lines, dialect.separator, wanted, max(wanted[:2]) + 1)
        except _split.Unsplit as fault:
            raise self._wrong(fault.number) from None
        self.more = more[0] if more else None
        self.names, index = coded(first + second)
        self.first, self.second = index[:len(first)], index[len(first):]

    def parse(self) -> Parsed:
        """The pairs below the headings."""
        self._check_names()
        start = int(self._is_heading())
        if not start:
            self._check_shape()
            start = int(self._is_sizes())
        if start == self.first.size:
            raise ValueError(say("{path}: nothing follows the headings in line {line}; at least one tie is needed",
                                 path=self.path, line=self.numbers[0]))
        used = np.bincount(np.concatenate([self.first[start:], self.second[start:]]), minlength=len(self.names)) > 0
        new_index = np.cumsum(used) - 1
        names = [name for name, is_used in zip(self.names, used.tolist(), strict=True) if is_used]
        parsed = Parsed(names, new_index[self.first[start:]], new_index[self.second[start:]], left_out=self.left_out,
                        remarks=self.remarks)
        self._directions(start, parsed)
        return parsed

    def _wrong(self, number) -> ValueError:
        return _dialect.wrong_line(self.path, number, self.lines, self.dialect.separator)

    def _check_names(self) -> None:
        """Check that every name is a name with this separator."""
        wrong = [k for k, name in enumerate(self.names) if not _split.is_name(name, self.dialect.separator)]
        if wrong:
            below = np.isin(self.first, wrong) | np.isin(self.second, wrong)
            below[0] &= not self.dialect.columns.heading
            if below.any():
                raise self._wrong(self.numbers[int(below.argmax())])

    def _head(self) -> tuple[str, str]:
        return self.names[self.first[0]], self.names[self.second[0]]

    def _alone(self) -> bool:
        """Whether neither name of the first line occurs in another line."""
        head = (int(self.first[0]), int(self.second[0]))
        return not any((side[1:] == name).any() for side in (self.first, self.second) for name in head)

    def _is_heading(self) -> bool:
        """Whether the first line is a line of headings."""
        heading, size = self.dialect.columns.heading, self.first.size
        integers = size > 1 and all(_headings.is_integer(self.names[side[1]]) for side in (self.first, self.second))
        if heading == "known" or heading and (integers or self._alone()):
            self.left_out.append(say("line {line} as headings ({head})", line=self.numbers[0],
                                     head=", ".join(self._head())))
            return True
        return False

    def _is_sizes(self) -> bool:
        """Whether the first line gives the size of the file. A tie that could be a heading gets a remark."""
        head = [field for field in self.dialect.rows[0] if field]
        below = np.unique(np.concatenate([self.first[1:], self.second[1:]]))
        sizes = _shape.sizes(self.path, head, self.first.size - 1, {self.names[k] for k in below.tolist()}) \
            if all(map(_headings.is_integer, self._head())) else ""
        if sizes:
            self.left_out.append(sizes)
        elif self.first.size > 1 and self._alone():
            self.remarks.append(say("line {line} ({head}) is read as a tie, though neither name occurs again; begin it "
                                    "with # if it is none", line=self.numbers[0], head=", ".join(self._head())))
        return bool(sizes)

    def _check_shape(self) -> None:
        """Refuse an adjacency list instead of reading only its first two columns."""
        widths = {len(row) for row in self.dialect.rows}
        once = np.unique(self.first).size == self.first.size
        if self.dialect.separator != ARROW and (once or max(widths) > 4 and len(widths) > 2):
            _shape.refuse_adjacency(self.path, self.lines, self.dialect.separator)

    def _directions(self, start: int, parsed: Parsed) -> None:
        """Note the direction of each tie, from arrows or Gephi's column Type."""
        if self.more is None:
            return
        if self.dialect.separator == ARROW:
            both = np.array([_split.mutual(arrow) for arrow in self.more[start:]])
        else:
            types = [value.casefold() for value in self.more[start:]]
            both = np.array([value in _UNDIRECTED for value in types])
            parsed.says_directed = not both.any() and any(value in _DIRECTED for value in types)
        parsed.both = True if both.all() else both
        if both.any() and not both.all():
            parsed.remarks.append(say_many("the file says that 1 line of {all} are undirected",
                                           "the file says that {n:,} lines of {all} are undirected", int(both.sum()),
                                           all=f"{both.size:,}"))
