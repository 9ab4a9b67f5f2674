"""Values derived from a membership: what has faded since the last contact, news of a breach, standing, fit."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.core.compile import rule
from sim.core.rng import uniform
from sim.world.stages import AWARE


class Fade(NamedTuple):
    """Tables of what is left of 1 after 0, 1, 2, … days (float64), and constants of breaches, belonging and quality."""

    engagement: np.ndarray
    belonging: np.ndarray
    familiarity: np.ndarray
    breach: float  # evidence against trust from hearing of a breach of severity 1, in broken purchases
    newcomer: float  # belonging of somebody whom no member has answered yet
    market: float  # quality that is normal for people who know no other community


HEARSAY = 20_000  # added to the day of hearing about a breach, until `settle` has been called


@rule(inline=True)
def approach(column, row, share, target):
    """Move the value of a row towards `target`, by a share of the distance."""
    column[row] = float(column[row]) + share * (target - float(column[row]))


@rule
def meet(row, memberships, communities, fade, day):
    """Bring a membership's fading values up to today. At the first contact since a breach, the member learns of it."""
    since = day - int(memberships.last_contact[row])
    if since > 0:
        memberships.engagement[row] = float(memberships.engagement[row]) * fade.engagement[since]
        memberships.belonging[row] = float(memberships.belonging[row]) * fade.belonging[since]
        memberships.familiarity[row] = float(memberships.familiarity[row]) * fade.familiarity[since]
        k = int(memberships.community[row])
        if int(memberships.last_contact[row]) < communities.breach_day[k]:
            against = float(memberships.evidence_against[row])
            memberships.evidence_against[row] = against + fade.breach * communities.breach[k]
            memberships.arousal[row] = -1.0
            memberships.breached_on[row] = day + HEARSAY  # others hear today of the state of yesterday
        memberships.last_contact[row] = day


@rule
def settle(row, memberships, communities, fade):
    """Add a breach that the member has heard of to its own experience; returns whether there was one."""
    if int(memberships.breached_on[row]) < HEARSAY:
        return False
    memberships.breached_on[row] = int(memberships.breached_on[row]) - HEARSAY
    severity = communities.breach[int(memberships.community[row])]
    memberships.own_experience[row] = max(-5.0, float(memberships.own_experience[row]) - fade.breach * severity)
    memberships.satisfaction[row] = -1.0
    return True


@rule
def make_up(row, memberships, communities, fade):
    """Tell a visitor who knows of a breach about its repair, which takes back part of the evidence, all, or more."""
    k = int(memberships.community[row])
    if int(memberships.breached_on[row]) >= 0 and communities.repair_day[k] >= communities.breach_day[k]:
        back = fade.breach * communities.breach[k] * communities.repair[k]
        memberships.evidence_for[row] = float(memberships.evidence_for[row]) + back
        memberships.own_experience[row] = min(5.0, float(memberships.own_experience[row]) + back)
        memberships.arousal[row] = min(1.0, float(memberships.arousal[row]) + communities.repair[k])
        memberships.satisfaction[row] = min(1.0, 2.0 * communities.repair[k] - 1.0)
        memberships.breached_on[row] = -1


@rule
def at_first(stage):
    """Engagement, belonging and familiarity at the start, higher for higher stages (assumption)."""
    higher = stage - 1.0
    return 0.2 + 0.1 * higher, 0.1 * higher, 0.1 + 0.15 * higher


@rule
def draw_of(row, memberships, key):
    """Today's random number of a member in one of its communities; an unused row has one as well."""
    return uniform(key, max(0, int(memberships.member[row])), max(0, int(memberships.community[row])))


@rule
def away(row, memberships, shown, day):
    """Days since the last contact, as an index into `shown`; the last index for members who never followed."""
    most = shown.shape[2] - 1
    return most if int(memberships.stage[row]) == AWARE else min(most, max(1, day - int(memberships.last_contact[row])))


@rule
def engagement_of(row, memberships, fade, day):
    """Engagement today, 0..1, without changing the column."""
    return float(memberships.engagement[row]) * fade.engagement[day - int(memberships.last_contact[row])]


@rule
def belonging_of(row, memberships, fade, day):
    """Belonging to the group today, from the newcomer's value up to 1."""
    return fade.newcomer + (1.0 - fade.newcomer) * answered_of(row, memberships, fade, day)


@rule
def answered_of(row, memberships, fade, day):
    """The part of belonging today that comes from being answered, 0..1."""
    return float(memberships.belonging[row]) * fade.belonging[day - int(memberships.last_contact[row])]


@rule
def familiarity_of(row, memberships, fade, day):
    """Familiarity with the community today, 0..1."""
    return float(memberships.familiarity[row]) * fade.familiarity[day - int(memberships.last_contact[row])]


@rule
def standing(i, row, members, memberships, fade, day):
    """A member's standing with a community: trust in the host and belonging to the group, weighted by the member."""
    weight = np.float64(members.host_weight[i])  # compiled, float() leaves it as short as it is
    return weight * float(memberships.trust[row]) + (1.0 - weight) * belonging_of(row, memberships, fade, day)


@rule
def fit(i, k, members, communities):
    """Fit of a community and a member, 0..1: bell-shaped in taste, values, place; a clear charter makes it narrower."""
    return math.exp(-0.5 * apart(i, k, members, communities) / (communities.width[k] * communities.width[k]))


@rule
def apart(i, k, members, communities):
    """Squared distance of a member and a community in taste, in values as far as the charter is clear, and in place if
    the community is local."""
    taste = circle(float(members.taste[i]), communities.taste[k])
    values = circle(float(members.values[i]), communities.values[k]) * communities.charter[k]
    if communities.locality[k] > 0.0:
        place = circle(float(members.town[i]) / communities.towns[k], communities.town[k] / communities.towns[k])
        return taste * taste + values * values + (place * communities.locality[k]) ** 2
    return taste * taste + values * values


@rule
def aligned(i, k, members, communities):
    """How far a member shares the community's goal, -1 (opposed) to 1; closer to 0 if the charter is unclear."""
    return communities.charter[k] * (1.0 - 2.0 * circle(float(members.values[i]), communities.values[k]))


@rule
def circle(a, b):
    """Distance of two points on a circle of length 1, scaled to 0..1."""
    apart = abs(a - b)
    return 2.0 * min(apart, 1.0 - apart)


@rule
def row_of(i, k, memberships):
    """The row of member `i`'s membership in community `k`, or -1."""
    first = int(memberships.first[i])
    for row in range(first, first + int(memberships.count[i])):
        if int(memberships.community[row]) == k:
            return row
    return -1
