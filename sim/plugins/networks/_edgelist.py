"""Reads ties from a file: one pair of members a line, as networks are usually published, or a graph in another format.

What is read so is said in docs/networks.md, for users.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
from collections.abc import Sequence
from pathlib import Path

from sim.plugins.networks import _graphs, _reading, _shape, _table
from sim.plugins.networks._reading import Found, Reading
from sim.plugins.networks._split import Lines
from sim.plugins.networks._text import decoded, ending, held
from sim.system.text import counted

_WHAT = "an edge list is a file of two columns"
ENDINGS = (".csv", ".txt", ".tsv", ".edgelist", ".edges", ".ncol", ".adjlist", *_graphs.ENDINGS, ".gz")
_KEPT = 5_000_000  # ties of a file that is remembered, since a sweep reads it many times; larger ones need the memory
_last: dict[tuple, Reading] = {}  # what was read last


def read(path, directed: bool = False) -> Reading:
    """The number of members, their ties (a, b: int32, a < b, sorted, each pair once) and their names by row.

    `directed` reads a line as "the first listens to the second"; pairs are then sorted as they stand. The file is text
    in UTF-8, packed by gzip or not: two names a line, separated by a tab, a semicolon, a comma, blanks or an arrow,
    whichever gives every line two plausible names. Headings such as Source and Target decide the columns wherever they
    stand; further columns, empty lines, lines beginning with # or %, a line of headings and one of sizes are left out.
    Headings are known words (source,target), words above integers, or words for people (`who,whom`,
    `Person A,Person B`) neither of which occurs again; not so where the second line has names of that kind too
    (`Person C`). Any other first line is a tie. Other formats go by the ending, or by how the text begins: see
    `sim.plugins.networks._graphs`. Rows follow the sorted names, integers by number, so integers that are 0..n-1
    already keep theirs. Self-loops and doubles are dropped, but their members stay. ValueError, in one sentence,
    when the file cannot be read so for certain.
    """
    path = Path(path)
    if not path.name.lower().endswith(ENDINGS):
        raise ValueError(f"{path}: {path.name!r} is no edge list by its name; allowed are {', '.join(ENDINGS)}")
    found = held(path, _WHAT)
    key = hashlib.sha256(found).digest(), str(path), bool(directed)
    if key in _last:
        return _last[key]
    with _without_collection():
        reading = _read(path, found, directed)
    _last.clear()
    if reading.a.size <= _KEPT:
        _last[key] = reading
    return reading


@contextlib.contextmanager
def _without_collection():
    """No garbage collection for a while: it would look at the fields of a million lines again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read(path: Path, found: bytes, directed: bool) -> Reading:
    text, unseen = decoded(path, found)
    kind = _graphs.kind(path, text)
    said = _graphs.found(path, text, kind) if kind else _of_lines(path, text)
    if unseen:
        said.left.append(counted(unseen, "invisible character"))
    if directed and said.both is True:
        said.remarks.append("the file says that ties are undirected, so each is read both ways")
    if said.says_directed and not directed:
        said.remarks.append("the file says that ties are directed; ties.directed=true reads them so")
    return _reading.made(path, said, directed)


def _of_lines(path: Path, text: str) -> Found:
    """The pairs of names in lines of text."""
    lines, comments = _lines(text)
    if not lines.texts:
        raise ValueError(f"{path}: the file has no ties; needed is at least one line with two names")
    left = [counted(comments, "comment line")] if comments else []
    if ending(path) == ".adjlist":
        return Found.of_words(*_shape.rows_of_names(lines), left=left)
    return _table.found(path, lines, left)


def _lines(text: str) -> tuple[Lines, int]:
    """The lines without blanks around them, but for a tab at the beginning (an empty column), and without comments."""
    texts = text.strip("\n").split("\n")
    numbers: Sequence[int] = range(1 + len(text) - len(text.lstrip("\n")), len(texts) + 1 + len(text))
    if not text.isascii() or any(one in text for one in (" \n", "\n ", "\t\n", "\n\t", "\n\n", "\v", "\f")) \
            or text[:1].isspace() or text[-2:].rstrip("\n")[-1:].isspace():
        texts = [line.rstrip().lstrip(" \u3000\xa0\v\f") for line in texts]
    numbers = numbers[:len(texts)]
    if all(texts) and not any(one in text for one in "#%"):
        return Lines(texts, numbers), 0
    comment = [line.lstrip()[:1] in ("#", "%") for line in texts]
    there = [k for k, line in enumerate(texts) if line and not comment[k]]
    return Lines(texts, numbers).at(there), sum(comment)
