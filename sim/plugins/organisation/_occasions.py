"""Groups for an occasion (a trip, a wedding, an order together): opened among friends, and left when nobody writes.

A visitor opens one and asks people with a tie to join; whoever writes asks others. Nothing says how long a group lasts.
While the occasion is near there is much to say; later only answers keep the talk going, and they do where a message
finds one answer or more, that is, in a group with enough members who write. An organiser has a standing reason to write
in a group of their own. (Qiu et al. 2016, WWW: groups of WeChat grow by invitation along ties, and either fall silent
within days or live for months.)
"""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import loop, rule
from sim.core.rng import stream_key, uniforms
from sim.world.derived import approach, belonging_of, meet, row_of
from sim.world.occasions import Occasions
from sim.world.stages import COCREATOR, FOLLOWER

FEWEST = 3  # members with whom a group begins
START, ANSWER, ASK, WHOM = 1, 2, 3, 4  # draws


@loop
def find_followers(who, community, memberships, found):
    """The row of each member's membership in a community that it follows, or -1."""
    for n in range(who.size):
        row = row_of(int(who[n]), int(community[n]), memberships)
        found[n] = row if row >= 0 and FOLLOWER <= int(memberships.stage[row]) <= COCREATOR else -1


@rule
def writes(n, i, row, seen, matter, opens, tables, p, typical, talks, day, starts, answers):
    """The chances that a member starts a talk in a group today, and that it answers one of the messages it reads."""
    members, memberships = tables.members, tables.memberships
    rate = float(members.posting[i])
    if rate <= 0.0 or memberships.active[row] == 0:
        return
    ready = min(p.max_reply_factor, math.exp(p.eager * math.log(rate / max(1e-9, typical))))
    ease = min(1.0, p.replying * ready * belonging_of(row, memberships, tables.fade, day) / p.at_home)
    standing = p.organiser_boost if opens == 1 and memberships.organiser[row] == 1 else 0.0
    starts[n] = 1.0 - math.exp(-rate * talks * (matter + standing))
    seen = min(float(p.window), seen)
    answers[n] = 1.0 if ease >= 1.0 and seen > 0.0 else 1.0 - math.exp(seen * math.log(max(1e-9, 1.0 - ease)))


@loop
def writing(who, rows, seen, matter, opens, tables, p, typical, talks, day, starts, answers):
    for n in range(who.size):
        writes(n, int(who[n]), int(rows[n]), seen[n], matter[n], opens[n], tables, p, typical, talks, day, starts,
               answers)


@loop
def taking_part(rows, said, heard, tables, p, day):
    """Effects of writing and of being answered, as in other groups: engagement and belonging."""
    memberships = tables.memberships
    for n in range(rows.size):
        if said[n] + heard[n] > 0.0 and memberships.active[rows[n]] == 1:
            row = int(rows[n])
            meet(row, memberships, tables.communities, tables.fade, day)
            approach(memberships.engagement, row, p.engagement_gain * said[n] / (said[n] + p.half_saturation + 1e-9),
                     1.0)
            approach(memberships.belonging, row, p.belonging_gain * heard[n] / (heard[n] + p.half_saturation + 1e-9),
                     1.0)


def following(w, who: np.ndarray, community: np.ndarray) -> np.ndarray:
    """The row of each member's membership in a community that it follows, or -1."""
    found = np.empty(who.size, np.int64)
    find_followers(who, community, w.r, found)
    return found


def live(economy, day: int, p) -> None:
    """A day of all groups for occasions: members leave, write, ask others, open and give up groups."""
    if economy.occasions is None:
        if p.occasions == 0.0:
            return
        economy.occasions = Occasions()
    o, w = economy.occasions, economy.world
    rows = following(w, o.member, o.community[o.group])
    o.keep(rows >= 0)
    said = talk(economy, o, rows[rows >= 0], day, p)
    capacity = economy.group_capacities()
    ask_others(economy, o, said, capacity, day, p)
    begin(economy, o, capacity, day, p)
    o.open &= (day - o.last < p.quiet_days) & (o.heads() > 1)
    o.keep(o.open[o.group])


def nearness(o, day: int, p) -> np.ndarray:
    """How near the occasion of each place's group is: 1 on its first day, half as much after each half-life."""
    return np.array([0.5 ** (age / p.occasion_half_life) for age in range(day + 1)])[day - o.opened[o.group]]


