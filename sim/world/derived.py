"""What happens to a membership whenever its member is in touch: fading is made up for, news arrives."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.core.compile import part
from sim.core.rng import chance
from sim.world.stages import AWARE


class Fade(NamedTuple):
    """What is left of 1 after 0, 1, 2, … days, float64 tables; what a breach weighs, and where belonging begins."""

    engagement: np.ndarray
    belonging: np.ndarray
    familiarity: np.ndarray
    breach: float  # evidence against trust in hearing of a breach of severity 1, in broken purchases
    newcomer: float  # belonging of somebody whom no member has answered yet
    market: float  # the quality that people find normal who know no other community


HEARSAY = 20_000  # added to the day on which somebody was told of a breach, until it is settled


@part
def meet(row, r, c, fade, day):
    """Bring the fading values of a membership up to today; who has not been in touch since a breach is told of it."""
    since = day - int(r.seen_on[row])
    if since > 0:
        r.engagement[row] = float(r.engagement[row]) * fade.engagement[since]
        r.belonging[row] = float(r.belonging[row]) * fade.belonging[since]
        r.familiarity[row] = float(r.familiarity[row]) * fade.familiarity[since]
        k = int(r.community[row])
        if int(r.seen_on[row]) < c.breach_day[k]:
            r.bad[row] = float(r.bad[row]) + fade.breach * c.breach[k]
            r.arousal[row] = -1.0
            r.breached_on[row] = day + HEARSAY  # what others hear today is as of yesterday
        r.seen_on[row] = day


@part
def settle(row, r, c, fade):
    """What a member was told of a breach becomes its own experience; returns whether there was anything."""
    if int(r.breached_on[row]) < HEARSAY:
        return False
    r.breached_on[row] = int(r.breached_on[row]) - HEARSAY
    r.own[row] = max(-5.0, float(r.own[row]) - fade.breach * c.breach[int(r.community[row])])
    r.satisfaction[row] = -1.0
    return True


@part
def make_up(row, r, c, fade):
    """A visitor who knows of a breach learns how it was repaired: part of the evidence is taken back, or more."""
    k = int(r.community[row])
    if int(r.breached_on[row]) >= 0 and c.repair_day[k] >= c.breach_day[k]:
        back = fade.breach * c.breach[k] * c.repair[k]
        r.good[row] = float(r.good[row]) + back
        r.own[row] = min(5.0, float(r.own[row]) + back)
        r.arousal[row] = min(1.0, float(r.arousal[row]) + c.repair[k])
        r.satisfaction[row] = min(1.0, 2.0 * c.repair[k] - 1.0)
        r.breached_on[row] = -1


@part
def at_first(stage):
    """Engagement, belonging and familiarity of somebody who begins at a stage: more, the higher it is (assumption)."""
    higher = stage - 1.0
    return 0.2 + 0.1 * higher, 0.1 * higher, 0.1 + 0.15 * higher


@part
def luck_of(row, r, key):
    """The random number that a member has in one of its communities today; a row that nobody uses has one as well."""
    return chance(key, max(0, int(r.member[row])), max(0, int(r.community[row])))


@part
def away(row, r, shown, day):
    """How many days ago the member was last in touch, as a row of `shown`; the last for somebody who never followed."""
    most = shown.shape[2] - 1
    return most if int(r.stage[row]) == AWARE else min(most, max(1, day - int(r.seen_on[row])))


@part
def engagement_of(row, r, fade, day):
    """Engagement today, 0..1, without touching it."""
    return float(r.engagement[row]) * fade.engagement[day - int(r.seen_on[row])]


@part
def belonging_of(row, r, fade, day):
    """Belonging to the group today: from that of a newcomer up to 1."""
    return fade.newcomer + (1.0 - fade.newcomer) * answered_of(row, r, fade, day)


@part
def answered_of(row, r, fade, day):
    """Belonging that was earned by being answered, today, 0..1."""
    return float(r.belonging[row]) * fade.belonging[day - int(r.seen_on[row])]


@part
def familiarity_of(row, r, fade, day):
    """Familiarity with the community today, 0..1."""
    return float(r.familiarity[row]) * fade.familiarity[day - int(r.seen_on[row])]


@part
def standing(i, row, m, r, fade, day):
    """How a member stands with a community: trust in the host and belonging to the group, weighed by the member."""
    weight = float(m.host_weight[i])
    return weight * float(r.trust[row]) + (1.0 - weight) * belonging_of(row, r, fade, day)


@part
def fit(i, k, m, c):
    """How well a community suits a member, 0..1: a bell of taste and values on their circles; charter sharpens it."""
    return math.exp(-0.5 * apart(i, k, m, c) / (c.width[k] * c.width[k]))


@part
def apart(i, k, m, c):
    """The squared distance of a member and a community, in taste and, as far as the charter is clear, values."""
    taste = circle(float(m.taste[i]), c.taste[k])
    values = circle(float(m.values[i]), c.values[k]) * c.charter[k]
    return taste * taste + values * values


@part
def aligned(i, k, m, c):
    """How far a member shares what a community is for, −1 (opposed) to 1, as far as its charter is clear."""
    return c.charter[k] * (1.0 - 2.0 * circle(float(m.values[i]), c.values[k]))


@part
def circle(a, b):
    """The distance of two places on a circle of length 1, scaled to 0..1."""
    apart = abs(a - b)
    return 2.0 * min(apart, 1.0 - apart)


@part
def row_of(i, k, r):
    """The row of member `i`'s membership in community `k`, or -1."""
    first = int(r.first[i])
    for row in range(first, first + int(r.many[i])):
        if int(r.community[row]) == k:
            return row
    return -1
