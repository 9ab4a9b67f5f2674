"""Dusk: what was decided today takes effect: stages change, newcomers take slots, ties form and fade, tastes wander."""

from __future__ import annotations

import math

import numpy as np

from sim.core.compile import part, rule
from sim.core.rng import chance, key, uniforms
from sim.core.threads import BLOCK, CHUNK
from sim.model.processes import census
from sim.world import row_allocator as space
from sim.world.derived import at_first, engagement_of, fit
from sim.world.judgement import first_expectations
from sim.world.memberships import grow
from sim.world.stages import AWARE, EMPTY, FOLLOWER, LAPSED
from sim.world.ties import add, live_on

FLOWS = ("news_outside", "news_by_word_of_mouth", "joins", "joins_by_word_of_mouth", "rises", "lapses", "returns",
         "forgotten")
MONTH = 28


@part
def follow(i, k, r):
    """Note that member `i` follows, or has followed, community `k`."""
    r.followed[i] = int(r.followed[i]) | (1 << (k % 8))


@rule
def commit(moved, r, c, day, declared, all_flows):
    """The stages decided today become those of tomorrow; rows whose next stage is EMPTY are taken back elsewhere.

    `all_flows` are those of the first `declared` communities, which the scenario names, and those of founded ones.
    """
    for row in moved:
        before, after = int(r.stage[row]), int(r.stage_next[row])
        flows = all_flows[0 if int(r.community[row]) < declared else 1]
        if after == EMPTY:
            flows[7] += c.alive[int(r.community[row])]  # a community that closes is not forgotten by anybody
        elif before == AWARE and FOLLOWER <= after < LAPSED:
            r.joined[row] = day
            flows[2] += 1
            flows[3] += 1 if int(r.introducer[row]) >= 0 else 0
        elif before == LAPSED:
            flows[6] += 1
            r.returned[row] = 1 if after >= FOLLOWER else 0
        elif after == LAPSED:
            flows[5] += 1
            r.organiser[row] = 0
        elif after > before:  # who falls back a stage does not move up
            flows[4] += 1
        r.stage[row] = after
        if FOLLOWER <= after < LAPSED:
            follow(int(r.member[row]), int(r.community[row]), r)


@part
def displaced(i, m, r, c, k, fade, switching, day):
    """The row of the membership that member `i` gives up for community `k`: the least engaged one below fan, when
    the new one suits so much better; else -1."""
    found = -1
    least = 2.0
    for row in range(int(r.first[i]), int(r.first[i]) + int(r.many[i])):
        stage = int(r.stage[row])
        if (stage <= FOLLOWER or stage == LAPSED) and engagement_of(row, r, fade, day) < least:
            found = row
            least = engagement_of(row, r, fade, day)
    if found < 0 or fit(i, k, m, c) < switching * fit(i, int(r.community[found]), m, c):
        return -1
    return found


@rule
def make_way(who, m, r, e, c, fade, switching, day, rows):
    for n in range(who.size):
        rows[n] = displaced(int(who[n]), m, r, c, int(e.news[who[n]]), fade, switching, day)


@rule
def take(who, rows, stage, r, e, c, day):
    """Members begin, in new rows, with the community of which they heard: aware of it, or adopting it at once."""
    for n in range(who.size):
        i, row = int(who[n]), int(rows[n])
        k = int(e.news[i])
        r.community[row] = k
        r.stage[row] = r.stage_next[row] = stage[n]
        if stage[n] >= FOLLOWER:
            follow(i, k, r)
        r.joined[row] = day if stage[n] >= FOLLOWER else -1
        r.introducer[row] = e.bearer[i]
        r.generation[row] = e.depth[i]
        r.prior[row] = r.trust[row] = min(1.0, max(0.0, float(e.lent[i])))
        r.trusted_on[row] = r.seen_on[row] = day
        r.engagement[row], r.belonging[row], r.familiarity[row] = at_first(float(stage[n]))


