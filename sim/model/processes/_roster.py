"""The roster of a day of talk: the visitors of all groups side by side, and room for what they write."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.compile import loop


class Roster(NamedTuple):
    """The visitors of all groups, in the order of groups and then of visits."""

    visit: np.ndarray  # position of the visitor's visit among all visits
    member: np.ndarray
    ease: np.ndarray  # chance that the visitor answers a message
    host: np.ndarray  # host posts that the visitor has seen
    ugc: np.ndarray  # cocreator posts by others that the visitor has seen
    said: np.ndarray  # messages written today
    answered: np.ndarray  # answers received from other members today
    last_replier: np.ndarray  # 1 + the last member who was answered; 0: none
    own: np.ndarray  # the visitor's own messages of this round, which are adjacent
    begin: np.ndarray  # where they begin among all messages of the round
    waits: np.ndarray  # position of the visitor's own message of yesterday, or -1


def rosters(visits, memberships, groups: int):
    """The visitors of each group: (start of each group, position of each visit or -1, an empty roster)."""
    starts, positions = np.zeros(groups + 2, np.int64), np.empty(visits.row.size, np.int32)
    size = find_positions(visits, memberships, starts, np.zeros(groups + 1, np.int64), positions)
    return starts, positions, Roster(np.zeros(size, np.int32), np.empty(size, np.int32), np.zeros(size),
                                     np.empty(size, np.uint8), np.zeros(size), np.zeros(size, np.uint8),
                                     np.zeros(size, np.uint8), np.zeros(size, np.int32), np.zeros(size, np.uint8),
                                     np.zeros(size, np.int32), np.full(size, -1, np.int32))


@loop
def find_positions(visits, memberships, starts, free, positions):
    """The visitors of group q stand from starts[q] to starts[q + 1], in the order of visits; returns how many there
    are in all groups."""
    for n in range(positions.size):
        q = int(memberships.group[visits.row[n]])
        if q >= 0:
            starts[q + 1] += 1
    for q in range(1, free.size):
        starts[q] += starts[q - 1]
        free[q] = starts[q]
    for n in range(positions.size):
        q = int(memberships.group[visits.row[n]])
        positions[n] = free[q] if q >= 0 else -1
        if q >= 0:
            free[q] += 1
    return starts[free.size - 1]


@loop
def beginnings(starts, roster, groups, begins):
    """Start of each group's messages in arrays that are large enough for any round."""
    for q in range(begins.size - 1):
        messages = int(groups.spill_member[q])
        for x in range(starts[q], starts[q + 1]):
            messages += int(roster.said[x])
        begins[q + 1] = begins[q] + max(messages, starts[q + 1] - starts[q])


@loop
def answering(groups, size, communities, p, chance):
    """The chance that the host of each community answers back, by the number of questions yesterday."""
    for q in range(size):
        if groups.community[q] >= 0:
            chance[groups.community[q]] += groups.asked[q]
    for k in range(chance.size):
        chance[k] = min(1.0, p.answers / max(chance[k], 1.0)) * communities.hosted[k]
