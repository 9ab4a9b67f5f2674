"""The host leaves, for good or for some days, and publishes nothing."""

from __future__ import annotations

import functools

import numpy as np

from sim.core.parameters import par, parameters
from sim.core.rng import stream_key, uniforms
from sim.world.stages import COCREATOR, FOLLOWER, LAPSED

NO_ZERO = "a host leaves or does not; 0 days are for good"


@parameters
class HostLeaves:
    days: int = par(0, unit="days", low=0, high=10_000, live=False, source="scenario",
                    says="Days until the host returns; 0: never.", moves=("-", "seen_host"))
    takes: float = par(0.0, low=0, high=1, live=False, source="scenario",
                       says="Chance that a member leaves with the host at full trust and full weight of the host; less "
                            "below.",
                       moves=("-", "followers"))


def take_along(economy, day: int, community, share: float) -> None:
    """Let members leave with the host, likelier with more trust and with more weight of the host against the group."""
    w = economy.world
    rows = np.flatnonzero((w.r.community == community.index) & (w.r.stage >= FOLLOWER) & (w.r.stage <= COCREATOR))
    members = w.r.member[rows]
    pull = share * w.m.host_weight[members].astype(np.float64) * w.r.trust[rows]
    w.r.stage_next[rows[uniforms(stream_key(economy.seed, "take_along", day), members) < pull]] = LAPSED


def strike(economy, day: int, community, p) -> None:
    """Remove the host from today on."""
    if community.hosted:
        community.host.present = False
        take_along(economy, day, community, p.takes)
        if p.days:
            economy.later(day + p.days, functools.partial(setattr, community.host, "present", True))
