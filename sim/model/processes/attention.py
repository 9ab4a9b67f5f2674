"""Attention: who visits which communities today, what they are offered, and how much of it they take in.

A member can take in W posts per day, over all communities together. If more is offered, each post is seen with
lower probability. The rest is lost, and too much of it (overload) makes members leave.
"""

from __future__ import annotations

import functools
import math

import numpy as np

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, successes, uniform
from sim.core.threads import SCREEN_BLOCK
from sim.model import ab_test
from sim.model.processes import endorsement, platform_doors, platform_search
from sim.world.derived import approach, draw_of, engagement_of, meet, row_of
from sim.world.stages import AWARE, LAPSED, by_stage


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
    visit_factor_idle: float = par(0.4, low=0, high=10, source="assumption",
                                   says="Multiplier on the base visit rate at engagement 0.",
                                   moves=("+", "daily_visits"))
    visit_factor_keen: float = par(1.9, low=0, high=10, source="assumption",
                                   says="Multiplier on the base visit rate at engagement 1.",
                                   moves=("+", "daily_visits"))
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
    half_saturation: float = par(3.0, unit="posts", low=0, high=200, source="assumption",
                                 says="Posts per visit that give half of the maximum gain in engagement.",
                                 moves=("-", "engagement"))
    fatigue: float = par(0.3, low=0, high=10, source="Leung et al. 2022 (inverted U of posting); size assumed",
                         says="Fall in the engagement that a visit brings, per further day's capacity of content on "
                              "offer.", moves=("-", "engagement"))
    engagement_half_life: float = par(30.0, unit="days", low=1, high=2000, live=False, source="assumption",
                                      says="Half-life of engagement between visits.", moves=("+", "engagement"))


OUTSIDE = 1 << 20  # draws of `visit` that belong to no community


@rule
def may_visit(row, memberships, by_stage, ease, key):
    """Whether today's random number allows a visit at some engagement. Quick check before `visit`."""
    return draw_of(row, memberships, key) < max(ease[0], ease[1]) * by_stage[int(memberships.stage[row])]


@rule(inline=True)
def visit(row, memberships, fade, by_stage, ease, day, key):
    """Decide whether a member visits a community: the rate of its stage, times an engagement factor, less what the
    member's other communities take of its time."""
    engaged = engagement_of(row, memberships, fade, day)
    rate = by_stage[int(memberships.stage[row])] * (ease[0] + (ease[1] - ease[0]) * engaged)
    rate /= 1.0 + ease[2] * elsewhere(row, memberships, by_stage)
    memberships.active[row] = draw_of(row, memberships, key) < rate


@rule(inline=True)
def elsewhere(row, memberships, by_stage):
    """Daily visits that the member of a row makes to its other communities, by their stages."""
    first = int(memberships.first[int(memberships.member[row])])
    total = 0.0
    for other in range(first, first + int(memberships.count[int(memberships.member[row])])):
        if other != row:
            total += by_stage[int(memberships.stage[other])]
    return total


@loop
def visits(tables, scratch, by_stage, ease, day, key, lo, hi):
    memberships, fade = tables.memberships, tables.fade
    for block in range(lo, hi, SCREEN_BLOCK):
        count = 0
        for row in range(block, min(hi, block + SCREEN_BLOCK)):
            scratch[block + count] = row
            count += may_visit(row, memberships, by_stage, ease, key)
        for n in range(block, block + count):
            visit(int(scratch[n]), memberships, fade, by_stage, ease, day, key)


@rule(inline=True)
def hear_outside(i, tables, reach, gain, prior, day, key):
    """Let member `i` hear of a community from outside; which one is drawn in proportion to their reach."""
    memberships, events, communities, fade = tables.memberships, tables.events, tables.communities, tables.fade
    if uniform(key, i, OUTSIDE) >= reach[0]:
        return
    u = uniform(key, i, OUTSIDE + 1) * reach[1]
    k = 0
    while k < communities.reach.size - 1 and u >= communities.reach[k]:
        u -= communities.reach[k]
        k += 1
    row = row_of(i, k, memberships)
    if row < 0:
        events.new_community[i] = k
        events.introducer[i] = -1
        events.initial_trust[i] = prior
        events.referral_depth[i] = 0
    elif int(memberships.stage[row]) == AWARE or int(memberships.stage[row]) == LAPSED:
        meet(row, memberships, communities, fade, day)  # members who know it, or have left, are reminded
        approach(memberships.familiarity, row, gain, 1.0)


@loop
def hearing_outside(tables, reach, gain, prior, day, key, lo, hi):
    for i in range(lo, hi):
        hear_outside(i, tables, reach, gain, prior, day, key)


@rule(inline=True)
def crowded(i, first, last, events, visits, p):
    """Whether visits `first` to `last` offer more than the member can take in; notes the overload."""
    offered = 0
    for n in range(first, last):
        offered += int(visits.host[n]) + int(visits.ugc[n]) + int(visits.groups[n]) + int(visits.peers[n])
        offered += int(visits.recommended[n]) + int(visits.paid[n])
    if offered > p.width:
        events.overload[i] = offered / p.width - 1.0
    return weight(first, last, visits, p) > p.width * least_weight(p)


