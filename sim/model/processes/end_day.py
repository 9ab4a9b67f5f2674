"""The end of a day: decisions take effect. Stages change, newcomers get rows, ties form and fade, tastes drift."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.core.compile import loop, rule
from sim.core.rng import stream_key
from sim.core.threads import CHUNK
from sim.model.processes import census, platform_doors
from sim.model.processes.referral_rewards import reward
from sim.model.processes.tie_dynamics import form_ties, habits, living, wishes
from sim.world import row_allocator as space
from sim.world.derived import at_first, engagement_of, fit
from sim.world.judgement import first_expectation
from sim.world.stages import AWARE, EMPTY, FOLLOWER, LAPSED


class Flows(NamedTuple):
    """What is counted when stages change, with its place in the array of flows."""

    news_outside: int
    news_by_word_of_mouth: int
    joins: int
    joins_by_word_of_mouth: int
    rises: int
    lapses: int
    returns: int
    forgotten: int


FLOWS = Flows._fields
AT = Flows(*range(len(FLOWS)))


@rule
def follow(i, k, memberships):
    """Note that member `i` follows, or has followed, community `k`."""
    memberships.followed[i] = int(memberships.followed[i]) | (1 << (k % 8))


@loop
def commit(moved, memberships, communities, day, declared, all_flows):
    """Let the stages decided today take effect. Rows whose next stage is EMPTY are freed elsewhere.

    `all_flows` counts separately for the first `declared` communities, which the scenario names, and founded ones.
    """
    for row in moved:
        before, after = int(memberships.stage[row]), int(memberships.stage_next[row])
        flows = all_flows[0 if int(memberships.community[row]) < declared else 1]
        if after == EMPTY:
            # Memberships of a community that closes do not count as forgotten.
            flows[AT.forgotten] += communities.alive[int(memberships.community[row])]
        elif before == AWARE and FOLLOWER <= after < LAPSED:
            memberships.joined[row] = day
            flows[AT.joins] += 1
            flows[AT.joins_by_word_of_mouth] += 1 if int(memberships.introducer[row]) >= 0 else 0
        elif before == LAPSED:
            flows[AT.returns] += 1
            memberships.returned[row] = 1 if after >= FOLLOWER else 0
        elif after == LAPSED:
            flows[AT.lapses] += 1
            memberships.organiser[row] = 0
        elif after > before:  # falling back to a lower stage does not count as moving up
            flows[AT.rises] += 1
        memberships.stage[row] = after
        if FOLLOWER <= after < LAPSED:
            follow(int(memberships.member[row]), int(memberships.community[row]), memberships)


@rule
def displaced(i, members, memberships, communities, k, fade, switching, day):
    """The row that member `i` gives up for community `k`: the least engaged one below fan, if the new community fits
    better by the factor `switching`; else -1."""
    least_engaged = -1
    least = 2.0
    for row in range(int(memberships.first[i]), int(memberships.first[i]) + int(memberships.count[i])):
        stage = int(memberships.stage[row])
        if (stage <= FOLLOWER or stage == LAPSED) and engagement_of(row, memberships, fade, day) < least:
            least_engaged = row
            least = engagement_of(row, memberships, fade, day)
    if least_engaged < 0:
        return -1
    held = fit(i, int(memberships.community[least_engaged]), members, communities)
    if fit(i, k, members, communities) < switching * held:
        return -1
    return least_engaged


@loop
def news_today(tables, slots, switching, day, replaced, rows, added):
    """Who has heard of a new community today: those who give one up for it, with its row, and those with space for it.

    Returns how many of each.
    """
    members, memberships = tables.members, tables.memberships
    events, communities, fade = tables.events, tables.communities, tables.fade
    gives_up = has_space = 0
    for i in range(events.new_community.size):
        k = int(events.new_community[i])
        if k < 0 or communities.alive[k] == 0:
            continue
        if int(memberships.count[i]) < slots:
            added[has_space] = i
            has_space += 1
            continue
        row = displaced(i, members, memberships, communities, k, fade, switching, day)
        if row >= 0:
            replaced[gives_up], rows[gives_up] = i, row
            gives_up += 1
    return gives_up, has_space


@loop
def leave(rows, memberships, groups, declared, all_flows):
    """Followers leave their group when they give up their membership."""
    for n in range(rows.size):
        row = int(rows[n])
        if int(memberships.stage[row]) == FOLLOWER:
            all_flows[0 if int(memberships.community[row]) < declared else 1, AT.lapses] += 1
            if int(memberships.group[row]) >= 0:
                groups.head_count[int(memberships.group[row])] -= 1


@rule
def count_news(i, stage, events, declared, all_flows):
    """Count who became aware of a community, or joined it at once, and whether another member told them."""
    flows = all_flows[0 if int(events.new_community[i]) < declared else 1]
    introduced = int(events.introducer[i]) >= 0
    if stage >= FOLLOWER:
        flows[AT.joins] += 1
        flows[AT.joins_by_word_of_mouth] += 1 if introduced else 0
    elif introduced:
        flows[AT.news_by_word_of_mouth] += 1
    else:
        flows[AT.news_outside] += 1


@rule
def open_membership(i, row, stage, memberships, events, day):
    """Create the membership with the community that member `i` heard of: aware, or adopted at once."""
    k = int(events.new_community[i])
    memberships.community[row] = k
    memberships.stage[row] = memberships.stage_next[row] = stage
    if stage >= FOLLOWER:
        follow(i, k, memberships)
    memberships.joined[row] = day if stage >= FOLLOWER else -1
    memberships.introducer[row] = events.introducer[i]
    memberships.referral_depth[row] = events.referral_depth[i]
    memberships.initial_trust[row] = memberships.trust[row] = min(1.0, max(0.0, float(events.initial_trust[i])))
    memberships.trust_day[row] = memberships.last_contact[row] = day
    engagement, belonging, familiarity = at_first(float(stage))
    memberships.engagement[row], memberships.belonging[row] = engagement, belonging
    memberships.familiarity[row] = familiarity


@loop
def admitting(who, rows, stage, tables, p, day, declared, all_flows):
    """Members begin, in these rows, with the community of which they have heard; all of them before any of them forms
    expectations, because one may have heard of it from another."""
    memberships, events, communities = tables.memberships, tables.events, tables.communities
    for n in range(who.size):
        open_membership(int(who[n]), int(rows[n]), int(stage[n]), memberships, events, day)
        count_news(int(who[n]), int(stage[n]), events, declared, all_flows)
    for n in range(who.size):
        first_expectation(int(rows[n]), int(events.introducer[who[n]]), memberships, communities, p)


def admit_newcomers(economy, day: int, flows) -> None:
    """Make members aware of communities they heard of today. Those with no free slot may give up another membership."""
    w, (replaced, rows, added) = economy.world, np.empty((3, economy.world.members), np.int64)
    common = w.judging, day, economy.declared, flows
    gives_up, has_room = news_today(w.tables, w.slots, economy.parameters.members.switching, day, replaced, rows, added)
    if gives_up:
        replaced, rows = replaced[:gives_up], rows[:gives_up]
        give_up(w, rows, economy.declared, flows)
        w.r.member[rows] = replaced
        admitting(replaced, rows, np.full(gives_up, AWARE, np.uint8), w.tables, *common)
    if has_room:
        added = added[:has_room]
        rows = space.add(w, added)
        admitting(added, rows, beginning(w, added), w.tables, *common)


def give_up(w, rows: np.ndarray, declared: int, flows) -> None:
    """Memberships end in favour of others, which take their rows."""
    if w.adopters is not None:
        followed = rows[w.r.stage[rows] == FOLLOWER]
        w.adopters.note(w.r.member[followed], w.r.community[followed], False)
    leave(rows, w.r, w.g.columns, declared, flows)
    space.blank(w.r, rows)


def beginning(w, who: np.ndarray) -> np.ndarray:
    """Stage at which newcomers begin: aware, unless a rule of conversion lets them adopt at once."""
    if w.adopters is None:
        return np.full(who.size, AWARE, np.uint8)
    stage = np.maximum(w.adopters.begins[who], AWARE)
    adopts = who[stage >= FOLLOWER]
    w.adopters.note(adopts, w.e.new_community[adopts], True)
    w.adopters.begins[who] = EMPTY
    return stage


def run(economy, day: int) -> None:
    """Let all of today's decisions take effect."""
    w, p = economy.world, economy.parameters
    moved = space.where(w, (w.r.stage_next[:w.rows] != w.r.stage[:w.rows]).view(np.uint8))
    reward(economy, day, moved)
    wished, seen = wishes(w), census.visits(w)
    w.end_visits()  # rows may move after this
    flows = np.zeros((2, len(FLOWS)), np.int64)  # of the scenario's communities, and of founded ones
    if w.adopters is not None:
        w.adopters.note_moves(w, moved)
    commit(moved, w.r, w.c, day, economy.declared, flows)
    space.remove(w, moved[w.r.stage_next[moved] == EMPTY])
    while w.founders:
        w.enrol(*w.founders.pop(0))
    if w.events_dirty:
        admit_newcomers(economy, day, flows)
    platform_doors.commit(economy)
    dropped = np.zeros(w.members // CHUNK + 1, np.int64)
    drift, contact, _, weakest = monthly_habits = habits(p)
    if drift or contact or weakest:
        stream = stream_key(economy.seed, "dusk", day)
        economy.parallel_for(w.members, living, w.m, w.t, monthly_habits, day, stream, dropped)
    economy.flows = dict(zip(FLOWS, map(int, flows[0]), strict=True))
    formed, displaced = form_ties(economy, day, wished)
    economy.flows |= {"ties_dropped": int(dropped.sum()) + displaced, "ties_formed": formed}
    census.take(economy, day, seen)
