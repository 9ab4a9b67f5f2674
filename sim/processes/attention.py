"""Attention: who visits which community today, what is on offer there, and what the day's pipe lets through.

A member can take in W posts on a day, over all communities together. When more is offered, each post is seen with
lower probability; what does not fit is lost, and too much of it (overload) makes members leave.
"""

from __future__ import annotations

import math

import numpy as np

from sim import arms
from sim.chance import chance, key, successes
from sim.parallel import NEAR
from sim.rule import par, parameters, part, rule
from sim.world.contact import engagement_of, luck_of, meet, row_of


@parameters
class Attention:
    width: float = par(50.0, unit="posts a day", low=10, high=200, source="assumption",
                       says="Daily attention: posts that a member can take in.", moves=("-", "overload"))
    aware: float = par(0.02, unit="per day", low=0, high=1, source="assumption",
                       says="Base daily chance that somebody who only knows of a community visits it.",
                       moves=("+", "daily_visits"))
    follower: float = par(0.10, unit="per day", low=0, high=1, source="assumption",
                          says="Base daily chance that a follower visits.", moves=("+", "daily_visits"))
    fan: float = par(0.30, unit="per day", low=0, high=1, source="assumption",
                     says="Base daily chance that a fan visits.", moves=("+", "daily_visits"))
    core: float = par(0.60, unit="per day", low=0, high=1, source="assumption",
                      says="Base daily chance that a core fan visits.", moves=("+", "daily_visits"))
    cocreator: float = par(0.80, unit="per day", low=0, high=1, source="assumption",
                           says="Base daily chance that a cocreator visits.", moves=("+", "daily_visits"))
    idle: float = par(0.75, low=0, high=10, source="assumption",
                      says="Multiplier on the base visit rate at engagement 0.", moves=("+", "daily_visits"))
    keen: float = par(1.5, low=0, high=10, source="assumption",
                      says="Multiplier on the base visit rate at engagement 1.", moves=("+", "daily_visits"))
    host_weight: float = par(1.0, low=0, high=10, source="assumption",
                             says="Attention weight of host posts when more is offered than a member can read.",
                             moves=("+", "seen_host"))
    groups_weight: float = par(1.0, low=0, high=10, source="assumption",
                               says="Attention weight of group messages when more is offered than a member can read.",
                               moves=("+", "seen_groups"))
    peers_weight: float = par(1.0, low=0, high=10, source="assumption",
                              says="Attention weight of friends' reposts when more is offered than a member can read.",
                              moves=("+", "seen_peers"))
    recommended_weight: float = par(0.7, low=0, high=10, source="assumption",
                                    says="Attention weight of recommended posts when more is offered than can be read.",
                                    moves=("+", "seen_recommended"))
    paid_weight: float = par(0.4, low=0, high=10, source="assumption",
                             says="Attention weight of paid traffic when more is offered than a member can read.",
                             moves=("+", "seen_paid"))
    post_evidence: float = par(0.05, unit="kept purchases", low=0, high=1, source="assumption",
                               says="Trust evidence from one post that exceeds expectation by 1 (the maximum).",
                               moves=("changes", "trust"))
    advert_tolerance: float = par(0.2, low=0, high=1, source="assumption",
                                  says="Share of hard advertising among posts seen that costs no trust.",
                                  moves=("+", "trust"))
    advert_evidence: float = par(0.03, unit="kept purchases", low=0, high=1, source="assumption",
                                 says="Evidence against trust per advertisement seen above the tolerated share.",
                                 moves=("-", "trust"))
    memory: float = par(0.98, unit="per visit", low=0, high=1, source="assumption",
                        says="Share of past experience carried over at each visit. Members' testimony is based on it.",
                        moves=("changes", "trust"))
    copy_evidence: float = par(0.5, unit="kept purchases", low=0, high=10, source="assumption",
                               says="Evidence against trust per plagiarised post noticed.", moves=("-", "trust"))
    copy_noticed: float = par(0.1, low=0, high=1, source="assumption",
                              says="Chance that a member who sees a plagiarised post notices it.", moves=("-", "trust"))
    breach_evidence: float = par(10.0, unit="kept purchases", low=0, high=100, live=False, source="assumption",
                                 says="Evidence against trust on hearing of a breach of severity 1.",
                                 moves=("-", "trust"))
    taste_noise: float = par(0.2, low=0, high=1, source="assumption",
                             says="Largest random deviation of experience from a post's quality, either way.",
                             moves=("+", "recommendations"))
    learning: float = par(0.2, low=0, high=1, source="Oliver 1980 (form)",
                          says="Share of the gap between expectation and claim closed per visit at trust 0.5 or more; "
                               "less below.", moves=("changes", "trust"))
    surprise_scale: float = par(0.15, low=0.01, high=2, source="assumption",
                                says="Gap between experience and expectation that gives complete surprise.",
                                moves=("-", "recommendations"))
    familiarity_gain: float = par(0.05, low=0, high=1, source="assumption",
                                  says="Share of the missing familiarity that one visit adds.",
                                  moves=("+", "familiarity"))
    familiarity_half_life: float = par(34.0, unit="days", low=1, high=2000, live=False, source="assumption",
                                       says="Half-life of familiarity between visits.", moves=("+", "familiarity"))
    engagement_gain: float = par(0.10, low=0, high=1, source="assumption",
                                 says="Maximum share of the missing engagement that one visit adds.",
                                 moves=("+", "engagement"))
    rich: float = par(3.0, unit="posts", low=0, high=200, source="assumption",
                      says="Posts per visit that give half of the maximum gain in engagement.",
                      moves=("-", "engagement"))
    engagement_half_life: float = par(30.0, unit="days", low=1, high=2000, live=False, source="assumption",
                                      says="Half-life of engagement between visits.", moves=("+", "engagement"))


