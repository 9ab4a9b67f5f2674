"""The doors of platforms with users of their own: who may come in, what those inside are shown, who is in at night."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.core.compile import loop, rule
from sim.core.rng import poisson, stream_key, uniform
from sim.core.screening import passed
from sim.core.threads import SCREEN_BLOCK
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


@rule
def hear_of(i, k, tables, gain, prior, day):
    """Member `i`, unless it has other news today, becomes aware of a community, or is reminded of it."""
    memberships, events = tables.memberships, tables.events
    row = row_of(i, k, memberships)
    if row < 0 and int(events.new_community[i]) < 0:
        events.new_community[i], events.introducer[i] = k, -1
        events.initial_trust[i], events.referral_depth[i] = prior, 0
    elif row >= 0 and (int(memberships.stage[row]) == AWARE or int(memberships.stage[row]) == LAPSED):
        meet(row, memberships, tables.communities, tables.fade, day)
        approach(memberships.familiarity, row, gain, 1.0)


@loop
def hearing_inside(platforms, any_of_them, showing, scratch, tables, gain, prior, day, key, lo, hi):
    """Users of platforms hear of a community there by the platform's own means: paid impressions, and what is shown to
    all.

    One number per member decides, which is as good as a number of each platform: once it has turned out that a member
    hears of nothing on one platform, the number has the same chance to let it hear of something on the next.
    """
    nothing = 1.0
    for n in range(platforms.size):
        nothing *= 1.0 - any_of_them[n]
    for block in range(lo, hi, SCREEN_BLOCK):
        end = min(hi, block + SCREEN_BLOCK)
        for i in range(block, end):
            scratch[i] = uniform(key, i, 0) < 1.0 - nothing
        for n in range(block, block + passed(scratch, block, end)):
            look_in(int(scratch[n]), platforms, any_of_them, showing, tables, gain, prior, day, key)


@rule
def look_in(i, platforms, any_of_them, showing, tables, gain, prior, day, key):
    """Member `i` looks at one after the other of the platforms that it uses, until it hears of a community."""
    u = uniform(key, i, 0)
    for n in range(platforms.size):
        if tables.use.on[i] & (1 << platforms[n]) == 0:
            continue
        if u < any_of_them[n]:
            k = shown(n, uniform(key, i, 1), showing, tables.use)
            hear_of(i, k, tables, gain, prior, day)
            return
        u = (u - any_of_them[n]) / (1.0 - any_of_them[n])


class Showing(NamedTuple):
    """Which communities platforms show to their users today; those of platform n are from first[n] to first[n + 1]."""

    total: np.ndarray  # for each platform, the sum of the chances of its communities
    first: np.ndarray
    community: np.ndarray


@rule
def shown(n, u, showing, use):
    """The community on the n-th platform that `u`, from 0 to 1, picks in proportion to the chances of all there."""
    u *= showing.total[n]
    at, last = showing.first[n], showing.first[n + 1] - 1
    u -= use.inside[showing.community[at]]
    while at < last and u >= 0.0:
        at += 1
        u -= use.inside[showing.community[at]]
    return int(showing.community[at])


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
    """Let the users of platforms hear of communities there by the platforms' own means."""
    w, reach, shows = economy.world, [], []
    for platform in with_users(economy):
        here = np.flatnonzero((w.use.platform == platform.index) & (w.use.inside > 0.0))
        if here.size:
            chances = w.use.inside[here].tolist()
            reach.append((platform.index, -math.expm1(math.fsum(math.log1p(-chance) for chance in chances))))
            shows.append((math.fsum(chances), here))
    if not reach:
        return
    platforms, any_of_them = map(np.array, zip(*reach, strict=True))
    total, shown_here = zip(*shows, strict=True)
    showing = Showing(np.array(total), np.cumsum([0, *map(len, shown_here)]), np.concatenate(shown_here))
    economy.parallel_for(w.members, hearing_inside, platforms, any_of_them, showing, np.empty(w.members, np.int32),
                         w.tables, economy.parameters.attention.familiarity_gain,
                         economy.parameters.word_of_mouth.stranger, day,
                         stream_key(economy.seed, "heard inside", day))
    w.events_dirty = True


@loop
def finding(who, found, tables, gain, prior, day, lo, hi):
    """Members hear of the communities that they have found."""
    for n in range(lo, hi):
        if found[n] >= 0:
            hear_of(int(who[n]), int(found[n]), tables, gain, prior, day)


@loop
def finding_from(who, first, found, on_it, tables, gain, prior, lent, day, lo, hi):
    """The same of visitors, who lend what they find part of their trust in what they visit on the same platform."""
    visits, trust = tables.visits, tables.memberships.trust
    for n in range(lo, hi):
        if found[n] >= 0:
            most = prior
            for x in range(first[n], first[n + 1]):
                if on_it[int(visits.community[x])] == 1:
                    most = max(most, float(trust[int(visits.row[x])]))
            hear_of(int(who[n]), int(found[n]), tables, gain, prior + lent * (most - prior), day)


def look_around(economy, platform, on_it: np.ndarray, day: int) -> None:
    """Visitors of a platform look for other communities there, in the way of its kind."""
    w, found = economy.world, np.full(economy.world.visitors.size, -1)
    gain, prior = economy.parameters.attention.familiarity_gain, economy.parameters.word_of_mouth.stranger
    economy.parallel_for(found.size, platform.kind.browse, w.visitors, w.first_visit, on_it, np.flatnonzero(on_it),
                         found, w.tables, platform.kind_p, stream_key(economy.seed, f"browsing.{platform.name}", day))
    if lent := float(getattr(platform.kind_p, "lent", 0.0)):
        economy.parallel_for(found.size, finding_from, w.visitors, w.first_visit, found, on_it, w.tables, gain, prior,
                             lent, day)
    else:
        economy.parallel_for(found.size, finding, w.visitors, found, w.tables, gain, prior, day)


def let_along(economy, platform, day: int) -> None:
    """Who visits one community of a platform visits others, in the way of its kind."""
    w = economy.world
    partners = sum(partner.inside for community in economy.communities if community.platform is platform
                   for partner in community.partners)
    economy.parallel_for(w.rows, platform.kind.carry, platform.homes(economy), partners, w.tables, platform.kind_p,
                         stream_key(economy.seed, f"along.{platform.name}", day))
    if platform.users is not None:
        economy.parallel_for(w.rows, turning_away, w.tables)


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
