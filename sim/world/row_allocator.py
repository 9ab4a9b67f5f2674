"""Allocate rows for memberships, free them, and lay them out again when there are none left.

A member who joins another community needs another row. If the next row belongs to somebody else, all rows of the
member move: to rows that others have left, as many as it needs, or to the end of the columns. When the columns are
full, all rows are laid out again in the order of members. Rows move only at the end of a day, so that row numbers are
valid all day.
"""

from __future__ import annotations

import numpy as np

from sim.core.columns import copy_row, fetch_row
from sim.core.compile import loop
from sim.core.fetching import AHEAD
from sim.world import memberships
from sim.world.memberships import EMPTY_ROW
from sim.world.stages import EMPTY

SPARE = 1_024  # empty rows added when columns grow, besides an eighth of those in use


class Vacated:
    """Rows that members have left for others: begins[c, :counts[c]] are the first of each c neighbouring rows."""

    def __init__(self, slots: int):
        self.begins, self.counts = np.zeros((slots + 1, 0), np.int32), np.zeros(slots + 1, np.int64)

    def ensure_capacity(self, more: int) -> None:
        """Have space for so many more of each size."""
        existing, need = self.begins.shape[1], int(self.counts.max()) + more
        if need > existing:
            longer = np.zeros((self.counts.size, max(need, existing + existing // 2)), np.int32)
            longer[:, :existing] = self.begins
            self.begins = longer

    def digest(self) -> bytes:
        """The bytes of what is in use."""
        return b"".join(begins[:count].tobytes() for begins, count in zip(self.begins, self.counts, strict=True))


def add(w, who: np.ndarray) -> np.ndarray:
    """Add a row for each member in `who` (all different, none with the maximum number of rows); return the rows."""
    who = np.asarray(who, np.int64)
    if who.size == 0:
        return who
    most = int(w.r.count[who].sum(dtype="i8")) + who.size
    if w.rows + most > w.r.member.size:
        lay_out(w, most)
    rows, moves = np.empty(who.size, np.int64), np.empty((2, most), np.int64)
    w.vacated.ensure_capacity(who.size)
    w.rows, moved = assign_rows(who, w.rows, w.r, w.vacated.begins, w.vacated.counts, rows, moves)
    move(w.r, moves[0, :moved], moves[1, :moved])
    blank(w.r, moves[0, :moved])
    vacate(moves[0, :moved], moves[1, :moved], w.vacated.begins, w.vacated.counts)
    w.r.member[rows] = who
    w.memberships += who.size
    w.in_order = False
    return rows


@loop
def assign_rows(who, end, memberships, begins, counts, rows, moves):
    """Find a row for each of `who`; `moves` gets old and new rows. Returns the new end and the number of moves."""
    moved = 0
    for n in range(who.size):
        i = who[n]
        first, count = int(memberships.first[i]), int(memberships.count[i])
        if count == int(memberships.row_capacity[i]):
            place, need = end, count + 1
            if counts[need] > 0:
                counts[need] -= 1
                place = begins[need, counts[need]]
            else:
                end += need
            for s in range(count):
                moves[0, moved] = first + s
                moves[1, moved] = place + s
                moved += 1
            memberships.first[i] = first = place
            memberships.row_capacity[i] = need
        rows[n] = first + count
        memberships.count[i] = count + 1
    return end, moved


@loop
def vacate(old, new, begins, counts):
    """Note the rows that members have left: those of one member are neighbours, before and after.

    The `new` rows of two members never are, since each has one more, which follows them.
    """
    n = 0
    while n < old.size:
        size = 1
        while n + size < old.size and old[n + size] == old[n] + size and new[n + size] == new[n] + size:
            size += 1
        begins[size, counts[size]] = old[n]
        counts[size] += 1
        n += size


def where(w, flags: np.ndarray) -> np.ndarray:
    """Rows whose flag (uint8, 0 or 1) is set, ascending, int32. Much faster than `flatnonzero` if many are set."""
    return w.scratch[:note_where(flags, w.scratch)].copy()


@loop
def note_where(flags, scratch):
    count = 0
    for row in range(flags.size):
        scratch[count] = row
        count += flags[row] != 0  # not the flag itself: a sum of flags of one byte ends at 255
    return count


def remove(w, rows: np.ndarray) -> None:
    """Free rows (ascending) whose next stage is EMPTY; the other rows of their members close the gaps."""
    if rows.size == 0:
        return
    who = w.r.member[rows]
    who = who[np.flatnonzero(np.append(True, who[1:] != who[:-1])[:who.size])]  # rows of one member are adjacent
    moves, emptied = np.empty((2, rows.size * w.slots), np.int64), np.empty(rows.size, np.int64)
    moved = close_up(who, w.r, moves, emptied)
    move(w.r, moves[0, :moved], moves[1, :moved])
    blank(w.r, emptied)
    w.memberships -= rows.size
    w.in_order = False


@loop
def close_up(who, memberships, moves, emptied):
    """Find the rows that move into freed ones, and the rows left empty. Returns the number of moves."""
    moved = empty = 0
    for i in who:
        first, count = int(memberships.first[i]), int(memberships.count[i])
        next_row = first
        for row in range(first, first + count):
            if int(memberships.stage_next[row]) != EMPTY:
                if row != next_row:
                    moves[0, moved] = row
                    moves[1, moved] = next_row
                    moved += 1
                next_row += 1
        for row in range(next_row, first + count):
            emptied[empty] = row
            empty += 1
        memberships.count[i] = next_row - first
    return moved


def lay_out(w, more: int) -> None:
    """Lay out all rows again in the order of members, with space for at least `more` new ones.

    Columns stay where they are while a sixteenth of them remains free, and otherwise grow.
    """
    used = w.memberships
    order = np.empty(used, np.int64)
    fill_order(w.r, order)
    if used + more + (used + more) // 16 <= w.r.member.size:
        put_in_order(w, order)
    else:
        grow_in_order(w, order, used + more + (used + more) // 8 + SPARE)
    w.rows, w.in_order = used, True
    w.vacated.counts[:] = 0


def put_in_order(w, order: np.ndarray) -> None:
    """Lay out the rows of `order` one after the other in the columns that they are in."""
    kept = np.empty(order.size, np.int64)  # as large as the largest values
    for name in memberships.OF_A_ROW:
        column = getattr(w.r, name)
        rows = kept.view(column.dtype)[:order.size]
        np.take(column, order, out=rows, mode="clip")  # without looking at each number first
        column[:order.size] = rows
        column[order.size:w.rows] = memberships.START.get(name, 0)


def grow_in_order(w, order: np.ndarray, size: int) -> None:
    """Lay out the rows of `order` one after the other in new columns of `size` rows."""
    laid = {}
    for name in memberships.OF_A_ROW:
        laid[name] = memberships.column(name, size, order.size)
        np.take(getattr(w.r, name), order, out=laid[name][:order.size], mode="clip")
    w.r = w.r._replace(**laid)
    w.laid_down = None  # it would keep the old columns in memory
    w.scratch = np.zeros(size + 1, np.int32)


@loop
def fill_order(memberships, order):
    """Fill `order` with the current row of each membership, in the order of members, and set the new `first`."""
    n = 0
    for i in range(memberships.first.size):
        first = int(memberships.first[i])
        memberships.first[i] = n
        memberships.row_capacity[i] = memberships.count[i]
        for row in range(first, first + int(memberships.count[i])):
            order[n] = row
            n += 1


@loop
def move(memberships, origin, goal):
    """Copy rows; where one lies in the way of another, the other is copied first."""
    for n in range(origin.size):
        fetch_row(memberships, int(origin[min(origin.size - 1, n + AHEAD)]))
        copy_row(memberships, int(goal[n]), memberships, int(origin[n]))


@loop
def blanking(memberships, rows, empty):
    for n in range(rows.size):
        fetch_row(memberships, int(rows[min(rows.size - 1, n + AHEAD)]))
        copy_row(memberships, int(rows[n]), empty, 0)


def blank(memberships, rows: np.ndarray) -> None:
    """Reset rows to the state of unused ones."""
    blanking(memberships, rows, EMPTY_ROW)
