"""Further runs of a comparison, on its first seeds: levers, removals, assumptions, and equal money.

Each trial changes one thing in one strategy, or an assumption in the first and the second, and leaves all else as it
is. Differences to the runs as planned are taken seed by seed. Runs are stored as all others are, so that a second
report reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

LEVER, REMOVAL, ASSUMPTION, MONEY = "lever", "removal", "assumption", "money"


class Depth(NamedTuple):
    """How far to explore: seeds for each trial, assumptions that are screened, and how many of them are drawn."""

    seeds: int
    screened: int
    drawn: int

    @property
    def runs(self) -> int:
        """Further runs for each strategy, roughly: some fifteen levers and removals, and the assumptions."""
        return self.seeds * (15 + 2 * self.drawn) + self.screened


DEPTHS = {"quick": Depth(3, 16, 6), "full": Depth(5, 80, 8)}
MOST_STRATEGIES = 3  # levers and removals are tried for so many, the best first
MOST_RIVALS = 3  # the growth spending of the first is tried for so many of the others, the best first


class Trial(NamedTuple):
    """One change: its kind, what it changes (`key`), from what to what, and the overrides of each strategy.

    `key` is a path without names of communities. `factor` is by what an assumption is multiplied, `says` and
    `unit` are those of its declaration.
    """

    kind: str
    key: str
    changes: Mapping[str, Mapping[str, object]]  # strategy → path → value; None removes
    before: object = None
    after: object = None
    factor: float = 1.0
    says: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Tried:
    """A trial with its results, by strategy: the ranking measure by seed, costs by seed, and daily lines by seed.

    Costs are growth spending and running costs, in yuan. `lines` is empty for a measure that is not counted so far.
    """

    trial: Trial
    seeds: tuple[int, ...]
    values: Mapping[str, np.ndarray]
    costs: Mapping[str, np.ndarray]
    lines: Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Explored:
    """Everything that was tried. `runs` is the number of further runs, `candidates` and `screened` of assumptions.

    `swept` is the key of the assumption that the phase map sweeps, or nothing.
    """

    depth: str
    seeds: tuple[int, ...]
    tried: tuple[Tried, ...]
    runs: int
    screened: int
    candidates: int
    swept: str = ""

    def of(self, kind: str, strategy: str = "") -> list[Tried]:
        """The trials of one kind, and of one strategy if it is named."""
        return [one for one in self.tried
                if one.trial.kind == kind and (not strategy or strategy in one.trial.changes)]
