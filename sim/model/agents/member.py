"""A member as an agent: a view of one row of the columns, created on demand, so that members need no objects."""

from __future__ import annotations

import numpy as np

from sim.model.mesa_lightly import mesa
from sim.model.processes import attention, conversion, platform_doors, trade, trust
from sim.world import stages
from sim.world.memberships import OF_A_ROW


class Member(mesa.Agent):
    """Member `row` of an economy. Every column is an attribute: `member.taste`, `member.wallet`.

    Columns of memberships are arrays with one value per membership: `member.trust`, `member.stage`. The processes
    that are rules about one member are methods: calling `conversion()` on every member, in any order, does what the
    compiled loop does.
    """

    def __init__(self, economy, row: int):
        # Not registered with the model, because a view has no state of its own.
        self.__dict__.update(model=economy, _row=row, unique_id=f"member {row}", pos=None)

    def __eq__(self, other) -> bool:
        return isinstance(other, Member) and (self.model, self._row) == (other.model, other._row)

    def __hash__(self) -> int:
        return hash((id(self.model), self._row))

    @property
    def row(self) -> int:
        """Row number of the member."""
        return self._row

    @property
    def memberships(self) -> slice:
        """Slice of the member's rows in the columns of memberships."""
        r = self.model.world.r
        return slice(int(r.first[self._row]), int(r.first[self._row]) + int(r.count[self._row]))

    def __getattr__(self, name):
        world = self.__dict__.get("model") and self.model.world
        if world and name in world.m._fields:
            return getattr(world.m, name)[self.__dict__["_row"]].item()
        if world and name in OF_A_ROW:
            return getattr(world.r, name)[self.memberships]
        raise AttributeError(f"a member has no {name!r}")

    def __setattr__(self, name, value):
        if name in self.model.world.m._fields or name in OF_A_ROW:
            raise AttributeError(f"{name} cannot be set: a member is a view on columns, which only processes write")
        super().__setattr__(name, value)

    def remove(self):
        """Refused: members leave communities, but the population of an economy is fixed."""
        raise TypeError("a member cannot be removed: an economy has the members it has")

    @classmethod
    def create_agents(cls, model, n, *args, **kwargs):
        """Refused: the scenario determines the number of members."""
        raise TypeError("members are made with their economy; say members.count in the scenario")

    from_dataframe = create_agents

    def step(self):
        """Refused: the economy runs a day for all members together."""
        raise TypeError("a member has no step of its own: economy.step() runs a day; visit, weigh_evidence, "
                        "conversion and choose are what a member does in it")

    advance = step

    @property
    def highest_stage(self) -> str:
        """Highest stage in any community, "unaware" to "cocreator"; lapsed ranks below aware."""
        stage = self.model.world.r.stage[self.memberships]
        present = stage[stage != stages.LAPSED]
        return stages.NAMES[int(present.max()) if present.size and present.max() else
                            (stages.LAPSED if (stage == stages.LAPSED).any() else stages.EMPTY)]

    @property
    def listens_to(self) -> np.ndarray:
        """Numbers of the members this one listens to."""
        t = self.model.world.t
        first = t.start[self._row]
        return t.target[first:first + t.count[self._row]].copy()

    def visit(self):
        """Decide which communities to visit today (part of the process attention)."""
        self.model.world.events_dirty = True
        self._live_memberships(attention.visits, attention.visit_arguments)
        self._live_memberships(platform_doors.turning_away, lambda economy, day: (economy.world.tables,))
        self._live(attention.hearing_outside, attention.outside_arguments)

    def weigh_evidence(self):
        """Let today's evidence move trust (process trust)."""
        self._live_memberships(self.model.plugins.trust.module.step, trust.arguments)

    def conversion(self):
        """Move up, lapse or return (process conversion)."""
        rule, self.model.world.events_dirty = self.model.plugins.conversion.module, True
        (self._live if rule.UNIT == "members" else self._live_memberships)(rule.step, conversion.arguments)

    def choose(self):
        """Choose an offer (part of the process trade)."""
        with np.errstate(over="ignore"):
            trade.step(np.array([self._row]), *trade.arguments(self.model, self.model.day), 0, 1)

    def _live(self, loop, arguments):
        """Run the loop of a rule on this one row, with the same code as for all rows."""
        with np.errstate(over="ignore"):
            loop(*arguments(self.model, self.model.day), self._row, self._row + 1)

    def _live_memberships(self, loop, arguments):
        """Run the loop of a rule about memberships on the rows of this member."""
        rows = self.memberships
        with np.errstate(over="ignore"):
            loop(*arguments(self.model, self.model.day), rows.start, rows.stop)
