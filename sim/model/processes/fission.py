"""Fission (裂变): on platforms with reposts, those who have just heard of a community may pass it on the same day.

Passing on does not require being a fan. Within a day, several generations carry a few posts far and most not at all:
posts that hardly anybody passes on end with those who see them first (Goel, Watts & Goldstein 2012, EC).
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop, rule
from sim.core.rng import stream_key, uniform
from sim.model.processes import tracked_post
from sim.world.derived import row_of
from sim.world.platform_use import there
from sim.world.ties import strength_of

LOTTERY = 1 << 40  # draws that decide who of several people brought the news


@rule(inline=True)
def introduce(i, j, k, generation, trust, strength, tables, p):
    """Member `i` hears of community `k` for the first time. The introducer lends trust, less if paid for it."""
    events, communities = tables.events, tables.communities
    events.new_community[i] = k
    events.introducer[i] = j
    events.referral_depth[i] = min(255, generation + 1)
    doubt = p.bought_doubt * communities.suspicion[k]
    events.initial_trust[i] = p.stranger + p.lending * strength * (trust - p.stranger) - doubt


@rule(inline=True)
def catch(i, passes, tables, p, day, key):
    """Member `i`, who has no news today, may hear from members who pass on what they have just heard themselves."""
    memberships, events, communities, ties = tables.memberships, tables.events, tables.communities, tables.ties
    best = 2.0
    for slot in range(ties.start[i], ties.start[i] + int(ties.count[i])):
        j = int(ties.target[slot])
        if passes[j] == 0:
            continue
        k = int(events.new_community[j])
        strength = strength_of(slot, ties, day)
        notice = p.hearing * (strength if communities.mutual[k] == 1 else 1.0)
        if there(i, k, tables.use) and uniform(key, i, j * 512 + k) < notice and row_of(i, k, memberships) < 0:
            lot = uniform(key, i, LOTTERY + j * 512 + k)
            if lot < best:
                best = lot
                introduce(i, j, k, int(events.referral_depth[j]), float(events.initial_trust[j]), strength, tables, p)


@loop
def catching(who, passes, tables, p, day, key, lo, hi):
    for n in range(lo, hi):
        catch(int(who[n]), passes, tables, p, day, key)


@loop
def passing(heard, events, communities, key):
    """Keep, at the beginning of `heard`, those who have heard of a community today and pass it on; returns how many."""
    count = 0
    for i in heard:
        k = int(events.new_community[i])
        if k >= 0 and uniform(key, i, 0) < communities.reposts[k]:
            heard[count] = i
            count += 1
    return count


@loop
def audience(speakers, first, listener, events, hearers):
    """Note those without news who listen to somebody in `speakers`; returns how many, counting repetitions."""
    count = 0
    for n in range(speakers.size):
        for x in range(first[speakers[n]], first[speakers[n] + 1]):
            if int(events.new_community[listener[x]]) < 0:
                hearers[count] = listener[x]
                count += 1
    return count


def pass_on(economy, day: int, heard: np.ndarray) -> None:
    """Let members who have just heard of a community pass it on the same day, and so on (fission)."""
    w, p = economy.world, economy.parameters.word_of_mouth
    if not w.communities.reposts.any():
        return
    for generation in range(1, p.generations):
        heard = heard.astype(np.int64)  # a copy, because those who pass it on are noted in it
        heard = heard[:passing(heard, w.e, w.c, stream_key(economy.seed, f"pass_on.{generation}", day))]
        if heard.size == 0:
            return
        w.passing[heard] = 1
        first, listener = w.audiences
        hearers = np.empty(int((first[heard + 1] - first[heard]).sum()), np.int32)
        newer, heard_of = w.newer_ties
        newer = newer[w.passing[heard_of].view(np.bool_)]
        who = np.unique(np.concatenate([hearers[:audience(heard, first, listener, w.e, hearers)],
                                        newer[w.e.new_community[newer] < 0]]))
        economy.parallel_for(who.size, catching, who, w.passing, w.tables, p, day,
                             stream_key(economy.seed, f"catch.{generation}", day), align=64)
        w.passing[heard] = 0
        if tracked_post.follows(p, day):
            tracked_post.hand_on(economy, heard, who)
        heard = who
