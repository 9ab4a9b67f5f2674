"""Organisation: newcomers find a group, leavers give theirs up; then the scenario's rule of self-organisation acts."""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop, rule
from sim.core.rng import stream_key, uniforms
from sim.world.derived import row_of
from sim.world.stages import COCREATOR, FOLLOWER

MOST = 512  # communities that a key of random numbers can tell apart


@loop
def seat(rows, memberships, groups, room_size, rooms, first):
    """Newcomers, one after the other, join their introducer's group if it has a place, else their community's next one.

    The groups of community k that had places are rooms[first[k]:first[k + 1]], the fullest first.
    """
    for n in range(rows.size):
        row = int(rows[n])
        k = int(memberships.community[row])
        q = room_of_introducer(row, k, memberships)
        if q < 0 or groups.head_count[q] >= room_size[k]:
            while groups.head_count[rooms[first[k]]] >= room_size[k]:
                first[k] += 1
            q = rooms[first[k]]
        groups.head_count[q] += 1
        memberships.group[row] = q


@rule
def room_of_introducer(row, k, memberships):
    """The group of whoever brought this member, or -1."""
    j = int(memberships.introducer[row])
    if j >= 0:
        there = row_of(j, k, memberships)
        if there >= 0:
            return int(memberships.group[there])
    return -1


@loop
def come_and_go(rows, memberships, groups, room_size, newcomers):
    """Who lapsed leaves the group; returns how many rows without one follow by now, listed in `newcomers`."""
    n = 0
    for row in range(rows):
        stage = int(memberships.stage_next[row])
        follows = (stage >= FOLLOWER) & (stage <= COCREATOR)  # no branch: most rows are as they should be
        q = int(memberships.group[row])
        if (q >= 0) == follows:
            continue
        if q >= 0:
            groups.head_count[q] -= 1
            memberships.group[row] = -1
            memberships.organiser[row] = 0
        elif room_size[int(memberships.community[row])] > 0:
            if n < newcomers.size:
                newcomers[n] = row
            n += 1
    return n


def moving_in(w, room_size) -> np.ndarray:
    """Rows that follow and have no room, ascending; who lapsed has left."""
    newcomers = np.empty(64 + w.rows // 64, np.int64)
    n = come_and_go(w.rows, w.r, w.g.columns, room_size, newcomers)
    if n > newcomers.size:
        newcomers = np.empty(n, np.int64)
        n = come_and_go(w.rows, w.r, w.g.columns, room_size, newcomers)
    return newcomers[:n]


def seat_newcomers(economy, day: int) -> None:
    """Everybody who follows and has no room gets one, in an order drawn for the day."""
    w = economy.world
    room_size = economy.room_sizes()
    rows = moving_in(w, room_size)
    who = w.r.member[rows].astype(np.int64) * MOST + w.r.community[rows]
    rows = rows[np.argsort(uniforms(stream_key(economy.seed, "seats", day), who), kind="stable")]
    w.open_rooms_for(np.bincount(w.r.community[rows], minlength=room_size.size), room_size, day)
    seat(rows, w.r, w.g.columns, room_size, *w.rooms_with_place(room_size))


def run(economy, day: int) -> None:
    """Seats, then the rule of organisation."""
    w = economy.world
    rooms = w.g.size_in_use > 0 or economy.room_sizes().any()
    if rooms:
        seat_newcomers(economy, day)
        w.count_organisers()
    economy.plugins.organisation.module.organise(economy, day)
    if not rooms:
        return
    w.count_organisers()
    g = w.g.fields
    lively = economy.plugins.organisation.module.liveliness(economy.parameters.organisation) * g.head_count
    g.silent_days[:] = np.where((g.messages > 0) & (g.messages >= lively), 0, g.silent_days + 1)
