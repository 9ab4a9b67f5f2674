"""Groups, in which the members of a community talk."""

from __future__ import annotations

from collections import namedtuple
from typing import NamedTuple

import numpy as np

from sim.core.columns import Columns, zeros
from sim.core.compile import loop
from sim.core.screening import passed

GROUP = np.dtype([
    ("community", "i4"),  # -1: the group is closed and its number is free
    ("head_count", "i4"),  # members
    ("organisers", "i4"),  # members who are organisers of the group
    ("active", "i4"),  # members who visited today
    ("messages", "i4"),  # messages written today; before today's talk, those of yesterday
    ("asked", "i4"),  # questions to the host today
    ("spill_host", "i4"),  # host messages of yesterday that can still be answered today
    ("spill_member", "i4"),  # member messages of yesterday that can still be answered today
    ("silent_days", "i4"),  # days since the last message
    ("opened_on", "i4"),  # day on which it was opened
    ("splits_into", "i4"),  # group to which half of the members move tonight; -1: none
    ("moves_into", "i4"),  # group to which all members move tonight; -1: none
])


GroupColumns = namedtuple("GroupColumns", GROUP.names)  # type: ignore[arg-type, misc]


def none_yet(capacity: int) -> Columns:
    """`capacity` closed groups."""
    g = zeros(GroupColumns, GROUP, capacity)
    for column in (g.community, g.splits_into, g.moves_into):
        column[:] = -1
    return g


class Waiting(NamedTuple):
    """Authors of yesterday's messages that can still be answered: for group q, ascending,
    `writer[first[q]:first[q] + g.spill_member[q]]`."""

    first: np.ndarray
    writer: np.ndarray


def nobody_waits() -> Waiting:
    """No message waits for an answer in any group."""
    return Waiting(np.zeros(1, np.int64), np.zeros(0, np.int32))


@loop
def count_organisers(rows, scratch, memberships, groups):
    """Count the organisers of each group, which were set to 0."""
    for row in range(rows):
        scratch[row] = memberships.organiser[row] == 1
    for n in range(passed(scratch, 0, rows)):
        groups.organisers[memberships.group[scratch[n]]] += 1


@loop
def count_places(groups, size, capacity, places):
    """Add up the free places in the open groups of each community, by community."""
    for q in range(size):
        k = groups.community[q]
        if k >= 0:
            places[k] += max(0, capacity[k] - groups.head_count[q])