@rule(inline=True)
def weight(first, last, visits, p):
    """Total of all posts offered on visits `first` to `last`, weighted by source."""
    weighted = 0.0
    for n in range(first, last):
        weighted += (p.host_weight * int(visits.host[n]) + p.groups_weight * int(visits.groups[n])
                     + p.members_weight * int(visits.ugc[n]) + p.peers_weight * int(visits.peers[n])
                     + p.recommended_weight * int(visits.recommended[n])
                     + p.paid_weight * int(visits.paid[n]))
    return weighted


@rule(inline=True)
def take_in(i, first, last, visits, p, key):
    """Let member `i` see, of everything offered on visits `first` to `last`, as much as it can take in."""
    share = p.width / max(weight(first, last, visits, p), 1e-9)
    for n in range(first, last):
        see(i, n, share, visits, p, key)


@rule
def least_weight(p):
    """The smallest weight of all sources."""
    of_host = min(min(p.host_weight, p.recommended_weight), p.paid_weight)
    return min(of_host, min(min(p.groups_weight, p.members_weight), p.peers_weight))


@rule(inline=True)
def see(i, n, share, visits, p, key):
    """Draw, for each source, how much of what a community offers member `i` sees."""
    draw = 8 * int(visits.community[n])
    visits.host[n] = get_through(i, draw, int(visits.host[n]), share * p.host_weight, key)
    visits.groups[n] = get_through(i, draw + 1, int(visits.groups[n]), share * p.groups_weight, key)
    visits.peers[n] = get_through(i, draw + 2, int(visits.peers[n]), share * p.peers_weight, key)
    visits.recommended[n] = get_through(i, draw + 3, int(visits.recommended[n]), share * p.recommended_weight, key)
    visits.paid[n] = get_through(i, draw + 4, int(visits.paid[n]), share * p.paid_weight, key)
    visits.ugc[n] = get_through(i, draw + 5, int(visits.ugc[n]), share * p.members_weight, key)


@rule(inline=True)
def get_through(i, draw, offered, share, key):
    """Number of posts of one source that are seen. A random number is drawn only if not all of them are."""
    if offered == 0 or share >= 1.0:
        return offered
    return successes(key, i, draw, offered, share)


@loop
def take_ins(who, first, scratch, tables, p, key, lo, hi):
    events, visits = tables.events, tables.visits
    for block in range(lo, hi, SCREEN_BLOCK):
        count = 0
        for n in range(block, min(hi, block + SCREEN_BLOCK)):
            scratch[block + count] = n
            count += crowded(int(who[n]), int(first[n]), int(first[n + 1]), events, visits, p)
        for x in range(block, block + count):
            n = int(scratch[x])
            take_in(int(who[n]), int(first[n]), int(first[n + 1]), visits, p, key)


def visit_arguments(economy, day: int):
    """Arguments of `visit`, apart from the membership."""
    w, p = economy.world, economy.parameters.attention
    ease = p.visit_factor_idle, p.visit_factor_keen, p.rivalry
    return w.tables, w.scratch, by_stage(p), ease, day, stream_key(economy.seed, "visit", day)


def outside_arguments(economy, day: int):
    """Arguments of `hear_outside`, apart from the member."""
    w, p = economy.world, economy.parameters
    return (w.tables, together(w.communities.reach.tobytes()), p.attention.familiarity_gain, p.word_of_mouth.stranger,
            day, stream_key(economy.seed, "visit", day))


@functools.lru_cache(64)  # mostly they are the same as yesterday
def together(reach: bytes) -> tuple[float, float]:
    """The chance that a stranger hears of any community, from the chances (float64) of each, and their sum."""
    chances = np.frombuffer(reach).tolist()
    return -math.expm1(math.fsum(math.log1p(-chance) for chance in chances if chance > 0.0)), math.fsum(chances)


def run(economy, day: int) -> None:
    """Members visit; platforms set what is offered; each visitor takes in part of it."""
    w, p = economy.world, economy.parameters.attention
    visited = by_stage(p).any()
    if visited:
        economy.parallel_for(w.rows, visits, *visit_arguments(economy, day))
    if w.communities.reach.any():
        economy.parallel_for(w.members, hearing_outside, *outside_arguments(economy, day))
        w.events_dirty = True
    if w.use.closed[0]:
        economy.parallel_for(w.rows, platform_doors.turning_away, w.tables)
        platform_doors.hear_inside(economy, day)
    for platform in economy.platforms:
        if visited and hasattr(platform.kind, "carry"):
            platform_doors.let_along(economy, platform, day)
        if hasattr(platform.kind, "search"):
            platform_search.run(economy, platform, day)
    if not visited:
        w.nobody_visits()
        return
    w.events_dirty = True
    endorsement.advertise(economy, day)
    ab_test.call(economy, "visits", day)
    w.note_visits()
    for platform in economy.platforms:
        platform.lay_out(economy, day)
    ab_test.call(economy, "offered", day)
    stream = stream_key(economy.seed, "attention", day)
    if day == economy.parameters.word_of_mouth.tracked_day:
        w.offered = w.v.host.copy()  # a tracked post needs the number of posts that compete with it
    economy.parallel_for(w.visitors.size, take_ins, w.visitors, w.first_visit, w.scratch, w.tables, p, stream)
    endorsement.spread(economy, day)
