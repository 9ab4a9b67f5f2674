"""Organisation: newcomers find a room, leavers give theirs up; then the scenario's rule of self-organisation acts."""

from __future__ import annotations

import numpy as np

from sim.chance import key, uniforms
from sim.rule import rule
from sim.world.stages import COCREATOR, FOLLOWER, LAPSED


@rule
def seat(rows, slots, r, g, room_size, community_room, hosts):
    """Newcomers, one after the other, join their introducer's room if it has a place, else their community's open one.

    Rows that find no place get -1 in `hosts`, which otherwise holds the room; the caller opens more rooms.
    """
    for n in range(rows.size):
        row = int(rows[n])
        k = int(r.community[row])
        q = -1
        j = int(r.introducer[row])
        if j >= 0:
            for there in range(j * slots, j * slots + slots):
                if int(r.community[there]) == k:
                    q = int(r.group[there])
        if q < 0 or g.heads[q] >= room_size[k]:
            q = community_room[k]
        if q >= 0 and g.heads[q] < room_size[k]:
            g.heads[q] += 1
            r.group[row] = q
        hosts[n] = r.group[row]


def seat_newcomers(economy, day: int) -> None:
    """Everybody who follows and has no room gets one, in an order drawn for the day."""
    w = economy.world
    room_size = economy.room_sizes()
    rows = np.flatnonzero((w.r.group < 0) & (w.r.stage_next >= FOLLOWER) & (w.r.stage_next <= COCREATOR))
    rows = rows[room_size[w.r.community[rows]] > 0]
    rows = rows[np.argsort(uniforms(key(economy.seed, "seats", day), rows), kind="stable")]
    while rows.size:
        hosts = np.full(rows.size, -1)
        seat(rows, w.slots, w.r, w.g.columns, room_size, w.rooms_with_place(room_size), hosts)
        rows = rows[hosts < 0]
        for k in np.unique(w.r.community[rows]):
            w.open_room(int(k), day)


def leave(w) -> None:
    """Who lapses leaves the room."""
    gone = np.flatnonzero((w.r.group >= 0) & ((w.r.stage_next == LAPSED) | (w.r.stage_next < FOLLOWER)))
    np.subtract.at(w.g.columns.heads, w.r.group[gone], 1)
    w.r.group[gone] = -1
    w.r.organiser[gone] = 0


def run(economy, day: int) -> None:
    """Seats, then the rule; rooms are counted again, for splits and mergers moved people."""
    w = economy.world
    leave(w)
    seat_newcomers(economy, day)
    w.count_rooms()
    economy.rules.organisation.organise(economy, day)
    w.count_rooms()
    g = w.g.columns
    g.quiet[:] = np.where(g.messages > 0, 0, g.quiet + 1)
