"""Interaction: inside their groups, members answer the host (vertical) and each other (horizontal).

A day holds up to G generations of messages, each written by members who read the one before; what nobody could
answer any more spills into tomorrow. Every message remembers whether a host, a member or nobody triggered it, so
that the branching ratio (Hawkes & Oakes 1974) and the self-organisation index can be counted and not assumed.
"""

from __future__ import annotations

import math

import numpy as np

from sim.chance import chance, key, poisson
from sim.rule import par, parameters, part, rule
from sim.world.contact import belonging_of, meet
from sim.world.ties import place_of, touch


@parameters
class Interaction:
    generations: int = par(4, low=1, high=12, source="assumption",
                           says="how many times a day a talk can go back and forth", moves=("+", "posts"))
    replying: float = par(0.3, unit="per message", low=0, high=1, source="assumption; sets R_mm",
                          says="chance that a typical poster answers one message seen", moves=("+", "posts"))
    window: int = par(20, unit="messages", low=1, high=500, source="assumption",
                      says="how many of the latest messages of members are read", moves=("+", "posts"))
    answers: float = par(50.0, unit="a day", low=0, high=10_000, source="assumption",
                         says="how many askers a host answers on a day", moves=("+", "host_replies"))
    organiser_boost: float = par(3.0, low=1, high=20, source="assumption",
                                 says="how many times more talks an organiser starts", moves=("+", "posts"))
    engagement_gain: float = par(0.10, low=0, high=1, source="assumption",
                                 says="how much of the missing engagement writing adds", moves=("+", "engagement"))
    belonging_gain: float = par(0.15, low=0, high=1, source="assumption",
                                says="how much of the missing belonging being answered adds",
                                moves=("+", "belonging"))
    newcomer: float = par(0.3, low=0, high=1, live=False, source="assumption",
                          says="belonging of somebody whom no member has answered yet", moves=("+", "belonging"))
    belonging_half_life: float = par(60.0, unit="days", low=1, high=2000, live=False, source="assumption",
                                     says="after how many days half of the belonging is gone",
                                     moves=("+", "belonging"))


REPLY, PARENT, HOST = 1, 2, 3  # kinds of draws; each generation has 8 of them
TALLY = ("roots", "host_parents", "member_parents", "host_member", "member_host", "member_member")
KEPT = 4  # messages of one generation that are remembered by author, per visitor of a group


@part
def join_in(x, roster, posting, r, e, fade, slots, p, member_roots, ease, day, key):
    """How readily a visitor answers today, and the talks the visitor starts; some never do, organisers more often."""
    row = int(roster[x])
    i = row // slots
    rate = float(posting[i])
    ease[x] = 0.0
    if rate <= 0.0:
        return
    ease[x] = p.replying * min(5.0, 0.5 + rate) * belonging_of(row, r, fade, day)
    rate *= member_roots * (p.organiser_boost if r.organiser[row] == 1 else 1.0)
    if rate > 0.0:
        e.said[row] = min(30, poisson(chance(key, i, 512 * int(r.community[row])), rate))


@rule
def joining_in(roster, posting, r, e, fade, slots, p, member_roots, ease, day, key, lo, hi):
    for x in range(lo, hi):
        join_in(x, roster, posting, r, e, fade, slots, p, member_roots, ease, day, key)


