"""Offline meetings: an organiser invites the group in a town; those who come get closer, or are disappointed."""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop, rule
from sim.core.rng import stream_key, uniform, uniforms
from sim.core.screening import passed
from sim.world.derived import approach, meet

NOBODY_YET, NOT_TODAY = -1, -2  # in place of the row of an organiser


@rule
def attend(row, tables, town, caller, quality, attending, gain, day, key):
    """A member in the town of a meeting may come: evidence for or against, belonging, a tie to the organiser."""
    members, memberships, communities, fade = tables.members, tables.memberships, tables.communities, tables.fade
    q = int(memberships.group[row])
    i = int(memberships.member[row])
    if caller[q] == i or int(members.town[i]) != town[q]:
        return 0
    if uniform(key, i, int(memberships.community[row])) >= attending:
        return 0
    meet(row, memberships, communities, fade, day)
    felt = 2.0 * quality[q] - 1.0
    memberships.evidence_for[row] = float(memberships.evidence_for[row]) + max(0.0, felt)
    memberships.evidence_against[row] = float(memberships.evidence_against[row]) + max(0.0, -felt)
    memberships.own_experience[row] = max(-5.0, min(5.0, float(memberships.own_experience[row]) + felt))
    approach(memberships.belonging, row, gain, 1.0)
    return 1


@loop
def attending(rows, meets, tables, town, caller, quality, chance_to_come, gain, day, key, came):
    """Run all members of groups that meet today; the rows of those who `came` come first, of whom the number is
    returned."""
    memberships, heads = tables.memberships, 0
    for row in range(rows):
        came[row] = meets[memberships.group[row] + 1]
    for n in range(passed(came, 0, rows)):
        row = int(came[n])
        came[heads] = row
        heads += attend(row, tables, town, caller, quality, chance_to_come, gain, day, key)
    return heads


@loop
def calling(rows, memberships, chance, key, first, meeting):
    """Note the groups that meet today, and in `first` the first organiser of each; returns how many they are."""
    drawn = count = 0
    for q in range(first.size):
        first[q] = NOBODY_YET if uniform(key, q, 0) < chance else NOT_TODAY
        drawn += first[q] == NOBODY_YET
    for row in range(rows if drawn > 0 else 0):
        if memberships.organiser[row] == 1 and first[memberships.group[row]] == NOBODY_YET:
            first[memberships.group[row]] = row
    for q in range(first.size if drawn > 0 else 0):
        if first[q] >= 0:
            meeting[count] = q
            count += 1
    return count


def hold(economy, day: int, p) -> int:
    """Let groups with organisers meet now and then; the community pays per person. Returns how many came."""
    w, stream = economy.world, stream_key(economy.seed, "meetings", day)
    meeting, first = called(w, p.meetings, stream)
    if meeting.size:
        meeting = meeting[_paid_for(economy, meeting, p.meeting_cost)]
    if meeting.size == 0:
        return 0
    groups = w.g.size_in_use
    caller, town, quality = np.full(groups, -1), np.zeros(groups, np.int64), np.zeros(groups)
    caller[meeting] = w.r.member[first[meeting]]
    town[meeting] = w.m.town[caller[meeting]]
    spread = uniforms(stream, meeting, 1) + uniforms(stream, meeting, 2) - 1.0
    quality[meeting] = np.clip(p.meeting_quality + 0.4 * spread, 0.0, 1.0)
    flags = np.append(False, caller >= 0).astype(np.int32)  # shifted by one: group -1 reads the first flag, which is 0
    heads = attending(w.rows, flags, w.tables, town, caller, quality, p.attending, p.meeting_belonging, day,
                      stream_key(economy.seed, "attending", day), w.scratch)
    rows = w.scratch[:heads].astype(np.int64)
    w.wish(rows, caller[w.r.group[rows]])
    heads = np.bincount(w.r.community[rows], minlength=w.communities.alive.size)
    for community in economy.communities:
        if heads[community.index]:
            community.spend(day, "running costs", "meetings", int(heads[community.index]) * p.meeting_cost)
    return rows.size


def called(w, chance: float, stream) -> tuple[np.ndarray, np.ndarray]:
    """The groups whose organiser calls them together today, and by group the row of this organiser."""
    first, meeting = np.empty((2, w.g.size_in_use), np.int64)
    return meeting[:calling(w.rows, w.r, chance, stream, first, meeting)], first


def _paid_for(economy, meeting, cost: float) -> np.ndarray:
    """Which groups can meet: one after the other, as long as their community could pay for all members."""
    budget_left: dict[int, float] = {}
    g, meets = economy.world.g.columns, np.zeros(meeting.size, np.bool_)
    for n, q in enumerate(meeting.tolist()):
        k, price = int(g.community[q]), cost * int(g.head_count[q])
        if k not in budget_left:
            budget_left[k] = float(economy.community_of(k).growth_left())
        meets[n] = budget_left[k] >= price
        budget_left[k] -= price if meets[n] else 0.0
    return meets
