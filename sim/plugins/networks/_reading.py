"""The result of reading a file of ties, and the sentence that describes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sim.plugins.networks._build import pairs
from sim.system.words import say, say_many


@dataclass(frozen=True, eq=False)
class Reading:
    """The result: the number of members, their ties, and their names by row; unpacks to these four.

    `a` and `b` are int32, sorted, each tie once: a < b for mutual ties, "a listens to b" for `directed` ones. `names`
    are integers or words, sorted. `left_out` says which lines were ignored and why; `remarks` are other facts worth
    knowing.
    """

    path: Path
    count: int
    a: np.ndarray = field(repr=False)
    b: np.ndarray = field(repr=False)
    names: np.ndarray = field(repr=False)
    directed: bool = False
    left_out: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def __iter__(self) -> Iterator:
        return iter((self.count, self.a, self.b, self.names))

    def sentence(self) -> str:
        """Members, ties and their direction, and what was ignored and why, as a sentence without a full stop."""
        values = {"path": self.path, "members": say_many("1 member", "{n:,} members", self.count)}
        sentence = say("{path}: {members}, {ties} (the first named listens to the second)", **values,
                       ties=say_many("1 directed tie", "{n:,} directed ties", self.a.size)) if self.directed else \
            say("{path}: {members}, {ties}", **values, ties=say_many("1 mutual tie", "{n:,} mutual ties", self.a.size))
        omitted = [say("left out: {what}", what=say(", ").join(self.left_out))] if self.left_out else []
        return say("; ").join([sentence, *omitted, *self.remarks])


@dataclass
class Parsed:
    """Pairs as in the file: `names`, each once, and `first` and `second`, indices into it.

    `both` marks pairs that hold in both directions although ties are directed (True: all of them). `says_directed` is
    set if the file itself calls its ties directed.
    """

    names: Sequence | np.ndarray
    first: np.ndarray
    second: np.ndarray
    both: np.ndarray | bool = False
    says_directed: bool = False
    left_out: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @classmethod
    def of_words(cls, first: Sequence[str], second: Sequence[str], alone: Sequence[str] = (), **more) -> Parsed:
        """The same from two lists of names; `alone` are further members."""
        names, index = coded([*first, *second, *alone])
        return cls(names, index[:len(first)], index[len(first):2 * len(first)], **more)


def coded(words: list[str]) -> tuple[list[str], np.ndarray]:
    """Every word once, and the index of each of `words` among them."""
    import pandas as pd

    objects = np.empty(len(words), object)
    objects[:] = words
    index, names = pd.factorize(objects)
    return names.tolist(), index


def reading_of(path: Path, parsed: Parsed, directed: bool) -> Reading:
    """Assign rows to names, drop and count self-loops and duplicates, and return the result."""
    names, row = sorted_names(parsed)
    a, b = row[parsed.first], row[parsed.second]
    low, high = pairs(len(names), a, b, directed)
    dropped = _dropped(len(names), a, b, low.size, directed)
    if directed and np.any(parsed.both):
        also = np.broadcast_to(parsed.both, a.shape)
        low, high = pairs(len(names), np.concatenate([a, b[also]]), np.concatenate([b, a[also]]), True)
    for array in (low, high, names):
        array.flags.writeable = False
    return Reading(path, len(names), low, high, names, directed, (*parsed.left_out, *dropped), tuple(parsed.remarks))


def _dropped(count, a, b, kept: int, directed: bool) -> list[str]:
    loops = int((a == b).sum())
    doubles = a.size - loops - kept
    omissions = [say_many("1 self-loop", "{n:,} self-loops", loops)] if loops else []
    if doubles and not directed:
        back = pairs(count, a, b, True)[0].size - kept
        if back:
            return [*omissions, say_many("1 double ({back} the other way round)",
                                         "{n:,} doubles ({back} the other way round)", doubles, back=f"{back:,}")]
    return [*omissions, say_many("1 double", "{n:,} doubles", doubles)] if doubles else omissions


def sorted_names(parsed: Parsed) -> tuple[np.ndarray, np.ndarray]:
    """The names in the order of their rows, and the row of each name of `parsed`."""
    numbers = integers(parsed.names)
    if numbers is not None:
        names, row = np.unique(numbers, return_inverse=True)
        if names.size == len(parsed.names):
            return names, row.astype(np.int32)
        parsed.remarks.append(say("names are read as words, since some differ in leading zeros only"))
    order = sorted(range(len(parsed.names)), key=parsed.names.__getitem__)
    row = np.empty(len(order), np.int32)
    row[order] = np.arange(len(order), dtype=np.int32)
    return np.array([parsed.names[k] for k in order]), row


def integers(words) -> np.ndarray | None:
    """The words as int64, or None unless each is a plain integer (Python would also accept 1_000)."""
    if isinstance(words, np.ndarray):
        return words
    try:
        numbers = np.array(list(map(int, words)), np.int64)
    except (ValueError, OverflowError):
        return None
    return None if any("_" in word for word in words) else numbers
