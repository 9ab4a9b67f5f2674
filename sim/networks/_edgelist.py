"""Reads ties from a file: one pair of members a line, as networks are usually published (SNAP, MUSAE, Konect)."""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from pathlib import Path

import numpy as np

from sim.networks._build import pairs

_ENDINGS = (".csv", ".txt", ".tsv", ".gz")
_HEADINGS = {"from", "to", "source", "target", "src", "dst", "node", "node1", "node2", "node_1", "node_2", "id1", "id2",
             "id_1", "id_2", "fromnodeid", "tonodeid", "listener", "heard", "follower", "followee"}
# Headings too, but only above names among which they do not occur: a member may be called so.
_KINDS = {"from", "to", "source", "target", "src", "dst", "node", "vertex", "id", "name", "who", "whom", "person",
          "people", "user", "userid", "username", "member", "friend", "follower", "followee", "following", "followed",
          "listener", "heard", "speaker", "sender", "receiver", "recipient", "actor", "ego", "alter", "author",
          "agent", "来源", "目标", "源", "起点", "终点", "节点", "用户", "好友", "朋友", "成员", "姓名",
          "粉丝", "关注者", "被关注者"}
_NUMBERED = re.compile(r"(.+?)(?:[\s_-]*[0-9]+|[\s_-]+[A-Za-z]|(?<=[a-z])[A-Z]|[甲乙丙丁一二三四])")


def read(path) -> tuple[int, np.ndarray, np.ndarray, np.ndarray]:
    """The number of members, their ties (a, b: int32, a < b, sorted, each pair once) and their names by row.

    The file is .csv, .tsv or .txt, or any .gz of one: two columns separated by comma, tab or blank; further columns
    are ignored, as are empty lines, lines beginning with # or % and one line of headings. Names are integers or words.
    Headings are words above integers, well-known ones (source,target), or words for people (`who,whom`,
    `Person A,Person B`) neither of which occurs again; not so where the second line has names
    of that kind too (`Person C`). Any other first line is a tie, even between two who occur
    nowhere else: a real one could look like that. Headings of other kinds are marked with # by who writes the file.
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
        if path.exists() and not path.is_file() and not path.is_dir():
            raise ValueError(f"{path}: this is a device or a pipe; an edge list is an ordinary file of two columns")
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
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_text(path, held, place):
    line = len(re.findall(b"\r\n|\r|\n", held[:place])) + 1
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
                raise _one_column(path, number, lines[number - 1], separator, not first)
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


def _one_column(path, number, line, separator, first):
    how = {",": "a comma", "\t": "a tab", None: None if first else "blanks"}[separator]
    like = "" if first else ", as in the first line"
    return ValueError(f"{path}, line {number}: {line[:60]!r} does not name two members; "
                      f"allowed are two names separated by {how or 'a comma, a tab or blanks'}{like}")


def _is_heading(first, second):
    """Two known headings, words for people that occur nowhere else, or words above a line of integers."""
    if first[0].lower() in _HEADINGS and second[0].lower() in _HEADINGS:
        return True
    kinds = {_kind(first[0]), _kind(second[0])}
    if kinds <= _KINDS and first[0] != second[0] and not any(_kind(word) in kinds for word in first[1:2] + second[1:2]):
        again = {first[0], second[0]}
        return again.isdisjoint(first[1:]) and again.isdisjoint(second[1:])
    return len(first) > 1 and _integers([first[0]]) is None and _integers([second[0]]) is None \
        and _integers([first[1], second[1]]) is not None


def _kind(word):
    """What a heading says of those below it, in lower case and without its number: `who`, `Person A`, `用户1`."""
    numbered = _NUMBERED.fullmatch(word)
    return (numbered[1] if numbered and word.lower() not in _KINDS else word).lower()


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
