"""Rules by which strangers become fans. One file each, by its name in scenarios; this is what it must have.

There are two forms: a rule over memberships moves who knows a community already, a rule over members also who does not.
What the rules over members share is in `_adoption.py`.
"""

from __future__ import annotations

from typing import Protocol

from sim.core.contracts import PluginFile, file_of
from sim.core.plugin_error import PluginError


class ConversionRule(PluginFile, Protocol):
    """A rule of conversion: `@parameters`, a `@rule` about one member, and the loop that runs it over all.

    Who moves tonight gets a stage in `memberships.stage_next`; everybody reads the stages of yesterday.
    """

    @property
    def UNIT(self) -> str:
        """What the loop runs over: "memberships" or "members"."""

    def rates(self, p, communities) -> tuple:
        """What the loop reads of the parameters, computed once a day: a tuple of further arguments.

        `communities` are the arrays of `economy.world.communities`, one entry for each community.
        """


class OverMemberships(ConversionRule, Protocol):
    """A rule of conversion over memberships: everybody who knows a community, in each one that they know."""

    def step(self, tables, scratch, p, *rates, day, key, lo, hi) -> None:
        """The loop: run the rule over the rows `lo` to `hi` of the memberships, once a day.

        A `@loop`, called from several threads, each with rows of its own. `tables` are all tables of the world
        (`sim.world.world.Tables`; `tables.fade` says what is left of engagement, belonging and familiarity), `scratch`
        (int32, one for each row) is working space, `p` are the parameters, `key` is for `uniform(key, who, which)`.
        """


class OverMembers(ConversionRule, Protocol):
    """A rule of conversion over members: everybody, in each of the communities `people.open`."""

    @property
    def NEW(self) -> bool:
        """Whether `people.count` counts only who adopted last night, and not all who have."""

    def step(self, tables, people, *rates, day, key, lo, hi) -> None:
        """The loop: run the rule over the members `lo` to `hi`, once a day.

        A `@loop`, called from several threads, each with members of its own. `tables` are all tables of the world
        (`sim.world.world.Tables`), `people` is a
        `sim.world.adoption_counts.People`: what a rule reads of others, and where it notes who adopts.
        """


def CONTRACT(module) -> type:
    """The contract of a file, by its UNIT."""
    forms = {"memberships": OverMemberships, "members": OverMembers}
    if not hasattr(module, "UNIT"):
        return ConversionRule
    if module.UNIT not in forms:
        raise PluginError(f"{file_of(module)}: UNIT is {module.UNIT!r}; it is one of {', '.join(forms)}; see "
                          "sim/plugins/conversion/__init__.py")
    return forms[module.UNIT]
