"""Daily upper bounds for the funnel, which rule out most members by one comparison with their random number."""

from __future__ import annotations

import functools
import math
from typing import NamedTuple

import numpy as np

from sim.core.compile import loop, rule
from sim.world.stages import AWARE, COCREATOR, CORE, FAN, LAPSED

FLOOR = 0.05  # lower limit of ratios to a reference, since a power of 0 would make a chance impossible or certain
STEPS = 256
BELOW = 1.0 - 1e-9  # leaves quick checks room for rounding


class Bounds(NamedTuple):
    """Rates by stage, and upper bounds of the modifiers.

    `may` bounds who may move at all, so that the others are skipped: members whose number is below may[0] + may[1] ·
    frailty, or less than may[2] · familiarity from 1; may[3] is may[2] without the effect of others. `steps` are the
    modifiers for 256 values of what they depend on, rounded up: moving up by standing, lapse by standing, moving up by
    stage and expectation, lapse by satisfaction and by engagement (both relative to the worst), and the chance to fall
    back or leave by stage and engagement. `most` are the largest effects on a hazard: of standing and fit, of fit
    alone, and of everything that raises lapse except standing.
    """

    up: np.ndarray  # base hazard to move up
    out: np.ndarray  # base hazard to lapse
    needs: np.ndarray  # the engagement that a stage needs
    may: np.ndarray
    steps: tuple
    most: tuple[float, float, float]


def rates(p, communities):
    """The bounds of today, the only argument of its own that the loop takes."""
    hype, popularity, adverts, charter = highest(communities)
    up, out, base, falls = fixed(p)
    rise, lapse, *_ = steps = modifiers(p, hype)
    others = (1.0 + p.popularity * popularity) * (1.0 + p.social_proof)
    annoyed = (1.0 + p.annoyance * adverts) * math.exp(p.shared * charter)
    most_out = 2.0 * max(FLOOR, 1.0 / (1.0 - p.engagement)) ** p.boredom * math.exp(p.dissatisfaction)
    may = base * np.array([[1.0], [annoyed * most_out], [others], [1.0]])
    return (Bounds(up, out, needs_of(p), may, (*steps, falls), (rise[-1] / p.fit, 1.0 / p.fit, most_out * lapse[0])),)


@loop
def highest(communities):
    """The highest hype, popularity, share of advertising and clarity of the charter of any community."""
    hype = popularity = adverts = charter = 0.0
    for k in range(communities.hype.size):
        hype, popularity = max(hype, communities.hype[k]), max(popularity, communities.popularity[k])
        adverts, charter = max(adverts, communities.adverts[k]), max(charter, communities.charter[k])
    return hype, popularity, adverts, charter


@functools.lru_cache(64)
def needs_of(p) -> np.ndarray:
    """The engagement that a stage needs, by stage."""
    return np.array([0.0, 0.0, 0.0, p.needs_fan, p.needs_core, p.needs_cocreator, 0.0])


@functools.lru_cache(64)
def fixed(p) -> tuple[np.ndarray, ...]:
    """What follows from parameters alone: base hazards up and out, `may` without the effects of communities, and the
    chances to fall."""
    up = np.array([0.0, p.follow, p.become_fan, p.become_core, p.become_cocreator, 0.0, 0.0])
    out = np.array([0.0, 0.0, p.lapse_follower, p.lapse_fan, p.lapse_core, p.lapse_cocreator, 0.0]) / p.lapse_mean
    keen = np.isin(np.arange(up.size), (FAN, CORE, COCREATOR))
    back = p.returning * (1.0 + p.returning_told) * modifiers(p, 0.0)[0][-1]
    others = np.array([-1.0, p.forgetting, 0.0, 0.0, 0.0, 0.0, back])
    falls = np.where(keen[:, None], falling(p, needs_of(p)[:, None]), others[:, None]) * (1.0 + 1e-9)
    high = up * np.where(keen, p.answered_most, 1.0) / p.fit / p.familiarity
    return up, out, np.array([falls[:, 0], out, high, high]) * (1.0 + 1e-9), falls


@functools.lru_cache(64)
def modifiers(p, hype: float) -> tuple[np.ndarray, ...]:
    """The first five tables of `steps`: entry n is the maximum of the modifier between steps n and n + 1 of 256."""
    edges = np.arange(STEPS + 2) / STEPS
    rise = np.maximum(FLOOR, edges[1:] / p.standing) ** p.trusting
    lapse = np.maximum(FLOOR, edges[:-1] / p.standing) ** -p.distrust
    follow = np.ones((LAPSED + 1, STEPS + 1))  # expectation attracts only those who do not follow yet
    follow[AWARE] = np.exp(p.attraction * edges[1:] + p.loudness * hype)
    follow[AWARE, STEPS] = math.inf  # no expectation is too high for the table
    pleased = np.exp(-2.0 * p.dissatisfaction * edges[:-1])
    bored = np.maximum(FLOOR * (1.0 - p.engagement), 1.0 - edges[:-1]) ** p.boredom
    return np.maximum(rise, FLOOR ** p.trusting), lapse, follow, pleased, bored


def falling(p, needs: np.ndarray) -> np.ndarray:
    """Upper bounds of the chance to fall back, by stage and step of engagement."""
    missing = np.minimum(p.missing_most, (1.0 - np.arange(STEPS + 1) / STEPS) / (1.0 - needs))
    return p.falling * np.maximum(FLOOR, missing) ** p.cooling


@rule(inline=True)
def attracted(row, memberships, fade):
    """The step of the table of attraction: the quality that a member expects, above the least that may be normal."""
    expected = 0.5 * (np.float64(memberships.expects_posts[row]) + float(memberships.expects_goods[row]))
    return int(min(float(STEPS), STEPS * max(0.0, expected - 0.5 * fade.market)))


@rule(inline=True)
def social_most(conformity, popularity, p):
    """The largest effect of others on the chance to move up: with many people inside to whom the member listens."""
    public = max(FLOOR, 1.0 + p.popularity * conformity * popularity)
    return (1.0 + p.social_proof * max(0.0, conformity)) * public
