"""Founding: members whom no community fits ask people who are close in ties and taste, and found one together.

Founding takes several members, who share the fee and the time. Their community grows by word of mouth, may earn a
membership fee, and outlives its founders. It closes after a long time without visits.
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import loop, rule
from sim.core.rng import stream_key, uniform, uniforms
from sim.core.threads import BLOCK
from sim.world import ahead, stages
from sim.world.derived import apart
from sim.world.ledger import MEMBERS

TRUST = 1.0  # founders' trust in their community, 0..1 (assumption)


@rule
def unserved(i, tables, near, patience, rate, day, key):
    """Weekly: whether member `i` finds a fitting community and, if not for long, whether it would found one."""
    members, memberships, communities = tables.members, tables.memberships, tables.communities
    first = int(memberships.first[i])
    for row in range(first, first + int(memberships.count[i])):
        if stages.FOLLOWER <= int(memberships.stage[row]) <= stages.COCREATOR:
            k = int(memberships.community[row])
            if apart(i, k, members, communities) < near * communities.width[k] * communities.width[k]:
                members.weeks_without_fit[i] = 0
                return 0
    members.weeks_without_fit[i] += 1
    weary = 7.0 * int(members.weeks_without_fit[i]) >= patience
    return 1 if weary and uniform(key, i, 0) < min(1.0, 7.0 * rate * float(members.sociability[i])) else 0


@loop
def looking(tables, near, patience, rate, day, key, founds, lo, hi):
    last = hi - 1
    for block in range(lo // BLOCK, -(-hi // BLOCK)):
        if (block + day) % 7 == 0:
            for i in range(max(lo, BLOCK * block), min(hi, BLOCK * block + BLOCK)):
                ahead.beginnings(min(last, i + 14 * BLOCK), tables)
                ahead.fits(min(last, i + 7 * BLOCK), tables)
                founds[i] = unserved(i, tables, near, patience, rate, day, key)


def suiting(suits: float) -> float:
    """The squared distance up to which a community of width 1 fits, where its bell-shaped fit falls to `suits`; that of
    others is as many times larger as the square of their width."""
    return -2.0 * math.log(suits) if suits > 0.0 else math.inf


def establish(economy, day: int, p) -> None:
    """Let members who want to found a community ask others, as long as a number is free.

    If founding is impossible, the weeks without a fitting community are not counted either.
    """
    w = economy.world
    if not economy.platforms or p.founding == 0.0:
        return
    would = np.zeros(w.members, np.uint8)
    economy.parallel_for(w.members, looking, w.tables, suiting(p.suits), p.patience, p.founding, day,
                         stream_key(economy.seed, "founding", day), would)
    if economy.enough_founded(p.most_founded):
        return
    asking = np.flatnonzero(would.view(np.bool_))
    if asking.size == 0:
        return
    draws = uniforms(stream_key(economy.seed, "founders", day), asking)
    for i in asking[np.argsort(draws, kind="stable")]:  # by lot, because free numbers are few
        platform = economy.meeting_place(int(i))
        founders = gather(economy, day, int(i), p, platform)
        if founders.size < max(1, p.founders):
            continue
        taste, values = middle(w.m.taste[founders]), middle(w.m.values[founders])
        k = begin(economy, day, founders, p, taste, values, platform)
        if k is None:
            return
        w.founders.append((founders, k, stages.COCREATOR, day, TRUST))


def gather(economy, day: int, i: int, p, platform) -> np.ndarray:
    """Member `i` and its co-founders: of those it listens to, and those they listen to, members who also lack a fitting
    community, use the platform, would like one at `i`'s taste, can pay their part, and agree; the closest first."""
    w, width = economy.world, economy.founded_width
    if platform is None:
        return np.zeros(0, np.int64)
    bit = 0 if platform.users is None else 1 << platform.index
    asked, steps = ready(i, w, bit, p.agreeing, stream_key(economy.seed, "asked to found", day))
    far = 2.0 * np.abs(w.m.taste[asked] - w.m.taste[i])
    far = np.minimum(far, 2.0 - far)
    alike = far * far < suiting(p.suits) * width * width
    asked, far, steps = asked[alike], far[alike], steps[alike]
    asked = np.append(i, asked[np.lexsort((asked, far, steps))])
    asked = asked[w.m.wallet[asked] * max(1, p.founders) >= price(p, platform)]
    return w.with_free_slot(asked)[:max(1, p.founders)] if asked.size and asked[0] == i else asked[:0]


