"""Asymmetric trust, lost faster than won: T ← T + g·(1 − T) on a kept promise, T ← T − l·T on a broken one.

In proportion to the day's evidence: the missing trust shrinks by (1 − g) to the power of the evidence in kept
purchases, and trust by (1 − l) to the power of that in broken ones. With l > g trust is harder to win than to lose
(Slovic 1993, Risk Analysis 13:675; the form is a linear learning rule, Bush & Mosteller 1955).
"""

from __future__ import annotations

import math

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters

OFF = {"gain": 0.0, "loss": 0.0}


@parameters
class Asymmetric:
    gain: float = par(0.1, unit="per kept purchase", low=0, high=0.99, source="assumption",
                      says="Share of the missing trust that one kept promise adds (g).", moves=("+", "trust"))
    loss: float = par(0.3, unit="per broken purchase", low=0, high=0.99, source="Slovic 1993 (direction); size assumed",
                      says="Share of existing trust that one broken promise takes away (l).", moves=("-", "trust"))


@rule
def trust(row, memberships, kept, broken, day):
    """Let today's evidence move the trust of one membership, first evidence for and then evidence against."""
    good, bad = float(memberships.evidence_for[row]), float(memberships.evidence_against[row])
    if (good > 0.0) | (bad > 0.0):
        better = 1.0 - (1.0 - float(memberships.trust[row])) * math.exp(good * kept)
        memberships.trust[row] = better * math.exp(bad * broken)
        memberships.trust_day[row] = day
        memberships.evidence_for[row] = 0.0
        memberships.evidence_against[row] = 0.0


@loop
def step(memberships, fading, scratch, p, day, lo, hi):
    kept, broken = math.log1p(-p.gain), math.log1p(-p.loss)
    for row in range(lo, hi):
        trust(row, memberships, kept, broken, day)
