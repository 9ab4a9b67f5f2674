"""The doors of platforms with users of their own: who may come in, what those inside are shown, who is in at night."""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import loop
from sim.core.rng import poisson, stream_key, uniform
from sim.world.derived import approach, meet, row_of
from sim.world.platform_use import there
from sim.world.stages import AWARE, LAPSED


@loop
def turning_away(tables, lo, hi):
    """Nobody visits a community whose platform they do not use."""
    memberships = tables.memberships
    for row in range(lo, hi):
        if memberships.active[row] == 1:
            at_home = there(int(memberships.member[row]), int(memberships.community[row]), tables.use)
            memberships.active[row] = 1 if at_home else 0


@loop
def hearing_inside(platform, reach, tables, gain, prior, day, key, lo, hi):
    """Users of a platform hear of its communities by its own means: paid impressions, and what it shows to all."""
    memberships, events, use = tables.memberships, tables.events, tables.use
    for i in range(lo, hi):
        if use.on[i] & (1 << platform) == 0 or uniform(key, i, 0) >= reach[0]:
            continue
        u = uniform(key, i, 1) * reach[1]
        k = found = -1
        while k < use.inside.size - 1 and (found < 0 or u >= 0.0):
            k += 1
            if use.platform[k] == platform and use.inside[k] > 0.0:
                found = k
                u -= use.inside[k]
        row = row_of(i, found, memberships)
        if row < 0 and int(events.new_community[i]) < 0:
            events.new_community[i], events.introducer[i] = found, -1
            events.initial_trust[i], events.referral_depth[i] = prior, 0
        elif row >= 0 and (int(memberships.stage[row]) == AWARE or int(memberships.stage[row]) == LAPSED):
            meet(row, memberships, tables.communities, tables.fade, day)
            approach(memberships.familiarity, row, gain, 1.0)


@loop
def advertising(platform, mean, tables, key, lo, hi):
    """The platform's own advertisements on today's visits to its communities."""
    visits, use = tables.visits, tables.use
    for n in range(lo, hi):
        k = int(visits.community[n])
        if use.platform[k] == platform:
            more = poisson(uniform(key, int(visits.member[n]), k), mean)
            visits.paid[n] = min(255, int(visits.paid[n]) + more)


def hear_inside(economy, day: int) -> None:
    """Let the users of each platform hear of its communities by the platform's own means."""
    w = economy.world
    for platform in with_users(economy):
        chances = w.use.inside[(w.use.platform == platform.index) & (w.c.alive == 1)]
        if chances.any():
            any_of_them = -math.expm1(math.fsum(math.log1p(-chance) for chance in chances.tolist()))
            economy.parallel_for(w.members, hearing_inside, platform.index, (any_of_them, math.fsum(chances)), w.tables,
                                 economy.parameters.attention.familiarity_gain,
                                 economy.parameters.word_of_mouth.stranger, day,
                                 stream_key(economy.seed, f"heard on.{platform.name}", day))
            w.events_dirty = True


def with_users(economy) -> list:
    """The platforms that have users of their own."""
    return [platform for platform in economy.platforms if platform.users is not None]


def commit(economy) -> None:
    """Let today's decisions take effect, and count the users."""
    use = economy.world.use
    if use.closed[0]:
        use.on[:] = use.onto
        for platform in with_users(economy):
            platform.size = int(np.count_nonzero(use.on & np.int32(1 << platform.index)))
