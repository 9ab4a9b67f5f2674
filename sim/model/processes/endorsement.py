"""Endorsement: the host of one community recommends another one, and lends it trust.

Visitors who see the endorsement hear of the endorsed community with part of the trust they have in the endorser. What
it then does to them falls back: a share of their evidence against it also counts against the endorser. Endorsements
read as advertising as far as the two communities do not fit each other (Leung et al. 2022; match-up: Kamins 1990).
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import plain
from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, uniforms
from sim.model.processes import platform_doors
from sim.scenario.problems import meant
from sim.system.words import say
from sim.world.derived import circle


@parameters
class Endorsement:
    by: str = par("", live=False, source="scenario", says="Name of the community whose host endorses this one; empty: "
                                                          "nobody does.")
    begins: int = par(0, unit="day", low=0, high=10_000, source="scenario", says="First day of the endorsement.",
                      moves=("-", "joins"))
    days: int = par(30, unit="days", low=0, high=10_000, source="scenario", says="Length of the endorsement.",
                    moves=("+", "joins"))
    share: float = par(0.2, low=0, high=1, source="scenario",
                       says="Share of the endorser's posts that recommend the community.", moves=("+", "joins"))
    fee: float = par(0.0, unit="¥ a day", low=0, high=1e8, source="scenario", extensive=1,
                     says="Fee that the endorsing host receives.", moves=("-", "profit"))
    lending: float = par(0.5, low=0, high=1, source="assumption",
                         says="Share of the trust in the endorser, above that in strangers, that is lent to the "
                              "community.", moves=("+", "trust"))
    burning: float = par(0.3, low=0, high=1, source="assumption",
                         says="Share of evidence against the community, by those whom the endorsement brought, that "
                              "also counts against the endorser.", moves=("-", "trust"))


BROUGHT = -2  # minus the number of the endorsing community: the introducer of somebody whom an endorsement brought


def contradictions(values: dict, path: str, scenario: dict):
    """Check that the endorser is another community of the scenario."""
    others = [name for name in scenario["communities"] if name != path.split(".")[1]]
    if values["by"] and values["by"] not in others:
        yield f"{path}.by", say("= {by} is not another community; {hint}", by=values["by"],
                                hint=meant(values['by'], others))


def running(economy, day: int) -> list[tuple]:
    """Endorsements of today: (endorsed community, endorsing community), whose host is present and publishes."""
    if not economy.endorsed:
        return []
    pairs = [(community, endorser_of(economy, community)) for community in economy.endorsed
             if community.endorsement.begins <= day < community.endorsement.begins + community.endorsement.days]
    return [(ours, endorser) for ours, endorser in pairs if endorser.hosted]


def endorser_of(economy, community):
    """The community whose host endorses this one."""
    return next(agent for agent in economy.communities if agent.name == community.endorsement.by)


def advertise(economy, day: int) -> None:
    """Fees are paid, and the endorsers' posts read as advertising as far as the communities do not fit each other."""
    c = economy.world.communities
    for community in economy.endorsed:
        endorser = endorser_of(economy, community)
        c.adverts[endorser.index] = endorser.host.p.ad_load
    for community, endorser in running(economy, day):
        fee = min(community.endorsement.fee, community.growth_left())
        community.spend(day, endorser.host.account, "endorsement", fee)
        strange = 1.0 - match(community, endorser)
        adverts = c.adverts[endorser.index] + community.endorsement.share * strange
        c.adverts[endorser.index] = min(1.0, adverts)


def match(one, other) -> float:
    """Fit of two communities, 0 to 1: bell-shaped in the distance of their tastes, by the width of the endorsed one."""
    apart = plain(circle)(one.p.taste, other.p.taste)
    return math.exp(-0.5 * (apart / one.p.width) ** 2)


def spread(economy, day: int) -> None:
    """Visitors of the endorser who see the endorsement hear of the endorsed community, or are reminded of it."""
    w = economy.world
    for community, endorser in running(economy, day):
        p, k = community.endorsement, community.index
        seen = (w.v.community == endorser.index) & (w.v.host > 0)
        who, rows, posts = w.v.member[seen].astype(np.int64), w.v.row[seen], w.v.host[seen].astype(np.float64)
        stream = stream_key(economy.seed, f"endorsement.{community.name}", day)
        noticed = uniforms(stream, who) < -np.expm1(posts * math.log1p(-min(p.share, 1.0 - 1e-12)))
        who, rows = who[noticed], rows[noticed]
        own = w.rows_of(who, k)
        remind(economy, who[own >= 0], k, day)
        fresh = (own < 0) & (w.e.new_community[who] < 0)
        introduce(economy, who[fresh], community, endorser, w.r.trust[rows[fresh]])
        w.events_dirty = True


def introduce(economy, who: np.ndarray, community, endorser, trust: np.ndarray) -> None:
    """These members hear of a community for the first time; trust in the endorser is lent to it."""
    e, stranger = economy.world.e, economy.parameters.word_of_mouth.stranger
    e.new_community[who], e.introducer[who] = community.index, BROUGHT - endorser.index
    e.referral_depth[who] = 0
    e.initial_trust[who] = stranger + community.endorsement.lending * (trust - stranger)


def remind(economy, who: np.ndarray, k: int, day: int) -> None:
    """Those who know community `k` but do not follow it, or have left it, become more familiar with it."""
    p = economy.parameters
    platform_doors.finding(who, np.full(who.size, k), economy.world.tables, p.attention.familiarity_gain,
                           p.word_of_mouth.stranger, day, 0, who.size)


def burn(economy) -> None:
    """Part of today's evidence against endorsed communities counts against the endorser, among those it brought."""
    w = economy.world
    for community in economy.endorsed:
        if community.endorsement.burning == 0.0:
            continue
        rows = np.flatnonzero(w.r.evidence_against[:w.rows] > 0.0)
        rows = rows[(w.r.community[rows] == community.index) & (w.r.introducer[rows] <= BROUGHT)]
        if rows.size == 0:
            continue
        against = community.endorsement.burning * w.r.evidence_against[rows]
        endorser = int(BROUGHT - w.r.introducer[rows[0]])
        with_endorser = w.rows_of(w.r.member[rows].astype(np.int64), endorser)
        inside = with_endorser >= 0
        w.r.evidence_against[with_endorser[inside]] += against[inside].astype(np.float32)
