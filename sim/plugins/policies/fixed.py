"""The fixed policy: follow the plan of the scenario, whatever happens."""

from __future__ import annotations

from sim.core.parameters import par, parameters

OFF = {"slack": 0.0}


@parameters
class Fixed:
    slack: float = par(0.0, unit="¥ a day", low=0, high=1e8, source="assumption", extensive=1,
                       says="Daily spending on reserves that the plan never uses.", moves=("-", "profit"))


class Policy:
    """Never changes the plan; reserves cost money."""

    def __init__(self, economy, community, p):
        self.community, self.p = community, p

    def act(self, economy, day: int) -> None:
        """Pay for the reserves."""
        self.community.spend(day, "running costs", "slack", self.p.slack)
