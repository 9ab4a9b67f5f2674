"""Offline meetings: an organiser calls the group together in a town; who comes is closer afterwards, or let down."""

from __future__ import annotations

import numpy as np

from sim.chance import chance, key, uniforms
from sim.rule import part, rule
from sim.world.contact import meet


@part
def attend(row, m, r, e, c, t, fade, slots, town, caller, quality, attending, gain, day, key):
    """A member in the town of a meeting may come: evidence of either sign, belonging, a tie to the caller."""
    q = int(r.group[row])
    i = row // slots
    if caller[q] == i or int(m.place[i]) != town[q]:
        return 0
    if chance(key, i, int(r.community[row])) >= attending:
        return 0
    meet(row, r, e, c, fade, day)
    felt = 2.0 * quality[q] - 1.0
    e.good[row] = float(e.good[row]) + max(0.0, felt)
    e.bad[row] = float(e.bad[row]) + max(0.0, -felt)
    r.own[row] = max(-5.0, min(5.0, float(r.own[row]) + felt))
    r.belonging[row] = float(r.belonging[row]) + gain * (1.0 - float(r.belonging[row]))
    if c.mutual[int(r.community[row])] == 1:
        t.request[i] = caller[q]
    else:
        t.follow[i] = caller[q]
    return 1


@rule
def attending(held, meets, m, r, e, c, t, fade, slots, town, caller, quality, chance_to_come, gain, day, key, came):
    """All members of groups that meet today, one after the other; came[k] counts those of community k."""
    for n in range(held.size):
        row = int(held[n])
        if meets[int(r.group[row]) + 1] == 1:
            came[int(r.community[row])] += attend(row, m, r, e, c, t, fade, slots, town, caller, quality,
                                                  chance_to_come, gain, day, key)


def hold(economy, day: int, p) -> int:
    """Organised groups meet now and then; the community pays by the head. Returns how many came."""
    w, groups = economy.world, economy.world.g.size_in_use
    luck = key(economy.seed, "meetings", day)
    organisers = np.flatnonzero(w.r.organiser.view(np.bool_))
    room, first = np.unique(w.r.group[organisers], return_index=True)
    meets = uniforms(luck, room) < p.meetings
    meets[meets] = _paid_for(economy, room[meets], p.meeting_cost)
    if not meets.any():
        return 0
    w.stirred = True
    caller, town, quality = np.full(groups, -1), np.zeros(groups, np.int64), np.zeros(groups)
    caller[room[meets]] = organisers[first[meets]] // w.slots
    town[room[meets]] = w.m.place[caller[room[meets]]]
    spread = uniforms(luck, room[meets], 1) + uniforms(luck, room[meets], 2) - 1.0
    quality[room[meets]] = np.clip(p.meeting_quality + 0.4 * spread, 0.0, 1.0)
    came = np.zeros(w.described.alive.size, np.int64)
    flags = np.append(False, caller >= 0).astype(np.uint8)  # shifted by one: group -1 reads the first, which is 0
    attending(w.held, flags, w.m, w.r, w.e, w.c, w.t, w.fade, w.slots, town, caller, quality, p.attending,
              p.meeting_belonging, day,
              key(economy.seed, "attending", day), came)
    for community in economy.communities:
        community.spend(day, "running costs", "meetings", int(came[community.index]) * p.meeting_cost)
    return int(came.sum())


def _paid_for(economy, rooms, cost: float) -> np.ndarray:
    """Which of the rooms can meet: one after the other, as long as their community could pay for all members."""
    left = {one.index: float(one.treasury) for one in economy.communities}
    g, meets = economy.world.g.columns, np.zeros(rooms.size, np.bool_)
    for n, q in enumerate(rooms.tolist()):
        k, price = int(g.community[q]), cost * int(g.heads[q])
        meets[n] = left[k] >= price
        left[k] -= price if meets[n] else 0.0
    return meets
