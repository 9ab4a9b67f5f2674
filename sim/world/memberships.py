"""Memberships: the relation of one member to one community, one row each. The rows of a member are adjacent.

Two thirds of all people belong to no more than one community, so rows are allocated on demand
(`sim.world.row_allocator`): member i has rows first[i] to first[i] + count[i]. Unused rows between them are empty.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.columns import Columns
from sim.world.stages import EMPTY


class MembershipColumns(NamedTuple):
    """The first four columns have one value per member, the others one per row, in `member` order except late rows.

    Fading values are stored as of their day stamp, and fade when they are read.
    """

    first: np.ndarray  # first row of the member
    count: np.ndarray  # type: ignore[assignment]  # number of memberships of the member
    row_capacity: np.ndarray  # number of rows reserved for the member
    followed: np.ndarray  # bit b: has ever followed a community whose number modulo 8 is b
    member: np.ndarray  # member of the row; -1 in an empty row
    community: np.ndarray  # community of the row; -1 in an empty row
    stage: np.ndarray  # stage in the funnel, as of yesterday
    stage_next: np.ndarray  # stage in the funnel from tomorrow on
    active: np.ndarray  # 1 if the member visits the community today
    order: np.ndarray  # offer that the member chooses here today; -1: none
    arousal: np.ndarray  # urge to tell others since the last visit: -1 a warning .. 1 praise [-1..1]
    evidence_for: np.ndarray  # evidence for trust gained today [kept purchases]
    evidence_against: np.ndarray  # evidence against trust gained today [kept purchases]
    group: np.ndarray  # number of the group; -1: none
    joined: np.ndarray  # day of becoming a follower; -1 before [day]
    returned: np.ndarray  # 1 if the member had left and came back
    introducer: np.ndarray  # member who brought the news; -1: nobody
    referral_depth: np.ndarray  # number of introductions from a member whom nobody introduced
    initial_trust: np.ndarray  # trust before any evidence, lent by the introducer [0..1]
    positive_evidence: np.ndarray  # evidence for trust, in purchases that kept their promise [kept purchases]
    negative_evidence: np.ndarray  # evidence against trust, times the negativity bias [kept purchases]
    own_experience: np.ndarray  # balance of the member's own experience, the only basis of its testimony
    trust: np.ndarray  # trust in the host, as of the last evidence or weekly update [0..1]
    trust_day: np.ndarray  # day stamp of the evidence above and of trust [day]
    expects_posts: np.ndarray  # quality that the member expects of the host's posts [0..1]
    expects_goods: np.ndarray  # quality that the member expects of the goods [0..1]
    usual_posts: np.ndarray  # slow mean of the quality of posts experienced here: what the member is used to [0..1]
    usual_goods: np.ndarray  # the same for goods [0..1]
    usual_price: np.ndarray  # mean price of goods bought here, as a multiple of the reference price; 0: nothing bought
    satisfaction: np.ndarray  # satisfaction with the last experience here [-1..1]
    engagement: np.ndarray  # raised by taking part [0..1]
    belonging: np.ndarray  # raised by answers from other members [0..1]
    familiarity: np.ndarray  # raised by seeing and hearing of the community [0..1]
    breached_on: np.ndarray  # day of hearing of a breach; -1: none, or it was repaired since [day]
    last_contact: np.ndarray  # day stamp of engagement, belonging and familiarity [day]
    buyer: np.ndarray  # 0 never bought, 1 buys, 2 stopped buying
    paid_until: np.ndarray  # last day of a paid membership [day]
    organiser: np.ndarray  # 1 if the member organises the group
    spent: np.ndarray  # spent in this community so far, up to FULL [cents]
    earned: np.ndarray  # earned in this community so far, up to FULL [cents]


OF_A_MEMBER = ("first", "count", "row_capacity", "followed")
OF_A_ROW = tuple(name for name in MembershipColumns._fields if name not in OF_A_MEMBER)
MembershipColumns.OF_A_ROW = OF_A_ROW  # type: ignore[attr-defined]

FULL = 2_000_000_000  # cents: the most that a wallet holds
_TYPES = {"first": "i4", "count": "u1", "row_capacity": "u1", "followed": "u1", "member": "i4", "community": "i2",
          "stage": "u1", "stage_next": "u1", "active": "u1", "order": "i2", "group": "i4", "joined": "i2",
          "introducer": "i4", "returned": "u1", "referral_depth": "u1", "trust_day": "i2", "breached_on": "i2",
          "last_contact": "i2", "buyer": "u1", "paid_until": "i2", "organiser": "u1", "spent": "i4", "earned": "i4"}
START = {"member": -1, "community": -1, "order": -1, "group": -1, "joined": -1, "introducer": -1, "stage": EMPTY,
         "stage_next": EMPTY, "paid_until": -1, "breached_on": -1}


def column(name: str, rows: int, first: int = 0) -> np.ndarray:
    """A column of `rows` rows that are empty from row `first` on; those before it are for the caller to fill."""
    made = np.empty(rows, _TYPES.get(name, "f4"))
    made[first:] = START.get(name, 0)
    return made


def none_yet(members: int, rows: int = 0) -> Columns:
    """Columns of a population in which nobody belongs to any community, with so many empty rows."""
    return Columns(MembershipColumns(**{name: column(name, members if name in OF_A_MEMBER else rows)
                                        for name in MembershipColumns._fields}))


EMPTY_ROW = none_yet(0, 1)


def grow(column: np.ndarray, where: np.ndarray, cents) -> tuple[np.ndarray, np.ndarray]:
    """Add cents to entries of an int32 column, which holds at most FULL. An entry may occur several times.

    Returns the entries, each once and ascending, and the excess of each over FULL (int64).
    """
    if (where[1:] > where[:-1]).all():  # each once and ascending already, as they mostly are
        entries, total = where, column[where] + np.asarray(cents, np.int64)
    else:
        entries, inverse = np.unique(where, return_inverse=True)
        total = column[entries].astype(np.int64)
        np.add.at(total, inverse, np.asarray(cents, np.int64))
    column[entries] = np.minimum(total, FULL).astype(np.int32)
    return entries, np.maximum(total - FULL, 0)


def nbytes(columns) -> int:
    """Bytes held by columns."""
    return sum(column.nbytes for column in columns)
