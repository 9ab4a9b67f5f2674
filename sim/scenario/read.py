"""Read a scenario file as data: plain YAML with the line of every key, and nothing that could be executed.

PyYAML only splits the text into events. Scalars are interpreted here, as in YAML 1.2 (where `no` is text and 1e5 a
number), because YAML 1.1 turns `no` into false, 12:30 into 750 and 010 into 8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any, NamedTuple

import yaml

from sim.scenario import syntax
from sim.scenario.problems import Problem, ScenarioError, one_line, short
from sim.system.words import later, say, translated

SCENARIO, EXPERIMENT, LESSON = later("a scenario"), later("an experiment"), later("a lesson")
MOST_BYTES = 256 * 1024
MOST_NODES = 10_000
DEEPEST = 12
PROSE = ("title", "about")  # texts that may begin with a word and a full-width colon
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_UNBOUNDED = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None,
          "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # the text after them could be read as something else


class Node(NamedTuple):
    """A value with its position: `value` is a dict of str → Node, a list of Node, or one plain value.

    The line of an entry is that of its key. Nodes of overrides have line 0.
    """

    value: Any
    file: str
    line: int

    def plain(self):
        """The value without line numbers."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return [node.plain() for node in self.value] if isinstance(self.value, list) else self.value


def read(path: Path, file: str, what: str = SCENARIO) -> Node:
    """The content of a scenario file as a mapping node. Raises ScenarioError.

    `file` is how messages call it; `what` is what it is meant to contain: SCENARIO, EXPERIMENT or LESSON.
    """
    text = _text(path, file, what)
    try:
        return compose(text, file, what)
    except yaml.YAMLError as error:
        line, sentence = syntax.explained(error, text)
        raise ScenarioError(Problem(file, line, "", sentence)) from None


def resolve(text: str):
    """The meaning of an unquoted scalar: null, true/false, a number, or else the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text) if len(text) < 400 else float(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return float(text.replace(".", "")) if _UNBOUNDED.fullmatch(text) else text


def unsafe_key(key, written: str = "") -> str | None:
    """Why `key` may not be a key of a scenario, as a sentence, or None. `written` is the key as its author wrote it."""
    said = written or key
    if isinstance(key, (int, float)) and not isinstance(key, bool):
        return say("the key {key} is not read as text; put it in quotation marks, or write 1999 if it is the rest of a "
                   "number such as 1,999", key=said)
    if not isinstance(key, str):
        return say("the key {key} is not read as text; put it in quotation marks", key=said)
    if key == "<<":
        return say("the key {key} (merging) is not allowed; use from: to build on another scenario", key=said)
    if key.startswith("_") or key.casefold() == "hydra":
        return say("the key {key} is not allowed: a scenario is data and cannot call code", key=said)
    return unsafe_text(key, say("the key {key}", key=said))


def unsafe_text(text: str, what: str) -> str | None:
    """Why `text` may not stand in a scenario, as a sentence about `what` it is, or None."""
    if "${" in text:
        return say("{what} contains ${{, which is not filled in; write the value itself", what=what)
    if _UNREADABLE.search(text):
        return say("{what} contains a control character; remove it", what=what)
    if _TURNING.search(text):
        return say("{what} contains a character that reverses the direction of writing; remove it", what=what)
    return None


def _text(path: Path, file: str, what: str) -> str:
    try:
        mode = path.stat().st_mode
        if not S_ISREG(mode):
            raise ScenarioError(Problem(file, None, "", _folder(what) if S_ISDIR(mode) else
                                        say("this is not an ordinary file")))
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise ScenarioError(Problem(file, None, "", say("there is no such file"))) from None
    except ScenarioError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ScenarioError(Problem(file, None, "", say("this file cannot be read: {reason}", reason=reason))) from None
    if len(raw) > MOST_BYTES:
        raise ScenarioError(Problem(file, None, "", say("the file is larger than {value} kB",
                                                        value=MOST_BYTES // 1024)))
    return _decoded(raw, file)


def _folder(what: str) -> str:
    """What to say of a folder in the place of a file."""
    return say("this is a folder, not an experiment file") if what == EXPERIMENT else \
        say("this is a folder, not a lesson file") if what == LESSON else say("this is a folder, not a scenario file")


def _decoded(raw: bytes, file: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ScenarioError(Problem(file, line, "", say("this is not UTF-8 text; save the file as UTF-8"))) from None


def compose(text: str, file: str, what: str = SCENARIO) -> Node:
    """The mapping described by a YAML text. Raises ScenarioError for what is refused, yaml.YAMLError for bad syntax."""
    composer = _Composer(yaml.parse(text, Loader=_LOADER), file)
    root = composer.document()
    if root.value is None:
        root = Node({}, file, 1)
    if not isinstance(root.value, dict):
        colon = syntax.colon(root.value) if isinstance(root.value, str) else None
        composer.refuse(root.line, "", colon or say(
            "{what} is a mapping of keys to values, such as `title: Slow growth`", what=translated(what)))
    if composer.problems:
        raise ScenarioError(composer.problems)
    return root


def _line(event: yaml.Event) -> int:
    """The line on which an event begins, counted from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1


