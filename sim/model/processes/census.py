"""The census: one pass over the memberships that counts what communities and measures need."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.compile import loop, rule
from sim.world.derived import belonging_of, engagement_of, familiarity_of
from sim.world.stages import COCREATOR, EMPTY, FOLLOWER


class Counts(NamedTuple):
    """What is counted in each community, with its place in the array of counts."""

    aware: int
    follower: int
    fan: int
    core: int
    cocreator: int
    lapsed: int
    active: int
    said: int
    recommended: int
    warned: int
    organisers: int
    paying: int
    seen_host: int
    seen_groups: int
    seen_peers: int
    seen_recommended: int
    seen_paid: int
    active_beyond: int
    trust: int
    trust_square: int
    engagement: int
    belonging: int
    familiarity: int
    seen_ugc: int
    satisfaction: int


COUNTS = Counts._fields
AT = Counts(*range(len(COUNTS)))
FIXED = 1_000_000  # means are summed in millionths, so that the result does not depend on the order
CHUNK = 1 << 16


@rule
def count(row, memberships, fade, day, out):
    """Add one membership to the counts of its community."""
    stage = int(memberships.stage[row])
    if stage == EMPTY:
        return
    n = out[int(memberships.community[row])]
    n[stage - 1] += 1
    if FOLLOWER <= stage <= COCREATOR:
        trust = np.float64(memberships.trust[row])
        n[AT.organisers] += int(memberships.organiser[row])
        n[AT.paying] += 1 if int(memberships.paid_until[row]) >= day else 0
        n[AT.trust] += int(trust * FIXED)
        n[AT.trust_square] += int(trust * trust * FIXED)
        n[AT.engagement] += int(engagement_of(row, memberships, fade, day) * FIXED)
        n[AT.belonging] += int(belonging_of(row, memberships, fade, day) * FIXED)
        n[AT.familiarity] += int(familiarity_of(row, memberships, fade, day) * FIXED)
        n[AT.satisfaction] += int(float(memberships.satisfaction[row]) * FIXED)


@loop
def step(memberships, fade, day, out, lo, hi):
    for row in range(lo, hi):
        count(row, memberships, fade, day, out[row // CHUNK])


@loop
def look_in(visits, out):
    """Add today's visits, and what was said and seen on them, to the counts of their communities."""
    for x in range(visits.row.size):
        n = out[int(visits.community[x])]
        n[AT.active] += 1
        n[AT.said] += int(visits.said[x])
        n[AT.seen_host] += int(visits.host[x])
        n[AT.seen_groups] += int(visits.groups[x])
        n[AT.seen_peers] += int(visits.peers[x])
        n[AT.seen_recommended] += int(visits.recommended[x])
        n[AT.seen_paid] += int(visits.paid[x])
        n[AT.active_beyond] += 1 if int(visits.said[x]) > 0 else 0
        n[AT.seen_ugc] += int(visits.ugc[x])


@loop
def overhear(memberships, events, out):
    """Add those who recommend or warn today (visitors and buyers) to the counts of their communities."""
    for i in range(events.praises.size):
        if (int(events.praises[i]) | int(events.warns[i])) == 0:
            continue
        for s in range(int(memberships.count[i])):
            k = int(memberships.community[int(memberships.first[i]) + s])
            out[k, AT.recommended] += (int(events.praises[i]) >> s) & 1
            out[k, AT.warned] += (int(events.warns[i]) >> s) & 1


@loop
def add_up(parts, total, first, declared, communities):
    """Add the parts to the total, and add up the `declared` communities, which are the `first` ones."""
    for k in range(total.shape[0]):
        for n in range(total.shape[1]):
            for part in range(parts.shape[0]):
                total[k, n] += parts[part, k, n]
            if k < first:
                declared[n] += total[k, n]
        communities.followers[k] = 0
        for stage in range(AT.follower, AT.lapsed):
            communities.followers[k] += total[k, stage]
        communities.active[k] = total[k, AT.active]


def visits(w) -> np.ndarray:
    """Counts of today's visits: communities by COUNTS."""
    out = np.zeros((w.communities.alive.size, len(COUNTS)), np.int64)
    look_in(w.v, out)
    overhear(w.r, w.e, out)
    return out


def take(economy, day: int, seen: np.ndarray) -> None:
    """Count, and give each community its numbers of followers and visitors."""
    w = economy.world
    out = np.zeros((w.rows // CHUNK + 1, w.communities.alive.size, len(COUNTS)), np.int64)
    economy.parallel_for(w.rows, step, w.r, w.fade, day, out, align=CHUNK)
    total, declared = seen, np.zeros(len(COUNTS), np.int64)
    add_up(out, total, economy.declared, declared, w.c)
    economy.census = dict(zip(COUNTS, total.T, strict=True))
    economy.counted = dict(zip(COUNTS, declared.tolist(), strict=True))
    messages = total[:, AT.said].tolist()
    for community in economy.communities:
        community.said_yesterday = messages[community.index]
