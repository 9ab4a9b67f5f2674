"""A message about the community, good or bad, to the treated who know it. Like a message from a friend who speaks
from experience, it moves their expectations, is evidence about the host, and reminds them.
"""

from __future__ import annotations

from sim.core.compile import loop
from sim.core.parameters import par, parameters
from sim.plugins.treatments._means import drawn
from sim.world.hearsay import hear_out, remind


@parameters
class Message:
    says: float = par(0.8, low=-1, high=1, live=False, source="scenario",
                      says="Satisfaction that a message tells of, from -1 (a warning) to 1 (praise).",
                      moves=("+", "treated_choice_low"))
    evidence: float = par(1.0, unit="kept purchases", low=0, high=5, live=False, source="assumption",
                          says="Experience from which the sender of a message speaks.",
                          moves=("changes", "trust"))
    tie: float = par(1.0, low=0, high=1, live=False, source="assumption",
                     says="Strength of the tie to the sender of a message.", moves=("changes", "treated_choice_low"))
    per_day: float = par(1.0, unit="per person and day", low=0, high=1, live=False, source="scenario",
                         says="Chance per day that a treated person who knows the community receives a message.",
                         moves=("changes", "treated_choice_low"))
    days: int = par(1, unit="days", low=0, high=5500, live=False, source="scenario",
                    says="Days with messages; 0: until the end of the run.", moves=("changes", "treated_choice_low"))


@loop
def hear(rows, praised, says, evidence, tie, tables, p, x, day):
    memberships, communities, fade = tables.memberships, tables.communities, tables.fade
    for n in range(rows.size):
        remind(int(rows[n]), memberships, communities, fade, p, day)
        hear_out(int(rows[n]), praised, says, evidence, tie, 0.0, tables, p, x)


def dawn(economy, day: int, given) -> None:
    """Send a message to those who are drawn and know the community."""
    w, p, x = economy.world, economy.parameters.word_of_mouth, economy.parameters.experience
    rows = w.rows_of(drawn(economy, day, given, given.dose * given.p.per_day), given.community.index)
    hear(rows[rows >= 0], int(given.p.says > 0), given.p.says, given.p.evidence, given.p.tie, w.tables, p, x, day)
