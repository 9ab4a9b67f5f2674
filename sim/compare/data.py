"""The data of a figure as a table: hidden on the page, where screen readers read it, and as CSV to take along.

The numbers come from where the figure takes them, before they are drawn. The hidden table says them with three figures,
the file has every digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from sim.compare import downloads, figures
from sim.compare.format import NOTHING

FEW = 13  # rows of a hidden table that stands for a line of many points


class Column(NamedTuple):
    """The head of a column, and the unit of its numbers; texts need none."""

    head: str
    unit: str = ""


class Amount(NamedTuple):
    """A number with a unit of its own, where the numbers of a column have several."""

    value: float
    unit: str


class Data(NamedTuple):
    """`file` is the name of the CSV file, `says` what the table shows; every row has a value for each column.

    `few` shortens the hidden table to the first row, the last one, and some between: rows are points of a line.
    """

    file: str
    says: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    few: bool = False

    @property
    def texts(self) -> list[list[str]]:
        """The rows of the hidden table, as a reader hears them."""
        every = len(self.rows)
        chosen = np.unique(np.linspace(0, every - 1, min(FEW, every)).round().astype(int)) if self.few else range(every)
        return [[_text(value, column.unit) for value, column in zip(self.rows[at], self.columns, strict=True)]
                for at in chosen]

    @property
    def address(self) -> str:
        """The whole table as an address that holds a CSV file."""
        return downloads.link(self.frame)

    @property
    def frame(self) -> pd.DataFrame:
        """The whole table, its numbers with twelve digits."""
        return pd.DataFrame([[_exact(value) for value in row] for row in self.rows],
                            columns=[column.head for column in self.columns])


def _text(value: object, unit: str) -> str:
    if value is None or isinstance(value, str):
        return value or NOTHING
    if isinstance(value, Amount):
        return figures.short(*value)
    return figures.short(float(value), unit)  # type: ignore[arg-type]


def _exact(value: object) -> object:
    value = value.value if isinstance(value, Amount) else value
    return float(f"{value:.12g}") if isinstance(value, float) else value
