"""Rules of self-organisation. One file each, by its name in scenarios; this is what it must have."""

from __future__ import annotations

from typing import Protocol

from sim.core.contracts import PluginFile


class OrganisationRule(PluginFile, Protocol):
    """A rule of organisation: what members do without the host; `p` are its parameters in all functions."""

    def organise(self, economy, day: int) -> None:
        """Do once a day what is to be done about groups, organisers, meetings and the founding of communities.

        Called after trade, when newcomers have been seated in groups. `economy.world.g` are the groups, open ones are
        `g.open()`; `economy.open_community` and `close_community` found and end communities. What is counted for
        measures goes into `economy.counts`.
        """

    def talks(self, p) -> float:
        """How many times as many talks as their propensity says members start; 0: none."""

    def cocreation(self, p) -> float:
        """How many posts a cocreator adds a day, on average."""

    def liveliness(self, p) -> float:
        """Messages a member and day below which a group counts as silent."""


CONTRACT = OrganisationRule
