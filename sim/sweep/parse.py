"""A question from the words of a command line: `scenario=xiaomi,base trust.negativity=1,2,4 seeds=32`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sim.scenario import layout, lookalikes
from sim.scenario.declared import PROSE, own
from sim.scenario.fit import Unfit
from sim.scenario.override import Override, called, parse, parse_sweep
from sim.scenario.problems import Problem, ScenarioError, meant, nearest, shown
from sim.sweep.axes import Axis
from sim.sweep.question import Question
from sim.sweep.settings import READ

_NAME = re.compile(r"""\s*(?:'(?P<single>[^']*)'|"(?P<double>[^"]*)"|(?P<plain>[^,'"]+?))\s*(?:,|$)""")


def of_words(words: Sequence[str]) -> Question:
    """The question that words ask: paths with one or several values in Hydra's notation, and the settings of a sweep.

    `scenario=`, `experiment=` (the words are then laid over what that file asks), `design=`, `samples=`, `seeds=` (how
    many, `auto:0.05`), `seed=` (which), `root=`, `measure=`. ScenarioError says all that is wrong with the words, and
    that there are none.
    """
    words = [words] if isinstance(words, str) else list(words)
    if not words:
        raise ScenarioError(Problem("sweep", None, "", "say what to sweep, such as trust.negativity=1,2,4 seeds=32, or "
                                    "experiment=NAME"))
    named = [one for one in words if one.partition("=")[0] == "experiment"]
    if not named:
        return laid(Question(), words)
    from sim.sweep.experiment import of_file

    if len(named) > 1 or not (name := _unquoted(named[0].partition("=")[2])):
        raise ScenarioError(Problem(called(named[-1]), None, "experiment", "name one experiment: experiment=NAME"))
    return of_file(name, [one for one in words if one not in named])


def laid(question: Question, words: Sequence[str]) -> Question:
    """The question with words laid over it: a path that a word names is as the word says."""
    said = _Said()
    for word in words:
        try:
            said.word(word)
        except Unfit as fault:
            hint = lookalikes.hint(word.partition("=")[2])
            said.problems.append(Problem(called(word), None, word.partition("=")[0],
                                         f"{fault}; {hint}" if hint else str(fault)))
        except ScenarioError as error:
            said.problems += error.problems
    said.problems += _given_by_points(question, [*(one.path for one in said.fixed), *said.axes])
    if said.problems:
        raise ScenarioError(said.problems)
    return _over(question, said)


class _Said:
    """What words say: `changes` of settings, `fixed` overrides, `axes` by path, and what is wrong with them."""

    def __init__(self):
        self.changes: dict = {}
        self.fixed: list[Override] = []
        self.axes: dict[str, Axis] = {}
        self.problems: list[Problem] = []

    def word(self, word: str):
        """Take in one word. Unfit and ScenarioError tell what is wrong with it."""
        key, equals, value = word.partition("=")
        if fault := "" if equals else _bare(key):
            raise Unfit(fault)
        if key == "scenario":
            self.setting("scenarios", scenario_names(value))
            return
        found = parse_sweep(word)
        if found.keys == ("seed",):
            self.setting("seeds", _read("seeds", _listed(found)))
        elif len(found.keys) == 1 and (name := found.keys[0]) in READ:
            self.setting(name, _read(name, _plain(found)))
        else:
            self.path(found)

    def setting(self, name: str, value):
        """Note a setting; each is given once."""
        if name in self.changes:
            raise Unfit(f"{name.replace('scenarios', 'scenario')} is given twice")
        self.changes[name] = value

    def path(self, found):
        """Note a fixed override or an axis."""
        if not _known(found.keys):
            raise Unfit(_no_key(found.keys[0]))
        if found.path in self.axes:
            raise Unfit(f"{found.path} is given twice")
        if isinstance(found, Override):
            self.fixed.append(found)
        elif any(one.path == found.path for one in self.fixed):
            raise Unfit(f"{found.path} is given twice")
        else:
            self.axes[found.path] = Axis(found.path, None if found.interval else found.values, found.interval,
                                         found.sign, found.text)


def scenario_names(text: str) -> tuple[str, ...]:
    """The names and paths in `a,b,'c, d'`. Unfit when there is none, or a quote stands alone."""
    found, at = [], 0
    while at < len(text):
        part = _NAME.match(text, at)
        if not part:
            break
        found.append(next(one for one in part.groups() if one is not None))
        at = part.end()
    if at < len(text) or text.endswith(",") or not all(one.strip() for one in found) or not found:
        raise Unfit(f"scenario = {shown(text)} is not a list of names, for example base,xiaomi")
    return tuple(found)


def _bare(name: str) -> str:
    """What is wrong with a word that is only the name of a scenario or of an experiment; nothing for another word."""
    from sim.scenario import names
    from sim.sweep import experiment

    for key, known in (("scenario", names), ("experiment", experiment.names)):
        if name in known():
            return f"{name} is {'a' if key == 'scenario' else 'an'} {key}; write {key}={name}"
    return ""


def _unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text


def _read(name: str, value):
    try:
        return READ[name](value)
    except Unfit as fault:
        raise Unfit(f"{name} {fault}") from None


def _plain(found):
    """The value of a setting; several values are a list."""
    if isinstance(found, Override):
        return found.node.plain() if found.node else None
    if found.interval:
        raise Unfit(f"{found.path} takes no interval; intervals are for parameters that vary")
    return list(found.values)


def _listed(found):
    value = _plain(found)
    return value if isinstance(value, list) else [value]


def _known(keys: tuple[str, ...]) -> bool:
    root = layout.ROOT
    return len(keys) > 1 or keys[0] in {*PROSE, *root.children, *own(root)}


def _no_key(key: str) -> str:
    settings = ["scenario", "experiment", "seed", *READ]
    close = nearest(key, [*settings, *layout.ROOT.children])
    return f"{shown(key)} is neither a parameter nor a setting of a sweep; " + (
        f"did you mean {close}?" if close else meant(key, settings))


def _given_by_points(question: Question, paths: list[str]) -> list[Problem]:
    within = {_path(one) for point in question.points for one in point}
    return [Problem(called(path), None, path, f"{path} is set by the points of the experiment and cannot be given")
            for path in dict.fromkeys(paths) if path in within]


def _path(one: str | Override) -> str:
    return one.path if isinstance(one, Override) else parse(one).path


def _over(question: Question, said: _Said) -> Question:
    fixed = {one.path for one in said.fixed}
    kept = tuple(one for one in question.fixed if _path(one) not in {*fixed, *said.axes})
    axes = {one.path: one for one in question.axes if one.path not in fixed} | said.axes
    return replace(question, fixed=(*kept, *said.fixed), axes=tuple(axes.values()), **said.changes)
