"""A tracked post: who passed it on to whom, as a tree. It watches word of mouth and changes nothing.

The post is one that the first community's host publishes on one day; on a day without any there is none. It is as
likely as any other to be among those that a visitor sees. Who sees it and recommends, or passes it on, on that day
starts a tree; whoever hears of it from somebody in a tree, by the very luck that word of mouth used, is a child there,
and hands it on when recommending, or passing on posts, within the window, or as news on the same day (Goel, Anderson,
Hofman & Watts 2016, Management Science 62:180). Whoever hands it on has adopted it; the others have only heard of it.
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import part, rule
from sim.core.rng import chance, key
from sim.world.derived import row_of
from sim.world.events import FIRST_HAND, UNREACHED
from sim.world.ties import common_share, strength_of

PASSES, PRAISES = 1, 2


@part
def bearer_of(i, k, parent, r, e, t, mutual, hearing, redundancy, day, key):
    """Somebody in a tree from whom member `i` hears of community `k` today, that of the lowest draw; or UNREACHED."""
    found = UNREACHED
    least = 2.0
    for place in range(t.start[i], t.start[i] + int(t.count[i])):
        j = int(t.target[place])
        said = says(j, k, r, e)
        if parent[j] == UNREACHED or said == 0:
            continue
        u = chance(key, i, j * 512 + k)
        notice = hearing * (1.0 if said == PASSES and mutual == 0 else strength_of(place, t, day))
        if u < least and u < notice * (1.0 - redundancy * common_share(i, j, t)):
            least = u
            found = j
    return found


@part
def says(j, k, r, e):
    """Whether member `j` recommends community `k` today (PRAISES), passes on a post of it (PASSES), or neither (0)."""
    row = row_of(j, k, r)
    if row < 0:
        return 0
    s = row - int(r.first[j])
    return PRAISES if (int(e.praises[j]) >> s) & 1 == 1 else PASSES * ((int(e.passes[j]) >> s) & 1)


@rule
def bearers(who, k, parent, r, e, t, mutual, hearing, redundancy, day, key, found):
    for n in range(who.size):
        if parent[who[n]] == UNREACHED:
            found[n] = bearer_of(int(who[n]), k, parent, r, e, t, mutual, hearing, redundancy, day,
                                   key)


@rule
def passers(who, k, parent, r, e, passed):
    """Note who of `who` is in a tree and hands the post on today."""
    for n in range(who.size):
        if parent[who[n]] != UNREACHED and says(int(who[n]), k, r, e) > 0:
            passed[who[n]] = 1


@rule
def starters(k, parent, r, e, v, offered, key):
    for n in range(v.row.size):
        i = int(v.member[n])
        if int(v.community[n]) == k and chance(key, i, 0) * int(offered[n]) < int(v.host[n]) and says(i, k, r, e) > 0:
            parent[i] = FIRST_HAND


def follows(p, day: int) -> bool:
    """Whether a post is followed on a day."""
    return 0 <= p.tracked_day <= day < p.tracked_day + p.tracked_days


def follow(economy, day: int, who: np.ndarray) -> None:
    """Note who of `who`, today's listeners, was reached by the tracked post."""
    w, p = economy.world, economy.parameters.word_of_mouth
    if economy.post is None:
        economy.post = np.full(w.members, UNREACHED, np.int32)
        economy.passed = np.zeros(w.members, np.uint8)
    k = economy.communities[0].index if economy.communities else 0
    if day == p.tracked_day and w.described.fresh[k] > 0:
        starters(k, economy.post, w.r, w.e, w.v, w.offered, key(economy.seed, "tracked", day))
    passers(np.flatnonzero(w.e.praises | w.e.passes), k, economy.post, w.r, w.e, economy.passed)
    found = np.full(who.size, UNREACHED, np.int32)
    bearers(who, k, economy.post, w.r, w.e, w.t, int(w.described.mutual[k]), p.hearing, p.redundancy, day,
            key(economy.seed, "listen", day), found)
    economy.post[who[found >= 0]] = found[found >= 0]


def hand_on(economy, heard: np.ndarray, who: np.ndarray) -> None:
    """News that was `heard` today was passed on at once, perhaps to `who`: with it goes the tracked post."""
    e, k = economy.world.e, economy.communities[0].index if economy.communities else 0
    economy.passed[heard[(e.news[heard] == k) & (economy.post[heard] != UNREACHED)]] = 1
    new = who[(e.news[who] == k) & (economy.post[who] == UNREACHED)]
    bearer = e.bearer[new]
    reached = economy.post[bearer] != UNREACHED
    economy.post[new[reached]] = bearer[reached]
