"""Dusk: what was decided today takes effect: stages change, newcomers take slots, ties form and fade, tastes wander."""

from __future__ import annotations

import math

import numpy as np

from sim.chance import chance, key, uniforms
from sim.ledger import MEMBERS
from sim.parallel import BLOCK, CHUNK
from sim.processes import census
from sim.rule import part, rule
from sim.world.contact import engagement_of, fit
from sim.world.stages import AWARE, EMPTY, FOLLOWER, LAPSED
from sim.world.ties import add, live_on

FLOWS = ("news_outside", "news_by_word_of_mouth", "joins", "joins_by_word_of_mouth", "rises", "lapses", "returns",
         "forgotten", "ties_dropped")
MONTH = 28


@part
def commit(row, r, e, day, flows):
    """The stage decided today becomes the stage of tomorrow."""
    before, after = int(r.stage[row]), int(r.stage_next[row])
    if after == EMPTY:
        flows[7] += 1
        leave_slot(row, r)
        return
    if before <= AWARE and FOLLOWER <= after < LAPSED:
        r.joined[row] = day
        flows[2] += 1
        if int(r.introducer[row]) >= 0:
            flows[3] += 1
    elif before == LAPSED:
        flows[6] += 1
    elif after == LAPSED:
        flows[5] += 1
        r.organiser[row] = 0
    else:
        flows[4] += 1
    r.stage[row] = after


@part
def leave_slot(row, r):
    """An empty slot remembers nothing."""
    r.community[row] = -1
    r.stage[row] = r.stage_next[row] = EMPTY
    r.group[row] = r.joined[row] = r.introducer[row] = -1
    r.buyer[row] = r.organiser[row] = 0
    r.paid_until[row] = -1


@part
def take_slot(row, k, i, r, e, c, day):
    """Member `i` becomes aware of community `k`, in the slot `row`."""
    leave_slot(row, r)
    r.community[row] = k
    r.stage[row] = r.stage_next[row] = AWARE
    r.introducer[row] = e.bearer[i]
    r.generation[row] = e.depth[i]
    r.prior[row] = r.trust[row] = min(1.0, max(0.0, float(e.lent[i])))
    r.kept[row] = r.broken[row] = r.own[row] = 0.0
    e.good[row] = e.bad[row] = e.surprise[row] = 0.0
    r.trusted_on[row] = r.seen_on[row] = day
    r.expectation[row] = c.claim[k] + c.hype[k]
    r.engagement[row] = 0.2
    r.belonging[row] = 0.0
    r.familiarity[row] = 0.1
    r.spent[row] = r.earned[row] = 0


@part
def settle(i, m, r, e, c, fade, slots, switching, day, flows):
    """Member `i` commits its stages and, if it heard of a new community, may make room for it."""
    for row in range(i * slots, i * slots + slots):
        if r.stage[row] != r.stage_next[row]:
            commit(row, r, e, day, flows)
    k = int(e.news[i])
    if k < 0 or c.alive[k] == 0:
        return
    row = least_engaged(i, r, fade, slots, day)
    if row < 0 or int(r.stage[row]) != EMPTY and (
            fit(i, k, m, c) < switching * fit(i, int(r.community[row]), m, c)):
        return
    if int(r.stage[row]) == FOLLOWER:
        flows[5] += 1
        e.left[i] = int(r.group[row]) + 1
    take_slot(row, k, i, r, e, c, day)
    flows[0 if int(e.bearer[i]) < 0 else 1] += 1


@part
def least_engaged(i, r, fade, slots, day):
    """A free slot, else that of the least engaged membership below fan; -1 when there is none."""
    found = -1
    least = 2.0
    for row in range(i * slots, i * slots + slots):
        stage = int(r.stage[row])
        if stage == EMPTY:
            return row
        if (stage <= FOLLOWER or stage == LAPSED) and engagement_of(row, r, fade, day) < least:
            found = row
            least = engagement_of(row, r, fade, day)
    return found


@part
def monthly(i, m, t, habits, day, key):
    """Every four weeks member `i`'s taste wanders a little and faded ties are let go; returns how many."""
    drift, contact, gain, weakest = habits
    wander = chance(key, i, 0) + chance(key, i, 1) + chance(key, i, 2) - 1.5
    if drift > 0.0:
        m.taste[i] = (float(m.taste[i]) + drift * wander) % 1.0
    return live_on(i, t, contact, gain, weakest, day, key)


