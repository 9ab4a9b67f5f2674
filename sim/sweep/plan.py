"""The plan of a sweep: all cells, their complete values, and the identities of all runs, before any is run."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, overload

from sim.sweep import run_ids as ids
from sim.sweep.seeds import Auto, seed_of
from sim.system.text import compact_json

if TYPE_CHECKING:
    import numpy as np


FORMAT = 1  # of snapshots


class Cell(NamedTuple):
    """One point of a sweep: its number from 0, its base (an index into `Plan.bases`), and what varies: path → value.

    The name of its scenario is `plan.bases[cell.base].name`.
    """

    number: int
    base: int
    point: dict


@dataclass(frozen=True)
class Base:
    """What cells share: a scenario with everything fixed, and with one choice of its structure.

    `name` distinguishes the scenarios of a sweep; `values` are complete and checked, apart from what varies.
    """

    name: str
    title: str
    about: str = field(repr=False)
    values: dict = field(repr=False)


@dataclass(frozen=True)
class Varied:
    """One thing that varies, and its values, each once. Values of `scalar` ones are copied into a base."""

    path: str
    values: tuple = field(repr=False)
    scalar: bool = True


@dataclass(frozen=True, eq=False)
class Plan:
    """All cells of a sweep and the identities of their runs. `len()` is the number of runs planned now.

    `cells` are the points of `design` in order, for one scenario after the other; `axes` is what varies among them.
    `seeds` are those of every cell, or Auto. `problem` is what SALib needs for an analysis (or None), and `notes` are
    sentences for the author. `rows` (points, axes) are indices of values, -1 if a point does not set an axis; `of_base`
    is the base of each cell.
    """

    name: str
    title: str
    about: str = field(repr=False)
    design: str
    samples: int
    seeds: tuple[int, ...] | Auto
    root: int
    measure: str
    notes: tuple[str, ...]
    problem: dict | None = field(repr=False)
    axes: tuple[Varied, ...]
    bases: tuple[Base, ...]
    rows: np.ndarray = field(repr=False)
    of_base: np.ndarray = field(repr=False)

    def __len__(self) -> int:
        return len(self.of_base) * len(self.first_seeds)

    @property
    def cells(self) -> Cells:
        """All cells, created on access."""
        return Cells(self)

    @functools.cached_property
    def first_seeds(self) -> tuple[int, ...]:
        """The seeds with which every cell is run at least."""
        if isinstance(self.seeds, Auto):
            return tuple(seed_of(self.root, replicate) for replicate in range(self.seeds.least))
        return self.seeds

    def values(self, cell: Cell, seed: int = 0) -> dict:
        """The complete checked values of a run, as `sim.scenario.load` returns them. They are shared: do not change."""
        values = _laid(self.bases[cell.base].values, self._tree, self.axes, self._row(cell))
        values["seed"] = seed
        return values

    def cell_id(self, cell: Cell) -> str:
        """The identity of a cell, without the seed: 32 hexadecimal digits. Raises ScenarioError as `run_ids` does."""
        return ids.of_cell(self._text(cell))

    def run_ids(self, cell: Cell, seeds: Sequence[int] | None = None) -> list[str]:
        """`sim.runs.identity.run_id` of the cell with each of `seeds` (by default the first ones).

        Raises ScenarioError if an edge list that the cell names cannot be read.
        """
        return ids.of_seeds(self._text(cell), self.first_seeds if seeds is None else seeds)

    def runs(self) -> Iterator[tuple[Cell, int, str]]:
        """Every run planned now: its cell, its seed, its identity."""
        for cell in self.cells:
            for seed, run_id in zip(self.first_seeds, self.run_ids(cell), strict=True):
                yield cell, seed, run_id

    def digest(self) -> str:
        """SHA-256 of everything on which its runs depend, including the code: equal digests mean the same runs."""
        sha256 = hashlib.sha256()
        for number, base in enumerate(self.bases):
            sha256.update(base.name.encode() + b"\0" + b"\0".join(self._base_text(number).pieces))
        for axis, written in zip(self.axes, self._written, strict=True):
            sha256.update(b"\0".join([axis.path.encode(), b"", *written]))
        sha256.update(self.rows.astype("<i4").tobytes() + self.of_base.astype("<i4").tobytes())
        sha256.update(repr((self.seeds, self.root, self.measure if isinstance(self.seeds, Auto) else "")).encode())
        return sha256.hexdigest()

    def _row(self, cell: Cell) -> np.ndarray:
        return self.rows[cell.number % len(self.rows)]

    @functools.cached_property
    def _tree(self) -> dict:
        """What is copied for a cell: key → key → … → column of the value."""
        tree: dict = {}
        for column, axis in enumerate(self.axes):
            if axis.scalar:
                *above, last = axis.path.split(".")
                functools.reduce(lambda node, key: node.setdefault(key, {}), above, tree)[last] = column
        return tree

    @functools.cached_property
    def _written(self) -> list[list[bytes]]:
        """Each value of each axis as written in the text of an identity."""
        return [[compact_json(value).encode() for value in axis.values] for axis in self.axes]

    @functools.cached_property
    def _texts(self) -> dict[int, tuple[ids.Text, list[bytes]]]:
        return {}

    def _base_text(self, base: int) -> ids.Text:
        return self._held(base)[0]

    def _held(self, base: int) -> tuple[ids.Text, list[bytes]]:
        """The text of a base with its holes, and what fills them if a point does not set an axis."""
        if base not in self._texts:
            holes = tuple(Varied(axis.path, (ids.hole(place),), axis.scalar) for place, axis in enumerate(self.axes, 1))
            own = self.bases[base].values
            values = _laid(own, self._tree, holes, [0] * len(holes))
            defaults = [compact_json(_at(own, axis.path) if axis.scalar else None).encode() for axis in self.axes]
            self._texts[base] = ids.Text({**values, "seed": ids.hole(ids.SEED)}), defaults
        return self._texts[base]

    def _text(self, cell: Cell) -> tuple[bytes, bytes]:
        text, defaults = self._held(cell.base)
        row = self._row(cell).tolist()
        return text.filled([written[place] if place >= 0 else own
                            for written, place, own in zip(self._written, row, defaults, strict=True)])


class Cells(Sequence):
    """The cells of a plan in order."""

    def __init__(self, plan: Plan):
        self.plan = plan

    def __len__(self) -> int:
        return len(self.plan.of_base)

    @overload
    def __getitem__(self, number: int) -> Cell: ...
    @overload
    def __getitem__(self, number: slice) -> list[Cell]: ...
    def __getitem__(self, number):
        if isinstance(number, slice):
            return [self[index] for index in range(*number.indices(len(self)))]
        number = range(len(self))[number]
        row = self.plan.rows[number % len(self.plan.rows)].tolist()
        point = {axis.path: axis.values[place] for axis, place in zip(self.plan.axes, row, strict=True) if place >= 0}
        return Cell(number, int(self.plan.of_base[number]), point)

    def __iter__(self) -> Iterator[Cell]:
        return (self[number] for number in range(len(self)))


def _laid(values: dict, tree: dict, axes: Sequence[Varied], row) -> dict:
    """A copy of `values` along the paths of `tree`, with the values chosen by `row`; the rest is shared."""
    copied = dict(values)
    for key, below in tree.items():
        if isinstance(below, dict):
            copied[key] = _laid(values[key], below, axes, row)
        elif row[below] >= 0:
            copied[key] = axes[below].values[row[below]]
    return copied


def _at(values, path: str):
    return functools.reduce(lambda node, key: node[key], path.split("."), values)
