"""One day of talk in one group: rounds of messages, each written by members who have read the round before.

Nobody sees messages of their own. Somebody who reads m messages answers one of them with chance 1 − (1 − ρ)^m, where ρ
is the member's readiness; which one is drawn evenly. Later rounds give less to answer: a message of round g
counts as `fresh[g]` messages, and one left from yesterday counts like one of the last round.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.core.compile import loop, rule
from sim.core.fetching import AHEAD
from sim.core.rng import poisson, uniform
from sim.model.processes._roster import Roster
from sim.world import ahead
from sim.world.derived import answered_of, belonging_of
from sim.world.groups import Waiting
from sim.world.stages import COCREATOR

REPLY, PARENT, HOST, THERE = 1, 2, 3, 4  # kinds of draws, of which each round has 8
MOST_ROOTS = 30  # maximum of talks that one member starts on a visit
OF_A_GROUP = 255  # maximum of messages that a visit counts


class Session(NamedTuple):
    """What a day of talk in all groups reads and writes, beside the table of groups."""

    starts: np.ndarray  # the visitors of group q are starts[q] to starts[q + 1] of the roster
    begins: np.ndarray  # its messages begin at begins[q] among those of a round, which holds begins[-1]
    roster: Roster
    before: Waiting  # messages of yesterday that nobody has answered
    after: Waiting  # those of today
    fresh: np.ndarray  # what a message of each round counts
    answering: np.ndarray  # by community, the chance that the host answers back
    wrote: np.ndarray  # authors of the messages of two rounds, in turn
    tally: np.ndarray  # counts by group, as in TALLY


class Round(NamedTuple):
    """One round of talk in a group: its number of draws, where its messages begin in `wrote`, and how many they are."""

    draw: int
    begin: int
    messages: int


class Seen(NamedTuple):
    """What a visitor sees of a round: own messages (not among them), the host's, cocreators' posts, and all others."""

    own: int
    vertical: int
    ugc: float
    total: float


@rule(inline=True)
def join_in(n, x, q, roster, waiting, tables, cocreators, p, typical, member_roots, day, key):
    """For visit `n`, at position `x` of the roster: the visitor's readiness to answer, and the talks it starts.

    Some members never write; organisers start more talks. Members who have not been answered yet write more if the
    community has a clear charter. Members who wrote and were not answered write less.
    """
    members, memberships, visits = tables.members, tables.memberships, tables.visits
    communities, groups, fade = tables.communities, tables.groups, tables.fade
    row, i, k = int(visits.row[n]), int(visits.member[n]), int(visits.community[n])
    rate = float(members.posting[i])
    roster.visit[x], roster.member[x] = n, i
    roster.host[x] = visits.host[n]
    roster.ugc[x] = by_others(int(visits.ugc[n]), int(memberships.stage[row]), cocreators[k])
    roster.waits[x] = position_of_writer(i, q, waiting, groups)
    if rate <= 0.0:
        return
    clear = 1.0 + p.welcome * (communities.charter[k] - 0.5) * (1.0 - answered_of(row, memberships, fade, day))
    if int(members.posts[i]) > 0 and float(memberships.belonging[row]) == 0.0:
        clear *= p.unanswered
    ready = min(p.max_reply_factor, math.exp(p.eager * math.log(rate / max(1e-9, typical)))) * clear
    roster.ease[x] = min(1.0, p.replying * ready * belonging_of(row, memberships, fade, day) / p.at_home)
    rate *= clear * member_roots * (p.organiser_boost if memberships.organiser[row] == 1 else 1.0)
    if rate > 0.0:
        roster.said[x] = min(MOST_ROOTS, poisson(uniform(key, i, 512 * k), rate))


@rule(inline=True)
def by_others(ugc, stage, cocreators):
    """Mean number of cocreator posts seen that are not the visitor's own."""
    return ugc * (1.0 - 1.0 / max(1.0, cocreators)) if stage == COCREATOR else float(ugc)


@rule(inline=True)
def position_of_writer(i, q, waiting, groups):
    """Position of member `i`'s message of yesterday among those waiting in group `q`, or -1."""
    if groups.spill_member[q] == 0:
        return -1
    first = waiting.first[q]
    lo, hi = first, first + int(groups.spill_member[q])
    while lo < hi:
        middle = (lo + hi) // 2
        if waiting.writer[middle] < i:
            lo = middle + 1
        else:
            hi = middle
    waits = lo < first + int(groups.spill_member[q]) and waiting.writer[lo] == i
    return lo - first if waits else -1


@loop
def joining_in(positions, roster, waiting, tables, cocreators, p, typical, member_roots, day, key, lo, hi):
    memberships, visits = tables.memberships, tables.visits
    for n in range(lo, hi):
        later = min(hi - 1, n + AHEAD)
        ahead.talker(int(visits.member[later]), int(visits.row[later]), tables)
        if int(positions[n]) >= 0:
            q = int(memberships.group[visits.row[n]])
            join_in(n, int(positions[n]), q, roster, waiting, tables, cocreators, p, typical, member_roots, day, key)


@rule(inline=True)
def open_talk(q, session, groups):
    """Fill in the messages with which a day of group `q` begins: those left from yesterday, then newly started talks.

    `wrote` gets the position in the roster of each message's author, or -1 - i for member i who is absent. Returns
    their number.
    """
    roster, waiting, wrote, begin = session.roster, session.before, session.wrote, session.begins[q]
    n = int(groups.spill_member[q])
    for s in range(n):
        wrote[begin + s] = -1 - waiting.writer[waiting.first[q] + s]
    for x in range(session.starts[q], session.starts[q + 1]):
        if roster.waits[x] >= 0:
            wrote[begin + roster.waits[x]] = x
        roster.own[x], roster.begin[x] = roster.said[x], n
        for _ in range(int(roster.said[x])):
            wrote[begin + n] = x
            n += 1
    return n


