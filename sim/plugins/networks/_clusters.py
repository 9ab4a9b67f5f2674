"""Ties with given degrees, part of them inside clusters: small sets of people of one town with similar taste.

People who share a set of acquaintances know each other. This allows realistic degrees, clustering and homophily at the
same time (Newman 2003, Physical Review E 68:026121; McPherson et al. 2001). Stubs that find no partner in a cluster are
tied across the population by the configuration model; duplicates and self-loops are switched away, not dropped.
All random numbers are keyed. Draw 0 of the key belongs to the degrees, 1 to 7 to the whole population, and sixteen
more to each round of clusters.
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop, rule
from sim.core.rng import uniform, uniforms
from sim.plugins.networks import _compiled
from sim.plugins.networks._build import _bucket, pairs

_ROUNDS = 4  # how often a cluster tries to pair its remaining stubs
_ATTEMPTS = 100  # to switch a tie that cannot be laid with another one
_FIRST, _MORE = 16, 16  # first draw of clusters, and draws of each round


def edges(degrees: np.ndarray, p, key, town, taste) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (a, b), int32, a < b, sorted: each member has its `degrees` (int64[count]) ties, as far as possible.

    `p` has `clustering`, the share of ties inside clusters, `cluster`, their size, and `taste_range`. `town` (int) and
    `taste` (0 to 1, around a circle) of each member determine who is similar.
    """
    laid = _Laid(degrees)
    _lay_clusters(laid, p, key, town, taste)
    _lay_across(laid, key)
    a = np.empty(int(laid.held.sum(dtype="i8")) // 2, np.int32)
    b = np.empty(a.size, np.int32)
    _emit(laid.start, laid.held, laid.target, a, b)
    del laid
    return pairs(degrees.size, a, b)


class _Laid:
    """Ties laid so far: member i has target[start[i]:start[i] + held[i]], of up to degrees[i] ties."""

    def __init__(self, degrees):
        self.degrees = degrees
        self.start = np.zeros(degrees.size + 1, np.int64)
        np.cumsum(degrees, out=self.start[1:])
        self.held = np.zeros(degrees.size, np.int32)
        self.target = np.empty(self.start[-1], np.int32)


def _lay_clusters(laid, p, key, town, taste):
    """Put every member into so many clusters that it knows at most half of the others in each."""
    half = max(1, p.cluster // 2)
    who = np.arange(laid.degrees.size)
    wanted = np.floor(p.clustering * laid.degrees + uniforms(key, who, 2)).astype(np.int32)
    first = _FIRST
    while (who := who[wanted[who] > 0]).size > 1:
        draws = uniforms(key, who, first) - 0.5
        order = _alike(who, town, (taste[who] + p.taste_range * draws) % 1.0)
        _lay_in_clusters(order, town, wanted, half, p.cluster, laid.start, laid.held, laid.target, key, first)
        wanted[who] -= half
        first += _MORE


def _alike(who, town, taste):
    """The members `who` ordered so that neighbours live in one town and have similar `taste`; by counting sort.

    There are as many cells as members, so that ties, which are broken by number, are rare.
    """
    towns = int(town.max()) + 1
    bins = max(1, who.size // towns)
    cell = town[who].astype(np.int32) * bins + np.minimum((taste * bins).astype(np.int32), bins - 1)
    return _bucket(towns * bins, cell, who.astype(np.int32))[1]


def _lay_across(laid, key):
    """Lay the remaining ties, between any two members."""
    stubs = np.repeat(np.arange(laid.degrees.size, dtype=np.int32), laid.degrees - laid.held)
    _compiled.shuffle(stubs, key)
    untied = np.empty(stubs.size, np.int32)
    count = _lay_pairs(stubs, laid.start, laid.held, laid.target, untied)
    if count:
        _switch(untied[:count], laid.start, laid.held, laid.target, key)


@rule
def _tied(i, j, start, held, target):
    if held[j] < held[i]:
        i, j = j, i
    for slot in range(start[i], start[i] + held[i]):
        if target[slot] == j:
            return True
    return False


@rule
def _closed(i, j, start, held, target):
    return i == j or _tied(i, j, start, held, target)


@rule
def _lay(i, j, start, held, target):
    """Lay the tie of `i` and `j`, unless it exists or they are the same; returns whether it was laid."""
    if _closed(i, j, start, held, target):
        return False
    target[start[i] + held[i]] = j
    target[start[j] + held[j]] = i
    held[i] += 1
    held[j] += 1
    return True


@loop(allocates=True)
def _lay_in_clusters(order, town, wanted, half, size, start, held, target, key, first):
    """Cut the order into clusters of one town and lay ties inside each, for every member up to `half`."""
    stubs = np.empty(size * half, np.int32)
    begin = 0
    while begin < order.size:
        end, remaining = begin, 0
        while end < min(begin + size, order.size) and town[order[end]] == town[order[begin]]:
            for _ in range(min(half, wanted[order[end]])):
                stubs[remaining] = order[end]
                remaining += 1
            end += 1
        for again in range(_ROUNDS):
            remaining = _lay_cluster(stubs, remaining, begin * half, start, held, target, key, first + 1 + again)
        begin = end


@rule
def _lay_cluster(stubs, size, number, start, held, target, key, count):
    """Pair the first `size` stubs at random; returns how many are left over, which are then the first ones."""
    for k in range(size - 1, 0, -1):
        other = int(uniform(key, number + k, count) * (k + 1))
        stubs[k], stubs[other] = stubs[other], stubs[k]
    remaining = size % 2  # if the number is odd, the first one is left over
    for k in range(size % 2, size, 2):
        i, j = stubs[k], stubs[k + 1]
        if not _lay(i, j, start, held, target):
            stubs[remaining], stubs[remaining + 1] = i, j
            remaining += 2
    return remaining


@loop
def _lay_pairs(stubs, start, held, target, untied):
    """Lay the ties of adjacent stubs. `untied` receives the stubs that cannot be tied; returns their number."""
    count = 0
    for k in range(0, stubs.size - 1, 2):
        if not _lay(stubs[k], stubs[k + 1], start, held, target):
            untied[count], untied[count + 1] = stubs[k], stubs[k + 1]
            count += 2
    return count


@rule
def _owner(slot, start):
    """The member whose slots begin at or before this one: the last `a` for which start[a] ≤ slot, by bisection."""
    a, beyond = 0, start.size
    while beyond - a > 1:
        middle = (a + beyond) // 2
        if start[middle] <= slot:
            a = middle
        else:
            beyond = middle
    return a


@loop
def _switch(untied, start, held, target, key):
    """Lay a tie i–j that could not be laid by replacing another tie a–b with i–a and j–b."""
    for k in range(0, untied.size, 2):
        i, j = int(untied[k]), int(untied[k + 1])
        for attempt in range(_ATTEMPTS):
            slot = int(uniform(key, k * _ATTEMPTS + attempt, 3) * start[held.size])
            a = _owner(slot, start)
            b = int(target[slot]) if slot < start[a] + held[a] else i
            if _closed(i, a, start, held, target) or _closed(j, b, start, held, target) or i == b or j == a:
                continue
            target[slot] = i
            _replace(b, a, j, start, held, target)
            target[start[i] + held[i]] = a
            held[i] += 1
            target[start[j] + held[j]] = b
            held[j] += 1
            break


@rule
def _replace(i, old, new, start, held, target):
    for slot in range(start[i], start[i] + held[i]):
        if target[slot] == old:
            target[slot] = new


@loop
def _emit(start, held, target, a, b):
    """Write every tie once, from its lower end."""
    n = 0
    for i in range(held.size):
        for slot in range(start[i], start[i] + held[i]):
            if i < target[slot]:
                a[n], b[n] = i, target[slot]
                n += 1
