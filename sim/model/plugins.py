"""The plug-ins of one economy: what the values of its scenario name is found once, and all others read it here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.core.registry import Plugin, chosen
from sim.scenario.timeline import PLUGINS


@dataclass(frozen=True, eq=False)
class Plugins:
    """All plug-ins of an economy. `channels` are by community and name, `events` in the order of the timeline.

    An event that sets a parameter has none. Parameters are those of the start; who holds them may change them later.
    """

    trust: Plugin
    conversion: Plugin
    organisation: Plugin
    network: Plugin
    platforms: dict[str, Plugin]
    policies: dict[str, Plugin]
    brand_policies: dict[str, Plugin]
    platform_policies: dict[str, Plugin]
    channels: dict[str, dict[str, Plugin]]
    events: tuple[Plugin | None, ...]

    def decider(self, kind: str, economy, agent):
        """The policy of a kind for an agent, made."""
        plugin = getattr(self, kind)[agent.name]
        return plugin.module.Policy(economy, agent, plugin.p)


def resolved(values: Mapping) -> Plugins:
    """The plug-ins that the values of a scenario name."""
    communities = values["communities"]
    return Plugins(
        trust=chosen("trust", "rule", values["trust"]),
        conversion=chosen("conversion", "rule", values["conversion"]),
        organisation=chosen("organisation", "rule", values["organisation"]),
        network=chosen("networks", "generator", values["ties"]),
        platforms={name: chosen("platforms", "kind", entry) for name, entry in values["platforms"].items()},
        policies={name: chosen("policies", "rule", entry["policy"]) for name, entry in communities.items()},
        brand_policies={name: chosen("brand_policies", "rule", entry["brand"]["policy"])
                        for name, entry in communities.items()},
        platform_policies={name: chosen("platform_policies", "rule", entry["policy"])
                           for name, entry in values["platforms"].items()},
        channels={name: {label: chosen("channels", "kind", channel) for label, channel in entry["channels"].items()}
                  for name, entry in communities.items()},
        events=tuple(map(_of_event, values["timeline"])))


def _of_event(event: Mapping) -> Plugin | None:
    word = next((word for word in PLUGINS if word in event), None)
    return chosen(PLUGINS[word], word, event) if word else None
