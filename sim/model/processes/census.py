"""The census: one pass over the memberships that counts what communities and measures need to know."""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop, rule
from sim.world.derived import belonging_of, engagement_of, familiarity_of
from sim.world.stages import COCREATOR, EMPTY, FOLLOWER

COUNTS = ("aware", "follower", "fan", "core", "cocreator", "lapsed", "active", "said", "recommended", "warned",
          "organisers", "paying", "seen_host", "seen_groups", "seen_peers", "seen_recommended", "seen_paid",
          "active_beyond", "trust", "trust_square", "engagement", "belonging", "familiarity", "seen_ugc",
          "satisfaction")
FIXED = 1_000_000  # means are summed in millionths, so that the sum does not depend on its order
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
        trust = float(memberships.trust[row])
        n[10] += int(memberships.organiser[row])
        n[11] += 1 if int(memberships.paid_until[row]) >= day else 0
        n[18] += int(trust * FIXED)
        n[19] += int(trust * trust * FIXED)
        n[20] += int(engagement_of(row, memberships, fade, day) * FIXED)
        n[21] += int(belonging_of(row, memberships, fade, day) * FIXED)
        n[22] += int(familiarity_of(row, memberships, fade, day) * FIXED)
        n[24] += int(float(memberships.satisfaction[row]) * FIXED)


@loop
def step(memberships, fade, day, out, lo, hi):
    for row in range(lo, hi):
        count(row, memberships, fade, day, out[row // CHUNK])


@loop
def look_in(visits, out):
    """Add the visits of today, what was said and seen on them, to the counts of their communities."""
    for x in range(visits.row.size):
        n = out[int(visits.community[x])]
        n[6] += 1
        n[7] += int(visits.said[x])
        n[12] += int(visits.host[x])
        n[13] += int(visits.groups[x])
        n[14] += int(visits.peers[x])
        n[15] += int(visits.recommended[x])
        n[16] += int(visits.paid[x])
        n[17] += 1 if int(visits.said[x]) > 0 else 0
        n[23] += int(visits.ugc[x])


@loop
def overhear(who, memberships, events, out):
    """Add who recommends and who warns today, visitors and buyers, to the counts of their communities."""
    for n in range(who.size):
        i = int(who[n])
        for s in range(int(memberships.count[i])):
            k = int(memberships.community[int(memberships.first[i]) + s])
            out[k, 8] += (int(events.praises[i]) >> s) & 1
            out[k, 9] += (int(events.warns[i]) >> s) & 1


def visits(w) -> np.ndarray:
    """The counts of today's visits: communities by COUNTS."""
    out = np.zeros((w.communities.alive.size, len(COUNTS)), np.int64)
    look_in(w.v, out)
    overhear(np.flatnonzero(w.e.praises | w.e.warns), w.r, w.e, out)
    return out


def take(economy, day: int, seen: np.ndarray) -> None:
    """Count, and tell each community how many follow and visited."""
    w = economy.world
    out = np.zeros((w.rows // CHUNK + 1, w.communities.alive.size, len(COUNTS)), np.int64)
    economy.parallel_for(w.rows, step, w.r, w.fade, day, out, align=CHUNK)
    total = seen + out.sum(axis=0)
    economy.census = {name: total[:, n] for n, name in enumerate(COUNTS)}
    economy.counted = dict(zip(COUNTS, total[:economy.declared].sum(axis=0).tolist(), strict=True))
    w.communities.followers[:] = total[:, 1:5].sum(axis=1)
    w.communities.active[:] = total[:, 6]
    said = total[:, 7].tolist()
    for community in economy.communities:
        community.said_yesterday = said[community.index]
