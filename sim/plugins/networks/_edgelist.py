"""Read ties from a file: an edge list with one pair of members per line, or a graph in another format.

docs/networks.md describes for users what is read.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
from collections.abc import Sequence
from pathlib import Path

from sim.plugins.networks import _graphs, _reading, _shape, _table
from sim.plugins.networks._reading import Parsed, Reading
from sim.plugins.networks._split import Lines
from sim.plugins.networks._text import comment_lines, decoded, ending, held
from sim.system.words import say, say_many

_WHAT = "an edge list is a file of two columns"
ENDINGS = (".csv", ".txt", ".tsv", ".edgelist", ".edges", ".ncol", ".adjlist", *_graphs.ENDINGS, ".gz")
_KEPT = 5_000_000  # ties of a file that is kept in memory, since a sweep reads it many times; larger ones are not kept
_last: dict[tuple, Reading] = {}  # the file read last


def read(path, directed: bool = False) -> Reading:
    """The number of members, their ties (a, b: int32, a < b, sorted, each pair once) and their names by row.

    `directed` reads a line as "the first listens to the second"; pairs then keep their direction. The file is UTF-8
    text, gzipped or not: two names per line, separated by a tab, a semicolon, a comma, spaces or an arrow, whichever
    gives every line two plausible names. Headings such as Source and Target determine the columns. Further columns,
    empty lines, lines beginning with # or %, a line of headings and a line of sizes are ignored. A first line is read
    as headings if it has known words (source,target), words above integers, or words for people (`who,whom`, `Person
    A,Person B`) neither of which occurs again, unless the second line has similar names (`Person C`). Any other first
    line is a tie. Other formats are recognised by the file name or by how the text begins
    (`sim.plugins.networks._graphs`). Rows are sorted by name, integers by value, so that integers 0..n-1 keep their
    numbers. Self-loops and duplicates are dropped, but their members are kept. Raises ValueError, in one sentence, if
    the file cannot be read with certainty.
    """
    path = Path(path)
    if not path.name.lower().endswith(ENDINGS):
        raise ValueError(say("{path}: {name!r} is not the name of an edge list; allowed are {endings}", path=path,
                             name=path.name, endings=", ".join(ENDINGS)))
    content = held(path, _WHAT)
    key = hashlib.sha256(content).digest(), str(path), bool(directed)
    if key in _last:
        return _last[key]
    with _without_collection():
        reading = _read(path, content, directed)
    _last.clear()
    if reading.a.size <= _KEPT:
        _last[key] = reading
    return reading


@contextlib.contextmanager
def _without_collection():
    """Suspend garbage collection, which would scan the fields of a million lines again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read(path: Path, content: bytes, directed: bool) -> Reading:
    text, unseen = decoded(path, content)
    kind = _graphs.kind(path, text)
    parsed = _graphs.parse(path, text, kind) if kind else _of_lines(path, text)
    if unseen:
        parsed.left_out.append(say_many("1 invisible character", "{n:,} invisible characters", unseen))
    if directed and parsed.both is True:
        parsed.remarks.append(say("the file says that ties are undirected, so each is read both ways"))
    if parsed.says_directed and not directed:
        parsed.remarks.append(say("the file says that ties are directed; ties.directed=true reads them so"))
    return _reading.reading_of(path, parsed, directed)


def _of_lines(path: Path, text: str) -> Parsed:
    """The pairs of names in lines of text."""
    lines, comments = _lines(text)
    if not lines.texts:
        raise ValueError(say("{path}: the file has no ties; at least one line with two names is needed", path=path))
    left_out = [comment_lines(comments)] if comments else []
    if ending(path) == ".adjlist":
        return Parsed.of_words(*_shape.rows_of_names(lines), left_out=left_out)
    return _table.parse(path, lines, left_out)


def _lines(text: str) -> tuple[Lines, int]:
    """The lines without comments, stripped except for a leading tab (an empty column), and the number of comments."""
    texts = text.strip("\n").split("\n")
    numbers: Sequence[int] = range(1 + len(text) - len(text.lstrip("\n")), len(texts) + 1 + len(text))
    if not text.isascii() or any(blank in text for blank in (" \n", "\n ", "\t\n", "\n\t", "\n\n", "\v", "\f")) \
            or text[:1].isspace() or text[-2:].rstrip("\n")[-1:].isspace():
        texts = [line.rstrip().lstrip(" \u3000\xa0\v\f") for line in texts]
    numbers = numbers[:len(texts)]
    if all(texts) and not any(mark in text for mark in "#%"):
        return Lines(texts, numbers), 0
    comment = [line.lstrip()[:1] in ("#", "%") for line in texts]
    kept = [k for k, line in enumerate(texts) if line and not comment[k]]
    return Lines(texts, numbers).at(kept), sum(comment)
