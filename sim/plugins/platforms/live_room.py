"""The live room (9158, YY): who is there at the same time sees and hears each other, and what is over is gone.

A visitor sees what the host does on that day, and the chat of all others who are in the room, many to many: twice the
crowd is twice the spectacle. Nothing can be caught up on later. Rooms are listed in a lobby, the fullest first. What
members give the host is a channel (tips), and not the platform's.

It differs from its siblings in what is seen of the host after a day without a show: nothing, however long the visitor
was away, while elsewhere posts wait for their reader; and what a visitor sees rises with the number of others there.
"""

from __future__ import annotations

from sim.core.compile import rule
from sim.core.parameters import par, parameters
from sim.core.rng import poisson, uniform
from sim.plugins.platforms import _base as base
from sim.plugins.platforms._feed import promoted

MUTUAL = 0  # whether both sides must agree to a tie


@parameters
class LiveRoom:
    sharing: float = base.sharing(1.0)
    room_size: int = base.room_size(500, "Number of members who watch and talk together.")
    chatter: float = par(0.5, unit="messages a visit", low=0, high=20, source="assumption",
                         says="Messages and gestures that a visitor notices of each other person present.",
                         moves=("+", "seen_groups"))
    lobby: float = par(0.005, unit="per day", low=0, high=1, source="assumption",
                       says="Daily chance that a stranger enters, from the lobby, a show that everybody follows; "
                            "proportional to popularity.", moves=("+", "aware"))


def discovery(p) -> float:
    """Daily chance that a stranger finds a room that everybody follows."""
    return p.lobby


@rule
def offers(n, row, tables, shown, p, day, key):
    """Today's show, and the others in the room, as many as were there yesterday."""
    memberships, visits, communities, groups = tables.memberships, tables.visits, tables.communities, tables.groups
    k, i = int(visits.community[n]), int(visits.member[n])
    visits.host[n] = min(255, int(communities.new_posts[k]))
    visits.ugc[n] = min(255, int(communities.new_ugc[k]))
    if int(memberships.group[row]) >= 0:
        crowd = min(200.0, p.chatter * float(groups.active[int(memberships.group[row])]))
        visits.groups[n] = min(255, poisson(uniform(key, i, 4 * k), crowd))
    visits.paid[n] = promoted(i, 4 * k + 1, 1.0, k, communities, key)


step = base.over_visits(offers)
