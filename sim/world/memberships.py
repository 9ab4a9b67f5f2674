"""Memberships: S slots a member, row = member · S + slot. What a community means to one of its members."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.world.stages import EMPTY


class MembershipColumns(NamedTuple):
    """One value a slot. Fading values are stored as they were on their day stamp and fade when they are read."""

    community: np.ndarray  # which community; -1 in an empty slot
    stage: np.ndarray  # where in the funnel, as of yesterday
    stage_next: np.ndarray  # where in the funnel from tomorrow on
    group: np.ndarray  # which group; -1 when in none
    joined: np.ndarray  # the day of becoming a follower; -1 before
    introducer: np.ndarray  # the member who brought the news; -1 when nobody did
    generation: np.ndarray  # how many introductions away from a member nobody introduced
    prior: np.ndarray  # trust before any evidence, lent by the introducer
    kept: np.ndarray  # evidence for trust, in purchases that kept their promise
    broken: np.ndarray  # evidence against trust, same unit, times the negativity bias
    own: np.ndarray  # the balance of a member's own experience, which is all that testimony may use
    trust: np.ndarray  # trust in the host, 0..1, as of the last evidence or weekly look back
    trusted_on: np.ndarray  # the day stamp of kept, broken and trust
    expectation: np.ndarray  # the quality a member expects
    engagement: np.ndarray  # 0..1, raised by taking part
    belonging: np.ndarray  # 0..1, raised by being answered by other members
    familiarity: np.ndarray  # 0..1, raised by seeing and hearing
    seen_on: np.ndarray  # the day stamp of engagement, belonging and familiarity
    buyer: np.ndarray  # 0 never bought, 1 buys, 2 stopped buying
    paid_until: np.ndarray  # the last day of a paid membership
    organiser: np.ndarray  # 1 when the member organises the group
    spent: np.ndarray  # cents paid in this community so far
    earned: np.ndarray  # cents earned in this community so far


_TYPES = {"community": "i2", "stage": "u1", "stage_next": "u1", "group": "i4", "joined": "i2", "introducer": "i4",
          "generation": "u1", "trusted_on": "i2", "seen_on": "i2", "buyer": "u1", "paid_until": "i2",
          "organiser": "u1", "spent": "i4", "earned": "i4"}
_START = {"community": -1, "group": -1, "joined": -1, "introducer": -1, "stage": EMPTY, "paid_until": -1}


def empty(members: int, slots: int) -> MembershipColumns:
    """All slots free."""
    return MembershipColumns(**{name: np.full(members * slots, _START.get(name, 0), _TYPES.get(name, "f4"))
                                for name in MembershipColumns._fields})


class EventColumns(NamedTuple):
    """What happens today. Written by one process, read by later ones; the last ten hold one value a member."""

    active: np.ndarray  # 1 when the member visits the community today
    host: np.ndarray  # posts of the host: offered, then seen
    groups: np.ndarray  # messages of the group: offered, then seen
    peers: np.ndarray  # posts of people listened to: offered, then seen
    recommended: np.ndarray  # posts the platform recommends: offered, then seen
    paid: np.ndarray  # bought impressions: offered, then seen
    surprise: np.ndarray  # experience minus expectation since the last visit, -1..1
    good: np.ndarray  # evidence for trust that came today
    bad: np.ndarray  # evidence against trust that came today
    said: np.ndarray  # messages written today
    answered: np.ndarray  # answers received from other members today
    partner: np.ndarray  # 1 + the member answered last today; 0 when none
    fans: np.ndarray  # bit s: a fan visits the community in slot s today
    praises: np.ndarray  # bit s: recommends the community in slot s today
    warns: np.ndarray  # bit s: warns of the community in slot s today
    news: np.ndarray  # the community heard of today for the first time; -1 when none
    bearer: np.ndarray  # who brought that news; -1: it came from outside
    lent: np.ndarray  # the trust that the bearer lends to the newcomer
    depth: np.ndarray  # how many introductions away from outside the news has come
    left: np.ndarray  # 1 + the room whose member was displaced by the news; 0 when none
    overload: np.ndarray  # how far the posts on offer exceed what the member can take in
    order: np.ndarray  # the offer chosen today; -1 when none


_EVENT_TYPES = {"surprise": "f4", "good": "f4", "bad": "f4", "partner": "i4", "news": "i2", "bearer": "i4",
                "lent": "f4", "left": "i4", "overload": "f4", "order": "i2"}
_PER_MEMBER = ("fans", "praises", "warns", "news", "bearer", "lent", "depth", "left", "overload", "order")
_NOTHING = {"news": -1, "bearer": -1, "order": -1}


def quiet(members: int, slots: int) -> EventColumns:
    """A day on which nothing has happened yet."""
    return EventColumns(**{name: np.full(members * (1 if name in _PER_MEMBER else slots), _NOTHING.get(name, 0),
                                         _EVENT_TYPES.get(name, "u1")) for name in EventColumns._fields})


def clear(e: EventColumns) -> None:
    """Forget yesterday's events, apart from evidence, which trust uses up, and surprise, which waits for a visit."""
    e.surprise[e.active.view(np.bool_)] = 0.0
    for name in EventColumns._fields:
        if name not in ("good", "bad", "surprise"):
            getattr(e, name).fill(_NOTHING.get(name, 0))


def nbytes(columns) -> int:
    """Bytes that columns hold."""
    return sum(column.nbytes for column in columns)
