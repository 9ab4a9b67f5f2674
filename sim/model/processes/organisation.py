"""Organisation: newcomers join a group and leavers leave theirs; then the scenario's rule of organisation acts."""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop, rule
from sim.core.rng import stream_key, uniforms
from sim.core.screening import passed
from sim.world.derived import row_of
from sim.world.stages import COCREATOR, FOLLOWER

MOST = 512  # communities that a key of random numbers can tell apart


@loop
def seat(rows, memberships, groups, capacity, with_space, first):
    """Let newcomers, one by one, join their introducer's group if it has space, else their community's next one.

    Groups of community k with space are with_space[first[k]:first[k + 1]], the fullest first.
    """
    for n in range(rows.size):
        row = int(rows[n])
        k = int(memberships.community[row])
        q = group_of_introducer(row, k, memberships)
        if q < 0 or groups.head_count[q] >= capacity[k]:
            while groups.head_count[with_space[first[k]]] >= capacity[k]:
                first[k] += 1
            q = with_space[first[k]]
        groups.head_count[q] += 1
        memberships.group[row] = q


@rule
def group_of_introducer(row, k, memberships):
    """Group of the member who introduced this one, or -1."""
    j = int(memberships.introducer[row])
    if j >= 0:
        other_row = row_of(j, k, memberships)
        if other_row >= 0:
            return int(memberships.group[other_row])
    return -1


@loop
def come_and_go(rows, scratch, memberships, groups, capacity):
    """Take lapsed members out of their groups; list followers without a group in `scratch` and return how many."""
    newcomers = 0
    for row in range(rows):
        stage = int(memberships.stage_next[row])
        follows = (stage >= FOLLOWER) & (stage <= COCREATOR)
        scratch[row] = (memberships.group[row] >= 0) != follows
    for n in range(passed(scratch, 0, rows)):
        row = int(scratch[n])
        q = int(memberships.group[row])
        if q >= 0:
            groups.head_count[q] -= 1
            memberships.group[row] = -1
            memberships.organiser[row] = 0
        elif capacity[int(memberships.community[row])] > 0:
            scratch[newcomers] = row
            newcomers += 1
    return newcomers


@loop
def count_silence(groups, liveliness):
    """Count the days on which hardly anybody has written, `liveliness` being the messages a member that count."""
    for q in range(groups.messages.size):
        lively = groups.messages[q] > 0 and groups.messages[q] >= liveliness * groups.head_count[q]
        groups.silent_days[q] = 0 if lively else groups.silent_days[q] + 1


def moving_in(w, capacity) -> np.ndarray:
    """Rows of followers without a group, ascending, after lapsed members have left theirs."""
    return w.scratch[:come_and_go(w.rows, w.scratch, w.r, w.g.columns, capacity)].astype(np.int64)


def seat_newcomers(economy, day: int, capacity: np.ndarray) -> None:
    """Give every follower without a group one, in an order drawn for the day."""
    w = economy.world
    rows = moving_in(w, capacity)
    if rows.size == 0:
        return
    who = w.r.member[rows].astype(np.int64) * MOST + w.r.community[rows]
    rows = rows[np.argsort(uniforms(stream_key(economy.seed, "seats", day), who), kind="stable")]
    w.open_groups_for(np.bincount(w.r.community[rows], minlength=capacity.size), capacity, day)
    seat(rows, w.r, w.g.columns, capacity, *w.groups_with_space(capacity))


def run(economy, day: int) -> None:
    """Assign groups, then apply the rule of organisation."""
    w = economy.world
    capacity = economy.group_capacities()
    has_groups = w.g.size_in_use > 0 or capacity.any()
    if has_groups:
        seat_newcomers(economy, day, capacity)
        w.count_organisers()
    economy.plugins.organisation.module.organise(economy, day)
    if not has_groups:
        return
    w.count_organisers()
    count_silence(w.g.columns, float(economy.plugins.organisation.module.liveliness(economy.parameters.organisation)))
