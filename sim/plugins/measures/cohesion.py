"""Cohesion and activity: how closed circles of acquaintances are, how strong ties are, and who still comes."""

from __future__ import annotations

import math

import numpy as np

from sim.core.calendar import MONTH
from sim.core.compile import loop, rule
from sim.plugins.measures._measure import declared_rows, final, top_share
from sim.world import stages
from sim.world.ties import slot_of

LOOKED_AT = 2_000  # members whose acquaintances are compared; more would not change the mean
STRONG = 0.5


@rule
def closed_by(j, own, place, ties):
    """How many pairs of acquaintances the ties of `j` close. `place` numbers the acquaintances from 1 on, and is 0 for
    others. A tie to one with a higher number than its `own` closes a pair; one to a lower number, if none leads back.
    """
    closed = 0
    for slot in range(ties.start[j], ties.start[j] + int(ties.count[j])):
        other = place[ties.target[slot]]
        if other > own or (0 < other < own and slot_of(int(ties.target[slot]), j, ties) < 0):
            closed += 1
    return closed


@loop
def closed_pairs(who, ties, place, shares):
    """shares[n]: of the pairs of people whom who[n] listens to, the share that has a tie; -1 if there is no pair.

    `place` is 0 for each member, before and afterwards.
    """
    for n in range(who.size):
        first, count, closed = int(ties.start[who[n]]), int(ties.count[who[n]]), 0
        for a in range(count):
            place[ties.target[first + a]] = a + 1
        for a in range(count):
            closed += closed_by(int(ties.target[first + a]), a + 1, place, ties)
        for a in range(count):
            place[ties.target[first + a]] = 0
        shares[n] = closed / (count * (count - 1) // 2) if count > 1 else -1.0


@final("share", "Clustering (Watts & Strogatz 1998): of the pairs of people whom a member listens to, the share that "
       "has a tie; mean over members.", undefined="nobody listens to two people")
def clustering(economy, series):
    who = np.unique(np.linspace(0, economy.world.members - 1, LOOKED_AT).astype(np.int64))
    shares = np.zeros(who.size)
    closed_pairs(who, economy.world.t, np.zeros(economy.world.members, np.int32), shares)
    return float(shares[shares >= 0.0].mean()) if (shares >= 0.0).any() else math.nan


@final("share", "Strong ties: share of ties with at least half of the greatest strength, on the last day.")
def strong_ties(economy, series):
    t, day = economy.world.t, max(0, economy.day)
    held = t.target >= 0
    strength = t.strength[held] / 255.0 * t.fading[np.minimum(day - t.last[held], t.fading.size - 1)]
    return float((strength >= STRONG).mean()) if strength.size else 0.0


@final("members", "Monthly active members: people who came, or were told of a community they follow, in the last 30 "
       "days.")
def monthly_active(economy, series):
    return _lately(economy).size


@final("share", "Stickiness (DAU ÷ MAU): mean daily active members of the last 30 days, relative to monthly active "
       "ones.", undefined="nobody came in the last 30 days")
def stickiness(economy, series):
    lately = _lately(economy).size
    return float(series["active_members"].iloc[-MONTH:].mean()) / lately if lately else math.nan


def _lately(economy) -> np.ndarray:
    """Followers with a contact in the last month."""
    r, rows = economy.world.r, declared_rows(economy)
    follows = (r.stage[rows] >= stages.FOLLOWER) & (r.stage[rows] <= stages.COCREATOR)
    return np.unique(r.member[rows[follows & (r.last_contact[rows] > economy.day - 1 - MONTH)]])


@final("share", "Top 10% of writers: share of all messages that the busiest tenth of those who ever followed wrote.")
def top_tenth_posters(economy, series):
    written = economy.world.m.posts
    ever = np.unique(economy.world.r.member[economy.world.r.joined >= 0])
    return top_share(written[ever], 0.1) if ever.size else 0.0
