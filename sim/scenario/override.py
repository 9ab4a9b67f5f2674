"""Read and apply overrides in Hydra's notation: `a.b=1`, `+a.b=1`, `++a.b=1`, `~a.b`.

Only the grammar of Hydra is used, to read the value. Values are data: nothing is composed, resolved or instantiated.
Hydra's lexer knows only ASCII, so other characters are escaped before and restored after.
"""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from sim.scenario import amounts, layout
from sim.scenario.declared import LONGEST_PATH
from sim.scenario.layout import Named, Section
from sim.scenario.merge import merged
from sim.scenario.problems import Problem, ScenarioError, meant, short, shown
from sim.scenario.read import DEEPEST, Node, unsafe_key, unsafe_text
from sim.scenario.several import Functions, NoFunctions, Refused, need, without_sweeps
from sim.system.words import say

LONGEST = 10_000
_SIGN = re.compile(r"\+\+|\+|~|")
_PLAIN = re.compile(r"(?P<whole>-?(?:0|[1-9][0-9]*))|(?P<decimal>-?(?:0|[1-9][0-9]*)\.[0-9]+)|"
                    r"(?P<word>[A-Za-z][A-Za-z0-9_]*)")
_NOT_TEXT = {"true": True, "false": False, "null": None, "nan": float("nan"), "inf": float("inf")}  # in Hydra


class Override(NamedTuple):
    """One override: `sign` is "", "+", "++" or "~"; `node` is the new value (None with "~")."""

    text: str
    sign: str
    keys: tuple[str, ...]
    node: Node | None

    @property
    def path(self) -> str:
        """Dotted path of what changes."""
        return ".".join(self.keys)

    def problem(self, sentence: str) -> Problem:
        """A problem of this override, which stands where the name of a file would."""
        return Problem(self.text, (self.node and self.node.line) or None, self.path, sentence)


class Sweep(NamedTuple):
    """Several values for one path: each of `values` (plain values), or all from `interval[0]` to `interval[1]`."""

    text: str
    sign: str
    keys: tuple[str, ...]
    values: tuple
    interval: tuple[float, float] | None = None

    @property
    def path(self) -> str:
        """Dotted path of what changes."""
        return ".".join(self.keys)


def parse(text: str) -> Override:
    """One override from text. Raises ScenarioError unless it gives one plain value for one path."""
    return cast(Override, _parsed(text, sweeps=False))


def parse_sweep(text: str) -> Override | Sweep:
    """One override from text that may give several values: `a,b`, or a function of `sim.scenario.several`.

    Raises ScenarioError as `parse` does. Each value must follow the same rules.
    """
    return _parsed(text, sweeps=True)


def from_value(key: str, value, name: str = "", line: int = 0) -> Override:
    """The override that gives `key` (a sign and a path) a plain value; `line` is its line in the file `name`."""
    name = name or called(f"{key}={as_written(value)}")
    try:
        sign = _SIGN.findall(key)[0]
        keys = _keys(key[len(sign):])
        need(sign != "~", say("~ removes an entry and has no value; give the entry null"))
        return Override(name, sign, keys, _node(value, name, len(keys), line))
    except Refused as fault:
        raise ScenarioError(Problem(name, line or None, key, fault.args[0])) from None


def called(text: str) -> str:
    """How messages call an override."""
    return say("setting {text}", text=text if len(text) < 80 else text[:77] + "…")