OUTSIDE = 1 << 20  # draws of `visit` that belong to no community


def rates(p):
    """Chance to visit by stage, an array indexed by stage."""
    return np.array([0.0, p.aware, p.follower, p.fan, p.core, p.cocreator, 0.0])


@part
def looks_in(row, r, by_stage, ease, key):
    """Whether luck lets a member visit a community that it knows, if it is engaged enough, or idle enough."""
    return luck_of(row, r, key) < max(ease[0], ease[1]) * by_stage[int(r.stage[row])]


@part
def visit(row, r, fade, by_stage, ease, day, key):
    """A member visits a community: as often as its stage says, times what its engagement makes of it."""
    rate = by_stage[int(r.stage[row])]
    r.active[row] = luck_of(row, r, key) < rate * (ease[0] + (ease[1] - ease[0]) * engagement_of(row, r, fade, day))


@rule
def visits(r, fade, found, by_stage, ease, day, key, lo, hi):
    for block in range(lo, hi, NEAR):
        many = 0
        for row in range(block, min(hi, block + NEAR)):
            found[block + many] = row
            many += looks_in(row, r, by_stage, ease, key)
        for n in range(block, block + many):
            visit(int(found[n]), r, fade, by_stage, ease, day, key)


@part
def hear_outside(i, r, e, c, reach, prior, key):
    """Member `i` may hear of a community from outside, drawn by its reach."""
    u = chance(key, i, OUTSIDE)
    if u >= reach:
        return
    k = 0
    while k < c.reach.size - 1 and u >= c.reach[k]:
        u -= c.reach[k]
        k += 1
    if row_of(i, k, r) < 0:
        e.news[i] = k
        e.bearer[i] = -1
        e.lent[i] = prior
        e.depth[i] = 0


@rule
def hearing_outside(r, e, c, reach, prior, key, lo, hi):
    for i in range(lo, hi):
        hear_outside(i, r, e, c, reach, prior, key)


@part(inline=True)
def crowded(i, first, last, e, v, p):
    """Whether something on offer on visits `first` to `last` does not get through the pipe; notes the overload."""
    offered = 0
    for n in range(first, last):
        offered += int(v.host[n]) + int(v.groups[n]) + int(v.peers[n]) + int(v.recommended[n]) + int(v.paid[n])
    if offered > p.width:
        e.overload[i] = offered / p.width - 1.0
    return weight(first, last, v, p) > p.width * least_weight(p)


@part(inline=True)
def weight(first, last, v, p):
    """Everything on offer on visits `first` to `last`, each post with the weight of its source."""
    weighted = 0.0
    for n in range(first, last):
        weighted += (p.host_weight * int(v.host[n]) + p.groups_weight * int(v.groups[n])
                     + p.peers_weight * int(v.peers[n]) + p.recommended_weight * int(v.recommended[n])
                     + p.paid_weight * int(v.paid[n]))
    return weighted


@part(inline=True)
def take_in(i, first, last, v, p, key):
    """Member `i`, on visits `first` to `last`, sees of everything on offer what the pipe lets through."""
    share = p.width / max(weight(first, last, v, p), 1e-9)
    for n in range(first, last):
        see(i, n, share, v, p, key)


@part
def least_weight(p):
    """The weight of the source that draws the eye least."""
    return min(min(p.host_weight, p.groups_weight), min(min(p.peers_weight, p.recommended_weight), p.paid_weight))


@part(inline=True)
def see(i, n, share, v, p, key):
    """Of everything on offer in one community, member `i` sees a part, drawn for each source."""
    draw = 8 * int(v.community[n])
    v.host[n] = get_through(i, draw, int(v.host[n]), share * p.host_weight, key)
    v.groups[n] = get_through(i, draw + 1, int(v.groups[n]), share * p.groups_weight, key)
    v.peers[n] = get_through(i, draw + 2, int(v.peers[n]), share * p.peers_weight, key)
    v.recommended[n] = get_through(i, draw + 3, int(v.recommended[n]), share * p.recommended_weight, key)
    v.paid[n] = get_through(i, draw + 4, int(v.paid[n]), share * p.paid_weight, key)


