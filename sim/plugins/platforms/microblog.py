"""The microblog (Weibo): directed following, broadcasting, reposts and trends.

Anybody may follow anybody. Posts reach followers, reposts reach everybody who listens to a visitor who passes them on,
and popular posts are recommended. Comments stand under posts, in threads too large for people to know each other.
"""

from __future__ import annotations

from sim.core.compile import loop, rule
from sim.core.fetching import AHEAD
from sim.core.parameters import par, parameters
from sim.core.rng import climb, poisson, uniform
from sim.plugins.platforms import _base as base
from sim.plugins.platforms._feed import reposts
from sim.world import ahead
from sim.world.derived import away

MUTUAL = 0  # whether both sides must agree to a tie
REPOSTS = 1  # whether reposts are shown to those who listen to the reposter


@parameters
class Microblog:
    sharing: float = base.sharing(1.5)
    half_life: float = base.half_life(1.0)
    room_size: int = base.room_size(2_000, "Number of members who share a comment thread.")
    repost: float = base.repost(0.05, "Chance that a visitor who has seen a post reposts it.")
    trending: float = par(5.0, unit="posts a visit", low=0, high=100, source="assumption",
                          says="Recommended posts per visit if everybody follows the community; proportional to its "
                               "popularity.",
                          moves=("+", "seen_recommended"))
    discovery: float = par(0.002, unit="per day", low=0, high=1, source="assumption",
                           says="Daily chance that a stranger finds a community that everybody follows; proportional "
                                "to popularity.",
                           moves=("+", "aware"))


def discovery(p) -> float:
    """Daily chance that a stranger finds a community that everybody follows."""
    return p.discovery


@rule
def offers(n, row, tables, shown, p, day, key):
    """Posts of the followed host, reposts of people listened to, and trends."""
    memberships, events, visits = tables.memberships, tables.events, tables.visits
    communities, ties, groups = tables.communities, tables.ties, tables.groups
    k, i = int(visits.community[n]), int(visits.member[n])
    if communities.posts[k] > 0.0:
        visits.host[n] = climb(uniform(key, i, 8 * k), shown[0, k, away(row, memberships, shown, day)])
    trends = p.trending * communities.popularity[k] * min(1.0, communities.posts[k])  # silent hosts do not trend
    visits.peers[n] = reposts(i, k, memberships, events, communities, ties, p.repost, key)
    visits.recommended[n] = min(255, poisson(uniform(key, i, 8 * k + 1), min(200.0, trends)))
    if int(memberships.group[row]) >= 0:
        visits.groups[n] = min(255, int(groups.messages[int(memberships.group[row])]))
    if communities.ugc[k] > 0.0:
        visits.ugc[n] = climb(uniform(key, i, 8 * k + 4), shown[1, k, away(row, memberships, shown, day)])
    if communities.promoted[k] > 0.0:
        visits.paid[n] = min(255, poisson(uniform(key, i, 8 * k + 2), min(200.0, communities.promoted[k])))


@loop
def step(on_it, tables, shown, p, day, key, lo, hi):
    visits = tables.visits
    for block in range(lo, hi, AHEAD):
        end = min(hi, block + AHEAD)
        for n in range(block, end):
            if on_it[int(visits.community[n])] == 1:
                ahead.reader(int(visits.row[n]), tables)
                ahead.ties(int(visits.member[n]), tables)
        for n in range(block, end):
            if on_it[int(visits.community[n])] == 1:
                offers(n, int(visits.row[n]), tables, shown, p, day, key)
