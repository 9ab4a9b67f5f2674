"""Removals: a strategy without one of the things that its file has: a channel, the host, traffic, rewards, a KOL."""

from __future__ import annotations

from collections.abc import Iterator

from sim.compare.explore import REMOVAL, Trial
from sim.scenario import Scenario


def trials(scenario: Scenario) -> Iterator[Trial]:
    """All removals of a strategy, one at a time; nothing is removed that is not there, nor the only way to earn."""
    for name, community in scenario.values["communities"].items():
        at = f"communities.{name}"
        if len(community["channels"]) > 1:
            for channel, values in community["channels"].items():
                yield _trial(scenario, "channel", {f"{at}.channels.{channel}": None}, values.get("kind", channel))
        if community["host"]["present"]:
            yield _trial(scenario, "host", {f"{at}.host.present": False})
        if community["endorsement"]["by"]:
            yield _trial(scenario, "endorsement", {f"{at}.endorsement.by": ""}, community["endorsement"]["by"])
        yield from _growth(scenario, at, community["growth"])
        yield from _walk_in(scenario, at, community["channels"])


def _growth(scenario: Scenario, at: str, growth: dict) -> Iterator[Trial]:
    if growth["traffic"] and growth["traffic_budget"]:
        yield _trial(scenario, "traffic", {f"{at}.growth.traffic": 0.0}, growth["traffic"])
    if growth["reward"]:
        yield _trial(scenario, "reward", {f"{at}.growth.reward": 0.0}, growth["reward"])
    if growth["hype"]:
        yield _trial(scenario, "hype", {f"{at}.growth.hype": 0.0}, growth["hype"])
    if growth["seeds"] > 1:
        yield _trial(scenario, "seeds", {f"{at}.growth.seeds": 1}, growth["seeds"])


def _walk_in(scenario: Scenario, at: str, channels: dict) -> Iterator[Trial]:
    for channel, values in channels.items():
        if values.get("walk_in"):
            yield _trial(scenario, "walk_in", {f"{at}.channels.{channel}.walk_in": False})


def _trial(scenario: Scenario, key: str, changes: dict, before: object = None) -> Trial:
    return Trial(REMOVAL, key, {scenario.name: changes}, before)