@part
def get_through(i, draw, offered, share, key):
    """How many of the posts of one source get through the pipe; luck is needed only when some do not."""
    if offered == 0 or share >= 1.0:
        return offered
    return successes(key, i, draw, offered, share)


@part
def judge(i, n, row, r, v, c, p, day, key):
    """What was seen is held against what was expected: evidence for trust, surprise, familiarity, engagement.

    Evidence is the mean of the posts, in which tastes even out; what surprises, and is passed on, is a single one.
    """
    k = int(v.community[n])
    seen = int(v.host[n]) + int(v.peers[n]) + int(v.recommended[n])
    rich = seen + int(v.groups[n])
    r.familiarity[row] = float(r.familiarity[row]) + p.familiarity_gain * (1.0 - float(r.familiarity[row]))
    gain = p.engagement_gain * rich / max(1e-9, rich + p.rich)
    r.engagement[row] = float(r.engagement[row]) + gain * (1.0 - float(r.engagement[row]))
    if seen + int(v.paid[n]) == 0:
        return
    expected = float(r.expectation[row])
    apart = c.quality[k] - expected
    taste = p.taste_noise * (2.0 * chance(key, i, 8 * k + 5) - 1.0)
    pleased = p.post_evidence * seen * (apart + taste / math.sqrt(max(1.0, seen)))
    bought = int(v.paid[n])
    adverts = p.advert_evidence * max(0.0, seen * c.adverts[k] + bought - p.advert_tolerance * (seen + bought))
    copies = 0.0
    if c.copied[k] > 0.0:
        copies = p.copy_evidence * successes(key, i, 8 * k + 6, seen, c.copied[k] * p.copy_noticed)
    r.good[row] = float(r.good[row]) + max(0.0, pleased)
    r.bad[row] = float(r.bad[row]) + max(0.0, -pleased) + adverts + copies
    r.own[row] = max(-5.0, min(5.0, p.memory * float(r.own[row]) + pleased - adverts - copies))
    if seen == 0:
        return
    heed = p.learning * min(1.0, 2.0 * float(r.trust[row]))
    r.expectation[row] = expected + heed * (c.claim[k] + c.hype[k] - expected)
    r.surprise[row] = max(-1.0, min(1.0, float(r.surprise[row]) + (apart + taste) / p.surprise_scale))


@rule
def take_ins(who, first, found, e, v, p, key, lo, hi):
    for block in range(lo, hi, NEAR):
        many = 0
        for n in range(block, min(hi, block + NEAR)):
            found[block + many] = n
            many += crowded(int(who[n]), int(first[n]), int(first[n + 1]), e, v, p)
        for x in range(block, block + many):
            n = int(found[x])
            take_in(int(who[n]), int(first[n]), int(first[n + 1]), v, p, key)


@rule
def judgements(r, v, c, fade, p, day, key, lo, hi):
    for n in range(lo, hi):
        row = int(v.row[n])
        meet(row, r, c, fade, day)
        judge(int(v.member[n]), n, row, r, v, c, p, day, key)


def visit_arguments(economy, day: int):
    """Everything that `visit` reads, apart from the membership."""
    w, p = economy.world, economy.parameters.attention
    return w.r, w.fade, w.found, rates(p), (p.idle, p.keen), day, key(economy.seed, "visit", day)


def outside_arguments(economy, day: int):
    """Everything that `hear_outside` reads, apart from the member."""
    w = economy.world
    return (w.r, w.e, w.c, math.fsum(w.described.reach), economy.parameters.word_of_mouth.stranger,
            key(economy.seed, "visit", day))


def run(economy, day: int) -> None:
    """Members visit; the platforms lay out what there is; each visitor takes in a part of it."""
    w, p = economy.world, economy.parameters.attention
    visited = rates(p).any()
    if visited:
        economy.over(w.rows, visits, *visit_arguments(economy, day))
    if w.described.reach.any():
        economy.over(w.members, hearing_outside, *outside_arguments(economy, day))
        w.stirred = True
    if not visited:
        w.nobody_visits()
        return
    w.stirred = True
    arms.call(economy, "visits", day)
    w.note_visits()
    for platform in economy.platforms:
        platform.lay_out(economy, day)
    arms.call(economy, "offered", day)
    luck = key(economy.seed, "attention", day)
    if day == economy.parameters.word_of_mouth.tracked_day:
        w.offered = w.v.host.copy()  # of one post alone it matters how many others there were
    economy.over(w.visitors.size, take_ins, w.visitors, w.first_visit, w.found, w.e, w.v, p, luck)
    economy.over(w.v.row.size, judgements, w.r, w.v, w.c, w.fade, p, day, luck)
