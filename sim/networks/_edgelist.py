"""Reads ties from a file: one pair of members a line, as networks are usually published (SNAP, MUSAE, Konect)."""

from __future__ import annotations

import csv
import gzip
import zlib
from pathlib import Path

import numpy as np

from sim.networks._build import pairs

_ENDINGS = (".csv", ".txt", ".csv.gz", ".txt.gz")
_HEADINGS = {"from", "to", "source", "target", "src", "dst", "node", "node1", "node2", "node_1", "node_2", "id1", "id2",
             "id_1", "id_2", "fromnodeid", "tonodeid", "listener", "heard", "follower", "followee"}


def read(path) -> tuple[int, np.ndarray, np.ndarray, np.ndarray]:
    """The number of members, their ties (a, b: int32, a < b, sorted, each pair once) and their names by row.

    The file is .csv or .txt, or either with .gz: two columns separated by comma, tab or blank; further columns are
    ignored, as are empty lines, lines beginning with # or % and one line of headings. Names are integers or words.
    Rows follow the sorted names, integers by number, so integers that are 0..n-1 already keep theirs. Self-loops and
    doubles are dropped, but their members stay. ValueError, in one sentence, when the file cannot be read so.
    """
    path = Path(path)
    first, second = _columns(path, _text(path))
    names, rows = _numbered(first, second)
    a, b = pairs(len(names), rows[:len(first)], rows[len(first):])
    return len(names), a, b, names


def _text(path):
    if not path.name.lower().endswith(_ENDINGS):
        raise ValueError(f"{path}: {path.name!r} is no edge list by its name; allowed are {', '.join(_ENDINGS)}")
    try:
        held = gzip.decompress(path.read_bytes()) if path.suffix.lower() == ".gz" else path.read_bytes()
    except FileNotFoundError:
        raise ValueError(f"{path}: there is no such file; an edge list is a file of two columns") from None
    except IsADirectoryError:
        raise ValueError(f"{path}: this is a folder; an edge list is a file of two columns") from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as fault:
        raise ValueError(f"{path}: not readable as gzip ({fault}); allowed is a whole gzip file") from None
    except OSError as fault:
        raise ValueError(f"{path}: not readable ({fault.strerror}); allowed is a file of two columns") from None
    return _decoded(path, held)


def _decoded(path, held):
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _not_text(path, held, fault.start) from None
    if "\0" in text:
        raise _not_text(path, held, held.index(b"\0"))
    return text


def _not_text(path, held, place):
    line = held.count(b"\n", 0, place) + 1
    return ValueError(f"{path}, line {line}: the byte {held[place:place + 1]!r} is no text; allowed is text in UTF-8")


def _columns(path, text):
    """The two columns as lists of words, without headings."""
    lines = ["" if line.startswith(("#", "%")) else line for line in map(str.strip, text.split("\n"))]
    top = next((number for number, line in enumerate(lines) if line), None)
    if top is None:
        raise ValueError(f"{path}: the file has no ties; needed is at least one line with two names")
    separator = "," if "," in lines[top] else "\t" if "\t" in lines[top] else None
    first, second = _pairs_of_words(path, lines, separator)
    if _is_heading(first, second):
        del first[0], second[0]
    if not first:
        raise ValueError(f"{path}: nothing follows the headings in line {top + 1}; needed is at least one tie")
    return first, second


def _pairs_of_words(path, lines, separator):
    first, second = [], []
    number = 0
    try:
        for number, fields in _fields(lines, separator):
            if len(fields) < 2 or not fields[0] or not fields[1]:
                raise _one_column(path, number, lines[number - 1], separator)
            first.append(fields[0])
            second.append(fields[1])
    except csv.Error as fault:
        raise ValueError(f"{path}, line {number + 1}: {lines[number][:60]!r} cannot be split ({fault}); "
                         "allowed are two names, in whole quotation marks or none") from None
    return first, second


def _fields(lines, separator):
    """Line number and fields of every line that holds any."""
    if separator is None:
        return ((number, line.split(None, 2)) for number, line in enumerate(lines, 1) if line)
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)
    return ((reader.line_num, [field.strip() for field in fields[:2]]) for fields in reader if fields)


def _one_column(path, number, line, separator):
    how = {",": "a comma", "\t": "a tab", None: "blanks"}[separator]
    return ValueError(f"{path}, line {number}: {line[:60]!r} does not name two members; "
                      f"allowed are two names separated by {how}, as in the first line")


def _is_heading(first, second):
    """Two known headings, or words above a line of integers."""
    if first[0].lower() in _HEADINGS and second[0].lower() in _HEADINGS:
        return True
    return len(first) > 1 and _integers([first[0]]) is None and _integers([second[0]]) is None \
        and _integers([first[1], second[1]]) is not None


def _numbered(first, second):
    """The sorted names, and the row of each name as it occurs in the two columns."""
    words = first + second
    numbers = _integers(words)
    if numbers is not None:
        names, rows = np.unique(numbers, return_inverse=True)
        return names, rows
    names = sorted(set(words))
    place = {name: row for row, name in enumerate(names)}
    return np.array(names), np.fromiter(map(place.__getitem__, words), np.int32, len(words))


def _integers(words):
    """The words as int64, or None unless every one is a plain integer (Python would also take 1_000)."""
    try:
        numbers = np.array(list(map(int, words)), np.int64)
    except (ValueError, OverflowError):
        return None
    return None if any("_" in word for word in words) else numbers