def talk(economy, o, rows: np.ndarray, day: int, p) -> np.ndarray:
    """Members who visit the community read what they have not read yet and write. Returns how much each has said."""
    w, q = economy.world, economy.parameters.interaction
    starts, answers = np.zeros((2, rows.size))
    writing(o.member, rows, o.unread, p.occasion_talk * nearness(o, day, p),
            (o.opener[o.group] == o.member).astype(np.uint8), w.tables, q, economy.parameters.members.posting,
            float(p.talks), day, starts, answers)
    stream, who = stream_key(economy.seed, "occasions.talk", day), o.group * w.members + o.member
    answered = (uniforms(stream, who, ANSWER) < answers).astype(float)
    said = answered + (uniforms(stream, who, START) < starts)
    heard = np.zeros(rows.size)
    waits, replies = o.sum(o.waiting)[o.group], o.sum(answered)[o.group]
    heard[waits > 0.0] = (replies * o.waiting)[waits > 0.0] / waits[waits > 0.0]
    taking_part(rows, said, heard, w.tables, q, day)
    total = o.sum(said)
    o.last[total > 0.0] = day
    o.unread = q.stamina * np.where(w.r.active[rows] == 1, 0.0, o.unread) + total[o.group] - said
    o.waiting = q.stamina * o.waiting + said
    economy.counts["occasion_messages"] += int(said.sum())
    return said


def ask_others(economy, o, said: np.ndarray, capacity: np.ndarray, day: int, p) -> None:
    """Those who have written may ask one of those with a tie, the more so the nearer the occasion.

    Who is asked joins, if it follows the community and there is space.
    """
    w, stream = economy.world, stream_key(economy.seed, "occasions.asking", day)
    draw = o.group * w.members + o.member
    chance = p.inviting * nearness(o, day, p)
    asks = (said > 0.0) & (uniforms(stream, draw, ASK) < chance) & (w.t.count[o.member] > 0)
    group, host = o.group[asks], o.member[asks]
    slot = (uniforms(stream, draw[asks], WHOM) * w.t.count[host]).astype(np.int64)
    pairs = np.unique(group * w.members + w.t.target[w.t.start[host] + slot])
    pairs = np.setdiff1d(pairs, draw, assume_unique=True)
    join(w, o, pairs // w.members, pairs % w.members, capacity, stream)


def join(w, o, group: np.ndarray, who: np.ndarray, capacity: np.ndarray, stream) -> None:
    """Seat those who are asked, in an order drawn for the day, as long as a group has space; `group` is ascending."""
    follows = following(w, who, o.community[group]) >= 0
    group, who = group[follows], who[follows]
    order = np.lexsort((uniforms(stream, group * w.members + who), group))
    group, who = group[order], who[order]
    position = np.arange(group.size) - np.searchsorted(group, group)
    fits = o.heads()[group] + position < capacity[o.community[group]]
    nothing = np.zeros(int(fits.sum()))
    o.seat(group[fits], who[fits], nothing, nothing)


def begin(economy, o, capacity: np.ndarray, day: int, p) -> None:
    """Some visitors open groups and ask people with a tie to join; a group that too few join does not come about."""
    w, stream = economy.world, stream_key(economy.seed, "occasions.opening", day)
    key = w.v.member.astype(np.int64) * 512 + w.v.community
    opens = (uniforms(stream, key) < p.occasions) & (capacity[w.v.community] >= FEWEST)
    opens[opens] = following(w, w.v.member[opens].astype(np.int64), w.v.community[opens].astype(np.int64)) >= 0
    opener, community = w.v.member[opens].astype(np.int64), w.v.community[opens].astype(np.int64)
    count = w.t.count[opener].astype(np.int64)
    n = np.repeat(np.arange(opener.size), count)
    slot = np.arange(n.size) - np.repeat(np.cumsum(count) - count, count)
    guest = w.t.target[w.t.start[opener][n] + slot].astype(np.int64)
    comes = uniforms(stream, key[opens][n] * w.members + guest, ASK) < p.occasion_guests
    comes[comes] = following(w, guest[comes], community[n[comes]]) >= 0
    enough = np.bincount(n[comes], minlength=opener.size) >= FEWEST - 1
    number = np.full(opener.size, -1)
    number[enough] = o.start(community[enough], opener[enough], day)
    comes &= enough[n]
    o.seat(number[enough], opener[enough], np.zeros(int(enough.sum())), np.ones(int(enough.sum())))
    group, guest = number[n[comes]], guest[comes]
    first = o.open.size - int(enough.sum())
    join(w, o, group, guest, capacity, stream)
    o.unread[(o.group >= first) & (o.opener[o.group] != o.member)] = 1.0
    economy.counts["occasion_messages"] += int(enough.sum())
