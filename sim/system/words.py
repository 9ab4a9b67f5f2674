"""Say every sentence in the reader's language: the code has the English, a catalogue (gettext's PO file) the rest.

`say` and `say_many` look a whole sentence up and then fill in its values, so that word order is the translator's.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

# Imported where it is needed, because English needs no catalogue.
CATALOGUES = Path(__file__).parent / "catalogues"
ENGLISH = "en"

_language = ContextVar("language", default=ENGLISH)


def language() -> str:
    """The language that sentences are said in now, such as `en`."""
    return _language.get()


def languages() -> tuple[str, ...]:
    """The languages that there are: English, and one for each catalogue."""
    return ENGLISH, *sorted(file.stem for file in CATALOGUES.glob("*.po"))


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
    return _filled(catalogue(language()).get(english) or english, values)


def say_many(one: str, many: str, n: int, /, **values) -> str:
    """As `say`, for a sentence that has a form for one thing and a form for many; `{n}` is the number."""
    found = catalogue(language()).get((one, many)) or (one if n == 1 else many)
    return _filled(found, {"n": n, **values})


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
