"""Policies of hosts: how they decide over time. One file each, by its name in scenarios; this is what it must have."""

from __future__ import annotations

from typing import Protocol

from sim.core.contracts import PluginFile, optional


class Deciding(Protocol):
    """A policy: how the host of one community decides, made when the community begins."""

    def __init__(self, economy, community, p):
        """Called once for each community; `p` are the parameters of the policy."""

    def act(self, economy, day: int) -> None:
        """Decide at the end of a day.

        A policy knows the books of its own community (`economy.profit_so_far(community)`, `community.treasury`) and
        changes what the host can change: `community.holders(lever)` are those whose `p` has the lever, and
        `sim.core.parameters.turned(p, lever, factor)` is `p` with it turned.
        """


class PolicyFile(PluginFile, Protocol):
    """A policy: `@parameters`, and a class that decides."""

    @property
    def Policy(self) -> type[Deciding]:
        """The class of which one is made for each community of the scenario."""


    @optional
    def waits(self, p) -> bool:
        """Whether the community waits until its policy calls `economy.begin(community)`; without it, it does not."""


CONTRACT = PolicyFile
