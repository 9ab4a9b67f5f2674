"""Attention: who visits which community today, what is on offer there, and what the day's pipe lets through.

A member can take in W posts on a day, over all communities together. When more is offered, each post is seen with
lower probability; what does not fit is lost, and too much of it (overload) makes members leave.
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import part, rule
from sim.core.parameters import par, parameters
from sim.core.rng import chance, key, successes
from sim.core.threads import NEAR
from sim.model import ab_test
from sim.world.derived import engagement_of, luck_of, meet, row_of
from sim.world.stages import AWARE, LAPSED


@parameters
class Attention:
    width: float = par(50.0, unit="posts a day", low=10, high=200, source="assumption",
                       says="Daily attention: posts that a member can take in.", moves=("-", "overload"))
    aware: float = par(0.02, unit="per day", low=0, high=1, source="assumption",
                       says="Base daily chance that somebody who only knows of a community visits it.",
                       moves=("+", "daily_visits"))
    follower: float = par(0.15, unit="per day", low=0, high=1, source="assumption",
                          says="Base daily chance that a follower visits.", moves=("+", "daily_visits"))
    fan: float = par(0.30, unit="per day", low=0, high=1, source="assumption",
                     says="Base daily chance that a fan visits.", moves=("+", "daily_visits"))
    core: float = par(0.60, unit="per day", low=0, high=1, source="assumption",
                      says="Base daily chance that a core fan visits.", moves=("+", "daily_visits"))
    cocreator: float = par(0.80, unit="per day", low=0, high=1, source="assumption",
                           says="Base daily chance that a cocreator visits.", moves=("+", "daily_visits"))
    rivalry: float = par(1.0, low=0, high=10, source="assumption",
                         says="Fall in the visits to one community per daily visit owed to others.",
                         moves=("-", "daily_visits"))
    idle: float = par(0.4, low=0, high=10, source="assumption",
                      says="Multiplier on the base visit rate at engagement 0.", moves=("+", "daily_visits"))
    keen: float = par(1.9, low=0, high=10, source="assumption",
                      says="Multiplier on the base visit rate at engagement 1.", moves=("+", "daily_visits"))
    host_weight: float = par(1.0, low=0, high=10, source="assumption",
                             says="Attention weight of host posts when more is offered than a member can read.",
                             moves=("+", "seen_host"))
    groups_weight: float = par(1.0, low=0, high=10, source="assumption",
                               says="Attention weight of group messages when more is offered than a member can read.",
                               moves=("+", "seen_groups"))
    members_weight: float = par(1.0, low=0, high=10, source="assumption",
                                says="Attention weight of cocreators' posts when more is offered than can be read.",
                                moves=("+", "seen_members"))
    peers_weight: float = par(1.0, low=0, high=10, source="assumption",
                              says="Attention weight of friends' reposts when more is offered than a member can read.",
                              moves=("+", "seen_peers"))
    recommended_weight: float = par(0.7, low=0, high=10, source="assumption",
                                    says="Attention weight of recommended posts when more is offered than can be read.",
                                    moves=("+", "seen_recommended"))
    paid_weight: float = par(0.4, low=0, high=10, source="assumption",
                             says="Attention weight of paid traffic when more is offered than a member can read.",
                             moves=("+", "seen_paid"))
    familiarity_gain: float = par(0.05, low=0, high=1, source="assumption",
                                  says="Share of the missing familiarity that one visit adds.",
                                  moves=("+", "familiarity"))
    familiarity_half_life: float = par(34.0, unit="days", low=1, high=2000, live=False, source="assumption",
                                       says="Half-life of familiarity between visits.", moves=("+", "familiarity"))
    engagement_gain: float = par(0.10, low=0, high=1, source="assumption",
                                 says="Maximum share of the missing engagement that one visit adds.",
                                 moves=("+", "engagement"))
    chat: float = par(0.2, unit="posts", low=0, high=10, source="assumption",
                      says="Engagement from a message in a group, relative to that from a post.",
                      moves=("+", "engagement"))
    rich: float = par(3.0, unit="posts", low=0, high=200, source="assumption",
                      says="Posts per visit that give half of the maximum gain in engagement.",
                      moves=("-", "engagement"))
    fatigue: float = par(0.3, low=0, high=10, source="Leung et al. 2022 (inverted U of posting); size assumed",
                         says="Fall in the engagement that a visit brings, per further day's capacity of content on "
                              "offer.", moves=("-", "engagement"))
    engagement_half_life: float = par(30.0, unit="days", low=1, high=2000, live=False, source="assumption",
                                      says="Half-life of engagement between visits.", moves=("+", "engagement"))


OUTSIDE = 1 << 20  # draws of `visit` that belong to no community


def rates(p):
    """Chance to visit by stage, an array indexed by stage."""
    return np.array([0.0, p.aware, p.follower, p.fan, p.core, p.cocreator, 0.0])


@part
def looks_in(row, r, by_stage, ease, key):
    """Whether chance lets a member visit a community that it knows, if it is engaged enough, or idle enough."""
    return luck_of(row, r, key) < max(ease[0], ease[1]) * by_stage[int(r.stage[row])]


@part(inline=True)
def visit(row, r, fade, by_stage, ease, day, key):
    """A member visits a community: as often as its stage says, times what its engagement makes of it, less what it
    visits elsewhere: all communities of a member share its time."""
    rate = by_stage[int(r.stage[row])] * (ease[0] + (ease[1] - ease[0]) * engagement_of(row, r, fade, day))
    r.active[row] = luck_of(row, r, key) < rate / (1.0 + ease[2] * elsewhere(row, r, by_stage))


@part(inline=True)
def elsewhere(row, r, by_stage):
    """The visits a day that the member of a row owes to its other communities, by their stages."""
    first = int(r.first[int(r.member[row])])
    total = 0.0
    for other in range(first, first + int(r.many[int(r.member[row])])):
        if other != row:
            total += by_stage[int(r.stage[other])]
    return total


@rule
def visits(r, fade, found, by_stage, ease, day, key, lo, hi):
    for block in range(lo, hi, NEAR):
        many = 0
        for row in range(block, min(hi, block + NEAR)):
            found[block + many] = row
            many += looks_in(row, r, by_stage, ease, key)
        for n in range(block, block + many):
            visit(int(found[n]), r, fade, by_stage, ease, day, key)


@part(inline=True)
def hear_outside(i, r, e, c, fade, reach, gain, prior, day, key):
    """Member `i` may hear of a community from outside: of which one is drawn in proportion to their reach."""
    if chance(key, i, OUTSIDE) >= reach[0]:
        return
    u = chance(key, i, OUTSIDE + 1) * reach[1]
    k = 0
    while k < c.reach.size - 1 and u >= c.reach[k]:
        u -= c.reach[k]
        k += 1
    row = row_of(i, k, r)
    if row < 0:
        e.news[i] = k
        e.bearer[i] = -1
        e.lent[i] = prior
        e.depth[i] = 0
    elif int(r.stage[row]) == AWARE or int(r.stage[row]) == LAPSED:
        meet(row, r, c, fade, day)  # who knows of it, or has left, is reminded
        r.familiarity[row] = float(r.familiarity[row]) + gain * (1.0 - float(r.familiarity[row]))


@rule
def hearing_outside(r, e, c, fade, reach, gain, prior, day, key, lo, hi):
    for i in range(lo, hi):
        hear_outside(i, r, e, c, fade, reach, gain, prior, day, key)


@part(inline=True)
def crowded(i, first, last, e, v, p):
    """Whether something on offer on visits `first` to `last` does not get through the pipe; notes the overload."""
    offered = 0
    for n in range(first, last):
        offered += int(v.host[n]) + int(v.ugc[n]) + int(v.groups[n]) + int(v.peers[n])
        offered += int(v.recommended[n]) + int(v.paid[n])
    if offered > p.width:
        e.overload[i] = offered / p.width - 1.0
    return weight(first, last, v, p) > p.width * least_weight(p)


@part(inline=True)
def weight(first, last, v, p):
    """Everything on offer on visits `first` to `last`, each post with the weight of its source."""
    weighted = 0.0
    for n in range(first, last):
        weighted += (p.host_weight * int(v.host[n]) + p.groups_weight * int(v.groups[n])
                     + p.members_weight * int(v.ugc[n]) + p.peers_weight * int(v.peers[n])
                     + p.recommended_weight * int(v.recommended[n])
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
    of_host = min(min(p.host_weight, p.recommended_weight), p.paid_weight)
    return min(of_host, min(min(p.groups_weight, p.members_weight), p.peers_weight))


@part(inline=True)
def see(i, n, share, v, p, key):
    """Of everything on offer in one community, member `i` sees a part, drawn for each source."""
    draw = 8 * int(v.community[n])
    v.host[n] = get_through(i, draw, int(v.host[n]), share * p.host_weight, key)
    v.groups[n] = get_through(i, draw + 1, int(v.groups[n]), share * p.groups_weight, key)
    v.peers[n] = get_through(i, draw + 2, int(v.peers[n]), share * p.peers_weight, key)
    v.recommended[n] = get_through(i, draw + 3, int(v.recommended[n]), share * p.recommended_weight, key)
    v.paid[n] = get_through(i, draw + 4, int(v.paid[n]), share * p.paid_weight, key)
    v.ugc[n] = get_through(i, draw + 5, int(v.ugc[n]), share * p.members_weight, key)


@part(inline=True)
def get_through(i, draw, offered, share, key):
    """How many of the posts of one source get through the pipe; a random number is needed only when some do not."""
    if offered == 0 or share >= 1.0:
        return offered
    return successes(key, i, draw, offered, share)


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


def visit_arguments(economy, day: int):
    """Everything that `visit` reads, apart from the membership."""
    w, p = economy.world, economy.parameters.attention
    return w.r, w.fade, w.found, rates(p), (p.idle, p.keen, p.rivalry), day, key(economy.seed, "visit", day)


def outside_arguments(economy, day: int):
    """Everything that `hear_outside` reads, apart from the member."""
    w, reach = economy.world, economy.world.described.reach
    any_of_them = -math.expm1(math.fsum(math.log1p(-one) for one in reach.tolist()))
    return (w.r, w.e, w.c, w.fade, (any_of_them, math.fsum(reach)), economy.parameters.attention.familiarity_gain,
            economy.parameters.word_of_mouth.stranger, day, key(economy.seed, "visit", day))


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
    ab_test.call(economy, "visits", day)
    w.note_visits()
    for platform in economy.platforms:
        platform.lay_out(economy, day)
    ab_test.call(economy, "offered", day)
    luck = key(economy.seed, "attention", day)
    if day == economy.parameters.word_of_mouth.tracked_day:
        w.offered = w.v.host.copy()  # of one post alone it matters how many others there were
    economy.over(w.visitors.size, take_ins, w.visitors, w.first_visit, w.found, w.e, w.v, p, luck)
