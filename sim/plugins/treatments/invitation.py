"""An invitation: treated strangers become aware of the community, and those who know it are reminded of it."""

from __future__ import annotations

from sim.core.parameters import par, parameters
from sim.plugins.treatments._means import drawn, paid_for, tell


@parameters
class Invitation:
    trust: float = par(0.4, low=0, high=1, live=False, source="assumption",
                       says="Initial trust of strangers who are invited.", moves=("+", "trust"))
    told: float = par(0.3, low=0, high=1, live=False, source="assumption",
                      says="Share of the missing familiarity that an invitation adds for those who know the community.",
                      moves=("+", "familiarity"))
    cost: float = par(0.5, unit="¥ per invitation", low=0, high=10_000, live=False, source="assumption",
                      says="Cost of an invitation.", moves=("-", "profit"))


def dawn(economy, day: int, given) -> None:
    """Invite everybody in the treated arm, as far as dose and money allow."""
    w = economy.world
    who = paid_for(economy, day, given, drawn(economy, day, given, given.dose), given.p.cost, "media", "traffic")
    rows = w.rows_of(who, given.community.index)
    tell(economy, given, who[rows < 0], given.p.trust)
    rows = rows[rows >= 0]
    w.r.familiarity[rows] += given.p.told * (1.0 - w.r.familiarity[rows])
