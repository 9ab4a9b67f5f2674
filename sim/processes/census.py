"""The census: one pass over the memberships that counts what communities and measures need to know."""

from __future__ import annotations

import numpy as np

from sim.rule import part, rule
from sim.world.contact import belonging_of, engagement_of, familiarity_of
from sim.world.stages import COCREATOR, FOLLOWER

COUNTS = ("aware", "follower", "fan", "core", "cocreator", "lapsed", "active", "said", "recommended", "warned",
          "organisers", "paying", "seen_host", "seen_groups", "seen_peers", "seen_recommended", "seen_paid",
          "active_beyond", "trust", "trust_square", "engagement", "belonging", "familiarity")
FIXED = 1_000_000  # means are summed in millionths, so that the sum does not depend on its order
CHUNK = 1 << 16


@part
def count(row, slots, r, e, fade, day, out):
    """Add one membership to the counts of its community."""
    stage = int(r.stage[row])
    n = out[int(r.community[row])]
    n[stage - 1] += 1
    if e.active[row] == 1:
        look_in(row, slots, e, n)
    if FOLLOWER <= stage <= COCREATOR:
        trust = float(r.trust[row])
        n[10] += int(r.organiser[row])
        n[11] += 1 if int(r.paid_until[row]) >= day else 0
        n[18] += int(trust * FIXED)
        n[19] += int(trust * trust * FIXED)
        n[20] += int(engagement_of(row, r, fade, day) * FIXED)
        n[21] += int(belonging_of(row, r, fade, day) * FIXED)
        n[22] += int(familiarity_of(row, r, fade, day) * FIXED)


@part
def look_in(row, slots, e, n):
    """The visit of one membership: what was said and seen."""
    i, bit = row // slots, 1 << (row % slots)
    n[6] += 1
    n[7] += int(e.said[row])
    n[8] += 1 if int(e.praises[i]) & bit else 0
    n[9] += 1 if int(e.warns[i]) & bit else 0
    n[12] += int(e.host[row])
    n[13] += int(e.groups[row])
    n[14] += int(e.peers[row])
    n[15] += int(e.recommended[row])
    n[16] += int(e.paid[row])
    n[17] += 1 if int(e.said[row]) > 0 else 0


@rule
def step(held, slots, r, e, fade, day, out, lo, hi):
    for n in range(lo, hi):
        count(int(held[n]), slots, r, e, fade, day, out[n // CHUNK])


def take(economy, day: int) -> None:
    """Count, and tell each community how many follow and visited."""
    w = economy.world
    rows = w.held.size
    out = np.zeros((rows // CHUNK + 1, w.described.alive.size, len(COUNTS)), np.int64)
    economy.over(rows, step, w.held, w.slots, w.r, w.e, w.fade, day, out, align=CHUNK)
    total = out.sum(axis=0)
    economy.census = {name: total[:, n] for n, name in enumerate(COUNTS)}
    w.described.followers[:] = total[:, 1:5].sum(axis=1)
    w.described.active[:] = total[:, 6]
    for community in economy.communities:
        community.said_yesterday = int(total[community.index, 7])
