"""Where everybody is: of each member, the community in which its stage is highest, with its stage and group there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.world.stages import AWARE, COCREATOR, EMPTY, FOLLOWER, LAPSED

_RANK = np.array([0, 2, 3, 4, 5, 6, 1], np.int64)  # by stage: who left ranks below who has heard


class Whereabouts(NamedTuple):
    """One value per member. `community`, `group` and `row` are -1 for the unaware, `group` also outside groups."""

    stage: np.ndarray
    community: np.ndarray
    group: np.ndarray
    row: np.ndarray


def nobody_yet(members: int) -> Whereabouts:
    """Nobody has heard of anything."""
    none = np.full(members, -1, np.int32)
    return Whereabouts(np.zeros(members, np.uint8), none, none.copy(), none.copy())


def now(world, before: Whereabouts) -> Whereabouts:
    """Where everybody is at the end of a day; of equal stages, the community in which a member was before counts."""
    r, rows = world.r, world.rows
    used = np.flatnonzero(r.member[:rows] >= 0)
    used = used[r.stage[used] != EMPTY]
    who, community = r.member[used].astype(np.int64), r.community[used].astype(np.int32)
    score = 2 * _RANK[r.stage[used]] + (before.community[who] == community)
    best = np.zeros(world.members, np.int64)
    np.maximum.at(best, who, (score << 32) | (0x7FFFFFFF - used))
    found = np.flatnonzero(best)
    chosen = 0x7FFFFFFF - (best[found] & 0xFFFFFFFF)
    result = nobody_yet(world.members)
    result.stage[found], result.row[found] = r.stage[chosen], chosen
    result.community[found] = r.community[chosen]
    inside = is_inside(result.stage[found])
    result.group[found] = np.where(inside, r.group[chosen], -1)
    return result


def is_inside(stage: np.ndarray) -> np.ndarray:
    """Whether members of these stages are within the wall of their community."""
    return (stage >= FOLLOWER) & (stage <= COCREATOR)


def counts(stage: np.ndarray) -> list[int]:
    """How many members are at each stage, in the order of `sim.world.stages.NAMES`."""
    return np.bincount(stage, minlength=LAPSED + 1).tolist()


OUTSIDE = (LAPSED, AWARE, EMPTY)  # from the wall outwards
