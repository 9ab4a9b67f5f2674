"""Referral rewards: communities pay members who brought new followers."""

from __future__ import annotations

import numpy as np

from sim.core.rng import stream_key, uniforms
from sim.world.memberships import grow
from sim.world.stages import AWARE, FOLLOWER


def reward(economy, day: int, moved) -> None:
    """Pay the rewards promised for today's new followers, by lot if there is not enough money."""
    w = economy.world
    # Founded communities promise none.
    if not any(community.growth.reward for community in economy.communities[:economy.declared]):
        return
    joined = moved[(w.r.stage_next[moved] == FOLLOWER) & (w.r.stage[moved] == AWARE) & (w.r.introducer[moved] >= 0)]
    who = w.r.member[joined].astype(np.int64) * 512 + w.r.community[joined]
    joined = joined[np.argsort(uniforms(stream_key(economy.seed, "rewards", day), who), kind="stable")]
    for community in economy.communities[:economy.declared]:
        cents = int(round(community.growth.reward))
        if cents:
            brought = w.r.introducer[joined[w.r.community[joined] == community.index]]
            brought = brought[:community.growth_left() // cents]
            community.pay(day, brought, np.full(brought.size, cents), "reward")
            rows = w.rows_of(brought, community.index)
            grow(w.r.earned, rows[rows >= 0], np.full((rows >= 0).sum(), cents))
