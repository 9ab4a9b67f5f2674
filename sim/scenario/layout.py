"""The shape of a scenario: which sections there are, and where each section's parameters are declared.

A section's keys come from three places: its own declaration (`own`), the plug-in it chooses (`choose`), and its
child sections. No parameter is described here; the declarations beside the rules say all about them.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Section:
    """One mapping of a scenario. `own` is "module:Class"; `choose` is (plug-in kind, key, default name or None).

    A default of None means that in a `Named` map the entry's own name is the plug-in unless the key says otherwise.
    """

    says: str
    own: str | None = None
    choose: tuple[str, str, str | None] | None = None
    children: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def declared(self):
        """The `@parameters` class of `own`, or None."""
        if self.own is None:
            return None
        module, name = self.own.split(":")
        return getattr(importlib.import_module(module), name)


@dataclass(frozen=True)
class Named:
    """A mapping from names that the scenario chooses to sections of one shape; null takes an inherited entry away."""

    says: str
    entry: Section


@dataclass(frozen=True)
class Timeline:
    """The list of dated events: `{day, shock: NAME, community: NAME, …}` or `{day, set: PATH, to: VALUE}`."""

    says: str


COMMUNITY = Section(
    "a community: its host, its brand, how it grows and how it earns", own="sim.agents.community:Community",
    children={
        "host": Section("the influential person at the centre (KOL)", own="sim.agents.kol:Host"),
        "brand": Section("the maker of what is sold", own="sim.agents.brand:Brand"),
        "growth": Section("how the first members are found and traffic is bought", own="sim.agents.community:Growth"),
        "policy": Section("how the host decides over time", choose=("policies", "rule", "fixed")),
        "channels": Named("ways of earning money", Section("a channel", choose=("channels", "kind", None))),
        "partners": Named("third parties who pay for access to members",
                          Section("a partner", own="sim.agents.partner:Partner")),
    })

ROOT = Section("a scenario", own="sim.economy:Root", children={
    "run": Section("how long and how large", own="sim.economy:Run"),
    "members": Section("the population", own="sim.world.members:Members"),
    "ties": Section("who listens to whom", own="sim.world.ties:Ties", choose=("networks", "generator", "lognormal")),
    "publishing": Section("content", own="sim.processes.publishing:Publishing"),
    "attention": Section("what reaches members", own="sim.processes.attention:Attention"),
    "word_of_mouth": Section("what members tell each other", own="sim.processes.word_of_mouth:WordOfMouth"),
    "interaction": Section("talk inside groups", own="sim.processes.interaction:Interaction"),
    "trust": Section("how trust moves", choose=("trust", "rule", "beta")),
    "conversion": Section("how strangers become fans", choose=("conversion", "rule", "funnel")),
    "trade": Section("who buys", own="sim.processes.trade:Trade"),
    "organisation": Section("how members organise themselves", choose=("organisation", "rule", "self")),
    "platforms": Named("the media", Section("a platform", own="sim.agents.platform:Platform",
                                            choose=("platforms", "kind", None))),
    "communities": Named("the communities", COMMUNITY),
    "timeline": Timeline("what happens on which day"),
})

FILES = ("ties.file", "ties.folder", "ties.people")  # paths on this machine; the contents of the files count
