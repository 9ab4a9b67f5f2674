"""Columns: compiled code reads the same arrays and numbers as Python, wherever they lie."""

from __future__ import annotations

import copy
import pickle
from typing import NamedTuple

import numpy as np
import pytest
from numba.core import config

from sim.core.columns import Columns, copy_row, longer, records, zeros
from sim.core.compile import loop


class Kind(NamedTuple):
    """A few columns, a table of two dimensions, numbers, and a text that compiled code does not see."""

    age: np.ndarray
    weight: np.ndarray
    table: np.ndarray
    rate: float
    count: int
    open: bool
    title: str


class Rows(NamedTuple):
    """Columns of which the first holds no value a row."""

    first: np.ndarray
    a: np.ndarray
    b: np.ndarray


Rows.OF_A_ROW = ("a", "b")


class Outer(NamedTuple):
    """Columns of columns."""

    people: Columns
    rows: Columns


def kind(n: int = 5) -> Columns:
    return Columns(Kind(np.arange(n, dtype="i2"), np.linspace(0.5, 1.5, n, dtype="f4"),
                        np.arange(2.0 * n).reshape(2, n), 0.25, 7, True, "a title"))


def rows() -> Columns:
    return Columns(Rows(np.arange(3, dtype="i4"), np.arange(4, dtype="u1"), np.arange(4.0)))


@loop
def read(kind, row, out):
    out[0], out[1], out[2] = kind.age[row], kind.weight[row], kind.table[1, row]
    out[3], out[4], out[5], out[6] = kind.rate, kind.count, 1.0 if kind.open else 0.0, kind.age.size
    kind.weight[row] = 9.0


@loop
def move(rows, goal, origin):
    copy_row(rows, goal, rows, origin)


@loop
def through(outer, row):
    return outer.people.weight[row] + outer.rows.b[row]


def test_compiled_code_reads_and_writes_the_same_memory():
    columns, out = kind(), np.zeros(7)
    read(columns, 3, out)
    assert out.tolist() == [3.0, 1.25, 8.0, 0.25, 7.0, 1.0, 5.0]
    assert columns.weight[3] == 9.0 and columns.title == "a title"


def test_a_number_of_numpy_is_a_number():
    """np.float64 is a float: what stands behind it is still found."""
    columns, out = kind()._replace(rate=np.float64(0.75)), np.zeros(7)
    read(columns, 3, out)
    assert (out[3], out[4], out[5]) == (0.75, 7.0, 1.0)


def test_another_array_takes_other_columns():
    columns, out = kind(), np.zeros(7)
    other = columns._replace(age=np.full(9, 5, "i2"), rate=0.5)
    read(other, 3, out)
    assert (out[0], out[3], out[6]) == (5.0, 0.5, 9.0) and columns.age.size == 5 and columns.rate == 0.25
    if not config.DISABLE_JIT:
        assert other._numba_type_ is columns._numba_type_  # nothing is compiled again


def test_the_first_rows_are_the_same_memory():
    columns = Columns(Rows(np.arange(5, dtype="i4"), np.arange(5, dtype="u1"), np.arange(5.0)))
    head = columns.head(2)
    move(head, 0, 1)
    assert head.b.tolist() == [1.0, 1.0] and columns.b.tolist() == [1.0, 1.0, 2.0, 3.0, 4.0] and head.a.size == 2


def test_a_row_is_copied_with_all_that_belongs_to_it():
    columns = rows()
    move(columns, 0, 3)
    assert (columns.a.tolist(), columns.b.tolist()) == ([3, 1, 2, 3], [3.0, 1.0, 2.0, 3.0])
    assert columns.first.tolist() == [0, 1, 2]
    plain = rows()
    copy_row(plain, 0, plain, 3)
    assert plain.a.tolist() == columns.a.tolist() and plain.b.tolist() == columns.b.tolist()


def test_columns_of_columns():
    outer = Columns(Outer(kind(), rows()))
    assert through(outer, 2) == 1.0 + 2.0
    outer.rows.b[2] = 5.0
    assert through(outer, 2) == 6.0


@pytest.mark.parametrize("way", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))], ids=["copy", "pickle"])
def test_a_copy_has_memory_of_its_own(way):
    columns, out = kind(), np.zeros(7)
    other = way(columns)
    read(other, 3, out)
    assert out[1] == 1.25 and other.weight[3] == 9.0 and columns.weight[3] == 1.25


@pytest.mark.skipif(config.DISABLE_JIT, reason="nothing is compiled")
def test_what_compiled_code_could_not_read_is_refused():
    with pytest.raises(ValueError, match="contiguous"):
        rows()._replace(b=np.arange(8.0)[::2])
    locked = np.arange(4.0)
    locked.flags.writeable = False
    with pytest.raises(ValueError, match="write"):
        rows()._replace(b=locked)


def test_a_column_that_is_not_there():
    with pytest.raises(AttributeError, match="Rows has no column 'c'"):
        rows().c  # noqa: B018


def test_longer_columns_and_records():
    dtype = np.dtype([("first", "i4"), ("a", "u1"), ("b", "f8")])
    columns = longer(zeros(Rows, dtype, 2), Columns(Rows(np.ones(1, "i4"), np.ones(1, "u1"), np.ones(1))))
    assert columns.b.tolist() == [0.0, 0.0, 1.0]
    assert records(columns, dtype, 3) == np.array([(0, 0, 0), (0, 0, 0), (1, 1, 1)], dtype).tobytes()


def test_other_columns_in_one_field():
    """Laid down in the same way as from the start, whether or not they are of the same type."""
    outer, other = Columns(Outer(kind(), rows())), kind(7)
    other.weight[2] = 20.0
    exchanged = outer.exchanged("people", other)
    assert (through(outer, 2), through(exchanged, 2)) == (3.0, 22.0) and exchanged.rows is outer.rows
    assert exchanged.named_tuple.people is other and outer.people is not other
    wider = other._replace(weight=other.weight.astype("f8"))
    assert through(exchanged.exchanged("people", wider), 2) == 22.0
