"""A rival enters: a community of the scenario opens on this day, with its money, first members, channels and policy.

Until then it is as if it were not there: nobody hears of it, nothing is published or sold, and no money is paid. It
starts with what the scenario gives it; whatever the others have built up by then, ties and trust, it must earn.
"""

from __future__ import annotations

from sim.system.words import say

AWAITED = True  # its community begins only when it strikes
NO_ZERO = "a rival is there or not"


def strike(economy, day: int, community, p) -> None:
    """Let the community begin as the scenario has it."""
    economy.begin(community)


def contradictions(values: dict, path: str, scenario: dict):
    """A community can enter only once, and what is to be set in it cannot be set before."""
    name = values["community"]
    for other in scenario["timeline"]:
        if other.get("shock") == values["shock"] and other["community"] == name and other["day"] < values["day"]:
            yield f"{path}.community", say("is {name}, which enters on day {day} already; it can enter only once",
                                           name=name, day=other["day"])
        if str(other.get("set", "")).startswith(f"communities.{name}.") and other["day"] <= values["day"]:
            yield f"{path}.community", say("is {name}, in which {path} is set on day {day}; set it after day {entry}, "
                                           "on which {name} enters", name=name, path=other["set"], day=other["day"],
                                           entry=values["day"])
