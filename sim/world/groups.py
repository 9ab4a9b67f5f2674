"""Groups: where members of a community meet."""

from __future__ import annotations

from collections import namedtuple
from typing import NamedTuple

import numpy as np

from sim.core.columns import Columns, zeros

GROUP = np.dtype([
    ("community", "i4"),  # -1: the group is closed and its number free
    ("head_count", "i4"),  # members
    ("organisers", "i4"),  # members who organise it
    ("active", "i4"),  # members who visited today
    ("messages", "i4"),  # messages written today; until the group talks, those of yesterday
    ("asked", "i4"),  # questions to the host today
    ("spill_host", "i4"),  # messages of the host nobody could answer yesterday any more
    ("spill_member", "i4"),  # and of members
    ("silent_days", "i4"),  # days since anybody wrote
    ("opened_on", "i4"),  # the day it was opened
    ("splits_into", "i4"),  # the group half of the members move to tonight; -1: none
    ("moves_into", "i4"),  # the group all members move to tonight; -1: none
])


GroupColumns = namedtuple("GroupColumns", GROUP.names)  # type: ignore[arg-type, misc]


def none_yet(capacity: int) -> Columns:
    """`capacity` closed groups."""
    g = zeros(GroupColumns, GROUP, capacity)
    for column in (g.community, g.splits_into, g.moves_into):
        column[:] = -1
    return g


class Waiting(NamedTuple):
    """Whose messages nobody could answer yesterday any more: `writer[first[q]:first[q] + g.spill_member[q]]` of group
    q, ascending."""

    first: np.ndarray
    writer: np.ndarray


def nobody_waits() -> Waiting:
    """No message waits for an answer in any group."""
    return Waiting(np.zeros(1, np.int64), np.zeros(0, np.int32))
