"""Founding: members whom no community suits may found one; one that stays empty is given up."""

from __future__ import annotations

import math

import numpy as np

from sim.chance import chance, key, uniforms
from sim.ledger import MEMBERS
from sim.parallel import BLOCK
from sim.rule import part, rule
from sim.world import stages
from sim.world.contact import apart

TRUST = 1.0  # in their community, of those who founded it, 0..1 (assumption)


@part
def unserved(i, m, r, c, near, patience, rate, day, key):
    """Weekly: whether member `i` finds a community that suits, and if not for long, whether it founds one."""
    first = int(r.first[i])
    for row in range(first, first + int(r.many[i])):
        if stages.FOLLOWER <= int(r.stage[row]) <= stages.COCREATOR:
            k = int(r.community[row])
            if apart(i, k, m, c) < near[k]:
                m.unserved[i] = 0
                return 0
    m.unserved[i] += 1
    weary = 7.0 * int(m.unserved[i]) >= patience
    return 1 if weary and chance(key, i, 0) < min(1.0, 7.0 * rate * float(m.sociability[i])) else 0


@rule
def looking(m, r, c, near, patience, rate, day, key, founds, lo, hi):
    for block in range(lo // BLOCK, -(-hi // BLOCK)):
        if (block + day) % 7 == 0:
            for i in range(max(lo, BLOCK * block), min(hi, BLOCK * block + BLOCK)):
                founds[i] = unserved(i, m, r, c, near, patience, rate, day, key)


def suiting(width: np.ndarray, suits: float) -> np.ndarray:
    """Up to which squared distance each community suits: where its bell of fit has fallen to `suits`."""
    return -2.0 * math.log(suits) * width * width if suits > 0.0 else np.full(width.size, math.inf)


def found(economy, day: int, p) -> None:
    """Members found communities, as long as there is a number free; fee, time and slot are the founder's.

    Where nobody can, nobody waits for it either.
    """
    w = economy.world
    if not economy.platforms or p.founding == 0.0:
        return
    founds = np.zeros(w.members, np.uint8)
    economy.over(w.members, looking, w.m, w.r, w.c, suiting(w.described.width, p.suits), p.patience, p.founding, day,
                 key(economy.seed, "founding", day), founds)
    founders = np.flatnonzero(founds.view(np.bool_))
    luck = uniforms(key(economy.seed, "founders", day), founders)
    for i in founders[np.argsort(luck, kind="stable")]:  # numbers are few: by lot
        if w.with_room(np.array([i])).size == 0 or w.m.wallet[i] < price(p):
            continue
        k = begin(economy, day, int(i), p, float(w.m.taste[i]), float(w.m.values[i]))
        if k is None:
            return
        w.founders.append((np.array([i]), k, stages.COCREATOR, day, TRUST))


def price(p) -> int:
    """What a founder needs, in cents: the fee, and what the time is worth that goes into it."""
    return int(p.founding_fee) + int(p.founding_time)


def begin(economy, day: int, i: int, p, taste: float, values: float, platform=None) -> int | None:
    """Member `i` opens a community and pays for it; returns its number, or None when none is free."""
    w, k = economy.world, economy.free_community()
    if k is None:
        return None
    community = economy.open_community(k, taste, values, day, p.founded_known, platform)
    w.m.wallet[i] -= price(p)
    w.m.unserved[i] = 0
    for payee, heading, cents in ((community.account, "founding", int(p.founding_fee)),
                                  ("elsewhere", "time forgone", int(p.founding_time))):
        economy.ledger.move(day, MEMBERS, payee, heading, cents)
        economy.ledger.note(day, [i], payee, heading, [-cents])
    return k


def give_up(economy, day: int, p) -> None:
    """Founded communities that are old enough and nearly empty close."""
    w = economy.world
    active = np.bincount(w.v.community, minlength=w.described.alive.size)
    for community in list(economy.communities):
        if community.founded_on > 0:
            community.lively = max(int(active[community.index]), 0.9 * getattr(community, "lively", p.fewest))
            if day - community.founded_on >= p.trial and community.lively < p.fewest:
                economy.close_community(community)
