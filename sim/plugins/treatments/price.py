"""A price for the treated only, in a shop or for a paid membership: the same offer costs them more or less."""

from __future__ import annotations

from sim.core.parameters import par, parameters
from sim.scenario.problems import listed
from sim.system.words import say

KINDS = ("shop", "membership_fee")
TRIED = {"communities": {"circle": {"channels": {"club": None}}}}  # so that one channel is left whose price is tested


@parameters
class Price:
    channel: str = par("", live=False, source="scenario",
                       says="Name of the channel whose price is tested. Needed only if several sell to members.")
    times: float = par(0.9, low=0.01, high=10, live=False, source="scenario",
                       says="Price for the treated, as a multiple of the channel's price.",
                       moves=("-", "treated_orders"))
    days: int = par(30, unit="days", low=0, high=5500, live=False, source="scenario",
                    says="Days for which the price holds; 0: until the end of the run.", moves=("+", "treated_orders"))


def contradictions(values: dict, path: str, scenario: dict):
    """The channel must exist, and its price must be able to differ between members."""
    channels = scenario["communities"].get(values["community"] or "", {}).get("channels", {})
    able = [name for name, channel in channels.items() if channel["kind"] in KINDS]
    if values["channel"] and values["channel"] not in able:
        none, given = say("the community has none"), values["channel"]
        yield f"{path}.channel", say("is {channel}, but prices can be tested in a shop or a membership_fee; {hint}",
                                     channel=given, hint=say("allowed: {names}", names=listed(able)) if able else none)
    elif not values["channel"] and len(able) != 1:
        yield f"{path}.channel", say("is missing; name the channel whose price is tested: {names}",
                                     names=listed(able)) if able else \
            say("is missing; name the channel whose price is tested, a shop or a membership_fee")


def factor(given, channel) -> float:
    """What the treated pay there, as a multiple of the price."""
    if given.p.channel not in ("", channel.name) or type(channel).__module__.rpartition(".")[2] not in KINDS:
        return 1.0
    return 1.0 + given.dose * (given.p.times - 1.0)
