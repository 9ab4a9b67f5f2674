"""The population as a Mesa AgentSet: views are created on demand and dropped again; sums use columns."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import islice

import numpy as np

from sim.core.rng import stream_key, uniforms
from sim.model.agents.agent_set import Rows
from sim.model.agents.member import Member
from sim.model.agents.mesa_compat import GroupBy
from sim.world import memberships
from sim.world.memberships import OF_A_ROW


class MemberSet(Rows):
    """All members, or those of some rows, as views created one at a time.

    Works as in Mesa, except for what needs lasting agents; `set` is therefore refused. `economy.members` never changes;
    selections and copies may, also in place. `select` also accepts a boolean array. Methods that are given the name
    of a column create no views. Columns of memberships have one value per slot.
    """

    def column(self, name: str) -> np.ndarray:
        """One value per member of the set; of memberships S values, with those of unused slots as in an empty row."""
        world = self.economy.world
        if name in world.m._fields:
            return getattr(world.m, name)[self.rows]
        if name in OF_A_ROW:
            used = np.arange(world.slots) < world.r.count[self.rows][:, None]
            values = memberships.column(name, used.size).reshape(used.shape)
            values[used] = getattr(world.r, name)[(world.r.first[self.rows][:, None] + np.arange(world.slots))[used]]
            return values
        raise AttributeError(f"members have no column {name!r}")

    def select(self, filter_func=None, at_most: int | float = math.inf, inplace: bool = False, agent_type=None):
        """The members for whom `filter_func` (a function or boolean array) holds, at most `at_most`, as a set of rows.

        A fraction `at_most` ≤ 1.0 is a share of the set, as in Mesa. Creates only as many views as it looks at.
        """
        most = self._most(at_most)
        if agent_type is not None and not issubclass(Member, agent_type):
            most = 0
        if filter_func is None:
            return self._result(self.rows[:most], inplace)
        if callable(filter_func):
            rows = islice((member.row for member in self if filter_func(member)), most)
            return self._result(np.fromiter(rows, self.rows.dtype), inplace)
        return self._result(self.rows[self._flags(filter_func)][:most], inplace)

    def _most(self, at_most: int | float) -> int:
        if isinstance(at_most, float) and at_most <= 1.0:
            at_most = int(len(self) * at_most)
        return max(0, math.ceil(min(at_most, len(self))))

    def _flags(self, flags) -> np.ndarray:
        flags = np.asarray(flags)
        if flags.dtype != bool or flags.shape != self.rows.shape:
            raise TypeError(f"select takes a function or a boolean array with a value for each of {len(self)} members")
        return flags

    def sort(self, key: Callable | str, ascending: bool = False, inplace: bool = False):
        """The members sorted by a column or by a function of each; the largest first, as in Mesa."""
        if isinstance(key, str):
            order = _order(self._one_each(key), ascending)
        else:
            values = self.map(key)
            order = np.array(sorted(range(len(self)), key=values.__getitem__, reverse=not ascending), np.int64)
        return self._result(self.rows[order], inplace)

    def shuffle(self, inplace: bool = False):
        """The members in random order, drawn from Mesa's `random`, which the model itself does not use."""
        order = list(range(len(self)))
        self.random.shuffle(order)
        return self._result(self.rows[np.array(order, np.int64)], inplace)

    def _one_each(self, name: str) -> np.ndarray:
        values = self.column(name)
        if values.ndim > 1:
            raise TypeError(f"{name} is a column of memberships, of which a member has several; give a function")
        return values

    def agg(self, attribute: str, func: Callable | Iterable[Callable]):
        """`func` of a column, or a list of results for several functions."""
        values = self.column(attribute)
        return func(values) if callable(func) else [function(values) for function in func]

    def get(self, attr_names, handle_missing="error", default_value=None):
        """The values of one or several columns, as a list as in Mesa."""
        if handle_missing not in ("error", "default"):
            raise ValueError(f"handle_missing is 'error' or 'default', and not {handle_missing!r}")
        given = (default_value,) if handle_missing == "default" else ()
        if isinstance(attr_names, str):
            return self._listed(attr_names, *given)
        columns = [self._listed(name, *given) for name in attr_names]
        return [list(values) for values in zip(*columns, strict=True)] if columns else [[] for _ in self.rows]

    def _listed(self, name: str, *default) -> list:
        if default and name not in (*self.economy.world.m._fields, *OF_A_ROW):
            return list(default) * len(self)
        return self.column(name).tolist()

    def set(self, attr_name, value):
        """Refused: views have no values of their own, and only the processes of the day write columns."""
        raise TypeError(f"{attr_name} cannot be set: a member is a view on columns, which only processes write")

    def groupby(self, by, result_type: str = "agentset"):
        """Groups of members by the values of a column, or of a function of each view."""
        parts = {value: self._of(rows) for value, rows in self._parts(by).items()}
        return GroupBy({value: list(part) for value, part in parts.items()} if result_type == "list" else parts)

    def _parts(self, by) -> dict:
        if isinstance(by, str):
            values = self._one_each(by)
            return {value: self.rows[values == value] for value in np.unique(values).tolist()}
        parts: dict = {}
        for member in self:
            parts.setdefault(by(member), []).append(member.row)
        return {value: np.array(rows, self.rows.dtype) for value, rows in parts.items()}

    def do(self, method, *args, **kwargs):
        """Call a method of every member, in the order of the set."""
        return self._do(range(len(self)), method, args, kwargs)

    def shuffle_do(self, method, *args, **kwargs):
        """Call a method of every member, in an order drawn for the day."""
        draws = uniforms(stream_key(self.economy.seed, "shuffle_do", self.economy.day), self.rows)
        return self._do(np.argsort(draws, kind="stable"), method, args, kwargs)

    def _do(self, order, method, args, kwargs):
        for n in order:
            member = self[int(n)]
            (getattr(member, method) if isinstance(method, str) else lambda *a, m=member, **k: method(m, *a, **k))(
                *args, **kwargs)
        return self

    def map(self, method, *args, **kwargs) -> list:
        """Results of a method (or function) for every member."""
        if isinstance(method, str):
            return [getattr(member, method)(*args, **kwargs) for member in self]
        return [method(member, *args, **kwargs) for member in self]


def _order(values: np.ndarray, ascending: bool) -> np.ndarray:
    """Indices that sort values; equal values keep their order, also when descending."""
    if ascending:
        return np.argsort(values, kind="stable")
    return values.size - 1 - np.argsort(values[::-1], kind="stable")[::-1]