def hear_news(economy, day: int, flows) -> None:
    """Who heard of a new community today becomes aware of it; who belongs to S already may give one up for it."""
    w, switching = economy.world, economy.parameters.members.switching
    who = np.flatnonzero(w.e.news >= 0)
    who = who[w.described.alive[w.e.news[who]] == 1]
    full = w.r.many[who] == w.slots
    torn, rows = who[full], np.empty(int(full.sum()), np.int64)
    make_way(torn, w.m, w.r, w.e, w.c, w.fade, switching, day, rows)
    torn, rows = torn[rows >= 0], rows[rows >= 0]
    followed = rows[w.r.stage[rows] == FOLLOWER]
    left = w.r.community[followed].copy()
    if w.adopters is not None:
        w.adopters.note(w.r.member[followed], w.r.community[followed], False)
    np.subtract.at(w.g.fields.heads, w.r.group[followed[w.r.group[followed] >= 0]], 1)
    space.blank(w.r, rows)
    w.r.member[rows] = torn
    take(torn, rows, np.full(rows.size, AWARE, np.uint8), w.r, w.e, w.c, day)
    first_expectations(rows, w.e.bearer[torn], w.r, w.c, w.judging)
    fresh = who[~full]
    rows, stage = space.add(w, fresh), beginning(w, fresh)
    take(fresh, rows, stage, w.r, w.e, w.c, day)
    first_expectations(rows, w.e.bearer[fresh], w.r, w.c, w.judging)
    news = np.concatenate([torn, fresh])
    told, founded = w.e.bearer[news] >= 0, w.e.news[news] >= economy.declared
    joined = np.concatenate([np.zeros(torn.size, np.bool_), stage >= FOLLOWER])
    for whose, of, gone in ((0, ~founded, left < economy.declared), (1, founded, left >= economy.declared)):
        flows[whose] += np.bincount([0, 1, 2, 3, 5], [
            (~told & ~joined & of).sum(), (told & ~joined & of).sum(), (joined & of).sum(), (told & joined & of).sum(),
            gone.sum()], len(FLOWS)).astype(np.int64)


def beginning(w, who: np.ndarray) -> np.ndarray:
    """The stage at which newcomers begin: aware, unless a rule of conversion had them adopt at once."""
    if w.adopters is None:
        return np.full(who.size, AWARE, np.uint8)
    stage = np.maximum(w.adopters.begins[who], AWARE)
    adopts = who[stage >= FOLLOWER]
    w.adopters.note(adopts, w.e.news[adopts], True)
    w.adopters.begins[who] = EMPTY
    return stage


@part
def monthly(i, m, t, habits, day, key):
    """Every four weeks member `i`'s taste wanders a little and faded ties are let go; returns how many."""
    drift, contact, gain, weakest = habits
    wander = chance(key, i, 0) + chance(key, i, 1) + chance(key, i, 2) - 1.5
    if drift > 0.0:
        m.taste[i] = (float(m.taste[i]) + drift * wander) % 1.0
    return live_on(i, t, contact, gain, weakest, day, key)