@rule(inline=True)
def talk(q, k, session, groups, p, key):
    """Run one day of group `q` of community `k`."""
    roster, fresh, tally = session.roster, session.fresh, session.tally[q]
    now, then = session.begins[q], session.begins[session.begins.size - 1] + session.begins[q]
    n = open_talk(q, session, groups)
    total = n - int(groups.spill_member[q])
    weight = (total + int(groups.spill_member[q]) * fresh[p.generations]) / max(1, n)  # of a message, on average
    tally[0] += total
    hosts, asked = int(groups.spill_host[q]), tally[3]
    for generation in range(p.generations):
        tally[1] += hosts
        tally[2] += min(n, p.window)  # messages beyond the window cannot be answered
        count = answers = 0
        this = Round(512 * k + 8 * (generation + 1), now, n)
        for x in range(session.starts[q], session.starts[q + 1]):
            own = int(roster.own[x]) + (1 if roster.waits[x] >= 0 else 0)
            roster.own[x] = 0
            if roster.ease[x] <= 0.0:
                roster.waits[x] = -1
                continue
            present = uniform(key, roster.member[x], this.draw + THERE) < p.there
            horizontal = min(n - own, p.window) * weight if present else 0.0
            vertical = hosts if present else 0
            ugc = roster.ugc[x] if generation == 0 else 0.0
            vertical += int(roster.host[x]) if generation == 0 else 0
            seen = Seen(own, vertical, ugc, horizontal + vertical + ugc)
            if replies(roster.ease[x], seen.total, roster.member[x], this.draw, key):
                answers += answer(x, this, seen, session, session.answering[k], tally, key)
                session.wrote[then + count] = x
                roster.own[x], roster.begin[x] = 1, count
                count += 1
            roster.waits[x] = -1
        now, then = then, now
        n, hosts, weight = count, answers, fresh[generation + 1]
        total += n
        if n + hosts == 0:
            break
    keep_waiting(session.starts[q], now, n, session)
    groups.spill_host[q], groups.spill_member[q] = hosts, n
    groups.messages[q], groups.asked[q] = total, tally[3] - asked


@rule(inline=True)
def replies(ease, seen, i, draw, key):
    """Whether member `i`, who has seen `seen` messages, answers one, with chance 1 − (1 − ease)^seen.

    For `seen` ≥ 1 the chance is at most ease · seen, so that most draws need no logarithm.
    """
    u = uniform(key, i, draw + REPLY)
    if seen <= 0.0 or u >= ease * max(1.0, seen):
        return False
    return ease >= 1.0 or u < 1.0 - math.exp(seen * math.log(1.0 - ease))


@rule(inline=True)
def answer(x, this, seen, session, answering, tally, key):
    """Let a member answer one of the messages seen in this round; returns 1 if it was the host's and the host answers
    back, with chance `answering`."""
    roster, n, own = session.roster, this.messages, seen.own
    i = int(roster.member[x])
    u = uniform(key, i, this.draw + PARENT) * seen.total
    roster.said[x] = min(OF_A_GROUP, int(roster.said[x]) + 1)
    if u < seen.vertical:
        tally[3] += 1
        if uniform(key, i, this.draw + HOST) < answering:
            tally[4] += 1
            return 1
        return 0
    if u < seen.vertical + seen.ugc or n == own:
        tally[7] += 1
        return 0
    tally[5] += 1
    share = (u - seen.vertical - seen.ugc) / (seen.total - seen.vertical - seen.ugc)
    drawn = min(n - own - 1, int(share * (n - own)))
    if roster.waits[x] >= 0 and drawn >= roster.waits[x]:
        drawn += 1
    if drawn >= roster.begin[x]:
        drawn += own - (1 if roster.waits[x] >= 0 else 0)
    parent = int(session.wrote[this.begin + drawn])
    if parent < 0:
        roster.last_replier[x] = -parent
    else:
        roster.last_replier[x] = int(roster.member[parent]) + 1
        roster.answered[parent] = min(OF_A_GROUP, int(roster.answered[parent]) + 1)
    return 0


@rule(inline=True)
def keep_waiting(first, now, n, session):
    """Store the authors of the last round, ascending; their messages can be answered tomorrow."""
    writer = session.after.writer
    for s in range(n):
        i, position = session.roster.member[session.wrote[now + s]], first + s
        while position > first and writer[position - 1] > i:
            writer[position] = writer[position - 1]
            position -= 1
        writer[position] = i


@rule(inline=True)
def remember(q, session, visits):
    """Copy what was said in group `q` into the visits."""
    roster = session.roster
    for x in range(session.starts[q], session.starts[q + 1]):
        n = int(roster.visit[x])
        visits.said[n], visits.answered[n] = roster.said[x], roster.answered[x]
        visits.last_replier[n] = roster.last_replier[x]


@loop
def talks(session, groups, visits, p, key, lo, hi):
    starts = session.starts
    for q in range(lo, hi):
        groups.messages[q] = groups.asked[q] = 0
        groups.active[q] = starts[q + 1] - starts[q]
        k = int(groups.community[q])
        if k >= 0 and groups.active[q] > 0:
            talk(q, k, session, groups, p, key)
            remember(q, session, visits)
        elif k >= 0:
            groups.spill_host[q] = groups.spill_member[q] = 0
