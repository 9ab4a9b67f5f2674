"""The population as an AgentSet: views are made when asked for, held by whoever selected them; sums run on columns."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from sim.agents._mesa import AgentSet, GroupBy
from sim.agents.member import Member
from sim.chance import key, uniforms
from sim.world import memberships
from sim.world.memberships import OF_A_ROW


class HeldSet(AgentSet):
    """An AgentSet that keeps its members alive (AgentSet alone holds weak references)."""

    def __init__(self, agents, random=None):
        agents = list(agents)
        super().__init__(agents, random=random)
        self._held = agents


class MemberSet(AgentSet):
    """All members, or those of some rows, as views made one at a time.

    `select`, `groupby`, `agg`, `get`, `do`, `shuffle_do` work as in Mesa. `select` also takes a boolean array over
    the set; `agg` and `groupby` of a column's name never make a view. Columns of memberships give one value a slot.
    """

    def __init__(self, economy, rows=None):
        super().__init__([], random=economy.random)
        self.economy = economy
        self.rows = np.arange(economy.world.members) if rows is None else np.asarray(rows)

    def __len__(self) -> int:
        return self.rows.size

    def __iter__(self) -> Iterator[Member]:
        return (Member(self.economy, int(row)) for row in self.rows)

    def __contains__(self, member) -> bool:
        return isinstance(member, Member) and member.model is self.economy and bool(np.isin(member.row, self.rows))

    def __getitem__(self, item):
        if isinstance(item, slice):
            return MemberSet(self.economy, self.rows[item])
        return Member(self.economy, int(self.rows[item]))

    def column(self, name: str) -> np.ndarray:
        """One value a member of the set, or, of memberships, S of them, those not used as in an empty row."""
        world = self.economy.world
        if name in world.m._fields:
            return getattr(world.m, name)[self.rows]
        if name in OF_A_ROW:
            there = np.arange(world.slots) < world.r.many[self.rows][:, None]
            values = memberships.column(name, there.size).reshape(there.shape)
            values[there] = getattr(world.r, name)[(world.r.first[self.rows][:, None] + np.arange(world.slots))[there]]
            return values
        raise AttributeError(f"members have no column {name!r}")

    def select(self, filter_func=None, at_most: int | float = math.inf, inplace: bool = False, agent_type=None):
        """The members for whom `filter_func` holds (or a boolean array does), at most so many, held strongly.

        A fraction `at_most` < 1 means that share of the set, as in Mesa. Never makes more views than it looks at.
        """
        if isinstance(at_most, float) and at_most <= 1.0:
            at_most = int(len(self) * at_most)
        if isinstance(filter_func, np.ndarray):
            rows = self.rows[filter_func]
            return MemberSet(self.economy, rows[:rows.size if at_most == math.inf else int(at_most)])
        found: list[Member] = []
        for member in self:
            if len(found) >= at_most:
                break
            if (filter_func is None or filter_func(member)) and (agent_type is None or isinstance(member, agent_type)):
                found.append(member)
        return HeldSet(found, random=self.random)

    def agg(self, attribute: str, func: Callable | list[Callable]):
        """`func` of a column, or a list of results for a list of functions."""
        values = self.column(attribute)
        return [one(values) for one in func] if isinstance(func, list | tuple) else func(values)

    def get(self, attr_names, handle_missing="error", default_value=None):
        """The values of one column, or of several, as a list like Mesa's."""
        if isinstance(attr_names, str):
            return self.column(attr_names).tolist()
        return [list(values) for values in zip(*(self.column(name).tolist() for name in attr_names), strict=True)]

    def groupby(self, by, result_type: str = "agentset"):
        """Groups of members: by the values of a column, or of a function of a view."""
        values = self.column(by) if isinstance(by, str) else np.array([by(member) for member in self])
        parts = {value: MemberSet(self.economy, self.rows[values == value]) for value in np.unique(values).tolist()}
        return GroupBy({value: list(part) for value, part in parts.items()} if result_type == "list" else parts)

    def do(self, method, *args, **kwargs):
        """Call a method of every member, in the order of rows."""
        return self._do(range(len(self)), method, args, kwargs)

    def shuffle_do(self, method, *args, **kwargs):
        """Call a method of every member, in an order drawn for the day."""
        luck = uniforms(key(self.economy.seed, "shuffle_do", self.economy.day), self.rows)
        return self._do(np.argsort(luck, kind="stable"), method, args, kwargs)

    def _do(self, order, method, args, kwargs):
        for n in order:
            member = self[int(n)]
            (getattr(member, method) if isinstance(method, str) else lambda *a, m=member, **k: method(m, *a, **k))(
                *args, **kwargs)
        return self

    def map(self, method, *args, **kwargs) -> list:
        """What a method (or function) gives for every member."""
        if isinstance(method, str):
            return [getattr(member, method)(*args, **kwargs) for member in self]
        return [method(member, *args, **kwargs) for member in self]
