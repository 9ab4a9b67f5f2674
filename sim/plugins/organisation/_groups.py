"""Groups that are too large split in two, and weak ones merge: which do, and where their members go."""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop, rule
from sim.core.rng import stream_key, uniform
from sim.core.screening import passed

NOWHERE = -2  # target of members of a group that closes with its topic, if no other group has space for all


@loop
def move_out(rows, moves, scratch, memberships, groups, key):
    """Move members: those of groups that split draw a side, those of groups that close follow. moves[q]: which."""
    for row in range(rows):
        scratch[row] = moves[memberships.group[row] + 1]
    for n in range(passed(scratch, 0, rows)):
        row = int(scratch[n])
        q = int(memberships.group[row])
        to = int(groups.moves_into[q])
        if to == NOWHERE:  # a group will be found tomorrow
            memberships.group[row] = -1
            memberships.organiser[row] = 0
            groups.head_count[q] -= 1
            continue
        if groups.splits_into[q] >= 0 and uniform(key, memberships.member[row], int(memberships.community[row])) < 0.5:
            to = int(groups.splits_into[q])
        if to >= 0:
            memberships.group[row] = to
            groups.head_count[q] -= 1
            groups.head_count[to] += 1


@rule
def may_merge(q, groups, day):
    """Whether a group is open, but not since today, and does not split."""
    return groups.community[q] >= 0 and groups.opened_on[q] < day and groups.splits_into[q] < 0


@rule
def too_large(q, groups, limit):
    """Whether an open group has more members than it may."""
    return groups.community[q] >= 0 and groups.head_count[q] > limit[groups.community[q]]


@loop
def look_over(groups, size, limit, p, topic_loss, day, key, others, large, weak, closes):
    """Note the groups that are too large, and those that are quiet, tiny or without a topic (`closes`) and not alone in
    their community; returns how many of each."""
    splits = ailing = 0
    for q in range(size):
        if too_large(q, groups, limit):
            large[splits] = q
            splits += 1
        elif may_merge(q, groups, day):
            others[groups.community[q]] += 1
    for q in range(size):
        if may_merge(q, groups, day) and others[groups.community[q]] > 1 and not too_large(q, groups, limit):
            closes[q] = uniform(key, q, 0) < topic_loss
            quiet = groups.silent_days[q] >= p.quiet_days
            if quiet or groups.head_count[q] < p.smallest or closes[q] == 1:
                weak[ailing] = q
                ailing += 1
    return splits, ailing


def topic_loss(p) -> float:
    """The chance that a group loses its topic today."""
    return 1.0 - 0.5 ** (1.0 / p.topic_half_life) if p.topic_half_life > 0 else 0.0


def review(economy, p, day: int, limit: np.ndarray) -> tuple[int, int]:
    """Mark groups that are too large to split, and silent, tiny or aimless ones to merge; returns how many do."""
    w, size = economy.world, economy.world.g.size_in_use
    (large, weak), closes = np.empty((2, size), np.int64), np.zeros(size, np.uint8)
    splits, ailing = look_over(w.g.columns, size, limit, p, topic_loss(p), day, stream_key(economy.seed, "topics", day),
                               np.zeros(limit.size, np.int64), large, weak, closes)
    if splits:
        split(w, large[:splits], day)
    return splits, merge(w, day, weak[:ailing], closes, limit) if ailing else 0


def split(w, large: np.ndarray, day: int) -> None:
    """Mark groups to split, each into itself and a new one."""
    halves = w.open_groups(w.g.columns.community[large], day)
    w.g.columns.splits_into[large] = halves


def merge(w, day: int, weak: np.ndarray, closes: np.ndarray, limit: np.ndarray) -> int:
    """Mark weak groups to merge into others, if these have space; returns how many do."""
    g, open_ = w.g.columns, w.g.open()
    open_ = open_[(g.opened_on[open_] < day) & (g.splits_into[open_] < 0)]  # neither new groups nor those that split
    candidates = open_[np.lexsort((open_, g.silent_days[open_], -g.head_count[open_], g.community[open_]))]
    first = np.searchsorted(g.community[candidates], np.arange(limit.size + 1))
    position = np.empty(g.head_count.size, np.int64)
    position[candidates] = np.arange(candidates.size)
    return pair_off(weak, closes, candidates, first, position, np.arange(candidates.size + 1), g, limit)


@loop
def pair_off(weak, closes, candidates, first, position, free, groups, limit):
    """Let each weak group move into the fullest other group of its community with space; each takes part only once.

    If no other group has space for all, groups that must close (`closes`) disperse their members.
    Groups of community k are candidates[first[k]:first[k + 1]], the fullest first, then the liveliest. Group q is at
    position[q]. `free[x]` leads from position x towards the next group that does not take part yet.
    Returns the number of moves.
    """
    moves = 0
    for q in weak:
        x, k = position[q], groups.community[q]
        if free[x] != x:
            continue
        target = next_free(first_with_space(candidates, first[k], first[k + 1], limit[k] - groups.head_count[q],
                                            groups), free)
        if target == x:
            target = next_free(x + 1, free)
        if target < first[k + 1]:
            groups.moves_into[q] = candidates[target]
            free[x], free[target] = x + 1, target + 1
            moves += 1
        elif closes[q] == 1 and first[k + 1] - first[k] > 1:
            groups.moves_into[q] = NOWHERE
            free[x] = x + 1
            moves += 1
    return moves


@rule
def first_with_space(candidates, lo, hi, most, groups):
    """The first position from `lo` to `hi` whose group has at most `most` members, by binary search."""
    while lo < hi:
        middle = (lo + hi) // 2
        if groups.head_count[candidates[middle]] > most:
            lo = middle + 1
        else:
            hi = middle
    return lo


@rule
def next_free(x, free):
    """The first free position from `x` on; shortens the path for later searches."""
    while free[x] != x:
        free[x] = free[free[x]]
        x = free[x]
    return x


def carry_out(w, stream) -> None:
    """Members move as their groups split and merge; groups that all have left are closed."""
    g, open_ = w.g.columns, w.g.open()
    moving = (g.splits_into >= 0) | (g.moves_into != -1)
    moves = np.append(False, moving).astype(np.int32)  # shifted by one: group -1 reads the first flag, which is 0
    move_out(w.rows, moves, w.scratch, w.r, g, stream)
    w.close_groups(open_[g.moves_into[open_] != -1])
    g.splits_into[:] = g.moves_into[:] = -1
