"""Policies of platforms: how they decide about fees, advertisements and subsidies. One file each, by its name."""

from __future__ import annotations

from typing import Protocol

from sim.core.contracts import PluginFile


class Deciding(Protocol):
    """A policy: how one platform decides, made with the platform."""

    def __init__(self, economy, platform, p):
        """Called once for each platform; `p` are the parameters of the policy."""

    def act(self, economy, day: int) -> None:
        """Decide at the end of a day, after communities have.

        A platform knows its own account (`economy.ledger.balances[platform.account]`), its users and its communities.
        It changes what it holds: `platform.holder(lever)` is something whose `p` has a price of the platform, or of
        its users.
        """


class PolicyFile(PluginFile, Protocol):
    """A policy: `@parameters` if it has any, and a class that decides."""

    @property
    def Policy(self) -> type[Deciding]:
        """The class of which one is made for each platform of the scenario."""


CONTRACT = PolicyFile
