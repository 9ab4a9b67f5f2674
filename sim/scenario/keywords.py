"""Explain calls that do not fit a public function, such as an unknown keyword and what was probably meant."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import ParamSpec, TypeVar

# Imported where it is needed, so that files are read and refused without loading the engine's rules.

MOVED = {"engine": "executor", "told": "on_progress"}  # former names of keywords

P = ParamSpec("P")
R = TypeVar("R")


def checked(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a function that users call `name`: a call that does not fit raises a TypeError of one sentence."""

    def around(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def called(*arguments: P.args, **more: P.kwargs) -> R:
            signature = inspect.signature(function)
            try:
                signature.bind(*arguments, **more)
            except TypeError as fault:
                raise TypeError(f"{name} {_sentence(signature, more, fault)}") from None
            return function(*arguments, **more)

        return called

    return around


def _sentence(signature: inspect.Signature, more: dict, fault: TypeError) -> str:
    from sim.scenario.problems import listed, short

    takes = [parameter for parameter in signature.parameters if parameter not in ("self", "words")]
    unknown = [keyword for keyword in more if keyword not in takes]
    if unknown:
        return f"has no keyword {short(unknown[0])}; {_meant(unknown[0], more[unknown[0]], signature, takes)}"
    return f"cannot be called so ({fault}); it takes {listed(takes)}"


def _meant(word: str, value, signature: inspect.Signature, takes: list[str]) -> str:
    """What to write instead: an override of a scenario's parameter, or the nearest keyword."""
    from sim.scenario.problems import meant, short

    if one_or_many := [keyword for keyword in takes if keyword in (f"{word}s", word.removesuffix("s"))]:
        return f"did you mean {one_or_many[0]}?"
    if word in MOVED:
        return f"it is now called {MOVED[word]}"
    if path := _parameter(word):
        written = f"\"{short(path)}={value if isinstance(value, (int, float)) else '…'}\""
        if "overrides" in takes:
            return f"write overrides=[{written}]"
        if "words" in signature.parameters:
            return f"write it as a word, {written}"
    return meant(word, takes)


def _parameter(word: str) -> str | None:
    """The path of a parameter with this name or path, or of the first parameter of a section with this name."""
    from sim.scenario import declared
    from sim.scenario.layout import ROOT, Section

    if "." in word:
        return word
    section = ROOT.children.get(word)
    if isinstance(section, Section) and section.own:
        return f"{word}.{next(iter(declared.own(section)))}"
    places = [path for path in declared.elsewhere(word) if "<" not in path]
    return places[0] if places else None
