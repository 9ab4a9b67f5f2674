"""Cohesion and activity: how closed circles of acquaintances are, how strong ties are, and who still comes."""

from __future__ import annotations

import math

import numpy as np

from sim.core.calendar import MONTH
from sim.core.compile import loop
from sim.plugins.measures._measure import declared_rows, final, top_share
from sim.world import stages
from sim.world.ties import slot_of

LOOKED_AT = 2_000  # members whose acquaintances are compared; more would not change the mean
STRONG = 0.5


@loop
def closed_pairs(who, ties, shares):
    """shares[n]: of the pairs of people whom who[n] listens to, the share that has a tie; -1 if there is no pair."""
    for n in range(who.size):
        i = int(who[n])
        pairs = closed = 0
        for a in range(ties.start[i], ties.start[i] + int(ties.count[i])):
            for b in range(a + 1, ties.start[i] + int(ties.count[i])):
                j, other = int(ties.target[a]), int(ties.target[b])
                pairs += 1
                closed += slot_of(j, other, ties) >= 0 or slot_of(other, j, ties) >= 0
        shares[n] = closed / pairs if pairs else -1.0


@final("share", "Clustering (Watts & Strogatz 1998): of the pairs of people whom a member listens to, the share that "
       "has a tie; mean over members.", undefined="nobody listens to two people")
def clustering(economy, series):
    who = np.unique(np.linspace(0, economy.world.members - 1, LOOKED_AT).astype(np.int64))
    shares = np.zeros(who.size)
    closed_pairs(who, economy.world.t, shares)
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