@rule
def living(m, t, habits, day, key, dropped, lo, hi):
    for block in range(lo // BLOCK, -(-hi // BLOCK)):
        if (block + day) % MONTH == 0:
            for i in range(max(lo, BLOCK * block), min(hi, BLOCK * block + BLOCK)):
                dropped[i // CHUNK] += monthly(i, m, t, habits, day, key)


@rule
def tie_up(listener, heard, strength, both, t, day, made):
    """New ties, one after the other; with `both`, in both directions. made[n] is what `add` says, of each."""
    for n in range(listener.size):
        made[n, 0] = add(int(listener[n]), int(heard[n]), strength, t, day)
        if both:
            made[n, 1] = add(int(heard[n]), int(listener[n]), strength, t, day)


def habits(p) -> tuple[float, float, float, float]:
    """What `monthly` needs: drift of taste, chance of contact in a month, gain of a contact, weakest tie kept.

    The sum of three uniform numbers has the standard deviation ½, so that twice √28 times it spreads as 28 days do.
    """
    drift = 2.0 * math.sqrt(MONTH) * p.members.taste_drift
    return drift, 1.0 - (1.0 - p.ties.contact) ** MONTH, p.ties.gain, p.ties.weakest


def form_ties(economy, day: int, wished) -> tuple[int, int]:
    """Directed ties begin; requests for mutual ones of yesterday are accepted, one a member, drawn among several.

    Returns how many ties begin, and how many give their place to them.
    """
    w, strength = economy.world, economy.parameters.ties.first
    who, whom, mutual = wished
    following = _tie(w, who[~mutual], whom[~mutual], strength, False, day)
    asked, asker = economy.requests
    order = np.lexsort((uniforms(key(economy.seed, "requests", day), asker), asked))
    asked, asker = asked[order], asker[order]
    first = np.flatnonzero(np.diff(asked, prepend=-1))
    accepted = _tie(w, asker[first], asked[first], strength, True, day)
    economy.requests = (whom[mutual], who[mutual])
    return following[0] + accepted[0], following[1] + accepted[1]


def wishes(w) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Who wishes a tie with whom, and whether it takes both: of each kind one a member, the last; by member."""
    visit = np.flatnonzero(w.v.wish)
    w.wishes.insert(0, (w.v.member[visit].astype(np.int64), w.v.wish[visit].astype(np.int64) - 1,
                        w.described.mutual[w.v.community[visit]] == 1))
    who, whom, mutual = (np.concatenate(one) for one in zip(*w.wishes, strict=True))
    w.wishes.clear()
    order = np.lexsort((np.arange(who.size), who, mutual))
    last = np.flatnonzero(np.diff(2 * who[order] + mutual[order], append=-1))
    return who[order][last], whom[order][last], mutual[order][last]


def _tie(w, listener, heard, strength, both, day):
    if listener.size == 0:
        return 0, 0
    made = np.zeros((listener.size, 2), np.uint8)
    tie_up(listener, heard, strength, both, w.t, day, made)
    there, back = made.T > 0
    w.ties_added(np.concatenate([listener[there], heard[back]]), np.concatenate([heard[there], listener[back]]))
    return int((made > 0).sum()), int((made == 2).sum())


def reward(economy, day: int, moved) -> None:
    """Communities that promised it pay those who brought the followers of today, by lot as far as the money goes."""
    w = economy.world
    if not any(one.growth and one.growth.reward for one in economy.communities):
        return
    joined = moved[(w.r.stage_next[moved] == FOLLOWER) & (w.r.stage[moved] == AWARE) & (w.r.introducer[moved] >= 0)]
    who = w.r.member[joined].astype(np.int64) * 512 + w.r.community[joined]
    joined = joined[np.argsort(uniforms(key(economy.seed, "rewards", day), who), kind="stable")]
    for community in economy.communities:
        cents = int(round(community.growth.reward)) if community.growth else 0
        if cents:
            brought = w.r.introducer[joined[w.r.community[joined] == community.index]]
            brought = brought[:community.growth_left() // cents]
            community.pay(day, brought, np.full(brought.size, cents), "reward")
            rows = w.rows_of(brought, community.index)
            grow(w.r.earned, rows[rows >= 0], np.full((rows >= 0).sum(), cents))


def run(economy, day: int) -> None:
    """Everything decided today is committed."""
    w, p = economy.world, economy.parameters
    moved = space.where(w, (w.r.stage_next[:w.rows] != w.r.stage[:w.rows]).view(np.uint8))
    reward(economy, day, moved)
    wished, seen = wishes(w), census.visits(w)
    w.end_visits()  # from here on rows may move
    flows = np.zeros((2, len(FLOWS)), np.int64)  # of the communities of the scenario, and of founded ones
    if w.adopters is not None:
        w.adopters.note_moves(w, moved)
    commit(moved, w.r, w.c, day, economy.declared, flows)
    space.remove(w, moved[w.r.stage_next[moved] == EMPTY])
    while w.founders:
        w.enrol(*w.founders.pop(0))
    if w.stirred:
        hear_news(economy, day, flows)
    dropped = np.zeros(w.members // CHUNK + 1, np.int64)
    drift, contact, _, weakest = monthly_habits = habits(p)
    if drift or contact or weakest:
        economy.over(w.members, living, w.m, w.t, monthly_habits, day, key(economy.seed, "dusk", day), dropped)
    economy.flows = dict(zip(FLOWS, map(int, flows[0]), strict=True))
    formed, displaced = form_ties(economy, day, wished)
    economy.flows |= {"ties_dropped": int(dropped.sum()) + displaced, "ties_formed": formed}
    census.take(economy, day, seen)
