"""Interaction: inside their groups, members answer the host (vertical) and each other (horizontal).

A day holds up to G generations of messages, each written by members who read the one before; what nobody could
answer any more spills into tomorrow. Every message remembers whether a host, a member or nobody triggered it, so
that the branching ratio (Hawkes & Oakes 1974) and the self-organisation index can be counted and not assumed.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim import arms
from sim.chance import chance, key, poisson
from sim.rule import par, parameters, part, rule
from sim.world.contact import belonging_of, meet
from sim.world.ties import AHEAD, near, place_of, touch


@parameters
class Interaction:
    generations: int = par(4, low=1, high=12, source="assumption",
                           says="Maximum rounds of replies in a group per day.", moves=("+", "posts"))
    replying: float = par(0.3, unit="per message", low=0, high=1, source="assumption; determines R_mm",
                          says="Base chance that a typical poster replies to a message seen.", moves=("+", "posts"))
    window: int = par(20, unit="messages", low=1, high=500, source="assumption",
                      says="Latest member messages that a visitor reads in each round.", moves=("+", "posts"))
    answers: float = par(50.0, unit="questions a day", low=0, high=10_000, source="assumption", extensive=1,
                         says="Member questions that a host can answer per day.", moves=("+", "host_replies"))
    organiser_boost: float = par(3.0, low=1, high=20, source="assumption",
                                 says="Multiplier on the talks that an organiser starts.", moves=("+", "posts"))
    engagement_gain: float = par(0.10, low=0, high=1, source="assumption",
                                 says="Maximum share of the missing engagement that writing adds per visit.",
                                 moves=("+", "engagement"))
    belonging_gain: float = par(0.15, low=0, high=1, source="assumption",
                                says="Maximum share of the missing belonging that members' replies add per visit.",
                                moves=("+", "belonging"))
    half: float = par(2.0, unit="messages", low=0, high=100, source="assumption",
                      says="Messages (written, or replies received) that give half of the maximum gain per visit.",
                      moves=("-", "belonging"))
    boldest: float = par(5.0, low=0.5, high=100, source="assumption",
                         says="Upper limit of a member's readiness to reply, as a multiple of a typical poster's.",
                         moves=("+", "posts"))
    newcomer: float = par(0.3, low=0, high=1, live=False, source="assumption",
                          says="Belonging of a member who has received no reply from another member yet.",
                          moves=("+", "belonging"))
    belonging_half_life: float = par(60.0, unit="days", low=1, high=2000, live=False, source="assumption",
                                     says="Half-life of belonging above a newcomer's level.",
                                     moves=("+", "belonging"))


REPLY, PARENT, HOST = 1, 2, 3  # kinds of draws; each generation has 8 of them
TALLY = ("roots", "host_parents", "member_parents", "host_member", "member_host", "member_member")
KEPT = 4  # messages of one generation that are remembered by author, per visitor of a group


class Roster(NamedTuple):
    """The visitors of all groups, those of one group together, in the order of visits."""

    member: np.ndarray
    ease: np.ndarray  # how readily the visitor answers today
    host: np.ndarray  # posts of the host that the visitor has seen
    said: np.ndarray  # messages written today
    answered: np.ndarray  # answers received from other members today
    partner: np.ndarray  # 1 + the member answered last; 0 when none


@part
def join_in(n, x, roster, posting, r, v, fade, p, member_roots, day, key):
    """On visit `n`, in place `x` of the roster: how readily the visitor answers, and the talks the visitor starts.

    Some never write, organisers start more often.
    """
    row, i = int(v.row[n]), int(v.member[n])
    rate = float(posting[i])
    roster.member[x] = i
    roster.host[x] = v.host[n]
    if rate <= 0.0:
        return
    roster.ease[x] = p.replying * min(p.boldest, 0.5 + rate) * belonging_of(row, r, fade, day)
    rate *= member_roots * (p.organiser_boost if r.organiser[row] == 1 else 1.0)
    if rate > 0.0:
        roster.said[x] = min(30, poisson(chance(key, i, 512 * int(v.community[n])), rate))


@rule
def joining_in(places, roster, posting, r, v, fade, p, member_roots, day, key, lo, hi):
    for n in range(lo, hi):
        if int(places[n]) >= 0:
            join_in(n, int(places[n]), roster, posting, r, v, fade, p, member_roots, day, key)


@part(inline=True)
def talk(q, k, first, last, roster, g, p, answering, key, wrote, tally):
    """One day of group `q` of community `k`, whose visitors are `first` to `last` of the roster."""
    room = KEPT * (last - first)
    now, then = KEPT * first, KEPT * (roster.member.size + first)
    n = total = 0
    for x in range(first, last):
        for _ in range(int(roster.said[x])):
            if n < room:
                wrote[now + n] = x
                n += 1
            total += 1
    tally[0] += total
    hosts = int(g.spill_host[q])
    older = int(g.spill_member[q]) + total - n
    asked = tally[3]
    for generation in range(p.generations):
        tally[1] += hosts
        tally[2] += n + older
        members_seen = min(n + older, p.window)
        count = answers = 0
        for x in range(first, last):
            vertical = hosts + (int(roster.host[x]) if generation == 0 else 0)
            seen = members_seen + vertical
            draw = 512 * k + 8 * (generation + 1)
            if willing(roster.ease[x] * seen, roster.member[x], draw + REPLY, key):
                answers += answer(x, draw, wrote, now, n, older, vertical, seen, roster, answering, key, tally)
                wrote[then + count] = x
                count += 1
        now, then = then, now
        n, hosts, older = count, answers, 0
        total += n
        if n + hosts == 0:
            break
    g.spill_host[q], g.spill_member[q], g.messages[q], g.asked[q] = hosts, n, total, tally[3] - asked


@part(inline=True)
def willing(urge, i, draw, key):
    """Whether member `i` writes, with chance 1 − exp(−urge), which is never above the urge itself."""
    if urge <= 0.0:
        return False
    u = chance(key, i, draw)
    return u < urge and u < 1.0 - math.exp(-urge)


@part(inline=True)
def answer(x, draw, wrote, now, n, older, vertical, seen, roster, answering, key, tally):
    """A member answers a message drawn among those seen; returns 1 when the host, asked, answers back."""
    i = int(roster.member[x])
    u = chance(key, i, draw + PARENT)
    roster.said[x] = min(255, int(roster.said[x]) + 1)
    if u * seen < vertical:
        tally[3] += 1
        if chance(key, i, draw + HOST) < answering:
            tally[4] += 1
            return 1
        return 0
    tally[5] += 1
    drawn = int((u * seen - vertical) / (seen - vertical) * (n + older))
    if drawn < n:
        parent = int(wrote[now + drawn])
        if parent != x:
            roster.partner[x] = int(roster.member[parent]) + 1
            roster.answered[parent] = min(255, int(roster.answered[parent]) + 1)
    return 0


@rule
def talks(starts, roster, g, p, answering, key, wrote, tally, lo, hi):
    for q in range(lo, hi):
        g.messages[q] = g.asked[q] = 0
        g.active[q] = starts[q + 1] - starts[q]
        k = int(g.community[q])
        if k >= 0 and g.active[q] > 0:
            talk(q, k, starts[q], starts[q + 1], roster, g, p, answering[k], key, wrote, tally[q // 64])
        elif k >= 0:
            g.spill_host[q] = g.spill_member[q] = 0


@rule
def remember(places, roster, v, lo, hi):
    """What was said in groups becomes part of the visit."""
    for n in range(lo, hi):
        x = int(places[n])
        if x >= 0:
            v.said[n], v.answered[n], v.partner[n] = roster.said[x], roster.answered[x], roster.partner[x]


@part
def take_part(i, n, m, r, v, c, t, fade, p, gain, forming, day, key):
    """What talk on visit `n` leaves behind in member `i`: engagement, belonging, stronger ties, the wish for more."""
    row, said, answered = int(v.row[n]), int(v.said[n]), int(v.answered[n])
    if said + answered > 0:
        m.posts[i] += said
        meet(row, r, c, fade, day)
        spoke, heard = said / max(1e-9, said + p.half), answered / max(1e-9, answered + p.half)
        r.engagement[row] = float(r.engagement[row]) + p.engagement_gain * spoke * (1.0 - float(r.engagement[row]))
        r.belonging[row] = float(r.belonging[row]) + p.belonging_gain * heard * (1.0 - float(r.belonging[row]))
    j = int(v.partner[n]) - 1
    if j >= 0:
        place = place_of(i, j, t)
        if place >= 0:
            touch(place, t, gain, day)
        elif chance(key, i, j) < min(1.0, forming * float(m.sociability[i])):
            v.wish[n] = j + 1


@rule
def taking_part(who, first, m, r, v, c, t, fade, p, gain, forming, day, key, lo, hi):
    warm = 0
    for block in range(lo, hi, AHEAD):
        end = min(hi, block + AHEAD)
        for n in range(first[block], first[end]):
            if int(v.partner[n]) > 0:
                warm += near(v.member[n], t)
        for x in range(block, end):
            for n in range(first[x], first[x + 1]):
                if int(v.said[n]) + int(v.answered[n]) > 0:
                    take_part(int(who[x]), n, m, r, v, c, t, fade, p, gain, forming, day, key)
    return warm


def rosters(v, group, groups: int):
    """The visitors of each group: (where each group begins, the place of each visit or -1, an empty roster)."""
    there = group[v.row]
    starts = np.zeros(groups + 2, np.int64)
    np.cumsum(np.bincount(there + 1, minlength=groups + 1)[1:], out=starts[1:-1])
    places, size = np.empty(there.size, np.int32), int(starts[-2])
    fill_rosters(there, starts[:-1].copy(), places)
    return starts, places, Roster(np.empty(size, np.int32), np.zeros(size), np.empty(size, np.uint8),
                                  np.zeros(size, np.uint8), np.zeros(size, np.uint8), np.zeros(size, np.int32))


@rule
def fill_rosters(there, free, places):
    for n in range(there.size):
        q = int(there[n])
        places[n] = free[q] if q >= 0 else -1
        free[q] += 1 if q >= 0 else 0


def run(economy, day: int) -> None:
    """Groups talk; then each member keeps what the talk left behind."""
    w, p, ties = economy.world, economy.parameters.interaction, economy.parameters.ties
    posted = np.array([0, int(w.described.fresh.sum()), 0, 0, 0, 0])
    if w.visitors.size == 0 and w.g.size_in_use == 0:
        w.tally(posted)
        return
    starts, places, roster = rosters(w.v, w.r.group, w.g.size_in_use)
    luck = key(economy.seed, "talk", day)
    economy.over(places.size, joining_in, places, roster, w.m.posting, w.r, w.v, w.fade, p,
                 economy.rules.organisation.talks(economy.parameters.organisation), day, luck)
    tally = np.zeros((w.g.size_in_use // 64 + 1, len(TALLY)), np.int64)
    answering = np.minimum(1.0, p.answers / np.maximum(w.askers(), 1.0)) * w.described.hosted
    economy.over(w.g.size_in_use, talks, starts, roster, w.g.columns, p, answering, luck,
                 np.empty(2 * KEPT * roster.member.size, np.int32), tally, align=64)
    w.tally(tally.sum(axis=0) + posted)
    economy.over(places.size, remember, places, roster, w.v)
    arms.call(economy, "talked", day)
    economy.over(w.visitors.size, taking_part, w.visitors, w.first_visit, w.m, w.r, w.v, w.c, w.t, w.fade, p,
                 ties.gain, ties.forming, day, key(economy.seed, "contact", day))
