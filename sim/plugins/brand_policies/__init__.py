"""Policies of brands: how they decide about goods over time. One file each, by its name in scenarios."""

from __future__ import annotations

from typing import Protocol

from sim.core.contracts import PluginFile


class Deciding(Protocol):
    """A policy: how the brand of one community decides, made when the community begins."""

    def __init__(self, economy, community, p):
        """Called once for each community; `p` are the parameters of the policy."""

    def act(self, economy, day: int) -> None:
        """Decide at the end of a day, after the host has.

        A brand knows its sales and their cost (`economy.ledger.sides(community.account)`), what has come back
        (`community.returned`: deliveries that broke their promise), and who warns against it. It changes what
        `community.makers()` hold: quality, capacity, cover, and the prices of the shops.
        """


class PolicyFile(PluginFile, Protocol):
    """A policy: `@parameters` if it has any, and a class that decides."""

    @property
    def Policy(self) -> type[Deciding]:
        """The class of which one is made for each brand of the scenario."""


CONTRACT = PolicyFile
