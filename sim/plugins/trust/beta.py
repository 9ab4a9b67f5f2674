"""Beta reputation with forgetting: T = (kept + κ·T₀) / (kept + broken + κ).

Evidence fades by half in `half_life` days, so that trust returns to what it was lent at first; bad evidence weighs
`negativity` times as much as good (Jøsang & Ismail 2002, Bled eCommerce; Slovic 1993, Risk Analysis 13:675).
"""

from __future__ import annotations

from sim.core.compile import part, rule
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


@part
def update(row, r, fading, p, day):
    """The evidence of today moves the trust of one membership."""
    kept_left = fading[day - int(r.trusted_on[row])]
    kept = float(r.kept[row]) * kept_left + float(r.good[row])
    broken = float(r.broken[row]) * kept_left + p.negativity * float(r.bad[row])
    r.kept[row] = kept
    r.broken[row] = broken
    r.trusted_on[row] = day
    r.trust[row] = (kept + p.inertia * float(r.prior[row])) / (kept + broken + p.inertia)


@part
def weighs(row, r, day):
    """Whether there is evidence today, or older evidence to look back on, which is done weekly."""
    if (int(r.member[row]) // BLOCK + day) % 7 == 0 and (r.kept[row] > 0.0) | (r.broken[row] > 0.0):
        return True
    return (r.good[row] > 0.0) | (r.bad[row] > 0.0)


@part
def trust(row, r, fading, p, day):
    """A member weighs the evidence of today in one of its communities."""
    update(row, r, fading, p, day)
    r.good[row] = 0.0
    r.bad[row] = 0.0


@rule
def step(r, fading, found, p, day, lo, hi):
    for block in range(lo, hi, NEAR):
        many = 0
        for row in range(block, min(hi, block + NEAR)):
            found[block + many] = row
            many += weighs(row, r, day)
        for n in range(block, block + many):
            trust(int(found[n]), r, fading, p, day)
