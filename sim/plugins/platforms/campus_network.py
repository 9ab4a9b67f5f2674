"""The campus network (Renren, early Facebook): pages under real names, and friends who know each other.

Ties need both sides. A visitor is suggested people of the same town with whom it shares a friend ("people you may
know"), so that the network closes triangles within towns and does not reach beyond them (triadic closure: Kossinets &
Watts 2006). Posts reach those who read the page, and friends of visitors who pass them on. Strangers find nothing:
there are no trends and no search.

It differs from its siblings in the clustering of ties, which rises with use; elsewhere new ties join people who
happen to talk to each other, and clustering falls.
"""

from __future__ import annotations

from sim.core.compile import rule
from sim.core.parameters import par, parameters
from sim.core.rng import climb, uniform
from sim.plugins.platforms import _base as base
from sim.plugins.platforms._feed import promoted, reposts
from sim.world.derived import away
from sim.world.ties import slot_of

MUTUAL = 1  # whether both sides must agree to a tie
REPOSTS = 1  # whether reposts are shown to those who listen to the reposter


@parameters
class CampusNetwork:
    sharing: float = base.sharing(1.0)
    half_life: float = base.half_life(2.0)
    room_size: int = base.room_size(200, "Group capacity: maximum number of members in a class or club.", high=500)
    repost: float = base.repost(0.05, "Chance that a visitor who has seen a post shares it with friends.")
    suggesting: float = par(0.1, unit="per visit", low=0, high=1, source="assumption",
                            says="Chance that a visitor asks a suggested friend of a friend, from the same town, for a "
                                 "tie.", moves=("+", "ties_formed"))


@rule
def offers(n, row, tables, shown, p, day, key):
    """Posts of the page, posts that friends share, and yesterday's talk in the visitor's own group."""
    memberships, events, visits = tables.memberships, tables.events, tables.visits
    communities, ties, groups = tables.communities, tables.ties, tables.groups
    k, i = int(visits.community[n]), int(visits.member[n])
    absent = away(row, memberships, shown, day)
    if communities.posts[k] > 0.0:
        visits.host[n] = climb(uniform(key, i, 8 * k), shown[0, k, absent])
    if communities.ugc[k] > 0.0:
        visits.ugc[n] = climb(uniform(key, i, 8 * k + 1), shown[1, k, absent])
    visits.peers[n] = reposts(i, k, memberships, events, communities, ties, p.repost, key)
    if int(memberships.group[row]) >= 0:
        visits.groups[n] = min(255, int(groups.messages[int(memberships.group[row])]))
    visits.paid[n] = promoted(i, 8 * k + 2, 1.0, k, communities, key)
    if uniform(key, i, 8 * k + 4) < p.suggesting:
        visits.tie_request[n] = 1 + suggested(i, 8 * k, tables, key)


@rule
def suggested(i, draw, tables, key):
    """A friend of a friend of member `i`, drawn at random, if from the same town and no friend yet; else -1."""
    members, ties = tables.members, tables.ties
    j = friend_of(i, uniform(key, i, draw + 5), ties)
    other = friend_of(j, uniform(key, i, draw + 6), ties) if j >= 0 else -1
    if other < 0 or other == i or members.town[other] != members.town[i] or slot_of(i, other, ties) >= 0:
        return -1
    return other


@rule
def friend_of(i, u, ties):
    """One of the people member `i` listens to, by a uniform number; -1 if there is none."""
    count = int(ties.count[i])
    return int(ties.target[ties.start[i] + int(u * count)]) if count > 0 else -1


step = base.over_visits(offers)
