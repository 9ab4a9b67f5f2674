"""Rows of memberships: those of a member lie together and keep what they hold, whatever comes, goes and is laid out."""

import numpy as np
import pytest

from sim.world import memberships, row_allocator
from sim.world.stages import AWARE, EMPTY

SLOTS = 3


class Few:
    """A world of memberships and nothing else."""

    def __init__(self, members):
        self.r, self.rows, self.memberships, self.slots = memberships.none_yet(members), 0, 0, SLOTS
        self.vacated = row_allocator.Vacated(SLOTS)


def join(world, who, community):
    """New memberships that carry a mark in every kind of column."""
    row = row_allocator.add(world, who)
    world.r.stage[row] = world.r.stage_next[row] = AWARE
    world.r.community[row] = community
    world.r.spent[row] = 1000 * np.asarray(who) + community
    world.r.trust[row] = np.asarray(who) / 1024


def leave(world, row):
    world.r.stage_next[row] = EMPTY
    row_allocator.remove(world, np.sort(row))


def held(world):
    """Member → its communities, in the order of its rows, after checking that rows say whose they are."""
    r, found = world.r, {}
    for i in range(r.first.size):
        own = np.arange(r.first[i], int(r.first[i]) + int(r.count[i]))
        assert (r.member[own] == i).all() and (r.stage[own] == AWARE).all() and r.count[i] <= r.row_capacity[i]
        assert (r.spent[own] == 1000 * i + r.community[own].astype(int)).all()
        assert (r.trust[own] == np.float32(i / 1024)).all()
        found[i] = r.community[own].tolist()
    assert int((r.stage != EMPTY).sum()) == world.memberships == sum(map(len, found.values()))
    assert (r.community[r.stage == EMPTY] == -1).all() and (r.stage[world.rows:] == EMPTY).all()
    return found


@pytest.mark.parametrize("seed", range(5))
def test_what_comes_and_goes_is_what_is_there(seed):
    luck, world, expected = np.random.default_rng(seed), Few(400), {i: [] for i in range(400)}
    for day in range(60):
        who = np.flatnonzero((world.r.count < SLOTS) & (luck.random(400) < 0.1))
        join(world, who, day)
        for i in who:
            expected[i].append(day)
        there = np.flatnonzero(world.r.stage != EMPTY)
        gone = there[luck.random(there.size) < 0.08]
        for row in gone:
            expected[world.r.member[row]].remove(world.r.community[row])
        leave(world, gone)
        assert held(world) == expected
    assert world.r.member.size < 2 * world.memberships + 2 * row_allocator.SPARE


def vacated(world):
    """The rows that are noted as left."""
    return [row for size in range(SLOTS + 1) for begin in world.vacated.begins[size, :world.vacated.counts[size]]
            for row in range(begin, begin + size)]


def reserved(world):
    """The rows that members hold, whether or not they use them."""
    r = world.r
    return [row for i in range(r.first.size) for row in range(r.first[i], int(r.first[i]) + int(r.row_capacity[i]))]


def test_rows_that_are_left_are_used_again():
    """One that has left its only row makes place for one that needs one; no row is ever left and held at once."""
    world = Few(50)
    join(world, [1, 2], 0)
    join(world, [1], 1)
    assert vacated(world) == [0] and world.rows == 4
    join(world, [7], 2)
    assert world.r.first[7] == 0 and not vacated(world) and world.rows == 4
    luck = np.random.default_rng(1)
    for day in range(30):
        join(world, np.flatnonzero((world.r.count < SLOTS) & (luck.random(50) < 0.1)), day)
        free, held_ = vacated(world), reserved(world)
        assert len(set(free)) == len(free) and len(set(held_)) == len(held_) and not set(free) & set(held_)
        assert (world.r.stage[free] == EMPTY).all()
        there = np.flatnonzero(world.r.stage != EMPTY)
        leave(world, there[luck.random(there.size) < 0.05])


def test_laying_out_puts_members_in_order():
    world = Few(50)
    for community, who in enumerate(([9, 3, 40], [3, 9], [1, 3])):
        join(world, who, community)
    before = held(world)
    row_allocator.lay_out(world, 0)
    assert held(world) == before and world.rows == 7
    assert world.r.member[:7].tolist() == [1, 3, 3, 3, 9, 9, 40]
