"""Shocks of a scenario's timeline. One file each, by its name in scenarios; this is what it must have."""

from __future__ import annotations

from typing import Protocol

from sim.core.contracts import PluginFile, optional


class Shock(PluginFile, Protocol):
    """A shock: `@parameters`, and a function that strikes. An event of the timeline gives the parameters."""

    def strike(self, economy, day: int, community, p) -> None:
        """Strike a community at dawn of a day, before anybody does anything.

        What is to happen later is given to `economy.later(day, act)`; `act` must be a function that can be pickled,
        such as a `functools.partial`. `p` are the parameters of the event.
        """

    @property
    @optional
    def AWAITED(self) -> bool:
        """Whether the community of the event waits for it. It begins when `strike` calls `economy.begin(community)`."""


CONTRACT = Shock
