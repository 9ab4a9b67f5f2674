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
    replying: float = par(0.02, unit="per message", low=0, high=1, source="assumption; sets R_mm",
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
    belonging_half_life: float = par(60.0, unit="days", low=1, high=2000, live=False, source="assumption",
                                     says="after how many days half of the belonging is gone",
                                     moves=("+", "belonging"))


ROOT, REPLY, PARENT, HOST = 0, 1, 2, 3  # kinds of draws; each generation has 8 of them
TALLY = ("roots", "host_parents", "member_parents", "host_member", "member_host", "member_member")


@part
def talk(q, roster, first, last, m, r, e, c, g, fade, slots, p, member_roots, askers, day, key, tally):
    """One day of group `q`, whose visitors are roster[first:last]."""
    k = int(g.community[q])
    answering = min(1.0, p.answers / max(askers[k], 1.0)) * c.hosted[k]
    roots = open_talks(roster, first, last, m, r, e, slots, p.organiser_boost * member_roots, member_roots, key)
    wrote = np.empty(roots, np.int32)
    n = 0
    for x in range(first, last):
        for _ in range(int(e.said[roster[x]])):
            wrote[n] = roster[x]
            n += 1
    tally[0] += roots
    hosts = int(g.spill_host[q])
    older = int(g.spill_member[q])
    said = roots
    asked = tally[3]
    for generation in range(p.generations):
        wrote, answers = one_generation(generation, wrote, n, hosts, older, roster, first, last, m, r, e, fade,
                                        slots, p, answering, day, key, tally)
        n = wrote.size
        said += n
        older = 0
        hosts = answers
        if n + hosts == 0:
            break
    g.spill_host[q], g.spill_member[q] = hosts, n
    g.messages[q] = said
    g.asked[q] = tally[3] - asked


@part
def open_talks(roster, first, last, m, r, e, slots, boost, member_roots, key):
    """Members start talks of their own, some never, organisers more often; returns how many talks."""
    roots = 0
    for x in range(first, last):
        row = int(roster[x])
        i = row // slots
        rate = float(m.posting[i]) * (boost if r.organiser[row] == 1 else member_roots)
        if rate > 0.0:
            count = min(30, poisson(chance(key, i, 512 * int(r.community[row])), rate))
            e.said[row] = count
            roots += count
    return roots


@part
def one_generation(generation, wrote, n, hosts, older, roster, first, last, m, r, e, fade, slots, p, answering, day,
                   key, tally):
    """Every visitor may answer one message of the generation before; returns the answers and those of the host."""
    answered_by = np.empty(last - first, np.int32)
    count = 0
    host_answers = 0
    tally[1] += hosts
    tally[2] += n + older
    members_seen = min(n + older, p.window)
    for x in range(first, last):
        row = int(roster[x])
        i = row // slots
        vertical = hosts + (int(e.host[row]) if generation == 0 else 0)
        seen = members_seen + vertical
        if seen == 0 or float(m.posting[i]) <= 0.0:
            continue
        draw = 512 * int(r.community[row]) + 8 * (generation + 1)
        ease = p.replying * min(5.0, 0.5 + float(m.posting[i])) * belonging_of(row, r, fade, day)
        if chance(key, i, draw + REPLY) >= 1.0 - math.exp(-ease * seen):
            continue
        answered_by[count] = row
        count += 1
        host_answers += answer(i, row, draw, wrote, n, older, vertical, seen, e, slots, answering, key, tally)
    return answered_by[:count], host_answers


@part
def answer(i, row, draw, wrote, n, older, vertical, seen, e, slots, answering, key, tally):
    """Member `i` answers a message drawn among those seen; returns 1 when the host, asked, answers back."""
    u = chance(key, i, draw + PARENT)
    e.said[row] = min(255, int(e.said[row]) + 1)
    if u * seen < vertical:
        tally[3] += 1
        if chance(key, i, draw + HOST) < answering:
            tally[4] += 1
            return 1
        return 0
    tally[5] += 1
    drawn = int((u * seen - vertical) / (seen - vertical) * (n + older))
    if drawn < n:
        parent = int(wrote[drawn])
        if parent // slots != i:
            e.partner[row] = parent // slots
            e.answered[parent] = min(255, int(e.answered[parent]) + 1)
    return 0


@rule
def talks(starts, roster, m, r, e, c, g, fade, slots, p, member_roots, askers, day, key, tally, lo, hi):
    for q in range(lo, hi):
        g.offered[q] = g.messages[q]
        g.messages[q] = 0
        g.active[q] = starts[q + 1] - starts[q]
        if g.community[q] >= 0 and g.active[q] > 0:
            talk(q, roster, starts[q], starts[q + 1], m, r, e, c, g, fade, slots, p, member_roots, askers, day, key,
                 tally[q // 64])
        elif g.community[q] >= 0:
            g.spill_host[q] = g.spill_member[q] = g.asked[q] = 0


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
        j = int(e.partner[row])
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


@rule
def rosters(rows, group, groups):
    """The visiting rows of each group, in the order of rows: a counting sort; (starts, roster)."""
    starts = np.zeros(groups + 2, np.int64)
    for row in rows:
        if group[row] >= 0:
            starts[int(group[row]) + 2] += 1
    for q in range(groups):
        starts[q + 2] += starts[q + 1]
    roster = np.empty(starts[groups + 1], np.int32)
    for row in rows:
        if group[row] >= 0:
            q = int(group[row]) + 1
            roster[starts[q]] = row
            starts[q] += 1
    return starts, roster


def run(economy, day: int) -> None:
    """Groups talk; then each member keeps what the talk left behind."""
    w, p, ties = economy.world, economy.parameters.interaction, economy.parameters.ties
    starts, roster = rosters(w.visiting, w.r.group, w.g.size_in_use)
    tally = np.zeros((w.g.size_in_use // 64 + 1, len(TALLY)), np.int64)
    economy.over(w.g.size_in_use, talks, starts, roster, w.m, w.r, w.e, w.c, w.g.columns, w.fade, w.slots, p,
                 economy.rules.organisation.MEMBER_ROOTS, w.askers(), day, key(economy.seed, "talk", day), tally, align=64)
    w.tally(tally.sum(axis=0) + np.array([0, int(w.c.fresh.sum()), 0, 0, 0, 0]))
    economy.over(w.visitors.size, taking_part, w.visitors, w.m, w.r, w.e, w.c, w.t, w.fade, w.slots, p, ties.gain,
                 ties.forming, day, key(economy.seed, "contact", day))
