"""Fission (裂变): where posts are passed on, whoever has just heard of a community may pass the news on the same day.

Passing on needs no fandom. Several generations a day spread a post far or, mostly, not at all: what hardly anybody
passes on ends with the first who see it (Goel, Watts & Goldstein 2012, EC).
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import part, rule
from sim.core.rng import chance, key, uniforms
from sim.model.processes import tracked_post
from sim.world.derived import row_of
from sim.world.ties import strength_of

LOTTERY = 1 << 40  # draws that decide who of several brought the news


@part(inline=True)
def introduce(i, j, k, generation, trust, strength, e, c, p):
    """Member `i` hears of community `k` for the first time; the introducer lends trust, less when it looks bought."""
    e.news[i] = k
    e.bearer[i] = j
    e.depth[i] = min(255, generation + 1)
    e.lent[i] = p.stranger + p.lending * strength * (trust - p.stranger) - p.bought_doubt * c.suspicion[k]


@part(inline=True)
def catch(i, passes, r, e, c, t, p, day, key):
    """Member `i`, who has heard no news today, may hear from those who pass on what they have just heard themselves."""
    best = 2.0
    for place in range(t.start[i], t.start[i] + int(t.count[i])):
        j = int(t.target[place])
        if passes[j] == 0:
            continue
        k = int(e.news[j])
        strength = strength_of(place, t, day)
        notice = p.hearing * (strength if c.mutual[k] == 1 else 1.0)
        if chance(key, i, j * 512 + k) < notice and row_of(i, k, r) < 0:
            lot = chance(key, i, LOTTERY + j * 512 + k)
            if lot < best:
                best = lot
                introduce(i, j, k, int(e.depth[j]), float(e.lent[j]), strength, e, c, p)


@rule
def catching(who, passes, r, e, c, t, p, day, key, lo, hi):
    for n in range(lo, hi):
        catch(int(who[n]), passes, r, e, c, t, p, day, key)


@rule
def audience(speakers, first, listener, e, found):
    """Note who listens to somebody of `speakers` and has not heard any news today; returns how many, doubles too."""
    many = 0
    for n in range(speakers.size):
        for x in range(first[speakers[n]], first[speakers[n] + 1]):
            if int(e.news[listener[x]]) < 0:
                found[many] = listener[x]
                many += 1
    return many


def pass_on(economy, day: int, heard: np.ndarray) -> None:
    """Where posts are passed on, who has just heard of a community may pass it on the same day, and so on (fission)."""
    w, p = economy.world, economy.parameters.word_of_mouth
    if not w.described.reposts.any():
        return
    for generation in range(1, p.generations):
        heard = heard[w.e.news[heard] >= 0]
        luck = uniforms(key(economy.seed, f"pass_on.{generation}", day), heard)
        heard = heard[luck < w.described.reposts[w.e.news[heard]]]
        if heard.size == 0:
            return
        w.passing[heard] = 1
        first, listener = w.audiences
        found = np.empty(int((first[heard + 1] - first[heard]).sum()), np.int32)
        newer, heard_of = w.newer_ties
        newer = newer[w.passing[heard_of].view(np.bool_)]
        who = np.unique(np.concatenate([found[:audience(heard, first, listener, w.e, found)],
                                        newer[w.e.news[newer] < 0]]))
        economy.over(who.size, catching, who, w.passing, w.r, w.e, w.c, w.t, p, day,
                     key(economy.seed, f"catch.{generation}", day), align=64)
        w.passing[heard] = 0
        if tracked_post.follows(p, day):
            tracked_post.hand_on(economy, heard, who)
        heard = who