@rule
def step(m, r, e, c, fade, slots, switching, day, flows, lo, hi):
    for i in range(lo, hi):
        settle(i, m, r, e, c, fade, slots, switching, day, flows[i // CHUNK])


@rule
def committing(rows, r, e, day, flows):
    for row in rows:
        commit(int(row), r, e, day, flows)


@rule
def living(m, t, habits, day, key, flows, lo, hi):
    for block in range(lo // BLOCK, -(-hi // BLOCK)):
        if (block + day) % MONTH == 0:
            for i in range(max(lo, BLOCK * block), min(hi, BLOCK * block + BLOCK)):
                flows[i // CHUNK, 8] += monthly(i, m, t, habits, day, key)


@rule
def tie_up(listener, heard, strength, both, t, day, made):
    """New ties, one after the other; with `both`, in both directions. Sets made[n] to 1, 2 for the one back, or 3."""
    for n in range(listener.size):
        made[n] = add(int(listener[n]), int(heard[n]), strength, t, day)
        if both:
            made[n] += 2 * add(int(heard[n]), int(listener[n]), strength, t, day)


def habits(p) -> tuple[float, float, float, float]:
    """What `monthly` needs: drift of taste, chance of contact in a month, gain of a contact, weakest tie kept.

    The sum of three uniform numbers has the standard deviation ½, so that twice √28 times it spreads as 28 days do.
    """
    drift = 2.0 * math.sqrt(MONTH) * p.members.taste_drift
    return drift, 1.0 - (1.0 - p.ties.contact) ** MONTH, p.ties.gain, p.ties.weakest


def form_ties(economy, day: int) -> int:
    """Directed ties begin; requests for mutual ones of yesterday are accepted, one a member, drawn among several."""
    w, t, strength = economy.world, economy.world.t, economy.parameters.ties.first
    follower = np.flatnonzero(t.follow >= 0)
    formed = _tie(w, follower, t.follow[follower].astype(np.int64), strength, False, day)
    asked, asker = economy.requests
    order = np.lexsort((uniforms(key(economy.seed, "requests", day), asker), asked))
    asked, asker = asked[order], asker[order]
    first = np.flatnonzero(np.diff(asked, prepend=-1))
    formed += _tie(w, asker[first], asked[first], strength, True, day)
    wishing = np.flatnonzero(t.request >= 0)
    economy.requests = (t.request[wishing].astype(np.int64), wishing)
    t.follow.fill(-1)
    t.request.fill(-1)
    return formed


def _tie(w, listener, heard, strength, both, day):
    if listener.size == 0:
        return 0
    made = np.zeros(listener.size, np.uint8)
    tie_up(listener, heard, strength, both, w.t, day, made)
    there, back = (made & 1).astype(bool), (made & 2).astype(bool)
    w.ties_added(np.concatenate([listener[there], heard[back]]), np.concatenate([heard[there], listener[back]]))
    return int(there.sum() + back.sum())


def reward(economy, day: int) -> None:
    """Communities that promised it pay those who brought the followers of today, by lot as far as the money goes."""
    w = economy.world
    if not any(one.growth and one.growth.reward for one in economy.communities):
        return
    moved = np.flatnonzero(w.r.stage_next != w.r.stage)
    joined = moved[(w.r.stage_next[moved] == FOLLOWER) & (w.r.stage[moved] == AWARE) & (w.r.introducer[moved] >= 0)]
    joined = joined[np.argsort(uniforms(key(economy.seed, "rewards", day), joined), kind="stable")]
    for community in economy.communities:
        cents = int(round(community.growth.reward)) if community.growth else 0
        if cents:
            brought = w.r.introducer[joined[w.r.community[joined] == community.index]]
            brought = brought[:community.treasury // cents]
            pay(economy, day, community, brought, np.full(brought.size, cents), "reward")


def pay(economy, day, community, members, cents, heading: str) -> None:
    """The community pays members, whose wallets and earnings grow."""
    w = economy.world
    economy.ledger.move(day, community.account, MEMBERS, heading, int(cents.sum()))
    economy.ledger.note(day, members, community.account, heading, cents)
    np.add.at(w.m.wallet, members, cents.astype(np.int32))
    rows = w.rows_of(members, community.index)
    np.add.at(w.r.earned, rows[rows >= 0], cents[rows >= 0].astype(np.int32))


def commit_moved(w, day: int, flows) -> None:
    """On a day without news only those whose stage changes have anything to settle."""
    moved = np.flatnonzero(w.r.stage_next != w.r.stage)
    if not (w.r.stage[moved].all() and w.r.stage_next[moved].all()):
        w.slots_changed()  # some begin or end
    committing(moved, w.r, w.e, day, flows)


def run(economy, day: int) -> None:
    """Everything decided today is committed."""
    w, p = economy.world, economy.parameters
    reward(economy, day)
    flows = np.zeros((w.members // CHUNK + 1, len(FLOWS)), np.int64)
    if w.stirred:
        economy.over(w.members, step, w.m, w.r, w.e, w.c, w.fade, w.slots, p.members.switching, day, flows)
        w.slots_changed()
        left = w.e.left[w.e.left > 0] - 1
        np.subtract.at(w.g.columns.heads, left, 1)
    else:
        commit_moved(w, day, flows[0])
    drift, contact, _, weakest = monthly_habits = habits(p)
    if drift or contact or weakest:
        economy.over(w.members, living, w.m, w.t, monthly_habits, day, key(economy.seed, "dusk", day), flows)
    economy.flows = dict(zip(FLOWS, map(int, flows.sum(axis=0)), strict=True))
    economy.flows["ties_formed"] = form_ties(economy, day) if w.stirred or economy.requests[0].size else 0
    census.take(economy, day)
