"""A tracked post: the tree of who passed it on to whom. It observes word of mouth and changes nothing.

The first community's host publishes the post on a given day; if the host publishes nothing then, there is no tracked
post. A visitor sees it with the same chance as any other post. Whoever sees it and recommends or passes it on that day
is the root of a tree. Whoever hears of it from somebody in a tree, by the same random numbers as word of mouth, becomes
a child there, and passes it on when recommending or passing on posts within the window, or as news on the same day
(Goel, Anderson, Hofman & Watts 2016, Management Science 62:180). Those who pass it on have adopted it; others only
heard of it.
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop, rule
from sim.core.rng import stream_key, uniform
from sim.world.derived import row_of
from sim.world.events import FIRST_HAND, UNREACHED
from sim.world.ties import common_share, strength_of

PASSES, PRAISES = 1, 2


@rule
def bearer_of(i, k, parent, tables, mutual, hearing, redundancy, day, key):
    """Somebody in a tree from whom member `i` hears of community `k` today (by the lowest draw), or UNREACHED."""
    memberships, events, ties = tables.memberships, tables.events, tables.ties
    bearer = UNREACHED
    least = 2.0
    for slot in range(ties.start[i], ties.start[i] + int(ties.count[i])):
        j = int(ties.target[slot])
        kind = says(j, k, memberships, events)
        if parent[j] == UNREACHED or kind == 0:
            continue
        u = uniform(key, i, j * 512 + k)
        notice = hearing * (1.0 if kind == PASSES and mutual == 0 else strength_of(slot, ties, day))
        if u < least and u < notice * (1.0 - redundancy * common_share(i, j, ties)):
            least = u
            bearer = j
    return bearer


@rule
def says(j, k, memberships, events):
    """Whether member `j` recommends community `k` today (PRAISES), passes on a post of it (PASSES), or neither (0)."""
    row = row_of(j, k, memberships)
    if row < 0:
        return 0
    s = row - int(memberships.first[j])
    return PRAISES if (int(events.praises[j]) >> s) & 1 == 1 else PASSES * ((int(events.passes[j]) >> s) & 1)


@loop
def bearers(who, k, parent, tables, mutual, hearing, redundancy, day, key, bearer):
    for n in range(who.size):
        if parent[who[n]] == UNREACHED:
            bearer[n] = bearer_of(int(who[n]), k, parent, tables, mutual, hearing, redundancy, day, key)


@loop
def passers(who, k, parent, memberships, events, passed):
    """Note members of `who` who are in a tree and pass the post on today."""
    for n in range(who.size):
        if parent[who[n]] != UNREACHED and says(int(who[n]), k, memberships, events) > 0:
            passed[who[n]] = 1


@loop
def starters(k, parent, memberships, events, visits, offered, key):
    for n in range(visits.row.size):
        i = int(visits.member[n])
        if int(visits.community[n]) == k and uniform(key, i, 0) * int(offered[n]) < int(visits.host[n]):
            if says(i, k, memberships, events) > 0:
                parent[i] = FIRST_HAND


def follows(p, day: int) -> bool:
    """Whether the post is tracked on a day."""
    return 0 <= p.tracked_day <= day < p.tracked_day + p.tracked_days


def follow(economy, day: int, who: np.ndarray) -> None:
    """Note members of `who`, today's listeners, whom the tracked post reached."""
    w, p = economy.world, economy.parameters.word_of_mouth
    if economy.post is None:
        economy.post = np.full(w.members, UNREACHED, np.int32)
        economy.passed = np.zeros(w.members, np.uint8)
    k = economy.communities[0].index if economy.communities else 0
    if day == p.tracked_day and w.communities.new_posts[k] > 0:
        starters(k, economy.post, w.r, w.e, w.v, w.offered, stream_key(economy.seed, "tracked", day))
    passers(np.flatnonzero(w.e.praises | w.e.passes), k, economy.post, w.r, w.e, economy.passed)
    bearer = np.full(who.size, UNREACHED, np.int32)
    bearers(who, k, economy.post, w.tables, int(w.communities.mutual[k]), p.hearing, p.redundancy, day,
            stream_key(economy.seed, "listen", day), bearer)
    economy.post[who[bearer >= 0]] = bearer[bearer >= 0]


def hand_on(economy, heard: np.ndarray, who: np.ndarray) -> None:
    """Let the tracked post follow news that was `heard` today and passed on at once, perhaps to `who`."""
    e, k = economy.world.e, economy.communities[0].index if economy.communities else 0
    economy.passed[heard[(e.new_community[heard] == k) & (economy.post[heard] != UNREACHED)]] = 1
    new = who[(e.new_community[who] == k) & (economy.post[who] == UNREACHED)]
    bearer = e.introducer[new]
    reached = economy.post[bearer] != UNREACHED
    economy.post[new[reached]] = bearer[reached]
