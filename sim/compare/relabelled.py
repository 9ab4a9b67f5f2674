"""A comparison under the names that a Chinese reader knows: 小米 for xiaomi, as the titles of the scenarios have them.

Files to take along and commands keep the identifiers: `Comparison.own` is the comparison as it was made, and `called`
has the identifier of each name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from sim.compare.explore import Explored, Tried
from sim.system import words

FRAMES = ("outcomes", "series", "runs", "flows", "followed")


def in_language(c):
    """The comparison as readers of the present language know its scenarios; the same one in English."""
    labels = _labels(c)
    if all(name == label for name, label in labels.items()):
        return c
    frames = {which: _renamed(getattr(c, which), labels) for which in FRAMES}
    scenarios = tuple(replace(one, name=labels[one.name]) for one in c.scenarios)
    return replace(c, scenarios=scenarios, explored=c.explored and _explored(c.explored, labels), own=c,
                   called={label: name for name, label in labels.items()}, **frames)


def _labels(c) -> dict[str, str]:
    """What each scenario is called: the Chinese half of its title if that is one of its own, else its name."""
    halves = {one.name: words.half(one.title) for one in c.scenarios}
    count = Counter(halves.values())
    return {one.name: halves[one.name] if words.language() == "zh" and halves[one.name] != one.title
            and count[halves[one.name]] == 1 else one.name for one in c.scenarios}


def _renamed(frame, labels: Mapping[str, str]):
    return frame.assign(scenario=frame.scenario.map(labels).astype(frame.scenario.dtype))


def _explored(explored: Explored, labels: Mapping[str, str]) -> Explored:
    return replace(explored, tried=tuple(_tried(one, labels) for one in explored.tried))


def _tried(one: Tried, labels: Mapping[str, str]) -> Tried:
    def keyed(values: Mapping) -> dict:
        return {labels[name]: value for name, value in values.items()}

    return replace(one, trial=one.trial._replace(changes=keyed(one.trial.changes)), values=keyed(one.values),
                   costs=keyed(one.costs), lines=keyed(one.lines))
