"""What several kinds of platforms show: posts that visitors pass on to those who listen to them, and bought ones."""

from __future__ import annotations

from sim.core.compile import rule
from sim.core.rng import poisson, successes, uniform
from sim.world.derived import row_of


@rule
def reposts(i, k, memberships, events, communities, ties, repost, key):
    """Number of visible posts that members whom `i` listens to, and who visit today, pass on."""
    visiting = 0
    for slot in range(ties.start[i], ties.start[i] + int(ties.count[i])):
        j = int(ties.target[slot])
        if (int(events.visits[j]) >> (k % 8)) & 1 == 1 and visits(row_of(j, k, memberships), memberships):
            visiting += 1
    if visiting == 0:
        return 0
    return min(255, successes(key, i, 8 * k + 3, int(visiting * min(10.0, communities.posts[k])), repost))


@rule
def visits(row, memberships):
    """Whether a row (or -1) is a membership whose member visits today."""
    return row >= 0 and memberships.active[row] == 1


@rule
def promoted(i, draw, share, k, communities, key):
    """Number of paid impressions on offer to member `i`, of which a share is let stand."""
    if communities.promoted[k] * share <= 0.0:
        return 0
    return min(255, poisson(uniform(key, i, draw), min(200.0, communities.promoted[k] * share)))