def ready(i: int, w, bit: int, agreeing: float, key) -> tuple[np.ndarray, np.ndarray]:
    """Those whom member `i` listens to (1 step away), and to whom they listen (2 steps), who are ready to found: each
    once, ascending, without `i`."""
    first = w.t.target[w.t.start[i]:w.t.start[i] + int(w.t.count[i])]
    found = np.empty(first.size + int(w.t.count[first].sum(dtype="i8")), np.int64)
    close, all_ = asking(i, w.t, w.m, w.use, bit, agreeing, key, found)
    asked, index = np.unique(found[:all_], return_index=True)
    return asked, np.where(index < close, 1, 2)


@loop
def asking(i, ties, members, use, bit, agreeing, key, found):
    """Note those near member `i` in ties who are ready to found a community: how many 1 step away, and how many in all.

    Who is near in several ways is noted several times.
    """
    begin, end, count = ties.start[i], ties.start[i] + int(ties.count[i]), 0
    for slot in range(begin, end):
        found[count] = ties.target[slot]
        count += agrees(int(ties.target[slot]), i, members, use, bit, agreeing, key)
    close = count
    for slot in range(begin, end):
        j = int(ties.target[slot])
        for other in range(ties.start[j], ties.start[j] + int(ties.count[j])):
            found[count] = ties.target[other]
            count += agrees(int(ties.target[other]), i, members, use, bit, agreeing, key)
    return close, count


@rule
def agrees(j, i, members, use, bit, agreeing, key):
    """Whether member `j` lacks a fitting community, is on the platform (`bit`, if it is not open to everybody), and
    agrees when `i` asks."""
    if j == i or members.weeks_without_fit[j] <= 0 or (bit != 0 and use.on[j] & use.onto[j] & bit == 0):
        return False
    return uniform(key, j, i) < agreeing


def middle(positions: np.ndarray) -> float:
    """Circular mean of positions on a circle of length 1; ½ if it is undefined."""
    turns = [2.0 * math.pi * float(position) for position in positions]
    east, north = math.fsum(map(math.cos, turns)), math.fsum(map(math.sin, turns))
    return math.atan2(north, east) / (2.0 * math.pi) % 1.0 if east or north else 0.5


def price(p, platform) -> int:
    """Cost of founding a community on a platform, in cents: the fee, and the value of the time."""
    return sum(parts_of(p, platform))


def parts_of(p, platform) -> tuple[int, int]:
    """The fee, and the value of the time, in cents."""
    times = getattr(platform.kind_p, "founding_cost", 1.0)
    return int(p.founding_fee * times), int(p.founding_time * times)


def begin(economy, day: int, founders: np.ndarray, p, taste: float, values: float, platform) -> int | None:
    """Let members open a community and share the cost; returns its number, or None if none is free."""
    w, k = economy.world, economy.free_community(p.most_founded)
    if k is None:
        return None
    community = economy.open_community(k, taste, values, day, p, platform)
    fee, time = parts_of(p, platform)
    w.m.weeks_without_fit[founders] = 0
    economy.counts["foundings"] += 1
    for payee, heading, cents in ((community.account, "founding", fee),
                                  ("elsewhere", "time forgone", time)):
        parts = np.full(founders.size, cents // founders.size, np.int64)
        parts[0] += cents % founders.size
        parts = np.minimum(parts, w.m.wallet[founders])
        w.m.wallet[founders] -= parts.astype(np.int32)
        economy.ledger.move(day, MEMBERS, payee, heading, int(parts.sum()))
        economy.ledger.note(day, founders.tolist(), payee, heading, -parts)
    return k


def give_up(economy, day: int, p) -> None:
    """Close founded communities that nobody has visited for long."""
    active = np.bincount(economy.world.v.community, minlength=economy.world.communities.alive.size).tolist()
    for community in list(economy.communities):
        if community.founded_on > 0:
            if active[community.index]:
                community.visited_on = day
            elif day - community.visited_on >= p.trial:
                economy.close_community(community)
