"""Breakaway: an organised group that has lost trust in the host leaves and becomes a community of its own.

The less the group trusts the host, the likelier it is. Members with a free slot move along; the others stay behind.
The new community has their mean taste and values. It costs as much as founding one (`_founding`).
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.rng import stream_key, uniforms
from sim.plugins.organisation import _founding
from sim.world.stages import COCREATOR, FOLLOWER, LAPSED

WEEK = 7


def split_off(economy, day: int, p) -> None:
    """Once a week, groups with an organiser may leave, as long as there is a free number for a community."""
    if p.splitting_off == 0.0 or day % WEEK != WEEK - 1:
        return
    w, open_ = economy.world, economy.world.g.open()
    candidates = open_[(w.g.columns.organisers[open_] > 0) & (w.g.columns.head_count[open_] >= max(1, p.founders))]
    draws = uniforms(stream_key(economy.seed, "splitting_off", day), candidates)
    may = draws < chance_of(p, 1.0)
    for group, u in zip(candidates[may], draws[may], strict=True):
        inside = members_of(w, group)
        trust = math.fsum(map(float, w.r.trust[inside])) / max(1, inside.size)
        if u < chance_of(p, 1.0 - trust):
            leave(economy, day, inside, p)


def chance_of(p, distrust: float) -> float:
    """Chance that a group leaves within a week."""
    return -math.expm1(-WEEK * p.splitting_off * distrust)


def members_of(w, group: int) -> np.ndarray:
    """Rows of the followers in a group whose stage does not change today."""
    inside = np.flatnonzero(w.r.group[:w.rows] == group)
    stage = w.r.stage[inside]
    return inside[(stage >= FOLLOWER) & (stage <= COCREATOR) & (w.r.stage_next[inside] == stage)]


def leave(economy, day: int, inside: np.ndarray, p) -> None:
    """An organiser who can pay founds a community; everybody in the group with a free slot moves along."""
    w = economy.world
    inside = inside[np.isin(w.r.member[inside], w.with_free_slot(w.r.member[inside]))]
    if inside.size < max(1, p.founders):
        return
    members = w.r.member[inside]
    old = economy.community_of(int(w.r.community[inside[0]]))
    price = _founding.price(p, old.platform)
    able = inside[(w.r.organiser[inside] == 1) & (w.m.wallet[members] >= price)]
    if able.size == 0:
        return
    k = _founding.begin(economy, day, w.r.member[able[:1]].astype(np.int64), p, _founding.middle(w.m.taste[members]),
                        _founding.middle(w.m.values[members]), old.platform)
    if k is None:
        return
    for stage in np.unique(w.r.stage[inside]):
        w.founders.append((members[w.r.stage[inside] == stage].astype(np.int64), k, int(stage), day, _founding.TRUST))
    w.r.stage_next[inside] = LAPSED
    economy.counts["secessions"] += 1
