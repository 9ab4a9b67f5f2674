"""Memberships: what a community means to one of its members, one row each. The rows of a member lie together.

Two thirds of all people belong to no more than one community, so rows are given out as they are needed (`sim.world.
rows`): member i's are first[i] to first[i] + count[i]. Rows between them that nobody uses are empty.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.columns import Columns
from sim.world.stages import EMPTY


class MembershipColumns(NamedTuple):
    """The first four hold one value a member, the others one a row, and lie in `member` order but for late rows.

    Fading values are stored as they were on their day stamp and fade when they are read.
    """

    first: np.ndarray  # the first row of the member
    count: np.ndarray  # type: ignore[assignment]  # how many memberships the member has
    row_capacity: np.ndarray  # how many rows are kept for the member
    followed: np.ndarray  # bit b: has followed a community whose number leaves b when divided by 8
    member: np.ndarray  # whose row it is; -1 in an empty row
    community: np.ndarray  # which community; -1 in an empty row
    stage: np.ndarray  # where in the funnel, as of yesterday
    stage_next: np.ndarray  # where in the funnel from tomorrow on
    active: np.ndarray  # 1 when the member visits the community today
    order: np.ndarray  # the offer the member chooses here today; -1 when none
    arousal: np.ndarray  # what the member has to tell since the last visit: -1 a warning .. 1 praise [-1..1]
    evidence_for: np.ndarray  # evidence for trust that came today [kept purchases]
    evidence_against: np.ndarray  # evidence against trust that came today [kept purchases]
    group: np.ndarray  # which group; -1 when in none
    joined: np.ndarray  # the day of becoming a follower; -1 before [day]
    returned: np.ndarray  # 1 when the member had left and came back
    introducer: np.ndarray  # the member who brought the news; -1 when nobody did
    referral_depth: np.ndarray  # how many introductions away from a member nobody introduced
    initial_trust: np.ndarray  # trust before any evidence, lent by the introducer [0..1]
    positive_evidence: np.ndarray  # evidence for trust, in purchases that kept their promise [kept purchases]
    negative_evidence: np.ndarray  # evidence against trust, same unit, times the negativity bias [kept purchases]
    own_experience: np.ndarray  # the balance of a member's own experience, which is all that testimony may use
    trust: np.ndarray  # trust in the host, as of the last evidence or weekly look back [0..1]
    trust_day: np.ndarray  # the day stamp of the evidence above and of trust [day]
    expects_posts: np.ndarray  # the quality, that a member expects of the host's posts [0..1]
    expects_goods: np.ndarray  # and of the goods [0..1]
    usual_posts: np.ndarray  # the slow mean of the posts experienced here: what the member is used to [0..1]
    usual_goods: np.ndarray  # and of the goods [0..1]
    satisfaction: np.ndarray  # with the last experience here, -1..1 [-1..1]
    engagement: np.ndarray  # raised by taking part [0..1]
    belonging: np.ndarray  # raised by being answered by other members [0..1]
    familiarity: np.ndarray  # raised by seeing and hearing [0..1]
    breached_on: np.ndarray  # the day of hearing of a breach that is not repaired; -1: none [day]
    last_contact: np.ndarray  # the day stamp of engagement, belonging and familiarity [day]
    buyer: np.ndarray  # 0 never bought, 1 buys, 2 stopped buying
    paid_until: np.ndarray  # the last day of a paid membership [day]
    organiser: np.ndarray  # 1 when the member organises the group
    spent: np.ndarray  # cents paid in this community so far, counted up to FULL [cents]
    earned: np.ndarray  # cents earned in this community so far, counted up to FULL [cents]


OF_A_MEMBER = ("first", "count", "row_capacity", "followed")
OF_A_ROW = tuple(name for name in MembershipColumns._fields if name not in OF_A_MEMBER)
MembershipColumns.OF_A_ROW = OF_A_ROW  # type: ignore[attr-defined]

FULL = 2_000_000_000  # cents: what a wallet can hold
_TYPES = {"first": "i4", "count": "u1", "row_capacity": "u1", "followed": "u1", "member": "i4", "community": "i2",
          "stage": "u1", "stage_next": "u1", "active": "u1", "order": "i2", "group": "i4", "joined": "i2",
          "introducer": "i4", "returned": "u1", "referral_depth": "u1", "trust_day": "i2", "breached_on": "i2",
          "last_contact": "i2", "buyer": "u1", "paid_until": "i2", "organiser": "u1", "spent": "i4", "earned": "i4"}
START = {"member": -1, "community": -1, "order": -1, "group": -1, "joined": -1, "introducer": -1, "stage": EMPTY,
         "stage_next": EMPTY, "paid_until": -1, "breached_on": -1}


def column(name: str, rows: int) -> np.ndarray:
    """A column of so many empty rows."""
    return np.full(rows, START.get(name, 0), _TYPES.get(name, "f4"))


def none_yet(members: int, rows: int = 0) -> Columns:
    """Nobody belongs to any community; so many rows are empty."""
    return Columns(MembershipColumns(**{name: column(name, members if name in OF_A_MEMBER else rows)
                                        for name in MembershipColumns._fields}))


EMPTY_ROW = none_yet(0, 1)


def grow(column: np.ndarray, where: np.ndarray, cents) -> tuple[np.ndarray, np.ndarray]:
    """Add cents, some perhaps to the same place, to a column of int32, which can hold no more than FULL.

    Returns the places, each once and ascending, and what was too much for each, int64.
    """
    places, which = np.unique(where, return_inverse=True)
    there = column[places].astype(np.int64)
    np.add.at(there, which, np.asarray(cents, np.int64))
    column[places] = np.minimum(there, FULL).astype(np.int32)
    return places, np.maximum(there - FULL, 0)


def nbytes(columns) -> int:
    """Bytes that columns hold."""
    return sum(column.nbytes for column in columns)
