"""The layout of a scenario: its sections, and where the parameters of each are declared.

A section gets its keys from its own declaration (`own`), the plug-in it chooses (`choose`), and its child sections.
Parameters are not described here, but where they are declared, beside the rules.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sim.system.words import later


@dataclass(frozen=True)
class Section:
    """One mapping of a scenario. `own` is "module:Class"; `choose` is (kind of plug-in, key, default name or None).

    In a `Named` map, a default of None means that an entry uses the plug-in of the entry's name unless the key says
    otherwise.
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
    """A mapping of names to sections of one shape. An entry that is null removes the inherited one."""

    says: str
    entry: Section


@dataclass(frozen=True)
class Timeline:
    """The list of dated events: `{day, shock: NAME, community: NAME, …}`, `{day, treat: NAME, share: …, …}` or
    `{day, set: PATH, to: VALUE}`."""

    says: str


TREATMENT = "sim.model.ab_test:Treatment"  # declares what all treatments have in common

KINDS = {"networks": later("networks"), "trust": later("trust"), "conversion": later("conversion"),
         "organisation": later("organisation"), "platforms": later("platforms"), "channels": later("channels"),
         "policies": later("policies"), "brand_policies": later("brand_policies"),
         "platform_policies": later("platform_policies"), "treatments": later("treatments"), "shocks": later("shocks")}
"""How messages call the kinds of plug-ins."""

CHOICES = {
    "networks": "Model that generates the ties.",
    "trust": "Rule by which trust changes: asymmetric (losses outweigh gains), beta (reputation from evidence), "
             "degroot (averaging of opinions) or frozen (constant, as a control).",
    "conversion": "Rule by which people become fans: funnel (stage by stage), or a classical model (bass, cascade, "
                  "complex, sir, threshold).",
    "organisation": "Rule of organisation: none (the host broadcasts) or self (members organise themselves).",
    "platforms": "Kind of platform: campus_network (as Renren), ecosystem (one account for several services and "
                 "partners), forum (as Tieba), groups_and_accounts (as WeChat), interest_groups (as Douban), live_room "
                 "(as 9158), marketplace (as Taobao's shops), microblog (as Weibo) or traffic_portal (paid traffic and "
                 "ranking without ties).",
    "channels": "Kind of channel: advertising, bundle (goods of several shops), charity, crowdfunding, events, "
                "group_buying, joining_fee, know_how (courses), membership_fee, micro_shops, preorder (orders first, "
                "production after), services (members serve members), shop (goods from stock) or tips.",
    "policies": "Policy of the host: fixed (the plan of the scenario), adaptive (trial of small changes), imitate "
                "(the leader's visible levers), ecosystem (part of the profit for others) or venture (investors' money "
                "for traffic).",
    "brand_policies": "Policy of the brand: fixed (the scenario's goods and prices), adaptive (trial of small changes) "
                      "or imitate (what sells best).",
    "platform_policies": "Policy of the platform: fixed (the scenario's prices), adaptive (trial of small changes), "
                         "imitate (the largest platform's prices) or subsidise (income for communities).",
    "treatments": "Treatment of part of the people (an A/B test): gift, impressions, invitation, price or reply.",
    "shocks": "Shock that strikes a community: breach (of integrity), repair (of a breach), host_leaves, "
              "content_stops, ad_load, budget_cut, product_delay, take_rate, algorithm_change or rival_enters.",
}
"""What it means to choose a plug-in of a kind. The part before the colon stands alone where there is little room."""

EVENT = {
    "day": "Day of the event. The first day of the run is 0.",
    "shock": CHOICES["shocks"],
    "treat": CHOICES["treatments"],
    "community": "Name of the community that is struck or tested. Needed only if the scenario has several.",
    "set": "Path of the parameter that changes, such as communities.NAME.growth.traffic.",
    "to": "New value of the parameter named by `set`, money in yuan.",
}
"""The keys that events share; each shock and treatment adds its own parameters."""

COMMUNITY = Section(
    "Community: its host, brand, growth, policy, channels and partners.", own="sim.model.agents.community:Community",
    children={
        "host": Section("Host: the influential person who leads the community (KOL).", own="sim.model.agents.kol:Host"),
        "brand": Section("Brand: maker of the product that the community sells.", own="sim.model.agents.brand:Brand",
                         children={"policy": Section("Policy of the brand: how it decides about goods over time.",
                                                     choose=("brand_policies", "rule", "fixed"))}),
        "lines": Named("Lines: goods of further categories that the brand makes, by the name of the category.",
                       Section("Line: goods of one category, with costs, quality and stock of their own.",
                               own="sim.model.agents.brand:Line")),
        "growth": Section("Growth: capital, seed users, paid traffic, referral rewards and claims.",
                          own="sim.model.agents.community:Growth"),
        "endorsement": Section("Endorsement: the host of another community recommends this one.",
                               own="sim.model.processes.endorsement:Endorsement"),
        "policy": Section("Policy: how the host decides over time.", choose=("policies", "rule", "fixed")),
        "channels": Named("Channels: ways in which the community earns money.",
                          Section("Channel: one way of earning money.", choose=("channels", "kind", None))),
        "partners": Named("Partners: third parties that pay for access to members.",
                          Section("Partner: a third party that pays for access to members.",
                                  own="sim.model.agents.partner:Partner")),
    })

ROOT = Section("Scenario: everything that defines a run.", own="sim.model.economy:Root", children={
    "run": Section("Length, scale and calendar of the run.", own="sim.model.economy:Run"),
    "members": Section("Population: everybody in the simulation.", own="sim.world.members:Members"),
    "ties": Section("Ties: who listens to whom.", own="sim.world.ties:Ties",
                    choose=("networks", "generator", "lognormal")),
    "publishing": Section("Content that hosts and members publish.", own="sim.model.processes.publishing:Publishing"),
    "attention": Section("Visits and the content seen.", own="sim.model.processes.attention:Attention"),
    "experience": Section("Experience: how members judge posts and goods, and what they conclude about the host.",
                          own="sim.model.processes.experience:Experience"),
    "word_of_mouth": Section("Word of mouth: recommendations and warnings between members.",
                             own="sim.model.processes.word_of_mouth:WordOfMouth"),
    "interaction": Section("Messages and replies inside groups.", own="sim.model.processes.group_talk:Interaction"),
    "trust": Section("Trust of members in the host.", choose=("trust", "rule", "beta")),
    "conversion": Section("Conversion of strangers into followers and fans.", choose=("conversion", "rule", "funnel")),
    "trade": Section("Purchases: how members choose among offers.", own="sim.model.processes.trade:Trade"),
    "organisation": Section("Organisation: groups, organisers, meetings and new communities.",
                            choose=("organisation", "rule", "self")),
    "platforms": Named("Platforms: media on which people meet.",
                       Section("Platform: one medium on which people meet.", own="sim.model.agents.platform:Platform",
                               choose=("platforms", "kind", None), children={
                                   "users": Section("Users: whether everybody uses the platform, or people join and "
                                                    "leave it.", own="sim.model.agents.platform_users:Users"),
                                   "policy": Section("Policy of the platform: how it decides about prices over time.",
                                                     choose=("platform_policies", "rule", "fixed"))})),
    "communities": Named("Communities, by name.", COMMUNITY),
    "timeline": Timeline("Timeline: list of events. Each has a day and a shock, a treatment, or `set` and `to`."),
})

FILES = ("ties.file", "ties.folder", "ties.people")  # local paths; runs depend on the contents of the files
