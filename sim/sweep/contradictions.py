"""Holds the values of every cell against each other, asking each rule once for all cells that look the same to it.

A rule is handed the values under watch. What it reads of that which varies decides its answer; so the answer counts
for every cell with the same values there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sim.scenario.validate import contradictions_of, join


class Watched(Mapping):
    """Values of a scenario that note in `seen` which of the paths in `varied` are read."""

    def __init__(self, values: Mapping, path: str, varied: Mapping[str, int], seen: set[int]):
        self.values_, self.path, self.varied, self.seen = values, path, varied, seen

    def __getitem__(self, key):
        value, path = self.values_[key], join(self.path, key)
        if isinstance(value, dict):
            return Watched(value, path, self.varied, self.seen)
        if path in self.varied:
            self.seen.add(self.varied[path])
        return value

    def __iter__(self):
        return iter(self.values_)

    def __len__(self):
        return len(self.values_)

    def at(self, path: str):
        """What stands at a dotted path; an event of the timeline is the same in every cell."""
        found: Any = self
        for key in path.split(".") if path else ():
            found = found[int(key)] if isinstance(found, list) else found[key]
        return found


class Rule:
    """One rule about one section, and what it has answered so far."""

    def __init__(self, path: str, module, varied: Mapping[str, int]):
        self.path, self.module, self.varied = path, module, varied
        self.answers: dict[tuple[int, ...], dict[tuple, bool]] = {}  # columns read → values there → whether it objects

    def objects(self, row, values) -> bool:
        """Whether the rule finds a contradiction in a cell: `row` has the places of its values, `values()` all."""
        for columns, known in self.answers.items():
            answer = known.get(tuple(row[one] for one in columns))
            if answer is not None:
                return answer
        seen: set[int] = set()
        scenario = Watched(values(), "", self.varied, seen)
        found = any(True for _ in contradictions_of(self.module)(scenario.at(self.path), self.path, scenario))
        columns = tuple(sorted(seen))
        self.answers.setdefault(columns, {})[tuple(row[one] for one in columns)] = found
        return found

    def settled(self) -> bool:
        """Whether the first answer counts for all cells, since nothing that varies was read for it."""
        return () in self.answers


def objections(sections: Iterable[tuple[str, dict, list]], varied: Mapping[str, int], cells, values) -> Iterator[int]:
    """The cells that contradict themselves: `cells` gives (cell, row), `values(cell)` the values; all of one base.

    `varied` maps the paths that vary to their columns in a row.
    """
    rules = [Rule(path, module, varied) for path, _, modules in sections for module in modules
             if hasattr(module, "contradictions")]
    for cell, row in cells:
        if any(one.objects(row, lambda cell=cell: values(cell)) for one in rules):
            yield cell
            continue
        rules = [one for one in rules if not one.settled()]
        if not rules:
            return
