"""Cascades: how far news travels from member to member."""

from __future__ import annotations

import numpy as np

from sim.plugins.measures._measure import declared_rows, final
from sim.world.events import UNREACHED


def _tree(economy):
    return tree(economy.post) if economy.post is not None else (0, 0, 0.0)


@final("members", "Cascade size: members that the tracked post reached, the first included; 0 if no post is tracked.")
def cascade_size(economy, series):
    return _tree(economy)[0]


@final("steps", "Cascade depth: steps in the longest chain of the tracked post.")
def cascade_depth(economy, series):
    return _tree(economy)[1]


@final("steps", "Structural virality of the tracked post: mean distance between two members of one cascade.")
def structural_virality(economy, series):
    return _tree(economy)[2]


def _passing_on(economy, generation: int) -> float:
    r, rows = economy.world.r, declared_rows(economy)
    rows = rows[(r.joined[rows] >= 0) & (r.referral_depth[rows] == generation)
                & ((generation == 0) | (r.introducer[rows] >= 0))]
    if rows.size == 0:
        return 0.0
    brought = np.flatnonzero((r.introducer >= 0) & (r.joined >= 0))
    pairs = set(zip(r.introducer[brought].tolist(), r.community[brought].tolist(), strict=True))
    own = zip(r.member[rows].tolist(), r.community[rows].tolist(), strict=True)
    return sum(pair in pairs for pair in own) / rows.size


@final("share", "Recommendation rate, generation 0: share of followers without an introducer who brought in a "
       "follower.")
def recommending_0(economy, series):
    return _passing_on(economy, 0)


@final("share", "Recommendation rate, generation 1: share of followers one introduction away who brought in a "
       "follower.")
def recommending_1(economy, series):
    return _passing_on(economy, 1)


@final("share", "Recommendation rate, generation 2: share of followers two introductions away who brought in a "
       "follower.")
def recommending_2(economy, series):
    return _passing_on(economy, 2)


@final("share", "Recommendation rate, generation 3: share of followers three introductions away who brought in a "
       "follower.")
def recommending_3(economy, series):
    return _passing_on(economy, 3)


def trees(parent: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """For each tree in `parent`, its size and the sum of the distances of all pairs; and the greatest depth."""
    reached = np.flatnonzero(parent != UNREACHED)
    below = {int(i): 1 for i in reached}
    depth: dict[int, int] = {}
    for i in map(int, reached):
        depth[i] = _depth(i, parent, depth)
    for i in sorted(below, key=lambda i: -depth[i]):
        if parent[i] >= 0:
            below[int(parent[i])] += below[i]
    root = {i: _root(i, parent) for i in below}
    apart = dict.fromkeys((i for i in below if parent[i] < 0), 0)
    for i, size in below.items():
        apart[root[i]] += size * (below[root[i]] - size)  # a tie adds a step between all that it separates
    return (np.array([below[i] for i in apart], np.int64), np.array(list(apart.values()), np.int64),
            max(depth.values(), default=0))


def tree(parent: np.ndarray) -> tuple[int, int, float]:
    """Size, depth and structural virality (mean distance between members of the same tree) of the trees in `parent`."""
    size, apart, depth = trees(parent)
    pairs = float((size * (size - 1)).sum()) / 2.0
    return int(size.sum()), depth, float(apart.sum()) / pairs if pairs else 0.0


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
