"""Beta reputation with forgetting: T = (kept + κ·T₀) / (kept + broken + κ).

Evidence fades by half in `half_life` days, so that trust returns to what it was lent at first; bad evidence weighs
`negativity` times as much as good (Jøsang & Ismail 2002, Bled eCommerce; Slovic 1993, Risk Analysis 13:675).
"""

from __future__ import annotations

from sim.core.compile import loop, rule
from sim.core.parameters import par, parameters
from sim.core.threads import BLOCK, NEAR


@parameters
class Beta:
    half_life: float = par(180.0, unit="days", low=1, high=20_000, live=False, source="assumption",
                           says="Half-life of the evidence for and against trust.", moves=("changes", "trust"))
    inertia: float = par(2.0, unit="kept purchases", low=0.1, high=100, source="assumption",
                         says="Weight of initial trust, in kept purchases (κ).", moves=("changes", "trust"))
    negativity: float = par(1.5, low=1, high=20, source="Slovic 1993 (direction); size assumed",
                            says="Negativity bias (ν): weight of evidence against trust relative to evidence for it.",
                            moves=("-", "trust"))


@rule
def update(row, r, fading, p, day):
    """The evidence of today moves the trust of one membership."""
    kept_left = fading[day - int(r.trust_day[row])]
    kept = float(r.positive_evidence[row]) * kept_left + float(r.evidence_for[row])
    broken = float(r.negative_evidence[row]) * kept_left + p.negativity * float(r.evidence_against[row])
    r.positive_evidence[row] = kept
    r.negative_evidence[row] = broken
    r.trust_day[row] = day
    r.trust[row] = (kept + p.inertia * float(r.initial_trust[row])) / (kept + broken + p.inertia)


@rule
def weighs(row, r, day):
    """Whether there is evidence today, or older evidence to look back on, which is done weekly."""
    judged = (r.positive_evidence[row] > 0.0) | (r.negative_evidence[row] > 0.0)
    if (int(r.member[row]) // BLOCK + day) % 7 == 0 and judged:
        return True
    return (r.evidence_for[row] > 0.0) | (r.evidence_against[row] > 0.0)


@rule
def trust(row, r, fading, p, day):
    """A member weighs the evidence of today in one of its communities."""
    update(row, r, fading, p, day)
    r.evidence_for[row] = 0.0
    r.evidence_against[row] = 0.0


@loop
def step(r, fading, found, p, day, lo, hi):
    for block in range(lo, hi, NEAR):
        many = 0
        for row in range(block, min(hi, block + NEAR)):
            found[block + many] = row
            many += weighs(row, r, day)
        for n in range(block, block + many):
            trust(int(found[n]), r, fading, p, day)
