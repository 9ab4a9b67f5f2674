"""Read parts of a file that holds texts in two languages. Problems are collected, each with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.classroom.lesson import SEEDS, Text
from sim.scenario import arguments
from sim.scenario.files import called
from sim.scenario.problems import Problem, ScenarioError, meant, shown
from sim.scenario.read import Node, read
from sim.system.words import say

LANGUAGES = ("en", "zh")
LONGEST_TEXT = 2000
_BETWEEN_HAN = re.compile(r"(?<=[\u2e80-\uffef]) (?=[\u2e80-\uffef])")


def one_line(text: str) -> str:
    """A text without line breaks: a blank for each, and none between Chinese characters."""
    return _BETWEEN_HAN.sub("", " ".join(text.split()))


class Reader:
    """The content of a file, which must be a mapping. Raises ScenarioError if it cannot be read."""

    def __init__(self, path: Path):
        self.path, self.file = path, called(path)
        self.root = read(path, self.file, "a lesson").value
        self.problems: list[Problem] = []

    def stop(self) -> None:
        """Raise what has been found wrong so far."""
        if self.problems:
            raise ScenarioError(self.problems)

    def wrong(self, node: Node | None, sentence: str) -> None:
        self.problems.append(Problem(self.file, node.line if node else None, "", sentence))

    def keys(self, given: Mapping[str, Node], where: str, needed: Sequence[str], allowed: Sequence[str]) -> None:
        """Note keys that are unknown or missing."""
        for key, node in given.items():
            if key not in allowed:
                self.wrong(node, say("{where}{key} is not a key of a lesson; {hint}", where=where, key=key,
                                     hint=meant(key, allowed)))
        for key in needed:
            if key not in given:
                self.wrong(None, say("{where}{key} is missing", where=where, key=key))

    def part(self, name: str, given: Mapping[str, Node], kind: type) -> Any:
        """A mapping or a list below a key; empty if it is not there."""
        node = given.get(name)
        if node is None or node.value is None:
            return kind()
        if not isinstance(node.value, kind):
            self.wrong(node, say("{name} must be a list", name=name) if kind is list else
                       say("{name} must be a mapping of keys to values", name=name))
            return kind()
        return node.value

    def text(self, name: str) -> Text:
        return self.said(self.root.get(name), name)

    def said(self, node: Node | None, where: str, also: Sequence[str] = ()) -> Text:
        """A text in both languages; one that is given in one language stands for both. `also` may stand beside it."""
        if node is None:
            return dict.fromkeys(LANGUAGES, "")
        if isinstance(node.value, dict):
            self.text_keys(node, where, also)
        given = {key: part.value for key, part in node.value.items()} if isinstance(node.value, dict) else {
            "en": node.value}
        texts = {key: one_line(str(given[key])) for key in LANGUAGES if given.get(key) is not None}
        if not any(texts.values()) or any(len(text) > LONGEST_TEXT for text in texts.values()):
            self.wrong(node, say("{where} needs a text of at most {longest_text:,} characters, as en:, zh: or both",
                                 where=where, longest_text=LONGEST_TEXT))
            return dict.fromkeys(LANGUAGES, "")
        first = next(text for text in texts.values() if text)
        return {key: texts.get(key) or first for key in LANGUAGES}

    def text_keys(self, node: Node, where: str, also: Sequence[str]) -> None:
        """Note keys beside a text that do not belong there, such as the rest of a text after a comma."""
        for key in node.value:
            if key not in (*LANGUAGES, *also):
                self.wrong(node, say("{where}: {key} is not a key here; allowed: {keys}. A text with a comma in {{ "
                                     "}} needs quotation marks", where=where, key=shown(key),
                                     keys=", ".join((*LANGUAGES, *also))))

    def texts(self, name: str, given: Mapping[str, Node]) -> tuple[Text, ...]:
        return tuple(self.said(node, name) for node in self.part(name, given, list))

    def whole(self, name: str, low: int, high: int) -> int:
        value = self.root[name].plain()
        if arguments.whole(value, low, high) is None:
            self.wrong(self.root[name], say("{name} = {value} is not a whole number from {low} to {high:,}", name=name,
                                            value=shown(value), low=low, high=high))
            return low
        return int(value)

    def count(self, name: str, given: Mapping[str, Node]) -> int:
        """In how many of the runs a sentence holds; 0 if nobody has tried."""
        node = given.get(name)
        if node is None:
            return 0
        if arguments.whole(node.plain(), 0, SEEDS) is None:
            self.wrong(node, say("{name} = {node} is not a number of runs from 0 to {seeds}", name=name,
                                 node=shown(node.plain()), seeds=SEEDS))
            return 0
        return int(node.plain())
