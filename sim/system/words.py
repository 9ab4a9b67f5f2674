"""Say every sentence in the reader's language: the code has the English, a catalogue (gettext's PO file) the rest.

`say` and `say_many` look a whole sentence up and then fill in its values, so that word order is the translator's. What
is declared at one place and said at another is marked there with `later`, and said with `translated`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

# Imported where it is needed, because English needs no catalogue.
CATALOGUES = Path(__file__).parent / "catalogues"
ENGLISH = "en"
BETWEEN = " · "  # between the two halves of a title: 小米 · Fans first

_language = ContextVar("language", default=ENGLISH)


def language() -> str:
    """The language that sentences are said in now, such as `en`."""
    return _language.get()


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are: English, and one for each catalogue."""
    return ENGLISH, *sorted(file.stem for file in CATALOGUES.glob("*.po"))


def known(name: str) -> str:
    """The language of this name. Raises ValueError, with a sentence that names them all, if there is none."""
    if name not in languages():
        raise ValueError(f"{name!r} is not a language of Shequn; it is one of {', '.join(languages())}")
    return name


def preferred(environment: Mapping[str, str] | None = None) -> str:
    """The language of the environment: SHEQUN_LANG, else that of the locale if there is a catalogue, else English.

    Of the locale the first of LC_ALL, LC_MESSAGES and LANG counts that is set, as POSIX asks for. Raises ValueError if
    SHEQUN_LANG names no language.
    """
    environment = os.environ if environment is None else environment
    if chosen := environment.get("SHEQUN_LANG"):
        return known(chosen)
    locale = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(key))), "")
    name = locale.replace("_", "-").partition("-")[0].partition(".")[0].lower()
    return name if name in languages() else ENGLISH


@contextmanager
def using(name: str):
    """Say everything within the block in this language."""
    before = _language.set(name)
    try:
        yield
    finally:
        _language.reset(before)


def say(english: str, /, **values) -> str:
    """The sentence in the present language, with its `{values}` filled in."""
    return _filled(translated(english), values)


def say_many(one: str, many: str, n: int, /, **values) -> str:
    """As `say`, for a sentence that has a form for one thing and a form for many; `{n}` is the number."""
    found = catalogue(language()).get((one, many)) or (one if n == 1 else many)
    return _filled(found, {"n": n, **values})


def later(english: str, /) -> str:
    """The text as it is, marked for the catalogue: `translated` says it later."""
    return english


def translated(english: str, /) -> str:
    """A text that is declared elsewhere, in the present language; the text itself where the catalogue lacks it."""
    return catalogue(language()).get(english) or english


def half(title: str) -> str:
    """The reader's half of a title in two languages, `小米 · Fans first`; other titles in the present language."""
    halves = title.split(BETWEEN)
    if len(halves) != 2 or chinese(halves[0]) == chinese(halves[1]):
        return translated(title)
    return next(one for one in halves if chinese(one) == (language() == "zh"))


def chinese(text: str) -> bool:
    """Whether a text has Chinese characters."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _filled(text: str, values: dict) -> str:
    return text.format(**values) if values else text


@cache
def catalogue(name: str) -> dict:
    """The translations of a language: by the English sentence, or by its two forms (one, many)."""
    file = CATALOGUES / f"{name}.po"
    if name == ENGLISH or not file.exists():
        return {}
    from babel.messages.pofile import read_po

    with open(file, "rb") as lines:
        entries = [entry for entry in read_po(lines, locale=name) if entry.id and not entry.fuzzy]
    return {entry.id: _only_form(entry.string) for entry in entries}


def _only_form(string) -> str:
    """The form of a translation; Chinese has one for every number."""
    return string if isinstance(string, str) else (string or ("",))[0]
