"""Official accounts and chat groups (WeChat, 公众号 and 微信群): accounts publish, and groups organise.

Nothing is recommended to strangers: a visitor is offered the posts it subscribed to and the messages of its own group.
Ties are mutual.
"""

from __future__ import annotations

from sim.core.compile import rule
from sim.core.parameters import parameters
from sim.core.rng import climb, poisson, uniform
from sim.plugins.platforms import _base as base
from sim.world.derived import away

MUTUAL = 1  # whether both sides must agree to a tie


@parameters
class GroupsAndAccounts:
    sharing: float = base.sharing(1.0)
    half_life: float = base.half_life(2.0)
    repost: float = base.repost(0.02, "Chance that a visitor who has seen a post passes it on to friends.")
    room_size: int = base.room_size(150, "Group capacity: maximum number of members in a chat group.",
                                    high=500, source="WeChat: at most 500")


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


step = base.over_visits(offers)
