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

    @optional
    def await_day(self, community) -> None:
        """Told when the economy is built: the community begins only when this strikes, and waits until then.

        It has got no money and no first members yet; `economy.begin(community)` brings both.
        """


CONTRACT = Shock
