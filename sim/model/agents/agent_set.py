"""A Mesa AgentSet of members, stored as row numbers, without an object for each member."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from sim.model.agents.member import Member
from sim.model.agents.mesa_compat import AgentSet


class Rows(AgentSet):
    """All members of an economy, or those of some rows, each once, in the order given.

    Mesa's own table of agents is missing, so that code of Mesa that relies on it fails with an error.
    """

    def __init__(self, economy, rows=None):
        self.economy, self.random, self.whole = economy, economy.random, rows is None
        self.rows = np.arange(economy.world.members) if rows is None else np.asarray(rows)

    def __len__(self) -> int:
        return self.rows.size

    def __iter__(self) -> Iterator[Member]:
        return (Member(self.economy, int(row)) for row in self.rows)

    def __contains__(self, member) -> bool:
        return isinstance(member, Member) and member.model is self.economy and bool(np.isin(member.row, self.rows))

    def __getitem__(self, item):
        if isinstance(item, slice):
            return self._of(self.rows[item])
        return Member(self.economy, int(self.rows[item]))

    def to_list(self) -> list[Member]:
        """A view of every member."""
        return list(self)

    def copy(self):
        """A set of the same members that can be changed in place."""
        return self._of(self.rows.copy())

    __copy__ = copy

    def __getstate__(self):
        return dict(self.__dict__)

    def __setstate__(self, state):
        self.__dict__.update(state)

    def _of(self, rows):
        return type(self)(self.economy, rows)

    def _update(self, rows):
        """Replace the rows of this set. Refused for the set of all members, which never changes."""
        if self.whole:
            raise TypeError("an economy has the members it has, in the order of rows; change a copy() or a selection")
        self.rows = rows
        return self

    def _result(self, rows, inplace: bool):
        return self._update(rows) if inplace else self._of(rows)

    def _rows_of(self, other):
        """The rows of the members in `other`, each once; None if `other` is not a set of members of this economy."""
        if isinstance(other, Rows):
            return other.rows if other.economy is self.economy else None
        if not isinstance(other, Iterable):
            return None
        members = list(dict.fromkeys(other))
        if not all(isinstance(member, Member) and member.model is self.economy for member in members):
            return None
        return np.array([member.row for member in members], self.rows.dtype)

    def _row_of(self, member):
        row = self._rows_of([member])
        if row is None:
            raise TypeError(f"a set of members holds members of its own economy, and not {member!r}")
        return row

    def add(self, agent):
        """Add a member. Refused for the set of all members."""
        self._update(_either(self.rows, self._row_of(agent)))

    def discard(self, agent):
        """Remove a member if it is in the set. Refused for the set of all members."""
        self._update(_without(self.rows, self._row_of(agent) if agent in self else self.rows[:0]))

    def remove(self, agent):
        """Remove a member. Raises KeyError if it is not in the set. Refused for the set of all members."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)

    def clear(self):
        """Remove all members. Refused for the set of all members."""
        self._update(self.rows[:0])

    def isdisjoint(self, other) -> bool:
        """Whether no member is in both sets."""
        rows = self._rows_of(other)
        return super().isdisjoint(other) if rows is None else not np.isin(self.rows, rows).any()

    def __le__(self, other):
        return bool(np.isin(self.rows, other.rows).all()) if self._beside(other) else super().__le__(other)

    def __ge__(self, other):
        return bool(np.isin(other.rows, self.rows).all()) if self._beside(other) else super().__ge__(other)

    def _beside(self, other) -> bool:
        return isinstance(other, Rows) and other.economy is self.economy

    def _joined(self, other, how, inplace: bool = False):
        rows = self._rows_of(other)
        return NotImplemented if rows is None else self._result(how(self.rows, rows), inplace)

    def __or__(self, other):
        return self._joined(other, _either)

    def __and__(self, other):
        return self._joined(other, _both)

    def __sub__(self, other):
        return self._joined(other, _without)

    def __xor__(self, other):
        return self._joined(other, _one_only)

    def __rsub__(self, other):
        return self._joined(other, lambda mine, theirs: _without(theirs, mine))

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __ior__(self, other):
        return self._joined(other, _either, inplace=True)

    def __iand__(self, other):
        return self._joined(other, _both, inplace=True)

    def __isub__(self, other):
        return self._joined(other, _without, inplace=True)

    def __ixor__(self, other):
        return self._joined(other, _one_only, inplace=True)


def _both(rows, others):
    return rows[np.isin(rows, others)]


def _without(rows, others):
    return rows[~np.isin(rows, others)]


def _either(rows, others):
    return np.append(rows, _without(others, rows))


def _one_only(rows, others):
    return np.append(_without(rows, others), _without(others, rows))
