"""The repair of a breach: an apology, and compensation that costs money; earlier repairs achieve more.

Members who know of the breach learn of the repair on their next visit. A full repair at once can please them more than
no failure at all (the recovery paradox); a late or small one repairs only part (de Matos, Henrique & Rossi 2007).
"""

from __future__ import annotations

import numpy as np

from sim.core.parameters import par, parameters
from sim.world.stages import COCREATOR, FOLLOWER

OFF = {"apology": 0.0}  # nobody hears of a repair that repairs nothing
TRIED = {"timeline": [{"day": 3, "shock": "breach"}]}


@parameters
class Repair:
    apology: float = par(0.3, low=0, high=2, live=False, source="assumption",
                         says="Share of the harm of the breach that the apology makes good, if it comes at once.",
                         moves=("+", "trust"))
    compensation: float = par(0.0, unit="¥", low=0, high=1e6, live=False, source="scenario",
                              says="Compensation per follower who knows of the breach.", moves=("-", "treasury"))
    compensation_scale: float = par(50.0, unit="¥", low=0.01, high=1e6, live=False, source="assumption",
                                    says="Compensation that makes good as much harm as was done.",
                                    moves=("-", "trust"))
    half_life: float = par(30.0, unit="days", low=1, high=5000, live=False,
                           source="Dillard & Bates: repurchase falls with delay; size assumed",
                           says="Delay after the breach that halves the effect of a repair.", moves=("+", "trust"))


def strike(economy, day: int, community, p) -> None:
    """Compensate followers who know of the breach, as far as the money goes; they learn of it on their next visit."""
    if community.breach_day < 0:
        return
    w = economy.world
    rows = np.flatnonzero((w.r.community[:w.rows] == community.index) & (w.r.breached_on[:w.rows] >= 0)
                          & (w.r.stage[:w.rows] >= FOLLOWER) & (w.r.stage[:w.rows] <= COCREATOR))
    cents = int(p.compensation)
    share = community.afford(rows.size, cents) / max(1, rows.size)
    cents = int(cents * share)
    if cents and rows.size:
        community.pay(day, w.r.member[rows], np.full(rows.size, cents), "compensation")
    full = p.apology + cents / p.compensation_scale
    if full > 0.0:  # otherwise nobody has heard of a breach
        community.repair_day = day
        community.repair = full * 0.5 ** ((day - community.breach_day) / p.half_life)
