"""What happens today: columns of events (one value per member) and of visits (one value per visit)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.columns import Columns
from sim.core.compile import loop


class EventColumns(NamedTuple):
    """What happens to each member today. One process writes a column, later ones read it."""

    visits: np.ndarray  # bit b: visits today a community whose number modulo 8 is b
    praises: np.ndarray  # bit s: recommends that community today
    warns: np.ndarray  # bit s: warns of that community today
    passes: np.ndarray  # bit s: passes on a post of that community today, unjudged
    overload: np.ndarray  # how far the posts on offer exceed what the member can take in [days]
    new_community: np.ndarray  # community heard of today for the first time; -1: none
    introducer: np.ndarray  # member who brought that news; -1: it came from outside
    initial_trust: np.ndarray  # trust that the introducer lends to the newcomer [0..1]
    referral_depth: np.ndarray  # number of introductions between the news and its source outside


_EVENT_TYPES = {"overload": "f4", "new_community": "i2", "introducer": "i4", "initial_trust": "f4"}


def quiet(members: int) -> Columns:
    """Events of a day on which nothing has happened yet."""
    return Columns(EventColumns(**{name: np.full(members, -1 if name in ("new_community", "introducer") else 0,
                                                 _EVENT_TYPES.get(name, "u1")) for name in EventColumns._fields}))


class VisitColumns(NamedTuple):
    """Today's visits, one value each; the visits of one member are adjacent."""

    row: np.ndarray  # row of the membership
    member: np.ndarray  # member who visits
    community: np.ndarray  # community visited
    host: np.ndarray  # posts of the host: offered, then seen
    ugc: np.ndarray  # posts of cocreators: offered, then seen
    groups: np.ndarray  # messages of the group: offered, then seen
    peers: np.ndarray  # posts of people the member listens to: offered, then seen
    recommended: np.ndarray  # posts the platform recommends: offered, then seen
    paid: np.ndarray  # paid impressions: offered, then seen
    said: np.ndarray  # messages written today
    answered: np.ndarray  # answers received from other members today
    last_replier: np.ndarray  # 1 + the last member who was answered today; 0: none
    tie_request: np.ndarray  # 1 + the member with whom a tie is wanted; 0: none


def no_visits(capacity: int) -> Columns:
    """Room for so many visits."""
    types = {"row": "i4", "member": "i4", "community": "i2", "last_replier": "i4", "tie_request": "i4"}
    return Columns(VisitColumns(**{name: np.zeros(capacity, types.get(name, "u1")) for name in VisitColumns._fields}))


@loop
def note_visits(rows, memberships, visits, first, visitors):
    """Visits of the members of these rows, who have not seen anything yet; returns how many members visit.

    Visitor n is `visitors[n]`, whose visits are first[n] to first[n + 1].
    """
    count = 0
    for n in range(visits.row.size):
        i = int(memberships.member[rows[n]])
        visits.row[n], visits.member[n], visits.community[n] = rows[n], i, memberships.community[rows[n]]
        visits.host[n] = visits.ugc[n] = visits.groups[n] = visits.peers[n] = visits.recommended[n] = 0
        visits.paid[n] = visits.said[n] = visits.answered[n] = 0
        visits.last_replier[n] = visits.tie_request[n] = 0
        if n == 0 or int(visits.member[n - 1]) != i:
            first[count] = n
            visitors[count] = i
            count += 1
    first[count] = visits.row.size
    return count


@loop
def mark_visitors(on_it, visits, by_member):
    """Mark members who visit one of the communities in `on_it`."""
    for n in range(visits.row.size):
        i = int(visits.member[n])
        if on_it[int(visits.community[n])] == 1:
            by_member[i] = int(by_member[i]) | (1 << (int(visits.community[n]) % 8))


# What a day of talk counts: who wrote a message (host or member), and whose message it answers.
TALLY = ("roots", "host_parents", "member_parents", "host_member", "member_host", "member_member", "ugc_parents",
         "ugc_member")


UNREACHED, FIRST_HAND = -2, -1
