"""Paid impressions for the treated only: strangers hear of the community, and those who know it are led to visit it.

An impression works with the platform's chance of a click; visitors see it among what is on offer. It costs the
platform's price per thousand, and ends when the budget is spent.
"""

from __future__ import annotations

import numpy as np

from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, uniforms
from sim.plugins.treatments._means import drawn, tell
from sim.world.stages import LAPSED

MOST = 0.9  # maximum chance per day of reaching somebody with any number of impressions


@parameters
class Impressions:
    per_day: float = par(1.0, unit="impressions per person and day", low=0, high=100, live=False, source="scenario",
                         says="Paid impressions for each treated person and day.", moves=("+", "treated_visits"))
    days: int = par(30, unit="days", low=0, high=5500, live=False, source="scenario",
                    says="Days with paid impressions; 0: until the end of the run.",
                    moves=("+", "treated_visits"))


def dawn(economy, day: int, given) -> None:
    """Buy today's impressions; strangers who click hear of the community."""
    community, platform, w = given.community, given.community.platform, economy.world
    wanted = given.who.size * given.p.per_day * given.dose
    cost = wanted * platform.p.cost_per_thousand / 1000.0
    paid = community.spend(day, platform.account, "traffic", min(cost, community.growth_left()))
    bought = 1000.0 * paid / platform.p.cost_per_thousand
    economy.counts["paid_impressions"] += bought
    given.rate = min(wanted, bought) / given.who.size
    clicks = drawn(economy, day, given, _chance(given))
    tell(economy, given, clicks[w.rows_of(clicks, community.index) < 0], economy.parameters.word_of_mouth.stranger)


def visits(economy, day: int, given) -> None:
    """Those who know the community and click visit it."""
    r, clicks = economy.world.r, drawn(economy, day, given, _chance(given))
    rows = economy.world.rows_of(clicks, given.community.index)
    rows = rows[rows >= 0]
    r.active[rows[r.stage[rows] != LAPSED]] = 1


def offered(economy, day: int, given) -> None:
    """Add the impressions to what visitors are offered."""
    v = economy.world.v
    visits = np.flatnonzero((v.community == given.community.index) & np.isin(v.member, given.who))
    draws = uniforms(stream_key(economy.seed, "treatment.impressions.offered", day), v.member[visits])
    more = np.floor(given.rate + draws)
    v.paid[visits] = np.minimum(255, v.paid[visits] + more).astype(np.uint8)


def _chance(given) -> float:
    return min(MOST, given.rate * given.community.platform.p.click)
