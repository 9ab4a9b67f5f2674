"""The platform, a medium on which people meet. What differs between kinds of platforms is in their plug-ins."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core.columns import Columns
from sim.core.parameters import par, parameters
from sim.core.registry import Plugin
from sim.core.rng import stream_key
from sim.model.mesa_lightly import mesa
from sim.model.processes import platform_doors
from sim.system.words import say
from sim.world.events import mark_visitors


@parameters
class Platform:
    take_rate: float = par(0.05, low=0, high=1, source="assumption",
                           says="Take rate: share of sales, fees and advertising revenue that the platform keeps.",
                           moves=("+", "platform_income"))
    cost_per_thousand: float = par(20.0, unit="¥ per thousand impressions", low=0.01, high=1e5, source="assumption",
                                   says="Price of 1,000 paid impressions.", moves=("-", "paid_impressions"))
    click: float = par(0.02, low=0, high=1, source="assumption",
                       says="Chance that a paid impression makes a stranger aware.", moves=("+", "aware"))
    adjusts: int = par(0, unit="days", low=0, high=365, source="choice",
                       says="Days between changes of one of its prices by which the platform seeks more income; 0: "
                            "never.", moves=("changes", "platform_income"))
    adjusted: str = par("take_rate", choices=("take_rate", "cost_per_thousand", "usage_fee", "advertisements"),
                        live=False, source="choice",
                        says="Price that it changes: the take rate, the price of paid impressions, or the fee or the "
                             "advertisements of its users.", moves=("changes", "platform_income"))
    adjusting: float = par(0.1, low=0, high=1, source="assumption", says="Size of a change, relative to the price.",
                           moves=("changes", "platform_income"))


def contradictions(values: dict, path: str, scenario: dict):
    """Check that a platform that changes what its users pay has users of its own."""
    if not values.get("adjusts"):
        return
    if values["adjusted"] in OF_USERS and values["users"]["open"]:
        yield f"{path}.adjusted", say("is {adjusted}, but the platform is open to everybody; set users.open to "
                                      "false, or let it change its take rate", adjusted=values["adjusted"])
    elif not {**values["users"], **values}[values["adjusted"]]:
        yield f"{path}.adjusted", say("is {adjusted}, which is 0 and stays 0; give it a value to begin with",
                                      adjusted=values["adjusted"])


OF_USERS = ("usage_fee", "advertisements")  # prices that only users of a platform's own pay


class Prices:
    """The prices of a platform, or of its users, as something whose `p` has levers."""

    def __init__(self, platform, which: str):
        self.platform, self.which = platform, which

    @property
    def p(self):
        """The parameters that have the prices."""
        p = getattr(self.platform, self.which)
        return getattr(p, "named_tuple", p)

    @p.setter
    def p(self, p) -> None:
        setattr(self.platform, self.which, Columns(p) if self.which == "users" else p)


class PlatformAgent(mesa.Agent):
    """One platform with the mechanism of its kind. `communities` are those that use it.

    `users` are the parameters by which people join and leave it; None if it is open to everybody.
    """

    users: Columns | None = None
    policy: Any = None
    sold_before = 0  # cents of sales up to the beginning of this month, where sellers come for them

    def __init__(self, model, name: str, index: int, p, plugin: Plugin, users):
        super().__init__(model)
        self.name, self.index, self.p, self.plugin, self.kind_p = name, index, p, plugin, Columns(plugin.p)
        self.account = f"platform:{name}"
        self.seeking = (0, -1, 1)  # balance when the window began, income of the one before (-1: none), direction
        if not users.open:
            self.users, self.size = Columns(users), 0  # its users, as of yesterday
            self.joined = self.left = 0  # people who decided to today
            self.carried = 0.0  # cents that advertisers owe

    def audience(self, economy) -> int:
        """Number of people who use it."""
        return economy.world.members if self.users is None else self.size

    @property
    def kind(self):
        """The module of its kind."""
        return self.plugin.module

    def holder(self, lever: str) -> Prices:
        """Something whose `p` has a price of the platform, or of its users."""
        return Prices(self, "p" if lever in self.p._fields else "users")

    def share_left(self) -> float:
        """Of the posts visible today, the share that is still visible tomorrow."""
        half_life = float(getattr(self.kind_p, "half_life", 0.0))
        return 0.5 ** (1.0 / half_life) if half_life else 0.0

    def discovery(self) -> float:
        """Daily chance that a stranger finds, by the platform's own means, a community that everybody follows."""
        discovery = getattr(self.kind, "discovery", None)
        return float(discovery(self.kind_p)) if discovery else 0.0

    def room_size(self) -> int:
        """Members that one group holds; 0 if the platform has no groups."""
        return int(getattr(self.kind_p, "room_size", 0))

    def homes(self, economy) -> np.ndarray:
        """For each number of a community, 1 if it is on this platform, else 0."""
        here = economy.community_columns.platform == self.index
        return (here & (economy.world.communities.alive == 1)).view(np.uint8)

    def lay_out(self, economy, day: int) -> None:
        """Set what is on offer today on each visit to a community of this platform."""
        w, on_it = economy.world, self.homes(economy)
        if hasattr(self.kind, "browse"):
            platform_doors.look_around(economy, self, on_it, day)
        if getattr(self.kind, "REPOSTS", 0):
            mark_visitors(on_it, w.v, w.e.visits)
        economy.parallel_for(w.v.row.size, self.kind.step, on_it, w.tables, w.shown, self.kind_p, day,
                             stream_key(economy.seed, f"offers.{self.name}", day))
        if self.users is not None and self.users.advertisements > 0.0:
            economy.parallel_for(w.v.row.size, platform_doors.advertising, self.index, self.users.advertisements,
                                 w.tables, stream_key(economy.seed, f"display.{self.name}", day))
