"""Beta reputation with forgetting: T = (kept + κ·T₀) / (kept + broken + κ).

Evidence halves in `half_life` days, so that trust returns to its initial value. Evidence against trust weighs
`negativity` times as much as evidence for it (Jøsang & Ismail 2002, Bled eCommerce; Slovic 1993, Risk Analysis 13:675).
"""

from __future__ import annotations

import numpy as np

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.threads import BLOCK, SCREEN_BLOCK
from sim.world.ties import fading

NO_ZERO = "whatever members experience is evidence; what weighs nothing is set in experience"


@parameters
class Beta:
    half_life: float = par(180.0, unit="days", low=1, high=20_000, live=False, source="assumption",
                           says="Half-life of the evidence for and against trust.", moves=("changes", "trust"))
    inertia: float = par(2.0, unit="kept purchases", low=0.1, high=100, source="assumption",
                         says="Weight of initial trust, in kept purchases (κ).", moves=("changes", "trust"))
    negativity: float = par(1.5, low=1, high=20, source="Slovic 1993 (direction); size assumed",
                            says="Negativity bias (ν): weight of evidence against trust relative to evidence for it.",
                            moves=("-", "trust"))


def decay(p, days: int) -> np.ndarray:
    """What is left of evidence after 0, 1, … days: float64[days]."""
    return fading(p.half_life, days)


@rule
def update(row, memberships, fading, p, day):
    """Let today's evidence move the trust of one membership."""
    kept_left = fading[day - int(memberships.trust_day[row])]
    kept = float(memberships.positive_evidence[row]) * kept_left + float(memberships.evidence_for[row])
    against = p.negativity * float(memberships.evidence_against[row])
    broken = float(memberships.negative_evidence[row]) * kept_left + against
    memberships.positive_evidence[row] = kept
    memberships.negative_evidence[row] = broken
    memberships.trust_day[row] = day
    memberships.trust[row] = (kept + p.inertia * float(memberships.initial_trust[row])) / (kept + broken + p.inertia)


@rule
def weighs(row, memberships, day):
    """Whether there is evidence today, or it is the day of the weekly update of older evidence."""
    judged = (memberships.positive_evidence[row] > 0.0) | (memberships.negative_evidence[row] > 0.0)
    if (int(memberships.member[row]) // BLOCK + day) % 7 == 0 and judged:
        return True
    return (memberships.evidence_for[row] > 0.0) | (memberships.evidence_against[row] > 0.0)


@rule
def trust(row, memberships, fading, p, day):
    """Let a member weigh today's evidence in one of its communities."""
    update(row, memberships, fading, p, day)
    memberships.evidence_for[row] = 0.0
    memberships.evidence_against[row] = 0.0


@loop
def step(memberships, fading, scratch, p, day, lo, hi):
    for block in range(lo, hi, SCREEN_BLOCK):
        candidates = 0
        for row in range(block, min(hi, block + SCREEN_BLOCK)):
            scratch[block + candidates] = row
            candidates += weighs(row, memberships, day)
        for n in range(block, block + candidates):
            trust(int(scratch[n]), memberships, fading, p, day)
