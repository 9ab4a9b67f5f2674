"""Bass: people adopt on their own or because others have, at the rate p + q · F (Bass 1969, Manag. Sci. 15:215).

F is the share of adopters among all members (well mixed) or among the people listened to. Trust may weight imitation
and keep adopters. A fan may lapse, and a lapsed member may adopt again.
"""

from __future__ import annotations

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.rng import uniform
from sim.core.threads import SCREEN_BLOCK
from sim.plugins.conversion._adoption import NOWHERE, adopt, place_for, stage_in, trust_of
from sim.world.stages import AWARE, EMPTY, FOLLOWER, LAPSED

OFF = {"p": 0.0, "q": 0.0}


@parameters
class Bass:
    p: float = par(0.03, unit="per period", low=0, high=1, source="Sultan, Farley & Lehmann 1990 (mean of studies)",
                   says="Innovation coefficient: share of non-adopters who adopt on their own per period.",
                   moves=("+", "fans"))
    q: float = par(0.38, unit="per period", low=0, high=10, source="Sultan, Farley & Lehmann 1990 (mean of studies)",
                   says="Imitation coefficient: further share that adopts per period when everybody else has adopted.",
                   moves=("+", "fans"))
    period: float = par(365.0, unit="days", low=1, high=4000, source="annual data",
                        says="Period to which p and q refer.", moves=("-", "fans"))
    among: str = par("all", choices=("all", "listened"), source="Bass 1969 (all members)",
                     says="People whose adoption is imitated: all, or only those a member listens to.",
                     moves=("changes", "fans"))
    lapse: float = par(0.0, unit="per day", low=0, high=1, source="choice",
                       says="Daily chance that a fan lapses.", moves=("+", "lapses"))
    returning: float = par(0.0, unit="per day", low=0, high=1, source="choice",
                           says="Daily chance that a lapsed member becomes able to adopt again.", moves=("+", "fans"))
    trusting: float = par(0.0, low=0, high=1, source="choice",
                          says="Share of imitation that is proportional to trust in the host.", moves=("-", "fans"))
    distrust: float = par(0.0, low=0, high=1, source="choice",
                          says="Share of the lapse chance that full trust prevents.", moves=("-", "lapses"))


UNIT = "members"
NEW = False


def rates(p, communities):
    """Daily rates: an upper bound of every chance, p, q, whether imitation is among those listened to, lapse,
    returning, and the weight of trust in imitation and in lapse."""
    own, imitation = p.p / p.period, p.q / p.period
    most = max(own + imitation, p.lapse, p.returning)
    return ((most, own, imitation, p.among == "listened", p.lapse, p.returning, p.trusting, p.distrust),)


@rule
def may_convert(i, k, ties, people, rates, key):
    """Whether member `i` may move in community `k` at all, whatever its stage and trust."""
    most, own, imitation, listened, leaving = rates[0], rates[1], rates[2], rates[3], max(rates[4], rates[5])
    u = uniform(key, i, k)
    if listened:
        drawn = (u - own) * max(1, int(ties.count[i])) * (1.0 - 1e-9)
        return (u < leaving) | (drawn < imitation * int(people.count[k, i])) | (u < own)
    return u < most


@rule(inline=True)
def conversion(i, k, tables, people, rates, day, key):
    """Member `i` adopts community `k`, lapses, can adopt again, or stays."""
    memberships, events, ties = tables.memberships, tables.events, tables.ties
    most, own, imitation, listened, lapse, returning, trusting, distrust = rates
    u = uniform(key, i, k)
    row = place_for(i, k, memberships, people.slots)
    stage = stage_in(row, memberships)
    if row == NOWHERE or stage < EMPTY:
        return  # no free slot, or a shock has already decided
    if stage == LAPSED:
        if u < returning:
            memberships.stage_next[row] = AWARE
    elif stage >= FOLLOWER:
        if u < lapse * (1.0 - distrust * float(memberships.trust[row])):
            memberships.stage_next[row] = LAPSED
    elif u < own + imitation * moved(i, row, k, memberships, ties, people, listened, trusting):
        adopt(i, row, k, memberships, events, people)


@rule(inline=True)
def moved(i, row, k, memberships, ties, people, listened, trusting):
    """How far others move member `i`: the share of adopters, weighted by trust."""
    adopted = int(people.count[k, i]) / max(1, int(ties.count[i])) if listened else people.share[k]
    return adopted * (1.0 - trusting + trusting * trust_of(row, memberships, people.stranger))


@loop
def step(tables, people, rates, day, key, lo, hi):
    ties = tables.ties
    for k in people.open:
        for block in range(lo, hi, SCREEN_BLOCK):
            candidates = 0
            for i in range(block, min(hi, block + SCREEN_BLOCK)):
                people.scratch[block + candidates] = i
                candidates += may_convert(i, int(k), ties, people, rates, key)
            for n in range(block, block + candidates):
                conversion(int(people.scratch[n]), int(k), tables, people, rates, day, key)