class _Composer:
    """Turn YAML events into nodes and note everything that a scenario may not contain."""

    def __init__(self, events: Iterator[yaml.Event], file: str):
        self.events, self.file, self.count = events, file, 0
        self.problems: list[Problem] = []

    def refuse(self, line: int, path: str, sentence: str):
        self.problems.append(Problem(self.file, line, path, sentence))

    def document(self) -> Node:
        root = Node(None, self.file, 1)
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                node = self.node(next(self.events), "", 1)
                root = node if documents == 1 else root
                if documents == 2:
                    self.refuse(_line(event), "", say("a second document (---) begins here; write one per file"))
        return root

    def node(self, event: yaml.Event, path: str, depth: int, line: int = 0) -> Node:
        line = line or _line(event)
        self._limits(depth, line, path)
        self._extras(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return Node(self.scalar(event, line, path), self.file, line)
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self.mapping(path, depth, bool(event.flow_style)), self.file, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self.sequence(path, depth), self.file, line)
        return Node(None, self.file, line)

    def scalar(self, event: yaml.ScalarEvent, line: int, path: str):
        if fault := unsafe_text(event.value, path or say("the text")):
            self.refuse(line, path, fault)
        if path and path not in PROSE and event.implicit[0] and _line(event) > line \
                and (fault := syntax.colon(event.value)):
            self.refuse(_line(event), path, fault)
        return resolve(event.value) if event.implicit[0] else event.value

    def sequence(self, path: str, depth: int) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, f"{path}.{len(items)}", depth + 1))
        return items

    def mapping(self, path: str, depth: int, flow: bool = False) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = _line(event)
            key = self.key(event, path, depth, line)
            where = f"{path}.{key}" if path else str(key)
            given = next(self.events)
            value = self.node(given, where, depth + 1, line)
            if isinstance(key, str) and (fault := syntax.misread(key, flow and getattr(given, "value", key) == "")):
                self.refuse(line, where, fault)
            elif key in entries:
                self.refuse(line, where, say("{where} is given twice, first on line {line}; keep one of them",
                                             where=where, line=entries[key].line))
            elif isinstance(key, str):
                entries[key] = value
        return entries

    def key(self, event: yaml.Event, path: str, depth: int, line: int):
        if not isinstance(event, yaml.ScalarEvent):
            self.node(event, path, depth + 1)
            self.refuse(line, path, say("a key must be text, not a list, a mapping or an alias"))
            return None
        self._extras(event, path)
        key = resolve(event.value) if event.implicit[0] else event.value
        if fault := unsafe_key(key, short(event.value)):
            self.refuse(line, path, fault)
        return key

    def _extras(self, event: yaml.Event, path: str):
        line = _line(event)
        tag, anchor = getattr(event, "tag", None), getattr(event, "anchor", None)
        if tag is not None:
            self.refuse(line, path, say("the tag {tag} is not allowed: a scenario is data", tag=one_line(short(tag))))
        if anchor is not None:
            self.refuse(line, path, say("anchors and aliases (&{anchor}, *{anchor}) are not allowed; write the value "
                                        "out, or put it in quotation marks if it is text", anchor=short(anchor)))

    def _limits(self, depth: int, line: int, path: str):
        self.count += 1
        if depth > DEEPEST:
            self.refuse(line, path, say("the values are nested deeper than {deepest} levels", deepest=DEEPEST))
            raise ScenarioError(self.problems)
        if self.count > MOST_NODES:
            self.refuse(line, path, say("the file has more than {most_nodes:,} values", most_nodes=MOST_NODES))
            raise ScenarioError(self.problems)
