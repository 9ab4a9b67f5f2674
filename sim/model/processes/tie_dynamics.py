"""Ties form, fade and are dropped; tastes drift."""

from __future__ import annotations

import math

import numpy as np

from sim.core.calendar import FOUR_WEEKS
from sim.core.compile import loop, rule
from sim.core.rng import stream_key, uniform, uniforms
from sim.core.threads import BLOCK, CHUNK
from sim.world.ties import add, live_on


@rule
def monthly(i, members, ties, habits, day, key):
    """Every four weeks, let member `i`'s taste drift and drop faded ties; returns the number of ties dropped."""
    drift, contact, gain, weakest = habits
    wander = uniform(key, i, 0) + uniform(key, i, 1) + uniform(key, i, 2) - 1.5
    if drift > 0.0:
        members.taste[i] = (float(members.taste[i]) + drift * wander) % 1.0
    return live_on(i, ties, contact, gain, weakest, day, key)


@loop
def living(members, ties, habits, day, key, dropped, lo, hi):
    for block in range(lo // BLOCK, -(-hi // BLOCK)):
        if (block + day) % FOUR_WEEKS == 0:
            for i in range(max(lo, BLOCK * block), min(hi, BLOCK * block + BLOCK)):
                dropped[i // CHUNK] += monthly(i, members, ties, habits, day, key)


@loop
def tie_up(listener, heard, strength, both, ties, day, new):
    """Add ties, one by one; with `both`, in both directions. Notes in `new` who listens to whom from now on.

    Returns how many ties that are, and how many of them replace another one.
    """
    formed = displaced = 0
    for n in range(listener.size):
        for back in range(2 if both else 1):
            i, j = (int(listener[n]), int(heard[n])) if back == 0 else (int(heard[n]), int(listener[n]))
            outcome = add(i, j, strength, ties, day)
            if outcome > 0:
                new[0, formed], new[1, formed] = i, j
                formed += 1
                displaced += outcome == 2
    return formed, displaced


def habits(p) -> tuple[float, float, float, float]:
    """Arguments of `monthly`: drift of taste, chance of contact in four weeks, gain of a contact, weakest tie kept.

    The sum of three uniform numbers has the standard deviation ½, so twice √28 times it has that of 28 days.
    """
    drift = 2.0 * math.sqrt(FOUR_WEEKS) * p.members.taste_drift
    return drift, 1.0 - (1.0 - p.ties.contact) ** FOUR_WEEKS, p.ties.gain, p.ties.weakest


def form_ties(economy, day: int, wished) -> tuple[int, int]:
    """Form directed ties, and accept yesterday's requests for mutual ones: one per member, drawn if there are several.

    Returns the number of new ties, and how many existing ties they replaced.
    """
    w, strength = economy.world, economy.parameters.ties.first
    who, partner, mutual = wished
    asks = who.size - np.count_nonzero(mutual)  # where the wishes begin for which both must agree
    following = _tie(w, who[:asks], partner[:asks], strength, False, day)
    asked, asker = economy.requests
    economy.requests = (partner[asks:], who[asks:])
    if asked.size == 0:
        return following
    order = np.lexsort((uniforms(stream_key(economy.seed, "requests", day), asker), asked))
    asked, asker = asked[order], asker[order]
    first = np.flatnonzero(np.append(True, asked[1:] != asked[:-1]))
    accepted = _tie(w, asker[first], asked[first], strength, True, day)
    return following[0] + accepted[0], following[1] + accepted[1]


NO_WISHES = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.bool_))


def wishes(w) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Who wants a tie with whom, and whether both must agree: the last wish of each kind of each member.

    First those that need no agreement, then the others, each by member.
    """
    visit = np.flatnonzero(w.v.tie_request)
    if visit.size == 0 and not w.wishes:
        return NO_WISHES
    w.wishes.insert(0, (w.v.member[visit].astype(np.int64), w.v.tie_request[visit].astype(np.int64) - 1,
                        w.communities.mutual[w.v.community[visit]] == 1))
    who, partner, mutual = (np.concatenate(column) for column in zip(*w.wishes, strict=True))
    w.wishes.clear()
    kind = who + mutual * w.members
    order = np.argsort(kind, kind="stable")
    last = order[np.append(kind[order[1:]] != kind[order[:-1]], True)[:order.size]]
    return who[last], partner[last], mutual[last]


def _tie(w, listener, heard, strength, both, day):
    if listener.size == 0:
        return 0, 0
    new = np.empty((2, 2 * listener.size), np.int64)
    formed, displaced = tie_up(listener, heard, strength, both, w.t, day, new)
    w.ties_added(new[0, :formed], new[1, :formed])
    return formed, displaced
