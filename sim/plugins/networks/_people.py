"""Read the table of the people in an edge list: text with a column of names and one of views."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sim.plugins.networks._headings import plain
from sim.plugins.networks._reading import integers
from sim.plugins.networks._text import comment_lines, decoded, held
from sim.system.words import later, say, say_many, translated

_WHAT = later("a table of people is text with a column of names and one of views")
_NAMES = ("node", "newid", "id", "name", "member", "姓名", "成员", "用户", "label")
_VIEWS = ("views", "view", "viewcount", "浏览量", "播放量", "观看量")
_SEPARATORS = (",", "\t", ";", "，", " ")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


@dataclass(frozen=True, eq=False)
class People:
    """Rows of the people in a network, the most viewed first, and a sentence on what was read."""

    path: Path
    rows: np.ndarray = field(repr=False)
    sentence: str


def by_views(path, labels) -> np.ndarray:
    """Rows of the people in `labels`, the most viewed first; equals in the order of the network.

    `labels` are the names of an edge list: integers or words. See `read`.
    """
    return read(path, labels).rows


def read(path, labels) -> People:
    """Find the people in `labels` in a table: UTF-8 text, gzipped or not, with headings, among them `views` and one of
    node, new_id, id, name, member. Columns are separated by commas, tabs, semicolons or spaces.

    Names are compared as text, and as integers if all names of the network are integers. People outside the network are
    ignored; of several rows about one person, the first counts. Raises ValueError, in one sentence, if the table cannot
    be read or views are not numbers of 0 or more.
    """
    path = Path(path)
    table = _Table(path, decoded(path, held(path, translated(_WHAT)))[0])
    views = table.views()
    for column in table.names:
        rows = _rows_of([row[column] for row in table.rows], labels)
        if (rows >= 0).any():
            return _ranked(table, column, rows, views)
    raise ValueError(say("{path}: nobody in the column {columns} is in the edge list, whose names are like {name!r}",
                         path=path, columns=say(" or ").join(table.head[k] for k in table.names),
                         name=str(labels[0])[:60]))


def _ranked(table: _Table, column: int, rows, views) -> People:
    known, first = np.unique(rows, return_index=True)
    first = first[known >= 0]
    most = first[np.lexsort((rows[first], -views[first]))]
    in_network = int((rows >= 0).sum())
    strangers, further = int(rows.size - in_network), int(in_network - first.size)
    left_out = [
        say_many("1 person who is not in the edge list", "{n:,} people who are not in the edge list", strangers)
        if strangers else "",
        say_many("1 further row of somebody", "{n:,} further rows of somebody", further) if further else "",
        comment_lines(table.comments) if table.comments else ""]
    sentence = say("{path}: views of {people}, by the column {column}", path=table.path, column=table.head[column],
                   people=say_many("1 person", "{n:,} people", int(first.size)))
    omitted = [say("left out: {what}", what=say(", ").join(filter(None, left_out)))] if any(left_out) else []
    return People(table.path, rows[most], say("; ").join([sentence, *omitted]))


def _rows_of(words: Sequence[str], labels) -> np.ndarray:
    """The row of each of these people in the network, or -1."""
    whole = np.issubdtype(labels.dtype, np.integer)
    row_of = {name: row for row, name in enumerate(labels.tolist())}
    return np.array([_row_of(word, row_of, whole) for word in words], np.int64)


def _row_of(word: str, row_of: dict, whole: bool) -> int:
    """The row of a name, or -1; integers that a table has turned into `7.0` are integers."""
    short = word[:-2] if word.endswith(".0") and word[:-2].isdecimal() else word
    if not whole:
        return row_of.get(word, row_of.get(short, -1))
    number = integers([short])
    return -1 if number is None else row_of.get(int(number[0]), -1)


class _Table:
    """A table as text: its headings, its rows, and the columns of names and views."""

    def __init__(self, path: Path, text: str):
        self.path = path
        lines = text.split("\n")
        top = next((k for k, line in enumerate(lines) if line.strip() and not _is_comment(line)), None)
        if top is None:
            raise ValueError(say("{path}: the table is empty; {what}", path=path, what=translated(_WHAT)))
        self.separator = next((separator for separator in _SEPARATORS if self._fits(lines[top], separator)), ",")
        self.numbers, rows, self.comments = self._rows(lines)
        self.head = rows[0] if rows else []
        self.names, self._views = self._columns()
        self.rows = [self._fitted(number, row) for number, row in zip(self.numbers[1:], rows[1:], strict=True)]

    def _fits(self, line: str, separator: str) -> bool:
        words = {plain(field) for field in line.replace('"', "").split(separator)}
        return not words.isdisjoint(_VIEWS) and not words.isdisjoint(_NAMES)

    def _rows(self, lines):
        """The number and the fields of each row, and the number of comments."""
        kept = ["" if _is_comment(line) else line.strip(" ") for line in lines]
        if self.separator == " ":
            kept = [" ".join(line.split()) for line in kept]
        reader = csv.reader(io.StringIO("\n".join(kept)), delimiter=self.separator, skipinitialspace=True, strict=True)
        numbers, rows, last = [], [], 0
        try:
            for row in reader:
                if any(map(str.strip, row)):
                    numbers.append(last + 1)
                    rows.append([field.strip() for field in row])
                last = reader.line_num
        except csv.Error as fault:
            raise ValueError(say("{path}, line {line}: {text!r} cannot be split ({fault}); allowed are values in "
                                 "whole quotation marks or none", path=self.path, line=last + 1, text=kept[last][:60],
                                 fault=fault)) from None
        return numbers, rows, sum(map(_is_comment, lines))

    def _columns(self) -> tuple[list[int], int]:
        """The columns of names, the likeliest first, and the column of views."""
        words = [plain(heading) for heading in self.head]
        names = [words.index(heading) for heading in _NAMES if heading in words]
        views = [words.index(heading) for heading in _VIEWS if heading in words]
        if not names or not views:
            raise ValueError(say("{path}: a table of people needs the columns views and one of node, new_id, id, "
                                 "name, member; it has {head}", path=self.path, head=", ".join(self.head)[:200]))
        twice = next((column for column in (views[0], *names) if words.count(words[column]) > 1), None)
        if twice is not None:
            raise ValueError(say("{path}: the heading {head} stands above two columns; one is needed", path=self.path,
                                 head=self.head[twice]))
        return names, views[0]

    def _fitted(self, number: int, row: list[str]) -> list[str]:
        """A row as wide as the headings, without empty fields at its end."""
        wide = len(self.head)
        if any(row[wide:]):
            raise ValueError(say("{path}, line {number}: there are {count} values under {wide} headings ({head}); a "
                                 "heading is needed for each column", path=self.path, number=number, count=len(row),
                                 wide=wide, head=", ".join(self.head)[:60]))
        return [*row[:wide], *[""] * (wide - len(row))]

    def views(self) -> np.ndarray:
        """The views of everybody in the table."""
        views = np.array([float(row[self._views]) if _NUMBER.fullmatch(row[self._views]) else math.nan
                          for row in self.rows])
        wrong = np.flatnonzero(~(np.isfinite(views) & (views >= 0)))
        if wrong.size:
            row, number = self.rows[wrong[0]], self.numbers[1 + wrong[0]]
            who = " ".join(row[self.names[0]].split())[:60]
            raise ValueError(say("{path}, line {number}: the views of {who} are {row!r}; needed is a number from 0 on",
                                 path=self.path, number=number, who=who, row=row[self._views][:60]))
        return views


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith(("#", "%"))
