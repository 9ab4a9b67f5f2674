"""Treatments: what an A/B test inside one world gives to the treated, and to the control not.

One file each, by its name in scenarios; this is what it must have.
"""

from __future__ import annotations

from typing import Protocol

from sim.core.contracts import PluginFile, optional


class Treatment(PluginFile, Protocol):
    """A treatment: `@parameters`, and functions, each called at its moment of the day while the treatment is given.

    `given` is a `sim.model.ab_test.Given`: who is treated (`who`), in which `community`, the parameters `p`, and the
    `dose` (0 to 1). With a parameter `days` it is given for so many days (0: to the end), without one on its first day
    only. Random numbers are keyed by the member, so that the same people are chosen whatever the dose.
    """

    @optional
    def dawn(self, economy, day: int, given) -> None:
        """Act at dawn, after what happened yesterday is forgotten."""

    @optional
    def visits(self, economy, day: int, given) -> None:
        """Act when it is settled who visits, before visitors see anything."""

    @optional
    def offered(self, economy, day: int, given) -> None:
        """Act when it is laid out what visitors find."""

    @optional
    def talked(self, economy, day: int, given) -> None:
        """Act when groups have talked, before members keep what the talk leaves behind."""

    @optional
    def factor(self, given, channel) -> float:
        """What the treated pay at a channel of the community, as a multiple of its price."""


CONTRACT = Treatment
