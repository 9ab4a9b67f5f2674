"""The forum (BBS, Tieba): boards with one list of threads for everybody, the latest on top.

People come for a topic and not for a person. The host's posts, cocreators' posts and what members write stand in one
list, which everybody reads from the top down to the same length (linear reading): the livelier the board, the smaller
the part of the host in it. Nobody owns an audience, boards do not split into rooms, and search brings strangers.
Moderators let only part of bought messages stand.

It differs from its siblings in the host's posts seen per visit, which fall here as members write more; the host of an
account or a microblog is seen as often as ever, as long as there is attention for all.
"""

from __future__ import annotations

from sim.core.compile import rule
from sim.core.parameters import par, parameters
from sim.core.rng import climb, successes, uniform
from sim.plugins.platforms import _base as base
from sim.plugins.platforms._feed import promoted
from sim.world.derived import away

MUTUAL = 0  # whether both sides must agree to a tie


@parameters
class Forum:
    sharing: float = base.sharing(0.7)
    half_life: float = base.half_life(14.0, "threads", ("changes", "seen_host"))
    room_size: int = base.room_size(5_000, "Number of members who share a board.")
    page: float = par(20.0, unit="posts a visit", low=1, high=200, source="assumption",
                      says="Length of the list that a visitor reads, from the latest post or message down.",
                      moves=("+", "seen_host"))
    search: float = par(0.002, unit="per day", low=0, high=1, source="assumption",
                        says="Daily chance that a stranger finds, by search, a board that everybody follows; "
                             "proportional to popularity.", moves=("+", "news_outside"))
    commerce: float = base.commerce(0.3)


def discovery(p) -> float:
    """Daily chance that a stranger finds a board that everybody follows."""
    return p.search


@rule
def offers(n, row, tables, shown, p, day, key):
    """As much of what is new on the board as stands on the list, whoever wrote it."""
    memberships, visits, communities, groups = tables.memberships, tables.visits, tables.communities, tables.groups
    k, i = int(visits.community[n]), int(visits.member[n])
    absent = away(row, memberships, shown, day)
    host = climb(uniform(key, i, 8 * k), shown[0, k, absent]) if communities.posts[k] > 0.0 else 0
    ugc = climb(uniform(key, i, 8 * k + 1), shown[1, k, absent]) if communities.ugc[k] > 0.0 else 0
    group = int(memberships.group[row])
    messages = min(255, int(groups.messages[group])) if group >= 0 else 0
    on_top = min(1.0, p.page / max(1.0, float(host + ugc + messages)))
    visits.host[n] = successes(key, i, 8 * k + 2, host, on_top)
    visits.ugc[n] = successes(key, i, 8 * k + 3, ugc, on_top)
    visits.groups[n] = successes(key, i, 8 * k + 4, messages, on_top)
    visits.paid[n] = promoted(i, 8 * k + 5, p.commerce, k, communities, key)


step = base.over_visits(offers)
