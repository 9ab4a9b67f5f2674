"""A tracked post: who passed it on to whom, as a tree. It watches word of mouth and changes nothing.

The post is one that the first community's host publishes on one day; on a day without any there is none. It is as
likely as any other to be among those that a visitor sees. Who sees it and recommends, or passes it on, on that day
starts a tree; whoever hears of it from somebody in a tree, by the very luck that word of mouth used, is a child there,
and hands it on when recommending, or passing on posts, within the window (Goel, Anderson, Hofman & Watts 2016,
Management Science 62:180).
"""

from __future__ import annotations

import numpy as np

from sim.chance import chance, key
from sim.rule import part, rule
from sim.world.contact import row_of
from sim.world.ties import common_share, strength_of

UNREACHED, FIRST_HAND = -2, -1
PASSES, PRAISES = 1, 2


@part
def bearer_of(i, k, parent, r, e, t, mutual, hearing, redundancy, day, key):
    """Somebody in a tree from whom member `i` hears of community `k` today, the one of least luck; or UNREACHED."""
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
def starters(k, parent, r, e, v, offered, key):
    for n in range(v.row.size):
        i = int(v.member[n])
        if int(v.community[n]) == k and chance(key, i, 0) * int(offered[n]) < int(v.host[n]) and says(i, k, r, e) > 0:
            parent[i] = FIRST_HAND


def follow(economy, day: int, who: np.ndarray) -> None:
    """Note who of `who`, today's listeners, was reached by the tracked post."""
    w, p = economy.world, economy.parameters.word_of_mouth
    if economy.post is None:
        economy.post = np.full(w.members, UNREACHED, np.int32)
    k = economy.communities[0].index if economy.communities else 0
    if day == p.tracked_day and w.described.fresh[k] > 0:
        starters(k, economy.post, w.r, w.e, w.v, w.offered, key(economy.seed, "tracked", day))
    found = np.full(who.size, UNREACHED, np.int32)
    bearers(who, k, economy.post, w.r, w.e, w.t, int(w.described.mutual[k]), p.hearing, p.redundancy, day,
            key(economy.seed, "listen", day), found)
    economy.post[who[found >= 0]] = found[found >= 0]


def tree(parent: np.ndarray) -> tuple[int, int, float]:
    """Size, depth and structural virality (mean distance of two members of one tree) of the trees in `parent`."""
    reached = np.flatnonzero(parent != UNREACHED)
    below = {int(i): 1 for i in reached}
    depth: dict[int, int] = {}
    for i in map(int, reached):
        depth[i] = _depth(i, parent, depth)
    pairs, distance = 0.0, 0
    for i in sorted(below, key=lambda i: -depth[i]):
        if parent[i] >= 0:
            below[int(parent[i])] += below[i]
    size_of = {i: below[_root(i, parent)] for i in below}
    for i, many in below.items():
        distance += many * (size_of[i] - many)  # each pair that a tie separates is one step further apart
        pairs += (size_of[i] - 1) / 2.0
    return len(below), max(depth.values(), default=0), distance / pairs if pairs else 0.0


def _root(i: int, parent) -> int:
    while parent[i] >= 0:
        i = int(parent[i])
    return i


def _depth(i: int, parent, known: dict) -> int:
    steps = 0
    while parent[i] >= 0:
        i = int(parent[i])
        steps += 1
        if i in known:
            return known[i] + steps
    return steps
