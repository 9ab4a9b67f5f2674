"""Problems of scenarios, as sentences that name the file, the line, the fault and what is allowed."""

from __future__ import annotations

import contextlib
import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.system.words import say

# Line breaks, control characters and changes of writing direction in a value could fake a message.
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_LONGEST = 60
MOST = 20  # problems shown at once


@dataclass(frozen=True)
class Problem:
    """One problem: `str()` is one line, `file:line: sentence`. `line` is None if no single line is at fault."""

    file: str
    line: int | None
    path: str
    sentence: str

    def __post_init__(self):
        for name in ("file", "path", "sentence"):
            object.__setattr__(self, name, one_line(getattr(self, name)))

    def __str__(self):
        if self.line:
            return say("{file}:{line}: {sentence}", file=self.file, line=self.line, sentence=self.sentence)
        return say("{file}: {sentence}", file=self.file, sentence=self.sentence)


class ScenarioError(ValueError):
    """A scenario cannot be used. `problems` has all problems; `str()` has a line for each of the first 20."""

    def __init__(self, problems: Iterable[Problem] | Problem):
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(first(self.problems))

    def __reduce__(self):
        return type(self), (self.problems,)


def first(problems: Sequence[Problem]) -> str:
    """One line for each of the first problems, and one that counts the rest."""
    if len(problems) <= MOST + 1:  # leaving out a single one would save nothing
        return "\n".join(map(str, problems))
    more = say("and {more} more problems ({all} in all)", more=f"{len(problems) - MOST:,}", all=f"{len(problems):,}")
    return "\n".join([*map(str, problems[:MOST]), more])


def one_line(text: str) -> str:
    """`text` with every character that could break or hide a line escaped.

    If Python was started without UTF-8, file names arrive with their bytes in surrogates; these are decoded as UTF-8.
    """
    with contextlib.suppress(UnicodeError):
        text = text.encode("utf-8", "surrogateescape").decode("utf-8")
    return _UNSHOWABLE.sub(lambda match: match[0].encode("unicode_escape", "surrogatepass").decode(), text)


def shown(value) -> str:
    """A value as the author of a scenario would write it, shortened if long."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f'"{short(value)}"'
    if isinstance(value, dict):
        return say("a section of keys")
    if isinstance(value, (list, tuple)):
        return short("[" + ", ".join(map(shown, value)) + "]")
    return short(plain_number(value))


def plain_number(value: float | None) -> str:
    """A number as an author writes it, without noise: 1 and not 1.0, 1000000 and not 1e+06."""
    if value is None:
        return "null"
    whole = isinstance(value, int) or value.is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else f"{value:.12g}"


def money(value: float) -> str:
    """An amount of yuan: ¥1,999, ¥19.99; a rate keeps all its digits."""
    text = f"{abs(value):,.2f}" if round(value, 2) == value else f"{abs(value):,.12f}".rstrip("0")
    return ("−" if value < 0 else "") + "¥" + text.removesuffix(".00")


def short(text: str) -> str:
    """`text` without its middle if it is too long for a sentence."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST - 20]}…{text[-15:]}"


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that was probably meant, or None."""
    words = list(words)
    by_case = {candidate.casefold(): candidate for candidate in words}
    matches = difflib.get_close_matches(word.casefold()[:200], list(by_case), n=1, cutoff=0.55)
    return by_case[matches[0]] if matches else None


def listed(words: Iterable, most: int = 20) -> str:
    """`words` joined for the end of a sentence; "nothing" if there are none."""
    words = [str(word) for word in words]
    more = say(", …") if len(words) > most else ""
    return say(", ").join(words[:most]) + more or say("nothing")


def one_of(words: Iterable[str], close: str | None) -> str:
    """A few `words` for the end of a sentence, after the one that was probably meant, if any."""
    names = say(", ").join(words)
    return say("did you mean {close}? (allowed: {names})", close=close, names=names) if close else \
        say("allowed: {names}", names=names)


def meant(word: str, words: Iterable[str], says="{}") -> str:
    """What to add to a sentence about an unknown `word`: the nearest of `words`, or all of them."""
    words = list(words)
    close = nearest(word, words)
    return probably(says.format(close)) if close else say("allowed: {names}", names=listed(words))


def probably(word: str) -> str:
    """The question whether `word` was meant, for the end of a sentence."""
    return say("did you mean {word}?", word=word)
