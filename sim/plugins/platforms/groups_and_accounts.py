"""Official accounts and chat groups (WeChat, 公众号 and 微信群): accounts publish, and groups organise.

Nothing is recommended to strangers: a visitor is offered the posts it subscribed to and the messages of its own group.
Ties are mutual.
"""

from __future__ import annotations

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.rng import climb, poisson, uniform
from sim.world.derived import away

MUTUAL = 1  # whether both sides must agree to a tie


@parameters
class GroupsAndAccounts:
    sharing: float = par(1.0, low=0, high=5, source="assumption",
                         says="Ease of telling others, relative to a group chat (1).",
                         moves=("+", "recommendations"))
    half_life: float = par(2.0, unit="days", low=0.1, high=365, source="assumption",
                           says="Time after which half of the posts are no longer visible.", moves=("+", "seen_host"))
    repost: float = par(0.02, unit="per visit", low=0, high=1, source="assumption",
                        says="Chance that a visitor who has seen a post passes it on to friends.",
                        moves=("+", "news_by_word_of_mouth"))
    room_size: int = par(150, unit="members", low=5, high=500, live=False, source="WeChat: at most 500",
                         says="Group capacity: maximum number of members in a chat group.", moves=("-", "groups"))


@rule(inline=True)
def offers(n, row, tables, shown, p, day, key):
    """The account's visible posts and yesterday's talk in the visitor's own group."""
    memberships, visits, communities, groups = tables.memberships, tables.visits, tables.communities, tables.groups
    k, i = int(visits.community[n]), int(visits.member[n])
    if communities.posts[k] > 0.0:
        visits.host[n] = climb(uniform(key, i, 4 * k), shown[0, k, away(row, memberships, shown, day)])
    if int(memberships.group[row]) >= 0:
        visits.groups[n] = min(255, int(groups.messages[int(memberships.group[row])]))
    if communities.ugc[k] > 0.0:
        visits.ugc[n] = climb(uniform(key, i, 4 * k + 2), shown[1, k, away(row, memberships, shown, day)])
    if communities.promoted[k] > 0.0:
        visits.paid[n] = min(255, poisson(uniform(key, i, 4 * k + 1), min(200.0, communities.promoted[k])))


@loop
def step(on_it, tables, shown, p, day, key, lo, hi):
    visits = tables.visits
    for n in range(lo, hi):
        if on_it[int(visits.community[n])] == 1:
            offers(n, int(visits.row[n]), tables, shown, p, day, key)
