"""Check the values of every cell against each other, asking each rule only once for cells that look the same to it.

A rule gets values that record what it reads. Its answer depends only on these, and therefore holds for every cell that
has the same values there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sim.scenario.validate import contradictions_of, join


class Watched(Mapping):
    """Values of a scenario that record in `seen` which of the paths in `varied` are read."""

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
        """The value at a dotted path. The events of the timeline are the same in every cell."""
        value: Any = self
        for key in path.split(".") if path else ():
            value = value[int(key)] if isinstance(value, list) else value[key]
        return value


class Rule:
    """One rule about one section, with its answers so far."""

    def __init__(self, path: str, module, varied: Mapping[str, int]):
        self.path, self.module, self.varied = path, module, varied
        self.answers: dict[tuple[int, ...], dict[tuple, bool]] = {}  # columns read → their values → objects or not

    def objects(self, row, values) -> bool:
        """Whether the rule objects to a cell: `row` has the indices of its values, `values()` returns all values."""
        for columns, known in self.answers.items():
            answer = known.get(tuple(row[column] for column in columns))
            if answer is not None:
                return answer
        seen: set[int] = set()
        scenario = Watched(values(), "", self.varied, seen)
        objecting = any(True for _ in contradictions_of(self.module)(scenario.at(self.path), self.path, scenario))
        columns = tuple(sorted(seen))
        self.answers.setdefault(columns, {})[tuple(row[column] for column in columns)] = objecting
        return objecting

    def settled(self) -> bool:
        """Whether the first answer holds for all cells, because it read nothing that varies."""
        return () in self.answers


def objections(sections: Iterable[tuple[str, dict, list]], varied: Mapping[str, int], cells, values) -> Iterator[int]:
    """The cells with contradictions: `cells` gives (cell, row), `values(cell)` the values; all have the same base.

    `varied` maps the paths that vary to their columns in a row.
    """
    rules = [Rule(path, module, varied) for path, _, modules in sections for module in modules
             if hasattr(module, "contradictions")]
    for cell, row in cells:
        if any(rule.objects(row, lambda cell=cell: values(cell)) for rule in rules):
            yield cell
            continue
        rules = [rule for rule in rules if not rule.settled()]
        if not rules:
            return
