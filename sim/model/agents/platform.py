"""The platform: the medium. What it does differently is in the file of its kind; what all have is here."""

from __future__ import annotations

import mesa
import numpy as np

from sim.core.parameters import par, parameters
from sim.core.registry import Plugin
from sim.core.rng import stream_key
from sim.world.world import mark_visitors


@parameters
class Platform:
    take_rate: float = par(0.05, low=0, high=1, source="assumption",
                           says="Take rate: share of sales, fees and advertising revenue that the platform keeps.",
                           moves=("+", "platform_income"))
    cost_per_thousand: float = par(20.0, unit="¥ per thousand impressions", low=0.01, high=1e5, source="assumption",
                                   says="Price of 1,000 paid impressions.", moves=("-", "paid_impressions"))
    click: float = par(0.02, low=0, high=1, source="assumption",
                       says="Chance that a paid impression makes a stranger aware.", moves=("+", "aware"))


class PlatformAgent(mesa.Agent):
    """One medium with its kind's mechanism. `communities` are those on it."""

    def __init__(self, model, name: str, index: int, p, plugin: Plugin):
        super().__init__(model)
        self.name, self.index, self.p, self.plugin, self.kind_p = name, index, p, plugin, plugin.p
        self.account = f"platform:{name}"

    @property
    def kind(self):
        """The module of its kind."""
        return self.plugin.module

    def half_life(self) -> float:
        """After how many days half of the posts have sunk out of sight."""
        return float(self.kind_p.half_life)

    def discovery(self) -> float:
        """A stranger's daily chance to find a community that everybody follows, by the platform's own means."""
        found = getattr(self.kind, "discovery", None)
        return float(found(self.kind_p)) if found else 0.0

    def room_size(self) -> int:
        """How many members one group holds; 0 when the platform has no groups."""
        return int(getattr(self.kind_p, "room_size", 0))

    def lay_out(self, economy, day: int) -> None:
        """What is on offer today for everybody who visits a community on this platform."""
        w = economy.world
        on_it = np.zeros(w.communities.alive.size, np.uint8)
        on_it[[one.index for one in economy.communities if one.platform is self]] = 1
        if getattr(self.kind, "REPOSTS", 0):
            mark_visitors(on_it, w.v, w.e.visits)
        economy.parallel_for(w.v.row.size, self.kind.step, on_it, w.r, w.e, w.v, w.c, w.g.columns, w.t, w.shown,
                             self.kind_p, day, stream_key(economy.seed, f"offers.{self.name}", day))
