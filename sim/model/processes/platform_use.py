"""People join platforms and leave them. Platforms that are open to everybody have no users of their own.

The daily chance to join is joining · (1 + network · s + content · c) · f ÷ (1 + multihoming · n). The *network effect*
is local: s is the share of the people listened to who are there (Katz & Shapiro 1985 for the form; in their model it is
the expected number of all users). The *effect of the other side* c is what a person has heard of: of the communities
there that the person knows and has not left, the highest fit · familiarity (Rochet & Tirole 2003: each side comes for
the other). *Fees* count by f = (1 + fee ÷ fee_scale)^−η, with the price sensitivity η of the person. Who is told of a
community there by a member may be *invited* along. n is the number of other platforms used: with dear multi-homing one
platform takes all, with cheap multi-homing platforms coexist (Sun & Tse 2007).

Users leave with the daily chance leaving · (1 + multihoming · n) · (1 + annoyance · a) ÷ f · exp(−friends · s), times
`idleness` if they follow no community there; a is the number of advertisements and other paid messages seen on the
platform on that day. Friends who are there hold each other (switching costs: Farrell & Klemperer 2007), and each
departure makes the next one likelier. Who leaves a platform lapses from its communities, and who is not there can
neither visit nor follow them.
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import loop, rule
from sim.core.fetching import AHEAD
from sim.core.rng import stream_key, uniform
from sim.core.screening import passed
from sim.core.threads import SCREEN_BLOCK
from sim.model.processes import platform_income
from sim.model.processes.platform_doors import with_users
from sim.world import ahead
from sim.world.derived import familiarity_of, fit
from sim.world.platform_use import stays
from sim.world.stages import COCREATOR, EMPTY, FOLLOWER, LAPSED

STEEPEST = 50.0  # largest logarithm of the effect of fees
TINY = 1e-6
ABOVE = 1.0 + 1e-9  # makes a quick check let through what rounding could


@rule
def share_there(i, bit, tables):
    """Share of the people member `i` listens to who use a platform, as of yesterday; 0 if it listens to nobody."""
    ties, use = tables.ties, tables.use
    inside = 0
    for slot in range(ties.start[i], ties.start[i] + int(ties.count[i])):
        if use.on[ties.target[slot]] & bit != 0:
            inside += 1
    return inside / max(1, int(ties.count[i]))


@rule(inline=True)
def bits_of(pattern):
    """Number of bits that are 1 in a pattern of up to 31: counted in pairs, then in fours, in eights, and all."""
    rest = int(pattern)
    rest -= (rest >> 1) & 0x55555555
    rest = (rest & 0x33333333) + ((rest >> 2) & 0x33333333)
    rest = (rest + (rest >> 4)) & 0x0F0F0F0F
    return (rest + (rest >> 8) + (rest >> 16) + (rest >> 24)) & 0x3F


@rule
def others_used(i, bit, use):
    """Number of other platforms with users of their own that member `i` uses."""
    return bits_of(int(use.on[i]) & ~bit)


@rule
def dearness(i, fee, members, p):
    """Logarithm of the effect of a fee on member `i`; 0 if there is none."""
    if fee <= 0:
        return 0.0
    return min(STEEPEST, float(members.sensitivity[i]) * math.log(1.0 + fee / p.fee_scale))


@rule
def interest(i, platform, tables, day):
    """The highest fit · familiarity among the communities on a platform that member `i` knows and has not left."""
    members, memberships, use = tables.members, tables.memberships, tables.use
    best = 0.0
    first = int(memberships.first[i])
    for row in range(first, first + int(memberships.count[i])):
        k = int(memberships.community[row])
        if use.platform[k] == platform and int(memberships.stage[row]) != LAPSED:
            known = familiarity_of(row, memberships, tables.fade, day)
            best = max(best, known * fit(i, k, members, tables.communities))
    return best


@rule(inline=True)
def may_change(i, on, others, told, adverts, price, most, key):
    """Whether today's random number allows member `i` to join or leave a platform at all. Quick check before both.

    `most` are the highest chances to join and to leave; they are worked out for both, because a branch that nobody can
    foresee takes longer. `price` is the logarithm of the effect of the usage fee.
    """
    to_join, to_leave, invitation, multihoming, annoyance = most
    homes = 1.0 + multihoming * others
    to_join = (to_join + (invitation if told else 0.0)) / homes
    to_leave *= homes * (1.0 + annoyance * adverts) / max(TINY, 1.0 - price)  # eˣ ≤ 1 ÷ (1 − x)
    return uniform(key, i, on) < (to_leave if on else to_join)


@rule(inline=True)
def joins(i, platform, tables, p, day, key):
    """Whether member `i`, who is not there, joins a platform today. What takes long to find out is asked for last."""
    members, events, use = tables.members, tables.events, tables.use
    u = uniform(key, i, 0)
    k = int(events.new_community[i])
    told = p.invitation if k >= 0 and int(events.introducer[i]) >= 0 and use.platform[k] == platform else 0.0
    fees = p.joining_fee + p.usage_fee
    if members.wallet[i] < fees:
        return False
    bit = 1 << platform
    ease = math.exp(-dearness(i, fees, members, p)) if fees > 0.0 else 1.0
    ease /= 1.0 + p.multihoming * others_used(i, bit, use)
    chance, sure = p.joining * ease, told * ease
    if u >= (sure + chance * (1.0 + p.network + p.content)) * ABOVE:  # 1 − (1 − a)·e⁻ˣ ≤ a + x
        return False
    content = p.content * interest(i, platform, tables, day)
    if u >= (sure + chance * (1.0 + p.network + content)) * ABOVE:
        return False
    pull = 1.0 + p.network * share_there(i, bit, tables) + content
    return u < 1.0 - (1.0 - sure) * math.exp(-p.joining * pull * ease)


@rule
def idle(i, platform, memberships, use):
    """Whether member `i` follows no community on a platform."""
    first = int(memberships.first[i])
    for row in range(first, first + int(memberships.count[i])):
        if FOLLOWER <= int(memberships.stage[row]) <= COCREATOR and (
                use.platform[int(memberships.community[row])] == platform):
            return False
    return True


@rule
def departs(i, platform, adverts, tables, p, key):
    """Whether member `i`, who is there, leaves a platform today, having seen so many advertisements there."""
    use, bit = tables.use, 1 << platform
    u = uniform(key, i, 1)
    hazard = p.leaving * (1.0 + p.multihoming * others_used(i, bit, use)) * (1.0 + p.annoyance * adverts[i])
    if p.usage_fee > 0:
        hazard *= math.exp(dearness(i, p.usage_fee, tables.members, p))
    if u >= hazard * max(1.0, p.idleness):
        return False
    if idle(i, platform, tables.memberships, use):
        hazard *= p.idleness
    return u < 1.0 - math.exp(-hazard * math.exp(-p.friends * share_there(i, bit, tables)))


@rule(inline=True)
def decide(i, platform, adverts, tables, p, day, key):
    """Note whether member `i` joins a platform or leaves it."""
    use, bit = tables.use, 1 << platform
    if use.on[i] & bit != 0:
        if departs(i, platform, adverts, tables, p, key):
            use.onto[i] &= ~bit
    elif joins(i, platform, tables, p, day, key):
        use.onto[i] |= bit


@loop
def coming_and_going(platform, adverts, most, scratch, tables, p, day, key, lo, hi):
    """Note who joins and who leaves a platform. `most` are the most `adverts`, and the highest price sensitivity."""
    use, bit, on, told = tables.use, 1 << platform, tables.use.on, tables.events.new_community
    sensitivity, dear = tables.members.sensitivity, math.log(1.0 + p.usage_fee / p.fee_scale)
    most_adverts, most_sensitive = most
    highest = (p.joining * (1.0 + p.network + p.content) * ABOVE, p.leaving * max(1.0, p.idleness) * ABOVE,
               p.invitation * ABOVE, p.multihoming, p.annoyance)
    anybody_leaves = highest[1] * (1.0 + p.multihoming * bits_of(use.closed[0] & ~bit))
    anybody_leaves *= (1.0 + p.annoyance * most_adverts) * math.exp(min(STEEPEST, dear * most_sensitive)) * ABOVE
    for block in range(lo, hi, SCREEN_BLOCK):
        end, candidates = min(hi, block + SCREEN_BLOCK), 0
        for i in range(block, end):
            there = (on[i] >> platform) & 1
            scratch[i] = uniform(key, i, there) < (anybody_leaves if there else highest[0] + highest[2])
        for n in range(block, block + passed(scratch, block, end)):
            i = int(scratch[n])
            price = dear * float(sensitivity[i]) if dear > 0.0 else 0.0
            scratch[block + candidates] = i
            candidates += may_change(i, (on[i] >> platform) & 1, bits_of(on[i] & ~bit), told[i] >= 0, adverts[i], price,
                                     highest, key)
        last = block + candidates - 1
        for n in range(block, last + 1):
            ahead.beginnings(int(scratch[min(last, n + 2 * AHEAD)]), tables)
            ahead.ties_and_memberships(int(scratch[min(last, n + AHEAD)]), tables)
            decide(int(scratch[n]), platform, adverts, tables, p, day, key)


@loop
def tally(use, bit):
    """How many join a platform tomorrow, and how many leave it."""
    joined = left = 0
    for i in range(use.on.size):
        joined += (use.onto[i] & ~use.on[i] & bit) != 0
        left += (use.on[i] & ~use.onto[i] & bit) != 0
    return joined, left


@rule(inline=True)
def shut_out(row, tables):
    """A member who will not be on the platform of a community tomorrow lapses from it, and cannot follow it."""
    memberships, use = tables.memberships, tables.use
    if stays(int(memberships.member[row]), int(memberships.community[row]), use):
        return
    stage, after = int(memberships.stage[row]), int(memberships.stage_next[row])
    if FOLLOWER <= stage <= COCREATOR:
        memberships.stage_next[row] = LAPSED if after != EMPTY else EMPTY
    elif FOLLOWER <= after <= COCREATOR and stage != EMPTY:
        memberships.stage_next[row] = stage


@loop
def leaving(scratch, tables, lo, hi):
    """Who leaves a platform lapses from its communities."""
    use, memberships = tables.use, tables.memberships
    for block in range(lo, hi, SCREEN_BLOCK):
        end = min(hi, block + SCREEN_BLOCK)
        for i in range(block, end):
            scratch[i] = (use.on[i] & ~use.onto[i]) != 0
        for n in range(block, block + passed(scratch, block, end)):
            first = int(memberships.first[scratch[n]])
            for row in range(first, first + int(memberships.count[scratch[n]])):
                shut_out(row, tables)


@loop
def closing_doors(scratch, tables, lo, hi):
    """Nobody moves to a stage in a community whose platform they do not use."""
    memberships = tables.memberships
    for block in range(lo, hi, SCREEN_BLOCK):
        end = min(hi, block + SCREEN_BLOCK)
        for row in range(block, end):
            scratch[row] = memberships.stage_next[row] != memberships.stage[row]
        for n in range(block, block + passed(scratch, block, end)):
            shut_out(int(scratch[n]), tables)


@loop
def seeing(platform, visits, use, adverts):
    """Count for each member the advertisements and other paid messages seen on a platform today; returns the most."""
    most = 0
    for n in range(visits.row.size):
        if use.platform[int(visits.community[n])] == platform and int(visits.paid[n]) > 0:
            i = int(visits.member[n])
            adverts[i] += int(visits.paid[n])
            most = max(most, int(adverts[i]))
    return most


def run(economy, day: int) -> None:
    """Decide for each platform with users of its own who joins and who leaves, from tomorrow on, and settle fees."""
    w = economy.world
    if not w.use.closed[0]:
        return
    scratch, most_sensitive = np.empty(w.members, np.int32), float(w.m.sensitivity.max())
    for platform in with_users(economy):
        bit, p, adverts = np.int32(1 << platform.index), platform.users, np.zeros(w.members, np.int32)
        most = float(seeing(platform.index, w.v, w.use, adverts)), most_sensitive
        economy.parallel_for(w.members, coming_and_going, platform.index, adverts, most, scratch, w.tables, p, day,
                             stream_key(economy.seed, f"users.{platform.name}", day))
        if p.joining_fee or p.usage_fee:
            platform_income.settle_fees(economy, platform, day)
        platform.joined, platform.left = map(int, tally(w.use, bit))
        platform_income.sell_display(economy, platform, day)
    economy.parallel_for(w.members, leaving, scratch, w.tables)
    economy.parallel_for(w.rows, closing_doors, w.scratch, w.tables)
    if w.adopters is not None:
        adopts = np.flatnonzero(w.adopters.begins >= FOLLOWER)
        bits = np.left_shift(1, w.use.platform[w.e.new_community[adopts]])
        away = (w.use.closed[0] & bits != 0) & (w.use.on[adopts] & w.use.onto[adopts] & bits == 0)
        w.adopters.begins[adopts[away]] = EMPTY