@part(inline=True)
def talk(q, k, first, last, roster, ease, said, seen_host, answered, partner, g, slots, p, answering, key, wrote,
         tally):
    """One day of group `q` of community `k`, whose visitors are roster[first:last]."""
    room = KEPT * (last - first)
    now, then = KEPT * first, KEPT * (roster.size + first)
    n = total = 0
    for x in range(first, last):
        for _ in range(int(said[roster[x]])):
            if n < room:
                wrote[now + n] = roster[x]
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
            vertical = hosts + (int(seen_host[roster[x]]) if generation == 0 else 0)
            seen = members_seen + vertical
            draw = 512 * k + 8 * (generation + 1)
            if willing(ease[x] * seen, roster[x] // slots, draw + REPLY, key):
                answers += answer(int(roster[x]), draw, wrote, now, n, older, vertical, seen, said, answered, partner,
                                  slots, answering, key, tally)
                wrote[then + count] = roster[x]
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
def answer(row, draw, wrote, now, n, older, vertical, seen, said, answered, partner, slots, answering, key, tally):
    """A member answers a message drawn among those seen; returns 1 when the host, asked, answers back."""
    i = row // slots
    u = chance(key, i, draw + PARENT)
    said[row] = min(255, int(said[row]) + 1)
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
        if parent // slots != i:
            partner[row] = parent // slots + 1
            answered[parent] = min(255, int(answered[parent]) + 1)
    return 0


@rule
def talks(starts, roster, ease, said, seen_host, answered, partner, g, slots, p, answering, key, wrote, tally, lo, hi):
    for q in range(lo, hi):
        g.messages[q] = g.asked[q] = 0
        g.active[q] = starts[q + 1] - starts[q]
        k = int(g.community[q])
        if k >= 0 and g.active[q] > 0:
            talk(q, k, starts[q], starts[q + 1], roster, ease, said, seen_host, answered, partner, g, slots, p,
                 answering[k], key, wrote, tally[q // 64])
        elif k >= 0:
            g.spill_host[q] = g.spill_member[q] = 0


@part
def take_part(i, m, r, e, c, t, fade, slots, p, gain, forming, day, key):
    """What a day of talk leaves behind in member `i`: engagement, belonging, stronger and new ties."""
    for row in range(i * slots, i * slots + slots):
        if e.active[row] == 0:
            continue
        said = int(e.said[row])
        answered = int(e.answered[row])
        if said + answered > 0:
            m.posts[i] += said
            meet(row, r, e, c, fade, day)
            r.engagement[row] = (float(r.engagement[row])
                                 + p.engagement_gain * said / (said + 2.0) * (1.0 - float(r.engagement[row])))
            r.belonging[row] = (float(r.belonging[row])
                                + p.belonging_gain * answered / (answered + 2.0) * (1.0 - float(r.belonging[row])))
        j = int(e.partner[row]) - 1
        if j >= 0:
            place = place_of(i, j, t)
            if place >= 0:
                touch(place, t, gain, day)
            elif chance(key, i, j) < min(1.0, forming * float(m.sociability[i])):
                if c.mutual[int(r.community[row])] == 1:
                    t.request[i] = j
                else:
                    t.follow[i] = j


@rule
def taking_part(who, m, r, e, c, t, fade, slots, p, gain, forming, day, key, lo, hi):
    for n in range(lo, hi):
        take_part(int(who[n]), m, r, e, c, t, fade, slots, p, gain, forming, day, key)


def rosters(rows, group, groups: int):
    """The visiting rows of each group, in the order of rows; (starts, roster)."""
    there = group[rows]
    rows, there = rows[there >= 0], there[there >= 0]
    starts = np.zeros(groups + 2, np.int64)
    np.cumsum(np.bincount(there, minlength=groups), out=starts[1:-1])
    roster = np.empty(rows.size, np.int32)
    fill_rosters(rows, there, starts[:-1].copy(), roster)
    return starts, roster


@rule
def fill_rosters(rows, there, places, roster):
    for n in range(rows.size):
        roster[places[there[n]]] = rows[n]
        places[there[n]] += 1


def run(economy, day: int) -> None:
    """Groups talk; then each member keeps what the talk left behind."""
    w, p, ties = economy.world, economy.parameters.interaction, economy.parameters.ties
    posted = np.array([0, int(w.described.fresh.sum()), 0, 0, 0, 0])
    if w.visitors.size == 0 and w.g.size_in_use == 0:
        w.tally(posted)
        return
    starts, roster = rosters(w.visiting, w.r.group, w.g.size_in_use)
    luck = key(economy.seed, "talk", day)
    ease, wrote = np.empty(roster.size), np.empty(2 * KEPT * roster.size, np.int32)
    economy.over(roster.size, joining_in, roster, w.m.posting, w.r, w.e, w.fade, w.slots, p,
                 economy.rules.organisation.MEMBER_ROOTS, ease, day, luck)
    tally = np.zeros((w.g.size_in_use // 64 + 1, len(TALLY)), np.int64)
    answering = np.minimum(1.0, p.answers / np.maximum(w.askers(), 1.0)) * w.described.hosted
    economy.over(w.g.size_in_use, talks, starts, roster, ease, w.e.said, w.e.host, w.e.answered, w.e.partner,
                 w.g.columns, w.slots, p, answering, luck, wrote, tally, align=64)
    w.tally(tally.sum(axis=0) + posted)
    economy.over(w.visitors.size, taking_part, w.visitors, w.m, w.r, w.e, w.c, w.t, w.fade, w.slots, p, ties.gain,
                 ties.forming, day, key(economy.seed, "contact", day))