def as_written(value) -> str:
    """A plain value roughly as an override would write it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(as_written, value)) + "]"
    return value if isinstance(value, str) else shown(value)


def _parsed(text: str, sweeps: bool) -> Override | Sweep:
    name = called(text)
    try:
        sign = _SIGN.findall(text)[0]
        key, equals, value = text[len(sign):].partition("=")
        keys = _keys(key.strip())
        if sign == "~":
            need(not equals, say("~ removes an entry and has no value; write ~{path}", path=".".join(keys)))
            return Override(name, sign, keys, None)
        need(equals, say("a setting is written path=value, for example members.count=10000"))
        parsed, back = _value(value, sweeps)
        if hasattr(parsed, "tags"):  # a sweep of Hydra
            return _swept(parsed, back, Sweep(name, sign, keys, ()))
        return Override(name, sign, keys, _node(back(parsed), name, len(keys)))
    except Refused as fault:
        raise ScenarioError(Problem(name, None, "", fault.args[0])) from None


def _swept(parsed, back, into: Sweep) -> Sweep:
    """The values of a sweep as Hydra read it."""
    from hydra.core.override_parser.types import IntervalSweep, Override

    if isinstance(parsed, IntervalSweep):
        return into._replace(interval=(cast(float, parsed.start), cast(float, parsed.end)))
    values = tuple(back(Override._convert_value(element)) for element in parsed.list)
    for value in values:
        without_sweeps(value)
        if not isinstance(value, (int, float)):
            _node(value, into.text, len(into.keys))
    return into._replace(values=values)


def apply(tree: Node, override: Override, problems: list[Problem]) -> Node:
    """The scenario with the override applied; problems are added to `problems`."""
    if override.node is None:
        return _without(tree, override, problems)
    if override.keys == ("from",):
        problems.append(override.problem(say("from cannot be set here; name the other scenario instead")))
        return tree
    if override.sign == "" and (missing := _missing(tree, override)):
        problems.append(override.problem(missing))
        return tree
    layer = override.node
    for key in reversed(override.keys):
        layer = Node({key: layer}, override.text, 0)
    return merged(layout.ROOT, tree, layer, "", problems)


def _missing(tree: Node, override: Override) -> str | None:
    """Why a plain `a.b=1` is refused: it names an entry that the scenario does not have. None if it is not."""
    shape: object = layout.ROOT
    node: Node | None = tree
    for at, key in enumerate(override.keys):
        entries = node.value if node is not None and isinstance(node.value, dict) else {}
        if isinstance(shape, Named):
            if key not in entries:
                here = ".".join(override.keys[:at])
                return say("{here} has no entry {key} ({hint}); add a new entry with +{path}=…", here=here, key=key,
                           hint=meant(key, entries), path=override.path)
            shape = shape.entry
        elif isinstance(shape, Section):
            shape = shape.children.get(key)
        node = entries.get(key)
    return None


def _without(node: Node, override: Override, problems: list[Problem], at: int = 0) -> Node:
    key, entries = override.keys[at], node.value if isinstance(node.value, dict) else {}
    if key not in entries:
        here = ".".join(override.keys[:at]) or say("the scenario")
        problems.append(override.problem(say("{here} has no {key} to remove; {hint}", here=here, key=key,
                                             hint=meant(key, entries))))
        return node
    remaining = dict(entries)
    if at + 1 == len(override.keys):
        del remaining[key]
    else:
        remaining[key] = _without(entries[key], override, problems, at + 1)
    return node._replace(value=remaining)


def _keys(key: str) -> tuple[str, ...]:
    keys = tuple(key.split("."))
    need(len(key) <= LONGEST_PATH, say("{key} is too long for a path", key=short(key)))
    need(all(keys), say("a setting begins with a dotted path, for example members.count=10000"))
    need(len(keys) <= DEEPEST, say("a path has at most {deepest} steps", deepest=DEEPEST))
    for step in keys:
        _allow(unsafe_key(step))
    return keys


def _allow(fault: str | None):
    """Refused, with this sentence, if there is one."""
    need(fault is None, fault or "")


def _value(text: str, sweeps: bool):
    """The value of an override as Hydra's grammar reads it, and the function that restores its characters."""
    if len(text) < 100 and (plain := _PLAIN.fullmatch(text)):
        return _read_plain(plain), lambda value: value
    # Imported where it is needed: it takes a tenth of a second, and most values are plain.
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.core.override_parser.types import Sweep
    from hydra.errors import HydraException

    need(len(text) <= LONGEST, say("a value has at most {longest:,} characters", longest=LONGEST))
    need(sum(map(text.count, "[{(")) <= 200, say("the value has too many brackets"))
    _allow(unsafe_text(text, say("the value")))
    plain, back = _carried(text)
    # Replaces Hydra's functions: no glob(), no shuffle(), and no inexact ranges.
    functions = Functions(back) if sweeps else NoFunctions()
    try:
        value = OverridesParser(functions).parse_override("x=" + plain).value()  # type: ignore[arg-type]
    except (HydraException, RecursionError, ValueError) as error:
        raise _refusal(error) or Refused(
            say("the value {text} cannot be read; put text with special characters in quotation marks",
                text=shown(text))) from None
    if isinstance(value, Sweep):
        _check_several(text, sweeps)
    else:
        without_sweeps(value)
    return value, back


def _read_plain(plain: re.Match[str]):
    """A number or a word, which most values are, as Hydra would read it."""
    if plain["word"]:
        return _NOT_TEXT.get(plain["word"].lower(), plain["word"])
    return int(plain["whole"]) if plain["whole"] else float(plain["decimal"])


def _check_several(text: str, sweeps: bool):
    """Refuse several values outside sweeps, and numbers such as 1,999 that could be one value or several."""
    ungrouped = amounts.ungrouped(text) if amounts.GROUPED.fullmatch(text) else ""
    need(sweeps or not ungrouped, say("{text} is several values; one number is written without commas: {ungrouped}",
                                      text=shown(text), ungrouped=ungrouped))
    need(sweeps, say("{text} is several values; a scenario has one value in each place, a list is written [1,2,3]",
                     text=shown(text)))
    need(not ungrouped or not re.search(",0[0-9]", text), say("{text} is no list of numbers; write {ungrouped}, if "
                                                              "that is meant", text=shown(text), ungrouped=ungrouped))


def _refusal(error: BaseException | None) -> Refused | None:
    """The Refused raised by one of our functions, which Hydra has wrapped in an error of its own."""
    while error is not None and not isinstance(error, Refused):
        error = error.__cause__
    return error


def _carried(text: str):
    """`text` escaped to ASCII for Hydra's lexer, and the function that restores it; ¥1,999 stays one value."""
    mark = "u"
    while mark in text:
        mark += "u"
    text = amounts.TOGETHER.sub(lambda match: match[0].replace(",", f"{mark}00002c"), text)
    # Hydra's grammar does not accept a home folder (~/) at the beginning of a value either.
    plain = re.sub("[^\x00-\x7f]|(?<![^,\\[({:=\\s])~(?=/)", lambda match: f"{mark}{ord(match[0]):06x}", text)

    def back(value):
        if isinstance(value, str):
            return re.sub(mark + "([0-9a-f]{6})", lambda match: chr(int(match[1], 16)), value)
        if isinstance(value, dict):
            return {back(key): back(item) for key, item in value.items()}
        return [back(item) for item in value] if isinstance(value, list) else value

    return plain, back


def _node(value, name: str, depth: int, line: int = 0) -> Node:
    need(depth <= DEEPEST, say("the values are nested deeper than {deepest} levels", deepest=DEEPEST))
    if isinstance(value, str):
        _allow(unsafe_text(value, say("the value")))
    if isinstance(value, dict):
        for key in value:
            _allow(unsafe_key(key))
        value = {key: _node(item, name, depth + 1, line) for key, item in value.items()}
    elif isinstance(value, list):
        value = [_node(item, name, depth + 1, line) for item in value]
    return Node(value, name, line)
