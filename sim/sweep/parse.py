"""Read the words of a command line: settings of a sweep, fixed overrides, and paths that vary."""

from __future__ import annotations

import re

from sim.scenario import layout
from sim.scenario.declared import PROSE, own
from sim.scenario.fit import Unfit, UnfitPart
from sim.scenario.override import Override, parse_sweep
from sim.scenario.problems import Problem, meant, nearest, probably, shown
from sim.sweep import experiment_files
from sim.sweep.axes import Axis
from sim.sweep.settings import READ
from sim.system.words import later

# Imported where it is needed, so that words are read and refused without the engine.

TWICE = later("{what} is given twice")
_NAME = re.compile(r"""\s*(?:'(?P<single>[^']*)'|"(?P<double>[^"]*)"|(?P<plain>[^,'"]+?))\s*(?:,|$)""")


class Words:
    """The content of words: `changes` of settings, `fixed` overrides, `axes` by path, and their problems."""

    def __init__(self):
        self.changes: dict = {}
        self.fixed: list[Override] = []
        self.axes: dict[str, Axis] = {}
        self.problems: list[Problem] = []

    def word(self, word: str):
        """Read one word. Raises Unfit or ScenarioError."""
        key, equals, value = word.partition("=")
        if fault := None if equals else _bare(key):
            raise fault
        if key == "scenario":
            self.setting("scenarios", scenario_names(value))
            return
        parsed = parse_sweep(word)
        if parsed.keys == ("seed",):
            self.setting("seeds", _read("seeds", _listed(parsed)))
        elif len(parsed.keys) == 1 and (name := parsed.keys[0]) in READ:
            self.setting(name, _read(name, _plain(parsed)))
        else:
            self.path(parsed)

    def setting(self, name: str, value):
        """Note a setting, which may be given only once."""
        if name in self.changes:
            raise Unfit(TWICE, what=name.replace("scenarios", "scenario"))
        self.changes[name] = value

    def path(self, parsed):
        """Note a fixed override or an axis."""
        if not _known(parsed.keys):
            raise _no_key(parsed.keys[0])
        if parsed.path in self.axes:
            raise Unfit(TWICE, what=parsed.path)
        if isinstance(parsed, Override):
            self.fixed.append(parsed)
        elif any(override.path == parsed.path for override in self.fixed):
            raise Unfit(TWICE, what=parsed.path)
        else:
            self.axes[parsed.path] = Axis(parsed.path, None if parsed.interval else parsed.values, parsed.interval,
                                          parsed.sign, parsed.text)


def scenario_names(text: str) -> tuple[str, ...]:
    """The names and paths in `a,b,'c, d'`. Raises Unfit if there is none, or for an unmatched quotation mark."""
    names, at = [], 0
    while at < len(text):
        part = _NAME.match(text, at)
        if not part:
            break
        names.append(next(name for name in part.groups() if name is not None))
        at = part.end()
    if at < len(text) or text.endswith(",") or not all(name.strip() for name in names) or not names:
        raise Unfit(later("scenario = {value} is not a list of names, for example base,xiaomi"), value=shown(text))
    return tuple(names)


def _bare(name: str) -> Unfit | None:
    """The fault of a word that is only the name of a scenario or experiment; None for other words."""
    from sim.scenario import names

    if name in names():
        return Unfit(later("{word} is a scenario; write scenario={word}"), word=name)
    return Unfit(later("{word} is an experiment; write experiment={word}"), word=name) \
        if name in experiment_files.names() else None


def unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text


def _read(name: str, value):
    try:
        return READ[name](value)
    except Unfit as fault:
        raise UnfitPart(fault, name) from None


def _plain(parsed):
    """The value of a setting; several values are a list."""
    if isinstance(parsed, Override):
        return parsed.node.plain() if parsed.node else None
    if parsed.interval:
        raise Unfit(later("{path} takes no interval; intervals are for parameters that vary"), path=parsed.path)
    return list(parsed.values)


def _listed(parsed):
    value = _plain(parsed)
    return value if isinstance(value, list) else [value]


def _known(keys: tuple[str, ...]) -> bool:
    root = layout.ROOT
    return len(keys) > 1 or keys[0] in {*PROSE, *root.children, *own(root)}


def _no_key(key: str) -> Unfit:
    settings = ["scenario", "experiment", "seed", *READ]
    close = nearest(key, [*settings, *layout.ROOT.children])
    return Unfit(later("{word} is neither a parameter nor a setting of a sweep; {hint}"), word=shown(key),
                 hint=probably(close) if close else meant(key, settings))
