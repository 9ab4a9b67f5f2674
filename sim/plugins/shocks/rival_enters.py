"""A rival enters: a community of the scenario opens on this day, with its money, first members, channels and policy.

Until then it is as if it were not there: nobody hears of it, nothing is published or sold, and no money is paid. It
starts with what the scenario gives it; whatever the others have built up by then, ties and trust, it must earn.
"""

from __future__ import annotations

WAITING = ("policy", "channels", "partners")  # what a community has only from its first day on


def await_day(community) -> None:
    """Put aside what a community has until its day comes."""
    community.waits = {name: getattr(community, name) for name in WAITING}
    community.waits["present"] = community.host.present
    community.waits["baseline_awareness"] = community.p.baseline_awareness
    community.waits["growth"] = community.growth
    community.policy, community.channels, community.partners = None, [], []
    community.host.present = False
    community.p = community.p._replace(baseline_awareness=0.0)
    community.growth = community.growth._replace(traffic=0.0, seeds=0, seed_share=0.0, adopters=0, adopter_share=0.0)


def strike(economy, day: int, community, p) -> None:
    """Let the community begin as the scenario has it."""
    if waits := vars(community).pop("waits", None):
        for name in WAITING:
            setattr(community, name, waits[name])
        community.host.present, community.growth = waits["present"], waits["growth"]
        community.p = community.p._replace(baseline_awareness=waits["baseline_awareness"])
        community.visited_on = day
        economy.begin(community)


def contradictions(values: dict, path: str, scenario: dict):
    """A community can enter only once, and what is to be set in it cannot be set before."""
    name = values["community"]
    for other in scenario["timeline"]:
        if other.get("shock") == values["shock"] and other["community"] == name and other["day"] < values["day"]:
            yield f"{path}.community", f"is {name}, which enters on day {other['day']} already; it can enter only once"
        if str(other.get("set", "")).startswith(f"communities.{name}.") and other["day"] <= values["day"]:
            yield f"{path}.community", (f"is {name}, in which {other['set']} is set on day {other['day']}; set it "
                                        f"after day {values['day']}, on which {name} enters")
